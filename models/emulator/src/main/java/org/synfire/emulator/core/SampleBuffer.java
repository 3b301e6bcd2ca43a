package org.synfire.emulator.core;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.neuron.SpikeBits;
import org.synfire.emulator.neuron.ValueSink;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.SampleStarts;
import org.synfire.network.integer.SpikeTrains;

/**
 * The values that the cores computed for the last samples: a byte per code, an int per raw sum, T counts of one bit or
 * more per neuron that spikes, in rows of one sample each.
 *
 * <p><b>Threads:</b> each core writes its own part of a row; rows are read between runs of the engine. <b>Memory:</b>
 * {@code rows * rowBytes} off-heap. <b>Limits:</b> a sample's row is overwritten by the sample {@code rows} later.
 */
final class SampleBuffer implements Checkpointed {
    private final IntegerNetwork network;
    private final List<Slice> slices;
    private final SampleStarts starts;
    private final long[] offsets;
    private final int[] firstSlice;
    private final IntPredicate kept;
    private final long rowBytes;
    private final long rows;
    private MemorySegment memory;

    /**
     * @param starts of the samples, for how many steps each has
     * @param kept the populations whose values are kept
     */
    SampleBuffer(IntegerNetwork network, List<Slice> slices, SampleStarts starts, long rows, IntPredicate kept) {
        this.network = network;
        this.slices = slices;
        this.starts = starts;
        this.rows = rows;
        this.offsets = new long[slices.size()];
        this.firstSlice = new int[network.populations().size() + 1];
        slices.forEach(slice -> firstSlice[slice.population() + 1]++);
        Arrays.parallelPrefix(firstSlice, Integer::sum);
        this.kept = kept;
        long at = 0;
        for (Slice slice : slices) {
            Population population = network.population(slice.population());
            offsets[slice.id()] = at;
            at += kept.test(population.id()) ? Math.ceilDiv(valueBytes(population, slice), Long.BYTES) * Long.BYTES : 0;
        }
        rowBytes = at;
    }

    private long valueBytes(Population population, Slice slice) {
        return switch (population.neurons()) {
            case Neurons.Coded coded -> slice.neurons();
            case Neurons.Answer answer -> (long) slice.neurons() * Integer.BYTES;
            case Neurons.SpikeInput spikes -> network.timeSteps() * stepBytes(slice);
            case Neurons.Program program -> network.timeSteps() * stepBytes(slice);
        };
    }

    /** Bytes of one step's spikes: planes of the bits of their counts, as in {@link SpikeTrains}. */
    private long stepBytes(Slice slice) {
        return planes(slice) * planeBytes(slice);
    }

    private int planes(Slice slice) {
        return SpikeTrains.planes(
                network.population(slice.population()).neurons().mostSpikes());
    }

    private static long planeBytes(Slice slice) {
        return Math.ceilDiv(slice.neurons(), Long.SIZE) * (long) Long.BYTES;
    }

    long bytes() {
        return rowBytes * rows;
    }

    void place(MemorySegment inMemory) {
        memory = inMemory;
    }

    @Override
    public void state(StateFields fields) {
        fields.memory("values of samples", memory.asSlice(0, bytes()));
    }

    private long at(long sample, int slice) {
        return sample % rows * rowBytes + offsets[slice];
    }

    /** Where a slice's neurons leave their values. */
    ValueSink sink(Slice slice) {
        return kept.test(slice.population()) ? keepingSink(slice) : ValueSink.FORGETTING;
    }

    private ValueSink keepingSink(Slice slice) {
        return new ValueSink() {
            @Override
            public void codes(long sample, MemorySegment codes) {
                MemorySegment.copy(codes, 0, memory, at(sample, slice.id()), slice.neurons());
            }

            @Override
            public void spikes(long sample, int step, SpikeBits spikes) {
                long at = at(sample, slice.id()) + step * stepBytes(slice);
                int planes = planes(slice);
                int words = Math.ceilDiv(slice.neurons(), Long.SIZE);
                if (planes == 1) {
                    MemorySegment.copy(spikes.words(), 0, memory, ValueLayout.JAVA_LONG, at, words);
                } else {
                    for (int plane = 0; plane < planes; plane++) {
                        writeCounts(spikes, plane, words, at + plane * planeBytes(slice));
                    }
                }
            }

            @Override
            public void sum(long sample, int neuron, int sum) {
                memory.set(ValueLayout.JAVA_INT, at(sample, slice.id()) + (long) neuron * Integer.BYTES, sum);
            }
        };
    }

