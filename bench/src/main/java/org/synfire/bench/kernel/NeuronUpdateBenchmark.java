package org.synfire.bench.kernel;

import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.synfire.engine.memory.RecordLayout;
import org.synfire.engine.memory.StateArena;
import org.synfire.models.integer.Code;
import org.synfire.models.integer.Population;
import org.synfire.models.integer.Rescale;
import org.synfire.models.kernel.Kernels;
import org.synfire.models.map.Slice;
import org.synfire.models.network.Shape;
import org.synfire.models.neuron.NeuronScratch;
import org.synfire.models.neuron.Schedule;
import org.synfire.models.neuron.SpikeBits;
import org.synfire.models.neuron.StemNeurons;
import org.synfire.models.neuron.StepSums;
import org.synfire.models.neuron.SumLayout;

/**
 * Neuron updates per second of a full Darwin3 core: 4096 STEM neurons that integrate one sample and send the one before, in the filled pipeline.
 *
 * <p>An operation is one neuron in one time step; an invocation is the eight steps of a sample, rescaling included. The spikes of every invocation are counted and
 * compared with the binary digits of the codes.
 *
 * <pre>{@code
 * java --add-modules jdk.incubator.vector -cp 'bench/target/classes:bench/target/lib/*' org.openjdk.jmh.Main NeuronUpdate
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 2, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class NeuronUpdateBenchmark {

    private static final int BITS = 8;
    private static final int SIDE = 16;
    private static final int CHANNELS = 16;
    private static final int NEURONS = SIDE * SIDE * CHANNELS;
    private static final Code CODE = new Code(BITS, true, 0, 127, 1, 0);
    private static final Rescale RESCALE = Rescale.nearest(new double[] {2e-3}, 0);

    /** Inner loops. */
    @Param({"VECTOR", "SCALAR"})
    public Kernels.Choice kernel;

    /** Whether sums have 32 bits instead of 16. */
    @Param({"false", "true"})
    public boolean wide;

    private StateArena arena;
    private StemNeurons neurons;
    private StepSums sums;
    private final SpikeBits spikes = new SpikeBits(NEURONS);
    private long step;
    private long spikesPerSample;

    /** Makes the core, with one sum for each neuron that arrives in every step. */
    @Setup(Level.Trial)
    public void open() {
        Kernels kernels = Kernels.of(kernel);
        Shape shape = new Shape(CHANNELS, SIDE, SIDE);
        Slice slice = new Slice(1, 1, 1, 0, CHANNELS, 0, SIDE, 0, SIDE);
        RecordLayout.Builder builder = RecordLayout.named("core");
        StemNeurons.describeState(builder, NEURONS);
        RecordLayout layout = builder.build();
        arena = StateArena.ofBytes(layout.sizeBytes() + StateArena.CACHE_LINE_BYTES, "a core's neurons");
        MemorySegment state = arena.allocate(layout);
        neurons = new StemNeurons(kernels, new Schedule(1, BITS, BITS, Long.MAX_VALUE / BITS / 2), new Population(1, "layer", shape, new int[1], CODE, RESCALE, 0), slice,
                layout.field("potential").in(state), layout.field("code").in(state),
                NeuronScratch.of(NEURONS), new NoValues());
        int[] arriving = new Random(1).ints(NEURONS, -100, 100).toArray();
        sums = new StepSums(kernels, NEURONS, NEURONS);
        sums.lendTo(new SumLayout(CHANNELS, SIDE, SIDE, SIDE * CHANNELS, 0, NEURONS, wide));
        sums.addListed(1, 0, new int[] {0, NEURONS}, IntStream.range(0, NEURONS).toArray(), arriving);
        step = 1;
        spikesPerSample = IntStream.of(arriving).map(sum -> Integer.bitCount(code(sum))).sum();
        sample();
    }

    /** The code of a neuron that gets the same sum in every step. */
    private static int code(int sum) {
        return Rescale.apply(sum * ((1 << BITS) - 1), RESCALE.multiplier(0), RESCALE.shift(0), RESCALE.addend(0), CODE.low(), CODE.high());
    }

    /** Gives the memory back. */
    @TearDown(Level.Trial)
    public void close() {
        arena.close();
    }

    /** One sample. @return its spikes @throws IllegalStateException if they are not those of the codes */
    @Benchmark
    @OperationsPerInvocation(BITS * NEURONS)
    public long update() {
        long count = sample();
        if (count != spikesPerSample) {
            throw new IllegalStateException(count + " spikes, " + spikesPerSample + " expected");
        }
        return count;
    }

    private long sample() {
        long count = 0;
        for (int i = 0; i < BITS; i++) {
            neurons.update(step++, sums, spikes);
            count += spikes.count();
        }
        return count;
    }
}
