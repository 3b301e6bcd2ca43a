package org.synfire.emulator.core;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.synfire.emulator.kernel.CodeWords;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.neuron.StepSums;
import org.synfire.emulator.neuron.SumLayout;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.SparseSynapses;
import org.synfire.network.integer.Synapses;

/**
 * Synapses that meet few channels, listed one by one for each input: convolutions of several groups, average pooling,
 * identity branches.
 *
 * <p><b>Axon numbers:</b> the inputs that reach the core, row by row, column by column, channel by channel, without
 * gaps. <b>Memory:</b> 8 bytes per listed synapse on the heap.
 */
final class ListedSynapses implements WindowSynapses {
    private final int[] axonOf;
    private final int axons;
    private final int[] starts;
    private final int[] targets;
    private final int[] weights;
    private final int[] operations;

    private ListedSynapses(int[] axonOf, int axons, int[] starts, int[] targets, int[] weights, int[] operations) {
        this.axonOf = axonOf;
        this.axons = axons;
        this.starts = starts;
        this.targets = targets;
        this.weights = weights;
        this.operations = operations;
    }

    static ListedSynapses identity(Synapses.Identity synapses, Slice slice, SumLayout layout) {
        Lister lister = new Lister(synapses.in());
        Shape shape = synapses.in();
        for (int y = slice.rowFrom(); y < slice.rowTo(); y++) {
            for (int x = slice.columnFrom(); x < slice.columnTo(); x++) {
                for (int c = slice.channelFrom(); c < slice.channelTo(); c++) {
                    if (synapses.weight(c) != 0) {
                        lister.begin(shape.index(c, y, x));
                        lister.add(
                                layout.index(y - slice.rowFrom(), x - slice.columnFrom()) + c - slice.channelFrom(),
                                synapses.weight(c),
                                synapses.parallel(c));
                    }
                }
            }
        }
        return lister.build();
    }

    static ListedSynapses grouped(Synapses.Convolution synapses, Slice slice, SumLayout layout) {
        Lister lister = new Lister(synapses.in());
        WindowGeometry rows = WindowGeometry.rows(synapses.window());
        WindowGeometry columns = WindowGeometry.columns(synapses.window());
        Shape in = synapses.in();
        for (int y = 0; y < in.height(); y++) {
            for (int x = 0; x < in.width(); x++) {
                for (int c = 0; c < in.channels(); c++) {
                    lister.begin(in.index(c, y, x));
                    listTargets(lister, synapses, slice, layout, rows, columns, c, y, x);
                }
            }
        }
        return lister.build();
    }

    static ListedSynapses sparse(SparseSynapses synapses, Slice slice, SumLayout layout) {
        Lister lister = new Lister(synapses.in());
        Shape out = synapses.out();
        for (int input = 0; input < synapses.in().size(); input++) {
            lister.begin(input);
            for (int s = synapses.start(input); s < synapses.start(input + 1); s++) {
                int channel = synapses.target(s) / out.positions();
                int row = synapses.target(s) % out.positions() / out.width();
                int column = synapses.target(s) % out.width();
                if (slice.holds(channel, row, column)) {
                    lister.add(
                            layout.index(row - slice.rowFrom(), column - slice.columnFrom())
                                    + channel
                                    - slice.channelFrom(),
                            synapses.weight(s),
                            1);
                }
            }
        }
        return lister.build();
    }

    private static void listTargets(
            Lister lister,
            Synapses.Convolution synapses,
            Slice slice,
            SumLayout layout,
            WindowGeometry rows,
            WindowGeometry columns,
            int c,
            int y,
            int x) {
        int firstOut = Math.max(slice.channelFrom(), c / synapses.inPerGroup() * synapses.outPerGroup());
        int endOut = Math.min(slice.channelTo(), (c / synapses.inPerGroup() + 1) * synapses.outPerGroup());
        int phaseY = rows.phase(y);
        int phaseX = columns.phase(x);
        for (int ty = 0; ty < rows.taps()[phaseY].length; ty++) {
            int row = rows.firstOutput(y) + rows.offsets()[phaseY][ty];
            for (int tx = 0; tx < columns.taps()[phaseX].length; tx++) {
                int column = columns.firstOutput(x) + columns.offsets()[phaseX][tx];
                for (int o = firstOut;
                        o < endOut
                                && row >= slice.rowFrom()
                                && row < slice.rowTo()
                                && column >= slice.columnFrom()
                                && column < slice.columnTo();
                        o++) {
                    int weight = synapses.weight(
                            o, c % synapses.inPerGroup(), rows.taps()[phaseY][ty], columns.taps()[phaseX][tx]);
                    lister.add(
                            layout.index(row - slice.rowFrom(), column - slice.columnFrom()) + o - slice.channelFrom(),
                            weight,
                            1);
                }
            }
        }
    }

