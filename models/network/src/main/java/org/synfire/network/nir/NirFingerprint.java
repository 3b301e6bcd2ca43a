package org.synfire.network.nir;

import java.util.Arrays;
import java.util.List;
import org.synfire.engine.file.Sha256;
import org.synfire.network.nir.NirNode.Padding;

/** Hashes what a network computes. */
final class NirFingerprint {
    private final NirNetwork network;
    private final Sha256 digest = new Sha256();

    NirFingerprint(NirNetwork network) {
        this.network = network;
    }

    /** The hash in hexadecimal digits. */
    String hash() {
        List<String> order = network.order();
        for (String name : order) {
            node(network.graph().nodes().get(name), network.shape(name));
            network.sources(name).stream().mapToInt(order::indexOf).sorted().forEach(this::add);
            add(-1);
        }
        return digest.hex();
    }

    private void add(int... values) {
        for (int value : values) {
            digest.add(value);
        }
    }

    private void add(double[] values) {
        for (double value : values) {
            add(Float.floatToIntBits((float) value + 0.0f));
        }
    }

    /** Parameters of elements: one value if all are equal, so that a single value and its copies are the same. */
    private void addOver(NirArray array, int[] shape) {
        double[] values = array.values();
        boolean isOne = Arrays.stream(values).allMatch(value -> (float) value == (float) values[0]);
        add(isOne ? new double[] {values[0]} : array.over(shape));
    }

    private void node(NirNode node, int[] shape) {
        digest.add(node.getClass().getSimpleName());
        add(shape);
        switch (node) {
            case NirGraph _, NirNode.Input _, NirNode.Output _, NirNode.Flatten _ -> {}
            case NirNode.Affine affine -> {
                add(affine.weight().values());
                addOver(affine.bias(), shape);
            }
            case NirNode.Linear linear -> add(linear.weight().values());
            case NirNode.Scale scale -> addOver(scale.scale(), shape);
            case NirNode.Convolution convolution -> convolution(convolution);
            case NirNode.Pool pool -> {
                add(pool.isAverage() ? 1 : 0);
                add(pool.kernel());
                add(pool.stride());
                add(pool.padding());
            }
            case NirNode.Delay delay -> addOver(delay.delay(), shape);
            case NirNode.Threshold threshold -> addOver(threshold.threshold(), shape);
            case NirNode.Neuron neuron -> NirShapes.arrays(neuron).forEach(array -> addOver(array, shape));
        }
    }

    private void convolution(NirNode.Convolution node) {
        add(node.weight().shape());
        add(node.weight().values());
        addOver(node.bias(), new int[] {node.weight().shape()[0]});
        add(node.stride());
        add(node.dilation());
        add(node.groups());
        switch (node.padding()) {
            case Padding.Sides(int[] sides) -> add(sides);
            case Padding.Same() -> add(-1);
        }
    }
}
