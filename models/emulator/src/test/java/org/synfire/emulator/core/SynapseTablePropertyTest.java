package org.synfire.emulator.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.neuron.StepSums;
import org.synfire.emulator.neuron.SumLayout;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.integer.Synapses;

/**
 * Whatever the window and the part of the map that a core holds: every spike adds each of its weights once, where the
 * window's definition puts it.
 */
class SynapseTablePropertyTest {
    private final Random random = new Random();

    /** What spikes must do to a core: the sum of each neuron in the core's order, and how many weights are added. */
    private record Expected(int[] sums, long operations, BitSet reaching) {
        static Expected of(Synapses.Convolution s, Slice slice, BitSet spikes) {
            int[] sums = new int[slice.neurons()];
            long operations = 0;
            BitSet reaching = new BitSet();
            Window window = s.window();
            for (int n = 0; n < sums.length; n++) {
                int element = slice.element(s.out(), n);
                int out = element / s.out().positions();
                int row = element % s.out().positions() / s.out().width();
                int column = element % s.out().width();
                for (int c = 0; c < s.inPerGroup(); c++) {
                    for (int k = 0; k < window.kernelY() * window.kernelX(); k++) {
                        int y = row * window.strideY() + k / window.kernelX() * window.dilationY() - window.padTop();
                        int x = column * window.strideX()
                                + k % window.kernelX() * window.dilationX()
                                - window.padLeft();
                        if (y >= 0 && y < s.in().height() && x >= 0 && x < s.in().width()) {
                            int input = s.in().index(out / s.outPerGroup() * s.inPerGroup() + c, y, x);
                            reaching.set(input);
                            if (spikes.get(input)) {
                                sums[n] += s.weight(out, c, k / window.kernelX(), k % window.kernelX());
                                operations++;
                            }
                        }
                    }
                }
            }
            return new Expected(sums, operations, reaching);
        }

        static Expected of(Synapses.Identity s, Slice slice, BitSet spikes) {
            int[] sums = new int[slice.neurons()];
            long operations = 0;
            BitSet reaching = new BitSet();
            for (int n = 0; n < sums.length; n++) {
                int element = slice.element(s.in(), n);
                int channel = element / s.in().positions();
                reaching.set(element, s.weight(channel) != 0);
                if (spikes.get(element)) {
                    sums[n] = s.weight(channel);
                    operations += s.parallel(channel);
                }
            }
            return new Expected(sums, operations, reaching);
        }
    }

    @Property(tries = 600)
    void blocks(@ForAll long seed, @ForAll boolean vector, @ForAll boolean wide) {
        random.setSeed(seed);
        Synapses.Convolution synapses = convolution(1);
        Slice slice = slice(synapses.out());
        Kernels kernels = Kernels.of(vector ? Kernels.Choice.VECTOR : Kernels.Choice.SCALAR);
        BlockSynapses table = new BlockSynapses(synapses, slice, kernels);
        SumLayout layout = table.margin().layout(slice, wide, kernels);
        BitSet spikes = spikes(synapses.in());
        check(
                table.laidOut(layout, kernels),
                layout,
                kernels,
                synapses.in(),
                spikes,
                Expected.of(synapses, slice, spikes));
    }

    @Property(tries = 100)
    void fullConnections(@ForAll long seed, @ForAll boolean wide) {
        random.setSeed(seed);
        Shape in = new Shape(1 + random.nextInt(90), 1, 1 + random.nextInt(2));
        Shape out = Shape.vector(1 + random.nextInt(90));
        Synapses.Convolution synapses = new Synapses.Dense(in, out, weights(in.size() * out.size())).asConvolution();
        Slice slice = slice(synapses.out());
        Kernels kernels = Kernels.of(Kernels.Choice.AUTO);
        BlockSynapses table = new BlockSynapses(synapses, slice, kernels);
        SumLayout layout = table.margin().layout(slice, wide, kernels);
        BitSet spikes = spikes(synapses.in());
        check(
                table.laidOut(layout, kernels),
                layout,
                kernels,
                synapses.in(),
                spikes,
                Expected.of(synapses, slice, spikes));
    }