    @Override
    public int axon(int element) {
        return axonOf[element];
    }

    @Override
    public int operations(int axon) {
        return operations[axon];
    }

    @Override
    public int axonWords() {
        return Math.ceilDiv(axons, Long.SIZE);
    }

    @Override
    public long weightBytes() {
        return (long) Integer.BYTES * weights.length;
    }

    @Override
    public long tableBytes() {
        return (long) Integer.BYTES * (axonOf.length + starts.length + targets.length + operations.length);
    }

    @Override
    public long integrate(MemorySegment spikes, StepSums sums) {
        long total = 0;
        for (int w = 0; w < axonWords(); w++) {
            long bits = spikes.getAtIndex(ValueLayout.JAVA_LONG, w);
            if (bits != 0) {
                spikes.setAtIndex(ValueLayout.JAVA_LONG, w, 0);
                sums.addListed(bits, w * Long.SIZE, starts, targets, weights);
                total += operations(bits, w * Long.SIZE);
            }
        }
        return total;
    }

    @Override
    public void integrate(SpikePlanes spikes, StepSums sums) {
        for (int first = 0; first < axonWords(); first += CodeWords.WORDS) {
            int words = Math.min(CodeWords.WORDS, axonWords() - first);
            if (spikes.take(first, words)) {
                for (int w = 0; w < words; w++) {
                    sums.addListedCodes(spikes.codes(), w, (first + w) * Long.SIZE, starts, targets, weights);
                }
            }
        }
    }

    @Override
    public OperationCounts operationCounts() {
        return new OperationCounts(axonWords(), axon -> axon < axons ? operations[axon] : OperationCounts.UNUSED);
    }

    private long operations(long bits, int firstAxon) {
        long total = 0;
        for (long rest = bits; rest != 0; rest &= rest - 1) {
            total += operations[firstAxon + Long.numberOfTrailingZeros(rest)];
        }
        return total;
    }

    /** Collects the synapses of one input after the other; an input without any gets no axon. */
    private static final class Lister {
        private final int[] axonOf;
        private int element = -1;
        private int axons;
        private int count;
        private int[] starts = new int[64];
        private int[] operations = new int[64];
        private int[] targets = new int[64];
        private int[] weights = new int[64];

        Lister(Shape in) {
            axonOf = IntStream.range(0, in.size()).map(i -> NO_AXON).toArray();
        }

        void begin(int ofElement) {
            element = ofElement;
        }

        void add(int target, int weight, int parallel) {
            if (axonOf[element] == NO_AXON) {
                openAxon();
            }
            if (count == targets.length) {
                targets = Arrays.copyOf(targets, count * 2);
                weights = Arrays.copyOf(weights, count * 2);
            }
            targets[count] = target;
            weights[count++] = weight;
            operations[axons - 1] += parallel;
            starts[axons] = count;
        }

        private void openAxon() {
            axonOf[element] = axons++;
            if (axons == operations.length) {
                starts = Arrays.copyOf(starts, axons * 2);
                operations = Arrays.copyOf(operations, axons * 2);
            }
        }

        ListedSynapses build() {
            return new ListedSynapses(
                    axonOf,
                    axons,
                    Arrays.copyOf(starts, axons + 1),
                    Arrays.copyOf(targets, count),
                    Arrays.copyOf(weights, count),
                    Arrays.copyOf(operations, axons));
        }
    }
}
