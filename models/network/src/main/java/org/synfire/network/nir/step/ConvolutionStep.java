package org.synfire.network.nir.step;

import java.util.Arrays;
import org.synfire.network.nir.NirNode;

/** A convolution: what each window covers, times the weights. */
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
            int own = channel;
            Arrays.fill(out, window.output(own, 0), window.output(own, window.outputs()), bias[own]);
            for (int input = 0; input < inputsPerGroup; input++) {
                int from = channel / outputsPerGroup * inputsPerGroup + input;
                int first = (channel * inputsPerGroup + input) * window.elements();
                window.forEach((output, element, weight) ->
                        out[window.output(own, output)] += weights[first + weight] * in[window.input(from, element)]);
            }
        }
    }
}