    @Property(tries = 300)
    void lists(@ForAll long seed, @ForAll boolean wide) {
        random.setSeed(seed);
        Synapses.Convolution synapses = convolution(1 + random.nextInt(3));
        Slice slice = slice(synapses.out());
        Kernels kernels = Kernels.of(Kernels.Choice.AUTO);
        SumLayout layout = Margin.NONE.layout(slice, wide, kernels);
        BitSet spikes = spikes(synapses.in());
        check(
                ListedSynapses.grouped(synapses, slice, layout),
                layout,
                kernels,
                synapses.in(),
                spikes,
                Expected.of(synapses, slice, spikes));
    }

    @Property(tries = 200)
    void identities(@ForAll long seed) {
        random.setSeed(seed);
        Shape shape = new Shape(1 + random.nextInt(5), 1 + random.nextInt(6), 1 + random.nextInt(6));
        int[] weights = random.ints(random.nextBoolean() ? 1 : shape.channels(), -500, 500)
                .map(w -> random.nextInt(4) == 0 ? 0 : w)
                .toArray();
        Synapses.Identity synapses = new Synapses.Identity(shape, weights, 127);
        Slice slice = slice(shape);
        Kernels kernels = Kernels.of(Kernels.Choice.AUTO);
        SumLayout layout = Margin.NONE.layout(slice, true, kernels);
        BitSet spikes = spikes(shape);
        check(
                ListedSynapses.identity(synapses, slice, layout),
                layout,
                kernels,
                shape,
                spikes,
                Expected.of(synapses, slice, spikes));
    }

    private Synapses.Convolution convolution(int groups) {
        int kernelY = 1 + random.nextInt(4);
        int kernelX = 1 + random.nextInt(4);
        Window window = new Window(
                kernelY,
                kernelX,
                1 + random.nextInt(3),
                1 + random.nextInt(3),
                1 + random.nextInt(3),
                1 + random.nextInt(3),
                random.nextInt(4),
                random.nextInt(4),
                random.nextInt(4),
                random.nextInt(4));
        Shape in = new Shape(
                groups * (1 + random.nextInt(random.nextBoolean() ? 4 : 80)),
                1 + (kernelY - 1) * window.dilationY() + random.nextInt(5),
                1 + (kernelX - 1) * window.dilationX() + random.nextInt(5));
        int outChannels = groups * (1 + random.nextInt(random.nextBoolean() ? 4 : 40));
        Shape out = window.output(outChannels, in.height(), in.width());
        return new Synapses.Convolution(
                in, out, window, groups, weights(outChannels * in.channels() / groups * kernelY * kernelX));
    }

    /** Of 8 bits, or of 9 and 10. */
    private short[] weights(int count) {
        if (random.nextInt(3) == 0) {
            short[] wide = new short[count];
            int most = random.nextBoolean() ? 255 : 511;
            for (int i = 0; i < count; i++) {
                wide[i] = (short) (random.nextInt(2 * most + 1) - most);
            }
            return wide;
        }
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return Synapses.weights(bytes);
    }

    private Slice slice(Shape shape) {
        int[] channels = part(shape.channels());
        int[] rows = part(shape.height());
        int[] columns = part(shape.width());
        return new Slice(1, 1, 1, channels[0], channels[1], rows[0], rows[1], columns[0], columns[1]);
    }

    private int[] part(int size) {
        int from = random.nextBoolean() ? 0 : random.nextInt(size);
        return new int[] {from, random.nextBoolean() ? size : from + 1 + random.nextInt(size - from)};
    }

    private BitSet spikes(Shape in) {
        BitSet spikes = new BitSet();
        int share = 1 + random.nextInt(8);
        for (int i = 0; i < in.size(); i++) {
            spikes.set(i, random.nextInt(share) == 0);
        }
        return spikes;
    }

