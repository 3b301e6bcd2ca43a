package org.synfire.bench.kernel;

import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.synfire.emulator.kernel.Kernels;

/**
 * Synaptic operations per second of one core's 3x3 convolution in one time step: 16x16 positions, 15 % of the inputs
 * spiking, byte weights, 16-bit sums.
 *
 * <p>The secondary result {@code synapticOperations} is the figure: weights added to sums that belong to a neuron, per
 * second. An invocation is one time step; the sums are laid out as the emulator lays them out for such a layer. All
 * sums of all invocations are compared with a plain loop's at the end of every trial.
 *
 * <pre>{@code
 * ./synfire bench ConvolutionScatter
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ConvolutionScatterBenchmark {
    private static final int SIDE = 16;
    private static final int KERNEL = 3;
    private static final double FIRING = 0.15;

    /** Input channels. */
    @Param({"64", "128", "256"})
    public int channels;

    /** Output channels on the core: 16 fill the 4096 neurons of a Darwin3 core. */
    @Param({"16", "64"})
    public int coreChannels;

    /** Inner loops. */
    @Param({"VECTOR", "SCALAR"})
    public Kernels.Choice kernel;

    private Kernels kernels;
    private byte[] plainWeights;
    private byte[] weights;
    private long[] spikes;
    private int[] bases;
    private int[] tileOffsets;
    private int channelStride;
    private int rowStride;
    private short[] sums;
    private long operations;
    private long invocations;

    /** What JMH counts besides invocations. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Counted {
        /** Weights added to sums of neurons. */
        public long synapticOperations;
    }

    /** Draws weights and spikes and lays both out. */
    @Setup(Level.Trial)
    public void draw() {
        Random random = new Random(1);
        kernels = Kernels.of(kernel);
        plainWeights = new byte[channels * KERNEL * KERNEL * coreChannels];
        random.nextBytes(plainWeights);
        int lanes = kernels.lanes16();
        int tilesPerRow = Math.ceilDiv(KERNEL * coreChannels, lanes);
        rowStride = Math.max((SIDE + 1) * coreChannels, tilesPerRow * lanes);
        sums = new short[(SIDE + 2) * rowStride + coreChannels + tilesPerRow * lanes];
        layTiles(tilesPerRow, lanes);
        drawSpikes(random);
        invocations = 0;
    }

    /** A kernel row's sums follow each other: those of the three columns that it reaches. */
    private void layTiles(int tilesPerRow, int lanes) {
        tileOffsets = new int[KERNEL * tilesPerRow];
        for (int t = 0; t < tileOffsets.length; t++) {
            tileOffsets[t] = t / tilesPerRow * rowStride + t % tilesPerRow * lanes;
        }
        channelStride = tileOffsets.length * lanes;
        weights = new byte[channels * channelStride + Kernels.WEIGHT_SLACK];
        int run = KERNEL * coreChannels;
        for (int i = 0; i < plainWeights.length; i++) {
            int channelAndRow = i / run;
            weights[channelAndRow * tilesPerRow * lanes + i % run] = plainWeights[i];
        }
    }

    /** Positions column by column, and within a column three rows apart, as the emulator numbers them. */
    private void drawSpikes(Random random) {
        int words = channels / Long.SIZE;
        spikes = new long[SIDE * SIDE * words];
        bases = new int[SIDE * SIDE];
        operations = 0;
        int position = 0;
        for (int x = 0; x < SIDE; x++) {
            for (int first = 0; first < KERNEL; first++) {
                for (int y = first; y < SIDE; y += KERNEL) {
                    bases[position] = y * rowStride + x * coreChannels;
                    for (int c = 0; c < channels; c++) {
                        if (random.nextDouble() < FIRING) {
                            spikes[position * words + c / Long.SIZE] |= 1L << c;
                            operations += (long) reached(y) * reached(x) * coreChannels;
                        }
                    }
                    position++;
                }
            }
        }
    }

    private static int reached(int coordinate) {
        return coordinate == 0 || coordinate == SIDE - 1 ? KERNEL - 1 : KERNEL;
    }

    /**
     * One time step.
     *
     * @return the sums
     */
    @Benchmark
    public short[] step(Counted counted) {
        int words = channels / Long.SIZE;
        for (int p = 0, s = 0; p < bases.length; p++) {
            for (int w = 0; w < words; w++, s++) {
                if (spikes[s] != 0) {
                    kernels.addTiles(
                            sums,
                            bases[p],
                            tileOffsets,
                            weights,
                            w * Long.SIZE * channelStride,
                            channelStride,
                            spikes[s]);
                }
            }
        }
        counted.synapticOperations += operations;
        invocations++;
        return sums;
    }

    /**
     * Compares what all steps added up with a plain loop.
     *
     * @throws IllegalStateException if a sum is wrong
     */
    @TearDown(Level.Trial)
    public void verify() {
        int[] expected = new int[SIDE * SIDE * coreChannels];
        long added = 0;
        for (int p = 0; p < bases.length; p++) {
            for (int c = 0; c < channels; c++) {
                if ((spikes[p * (channels / Long.SIZE) + c / Long.SIZE] >>> c & 1) == 1) {
                    added += scatter(expected, bases[p] / rowStride, bases[p] % rowStride / coreChannels, c);
                }
            }
        }
        if (added != operations) {
            throw new IllegalStateException(operations + " synaptic operations counted, " + added + " done");
        }
        for (int i = 0; i < expected.length; i++) {
            int position = i / coreChannels;
            // one row and one column of margin lie before the first neuron
            int at = (position / SIDE + 1) * rowStride + (position % SIDE + 1) * coreChannels + i % coreChannels;
            if (sums[at] != (short) (expected[i] * invocations)) {
                throw new IllegalStateException(String.format(
                        Locale.ROOT, "sum %d is %d after %d steps of %d", i, sums[at], invocations, expected[i]));
            }
        }
    }

    private int scatter(int[] expected, int y, int x, int channel) {
        int added = 0;
        for (int k = 0; k < KERNEL * KERNEL; k++) {
            int row = y + k / KERNEL - 1;
            int column = x + k % KERNEL - 1;
            for (int o = 0; o < coreChannels && row >= 0 && row < SIDE && column >= 0 && column < SIDE; o++) {
                expected[(row * SIDE + column) * coreChannels + o] +=
                        plainWeights[(channel * KERNEL * KERNEL + k) * coreChannels + o];
                added++;
            }
        }
        return added;
    }
}
