package org.synfire.network.shift;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.integer.Code;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.MaxGate;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.Rescale;
import org.synfire.network.integer.Synapses;
import org.synfire.network.npy.NpzArchive;

/** Builds the integer network layer by layer. */
final class Int8ShiftBuilder {
    private static final int BITS = 8;
    private static final double SCALE = 1.0 / 128;
    private static final int SCALE_SHIFT = 7;
    private static final int BIAS_UNIT = 1 << SCALE_SHIFT;

    private final NpzArchive arrays;
    private final List<Population> populations = new ArrayList<>();
    private final List<Projection> projections = new ArrayList<>();

    Int8ShiftBuilder(NpzArchive arrays, Shape input) {
        this.arrays = arrays;
        populations.add(new Population(0, "input", input, new Neurons.ImageInput(code(false))));
    }

    IntegerNetwork build(String name) {
        return IntegerNetwork.inPhase(name, BITS, BITS, populations, projections);
    }

    void add(Int8ShiftLayer layer, boolean isLast) {
        Optional<MaxGate> gate = pool(layer);
        Shape in = gate.map(MaxGate::out).orElse(populations.getLast().shape());
        switch (layer.operation()) {
            case "conv2d" -> addConvolution(layer, gate, in);
            case "linear" -> {
                if (!isLast) {
                    throw layer.wrong("a linear layer keeps raw sums, so it can only be the last one");
                }
                if (layer.hasRelu()) {
                    throw layer.wrong("activation 'relu'; a linear layer keeps raw sums, so it must be null");
                }
                addLinear(layer, gate, in);
            }
            default -> throw layer.wrong("operation '" + layer.operation() + "'; conv2d and linear are known");
        }
    }

    private void addConvolution(Int8ShiftLayer layer, Optional<MaxGate> gate, Shape in) {
        int kernel = layer.kernel();
        Window window = Window.square(kernel, 1, layer.pad());
        Shape out = window.output(layer.outChannels(), in.height(), in.width());
        short[] weights = Synapses.weights(arrays.array(layer.name() + ".weight")
                .requireShape(out.channels(), in.channels(), kernel, kernel)
                .bytes());
        connect(gate, new Synapses.Convolution(in, out, window, 1, weights));
        populations.add(new Population(
                populations.size(),
                layer.name(),
                out,
                new Neurons.Stem(
                        code(layer.hasRelu()),
                        bias(layer, out.channels()),
                        Rescale.halfUpShift(SCALE_SHIFT - layer.outputShift()))));
    }

    private void addLinear(Int8ShiftLayer layer, Optional<MaxGate> gate, Shape in) {
        Shape out = Shape.vector(layer.outFeatures());
        short[] weights = Synapses.weights(arrays.array(layer.name() + ".weight")
                .requireShape(out.size(), in.size())
                .bytes());
        connect(gate, new Synapses.Dense(in, out, weights));
        populations.add(new Population(
                populations.size(), layer.name(), out, new Neurons.Answer(bias(layer, out.size()), SCALE * SCALE)));
    }

    /** The gate of a max-pooling; an average pooling becomes a population here. */
    private Optional<MaxGate> pool(Int8ShiftLayer layer) {
        Shape in = populations.getLast().shape();
        return switch (layer.pool()) {
            case "none" -> Optional.empty();
            case "max" -> Optional.of(MaxGate.of(in, poolWindow(layer)));
            case "avg" -> {
                addAverage(layer, in);
                yield Optional.empty();
            }
            default -> throw layer.wrong("pooling '" + layer.pool() + "'; max, avg and null are known");
        };
    }

    private void addAverage(Int8ShiftLayer layer, Shape in) {
        Window window = poolWindow(layer);
        int count = window.kernelY() * window.kernelX();
        if (Integer.bitCount(count) != 1) {
            throw layer.wrong("an average over " + count + " elements; a power of two is supported");
        }
        short[] ones = new short[in.channels() * count];
        Arrays.fill(ones, (short) 1);
        Population pooled = populations.getLast();
        connect(
                Optional.empty(),
                new Synapses.Convolution(
                        in, window.output(in.channels(), in.height(), in.width()), window, in.channels(), ones));
        populations.add(new Population(
                populations.size(),
                layer.name() + ".pool",
                projections.getLast().synapses().out(),
                new Neurons.Stem(
                        pooled.coded().code(), new int[1], Rescale.floorShift(Integer.numberOfTrailingZeros(count)))));
    }

    private static Window poolWindow(Int8ShiftLayer layer) {
        return Window.square(layer.poolSize(), layer.poolSize(), 0);
    }

    private void connect(Optional<MaxGate> gate, Synapses synapses) {
        projections.add(new Projection(
                projections.size(), populations.size() - 1, gate, Optional.empty(), populations.size(), synapses, 1));
    }

    private int[] bias(Int8ShiftLayer layer, int count) {
        return arrays.find(layer.name() + ".bias")
                .map(array -> Arrays.stream(array.requireShape(count).integers())
                        .map(b -> rawBias(layer, b))
                        .toArray())
                .orElseGet(() -> new int[1]);
    }

    private static int rawBias(Int8ShiftLayer layer, int stored) {
        if (Math.abs((long) stored) > Integer.MAX_VALUE / BIAS_UNIT) {
            throw layer.wrong(String.format(
                    Locale.ROOT, "a bias of %d is too large: times %d it does not fit 32 bits", stored, BIAS_UNIT));
        }
        return stored * BIAS_UNIT;
    }

    private static Code code(boolean hasRelu) {
        return new Code(BITS, true, hasRelu ? 0 : -128, 127, SCALE, 0);
    }
}