    private static void check(
            SynapseTable table, SumLayout layout, Kernels kernels, Shape in, BitSet spikes, Expected expected) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment bits = arena.allocate((long) table.axonWords() * Long.BYTES, Long.BYTES);
            BitSet axons = new BitSet();
            for (int element = 0; element < in.size(); element++) {
                int axon = table.axon(element);
                assertEquals(
                        expected.reaching.get(element),
                        axon != SynapseTable.NO_AXON,
                        "an axon exactly where the input reaches the core: " + element);
                if (axon != SynapseTable.NO_AXON) {
                    assertTrue(
                            axon >= 0 && axon < table.axonWords() * Long.SIZE,
                            "axon " + axon + " of " + table.axonWords() + " words");
                    assertFalse(axons.get(axon), "axon " + axon + " stands for two inputs");
                    axons.set(axon);
                    if (spikes.get(element)) {
                        bits.setAtIndex(
                                ValueLayout.JAVA_LONG,
                                axon >> 6,
                                bits.getAtIndex(ValueLayout.JAVA_LONG, axon >> 6) | 1L << axon);
                    }
                }
            }
            StepSums sums =
                    new StepSums(kernels, layout.isWide() ? 0 : layout.length(), layout.isWide() ? layout.length() : 0);
            sums.lendTo(layout);
            assertEquals(expected.operations, table.integrate(bits, sums), "synaptic operations");
            assertArrayEquals(layout.isWide() ? expected.sums : narrow(expected.sums), read(sums, layout, arena));
            assertEquals(0, table.integrate(bits, sums), "spikes are forgotten");
        }
    }

    /** Some spikes each in every one of some steps: as codes they add what they add step by step. */
    @Property(tries = 400)
    void codes(@ForAll long seed, @ForAll boolean vector, @ForAll boolean listed, @ForAll boolean signed) {
        random.setSeed(seed);
        Synapses.Convolution synapses = convolution(listed ? 1 + random.nextInt(3) : 1);
        Slice slice = slice(synapses.out());
        Kernels kernels = Kernels.of(vector ? Kernels.Choice.VECTOR : Kernels.Choice.SCALAR);
        BlockSynapses block = listed ? null : new BlockSynapses(synapses, slice, kernels);
        SumLayout layout = (listed ? Margin.NONE : block.margin()).layoutForCodes(slice, kernels);
        WindowSynapses table =
                listed ? ListedSynapses.grouped(synapses, slice, layout) : block.laidOutForCodes(layout, kernels);
        int steps = 1 + random.nextInt(8);
        int[] sums = new int[slice.neurons()];
        SpikePlanes planes = new SpikePlanes(kernels);
        planes.clear();
        OperationCounts counts = table.operationCounts();
        try (Arena arena = Arena.ofConfined()) {
            for (int step = 0; step < steps; step++) {
                BitSet spikes = spikes(synapses.in());
                Expected expected = Expected.of(synapses, slice, spikes);
                MemorySegment bits = bits(table, synapses.in(), spikes, arena);
                assertEquals(expected.operations, counts.of(bits), "synaptic operations");
                assertEquals(expected.operations, counts.of(bits), "spikes stay");
                boolean areSigns = signed && step == 0;
                planes.add(bits, steps - 1 - step, areSigns);
                for (int n = 0; n < sums.length; n++) {
                    sums[n] = 2 * sums[n] + (areSigns ? -expected.sums[n] : expected.sums[n]);
                }
            }
            StepSums added = new StepSums(kernels, 0, layout.length());
            added.lendTo(layout);
            table.integrate(planes, added);
            assertArrayEquals(sums, read(added, layout, arena));
            table.integrate(planes, added);
            assertArrayEquals(sums, read(added, layout, arena), "spikes are forgotten");
        }
    }

    private static MemorySegment bits(SynapseTable table, Shape in, BitSet spikes, Arena arena) {
        MemorySegment bits = arena.allocate((long) table.axonWords() * Long.BYTES, Long.BYTES);
        for (int element = 0; element < in.size(); element++) {
            int axon = table.axon(element);
            if (axon != SynapseTable.NO_AXON && spikes.get(element)) {
                long word = bits.getAtIndex(ValueLayout.JAVA_LONG, axon >> 6);
                bits.setAtIndex(ValueLayout.JAVA_LONG, axon >> 6, word | 1L << axon);
            }
        }
        return bits;
    }

    private static int[] narrow(int[] sums) {
        return Arrays.stream(sums).map(sum -> (short) sum).toArray();
    }

    private static int[] read(StepSums sums, SumLayout layout, Arena arena) {
        MemorySegment potentials = arena.allocate(ValueLayout.JAVA_INT, layout.neurons());
        sums.accumulateInto(potentials, Integer.SIZE);
        return potentials.toArray(ValueLayout.JAVA_INT);
    }
}
