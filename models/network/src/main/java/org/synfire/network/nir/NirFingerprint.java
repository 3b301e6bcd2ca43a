package org.synfire.network.nir;

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

    private void node(NirNode node, int[] shape) {
        digest.add(node.getClass().getSimpleName());
        add(shape);
        switch (node) {
            case NirGraph _, NirNode.Input _, NirNode.Output _, NirNode.Flatten _ -> {}
            case NirNode.Affine affine -> {
                add(affine.weight().values());
                add(affine.bias().over(shape));
            }
            case NirNode.Linear linear -> add(linear.weight().values());
            case NirNode.Scale scale -> add(scale.scale().over(shape));
            case NirNode.Convolution convolution -> convolution(convolution);
            case NirNode.Pool pool -> {
                add(pool.isAverage() ? 1 : 0);
                add(pool.kernel());
                add(pool.stride());
                add(pool.padding());
            }
            case NirNode.Delay delay -> add(delay.delay().over(shape));
            case NirNode.Threshold threshold -> add(threshold.threshold().over(shape));
            case NirNode.Neuron neuron -> NirShapes.arrays(neuron).forEach(array -> add(array.over(shape)));
        }
    }

    private void convolution(NirNode.Convolution node) {
        add(node.weight().shape());
        add(node.weight().values());
        add(node.bias().over(new int[] {node.weight().shape()[0]}));
        add(node.stride());
        add(node.dilation());
        add(node.groups());
        switch (node.padding()) {
            case Padding.Sides(int[] sides) -> add(sides);
            case Padding.Same() -> add(-1);
        }
    }
}
