package org.synfire.network.nir.step;

import java.util.Arrays;
import org.synfire.network.nir.NirNode;

/** A convolution: each value that is not zero is added to what it reaches, times the weights. */
final class ConvolutionStep implements StepNode {
    private final SlidingWindow window;
    private final double[] weights;
    private final double[] bias;
    private final int inputsPerGroup;
    private final int outputsPerGroup;

    ConvolutionStep(NirNode.Convolution node, SlidingWindow window) {
        int[] shape = node.weight().shape();
        this.window = window;
        this.weights = node.weight().values();
        this.bias = node.bias().over(new int[] {shape[0]});
        this.inputsPerGroup = shape[1];
        this.outputsPerGroup = shape[0] / node.groups();
    }

    @Override
    public void step(double[] in, double[] out) {
        for (int channel = 0; channel < window.channels(); channel++) {
            Arrays.fill(out, window.output(channel, 0), window.output(channel, window.outputs()), bias[channel]);
        }
        int inputs = window.inputs();
        for (int i = 0; i < in.length; i++) {
            if (in[i] != 0) {
                int channel = i / inputs;
                double value = in[i];
                window.forEach(i % inputs, (output, element) -> add(channel, value, output, element, out));
            }
        }
    }

    private void add(int channel, double value, int output, int element, double[] out) {
        int group = channel / inputsPerGroup;
        int input = channel % inputsPerGroup;
        for (int to = group * outputsPerGroup; to < (group + 1) * outputsPerGroup; to++) {
            double weight = weights[(to * inputsPerGroup + input) * window.elements() + element];
            out[window.output(to, output)] += weight * value;
        }
    }
}
