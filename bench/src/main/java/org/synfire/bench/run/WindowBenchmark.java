package org.synfire.bench.run;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
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
import org.synfire.emulator.core.Delivery;
import org.synfire.emulator.core.Emulator;
import org.synfire.emulator.core.Firing;
import org.synfire.emulator.core.Grouping;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Mapper;
import org.synfire.emulator.map.Mapping;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.integer.Code;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.Rescale;
import org.synfire.network.integer.Synapses;
import org.synfire.network.reference.DenseReference;
import org.synfire.noc.chip.Chips;

/**
 * Samples per second of two 3x3 convolutions of 16 channels on 32 x 32 positions, on the cores of a Darwin3 chip, with
 * windows of 1 to 8 time steps, spikes in words or one by one, and cores together or each by itself.
 *
 * <p>An operation is one sample through the filled pipeline, whose 8 steps every core is visited in. After each trial
 * the last sample's values are compared with the dense reference.
 *
 * <pre>{@code
 * ./synfire bench Window
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class WindowBenchmark {
    private static final int BITS = 8;
    private static final int IMAGES = 16;
    private static final long MOST_SAMPLES = 1L << 40;
    private static final Code CODE = new Code(BITS, true, 0, 127, 1, 0);
    private static final Shape IMAGE = new Shape(3, 32, 32);
    private static final Shape MAP = new Shape(16, 32, 32);

    /** Time steps that a core adds up at one visit. */
    @Param({"1", "2", "4", "8"})
    public int window;

    /** How spikes get from core to core. */
    @Param({"WORDS", "PACKETS"})
    public Delivery delivery;

    /** How many cores are computed at one visit. */
    @Param({"FUSED", "SINGLE"})
    public Grouping grouping;

    private final int[][] images = new int[IMAGES][IMAGE.size()];
    private IntegerNetwork network;
    private Emulator emulator;
    private long samples;

    /** Draws the network and images, and fills the pipeline. */
    @Setup(Level.Trial)
    public void open() {
        Random random = new Random(1);
        network = network(random);
        for (int[] image : images) {
            Arrays.setAll(image, i -> Math.min(127, (int) Math.abs(random.nextGaussian() * 30)));
        }
        Mapping mapping = Mapper.map(network, Chips.darwin3());
        NetworkInput.Codes source =
                (sample, into) -> System.arraycopy(images[(int) (sample % IMAGES)], 0, into, 0, into.length);
        emulator = Emulator.of(
                mapping.network(),
                mapping.slices(),
                new Emulator.Options(
                        Kernels.of(Kernels.Choice.AUTO),
                        1,
                        true,
                        MOST_SAMPLES,
                        Firing.USUAL,
                        1,
                        delivery,
                        window,
                        grouping),
                source,
                List.of());
        samples = 0;
        sample();
    }

    private static IntegerNetwork network(Random random) {
        return IntegerNetwork.inPhase(
                "convolutions",
                BITS,
                Byte.SIZE,
                List.of(
                        new Population(0, "input", IMAGE, new Neurons.ImageInput(CODE)),
                        new Population(1, "first", MAP, stem(4e-3)),
                        new Population(2, "second", MAP, stem(2e-3))),
                List.of(
                        Projection.of(0, 0, 1, convolution(IMAGE, random)),
                        Projection.of(1, 1, 2, convolution(MAP, random))));
    }

    private static Neurons stem(double factor) {
        return new Neurons.Stem(CODE, new int[1], Rescale.nearest(new double[] {factor}, 0));
    }

    private static Synapses convolution(Shape in, Random random) {
        short[] weights = new short[MAP.channels() * in.channels() * 9];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (short) Math.clamp(Math.round(random.nextGaussian() * 30), -127, 127);
        }
        return new Synapses.Convolution(in, MAP, Window.square(3, 1, 1), 1, weights);
    }

    /**
     * One sample.
     *
     * @return how many are answered
     */
    @Benchmark
    public long sample() {
        return emulator.runUntil(++samples);
    }

    /**
     * Compares the last sample with the reference and gives the memory back.
     *
     * @throws IllegalStateException if a value is wrong
     */
    @TearDown(Level.Trial)
    public void close() {
        try (Emulator ended = emulator) {
            DenseReference reference = new DenseReference(network);
            reference.compute(images[(int) ((samples - 1) % IMAGES)]);
            int[] values = new int[MAP.size()];
            for (int population = 1; population <= 2; population++) {
                ended.values(samples - 1, population, values);
                if (!Arrays.equals(reference.values(population), values)) {
                    throw new IllegalStateException(String.format(
                            Locale.ROOT, "layer %d of sample %d differs from the reference", population, samples - 1));
                }
            }
        }
    }
}
