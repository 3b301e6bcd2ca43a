package org.synfire.network.nir.integer;

import org.synfire.network.graph.Shape;
import org.synfire.network.integer.SparseSynapses;
import org.synfire.network.integer.Synapses;

/** Real-valued synapses times a power of two, rounded to the nearest integer, halves to even. */
final class IntegerSynapses {
    private final PathMap map;
    private final int scale;
    private final int largest;
    private final int copies;
    private final Shape in;

    private IntegerSynapses(PathMap map, int scale, int weightBits, int copies) {
        this.map = map;
        this.scale = scale;
        this.largest = (1 << (weightBits - 1)) - 1;
        this.copies = copies;
        this.in = new Shape(
                map.in().channels() * copies, map.in().height(), map.in().width());
    }

    /**
     * Integer synapses.
     *
     * @param copies of each input, one map after the other, all with the same weights
     */
    static Synapses of(PathMap map, int scale, int weightBits, int copies) {
        return new IntegerSynapses(map, scale, weightBits, copies).synapses();
    }

    private Synapses synapses() {
        return switch (map.synapses()) {
            case RealSynapses.Full full
            when map.out().positions() == 1 -> new Synapses.Dense(in, map.out(), full(full.weights()));
            case RealSynapses.Convolved one
            when copies == 1 ->
                new Synapses.Convolution(in, map.out(), one.window(), one.groups(), weights(one.weights(), 1));
            case RealSynapses.Convolved one
            when one.groups() == 1 ->
                new Synapses.Convolution(
                        in,
                        map.out(),
                        one.window(),
                        1,
                        weights(one.weights(), one.weights().length / map.out().channels()));
            case RealSynapses.OneToOne one
            when copies == 1 && one.perChannel(map.out()).length > 0 -> identity(one.perChannel(map.out()));
            default -> listed();
        };
    }

    private int rounded(double weight) {
        return (int) Math.clamp(Math.rint(Math.scalb(weight, scale)), -largest, largest);
    }

    private Synapses identity(double[] perChannel) {
        int[] weights = new int[perChannel.length];
        for (int channel = 0; channel < weights.length; channel++) {
            weights[channel] = rounded(perChannel[channel]);
        }
        return new Synapses.Identity(in, weights, largest);
    }

    /** Weights with the inputs of each output repeated for every copy. */
    private short[] full(double[] weights) {
        return weights(weights, map.in().size());
    }

    private short[] weights(double[] weights, int perOutput) {
        short[] integers = new short[Math.multiplyExact(weights.length, perOutput == 1 ? 1 : copies)];
        if (perOutput == 1) {
            for (int i = 0; i < integers.length; i++) {
                integers[i] = (short) rounded(weights[i]);
            }
            return integers;
        }
        for (int i = 0; i < integers.length; i++) {
            int output = i / (perOutput * copies);
            integers[i] = (short) rounded(weights[output * perOutput + i % perOutput]);
        }
        return integers;
    }

    private Synapses listed() {
        RealSynapses.Listed.Collector all = new RealSynapses.Listed.Collector();
        int each = map.in().size();
        map.synapses().forEach(map.in(), map.out(), (source, target, weight, delay) -> {
            for (int copy = 0; copy < copies; copy++) {
                all.add(copy * each + source, target, weight, delay);
            }
        });
        RealSynapses.Listed list = all.list();
        return SparseSynapses.of(in, map.out(), list.count(), new SparseSynapses.SynapseList() {
            @Override
            public int source(int synapse) {
                return list.sources()[synapse];
            }

            @Override
            public int target(int synapse) {
                return list.targets()[synapse];
            }

            @Override
            public int weight(int synapse) {
                return rounded(list.weights()[synapse]);
            }

            @Override
            public int extraDelay(int synapse) {
                return list.delays()[synapse];
            }
        });
    }
}