    /**
     * Writes a bit of the counts of a step: count n has bit b set if it reaches an odd number of the multiples of
     * {@code 2^b}, and it reaches m where plane {@code m - 1} of the spikes has a bit.
     */
    private void writeCounts(SpikeBits spikes, int bit, int words, long at) {
        for (int w = 0; w < words; w++) {
            long odd = 0;
            for (int reached = 1 << bit; reached <= spikes.used(); reached += 1 << bit) {
                odd ^= spikes.planes()[reached - 1][w];
            }
            memory.set(ValueLayout.JAVA_LONG, at + (long) w * Long.BYTES, odd);
        }
    }

    /**
     * Writes a population's values for a sample in the order channel, row, column; of neurons that spike how often they
     * did.
     */
    void read(long sample, int population, int[] into) {
        Population of = network.population(population);
        for (Slice slice : slicesOf(population)) {
            switch (of.neurons()) {
                case Neurons.Coded coded ->
                    readCodes(sample, slice, coded.code().isSigned(), into);
                case Neurons.Answer answer -> readSums(sample, slice, into);
                case Neurons.SpikeInput spikes -> countSpikes(sample, slice, into);
                case Neurons.Program program -> countSpikes(sample, slice, into);
            }
        }
    }

    private void readCodes(long sample, Slice slice, boolean isSigned, int[] into) {
        Shape shape = shape(slice);
        long at = at(sample, slice.id());
        for (int n = 0; n < slice.neurons(); n++) {
            byte bits = memory.get(ValueLayout.JAVA_BYTE, at + n);
            into[slice.element(shape, n)] = isSigned ? bits : Byte.toUnsignedInt(bits);
        }
    }

    private void readSums(long sample, Slice slice, int[] into) {
        Shape shape = shape(slice);
        long at = at(sample, slice.id());
        for (int n = 0; n < slice.neurons(); n++) {
            into[slice.element(shape, n)] = memory.get(ValueLayout.JAVA_INT, at + (long) n * Integer.BYTES);
        }
    }

    private void countSpikes(long sample, Slice slice, int[] into) {
        Shape shape = shape(slice);
        for (int n = 0; n < slice.neurons(); n++) {
            into[slice.element(shape, n)] = 0;
        }
        forEachBit(sample, slice, (neuron, step, spikes) -> into[slice.element(shape, neuron)] += spikes);
    }

    /** Writes the spikes of a population that spikes by itself. */
    void read(long sample, int population, SpikeTrains into) {
        into.clear();
        for (Slice slice : slicesOf(population)) {
            readSpikes(sample, slice, into);
        }
    }

    private List<Slice> slicesOf(int population) {
        if (!kept.test(population)) {
            throw new IllegalArgumentException(
                    "values of layer " + network.population(population).name() + " are not kept");
        }
        return slices.subList(firstSlice[population], firstSlice[population + 1]);
    }

    private void readSpikes(long sample, Slice slice, SpikeTrains into) {
        Shape shape = shape(slice);
        forEachBit(sample, slice, (neuron, step, spikes) -> into.add(slice.element(shape, neuron), step, spikes));
    }

    private Shape shape(Slice slice) {
        return network.population(slice.population()).shape();
    }

    /** Takes a bit of a neuron's count in a step. */
    @FunctionalInterface
    private interface CountBit {
        void take(int neuron, int step, int spikes);
    }

    private void forEachBit(long sample, Slice slice, CountBit taker) {
        int neurons = slice.neurons();
        int planes = planes(slice);
        long at = at(sample, slice.id());
        for (int step = 0; step < starts.steps(sample); step++) {
            for (int plane = 0; plane < planes; plane++) {
                for (int first = 0; first < neurons; first += Long.SIZE, at += Long.BYTES) {
                    for (long rest = memory.get(ValueLayout.JAVA_LONG, at); rest != 0; rest &= rest - 1) {
                        taker.take(first + Long.numberOfTrailingZeros(rest), step, 1 << plane);
                    }
                }
            }
        }
    }
}
