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
import org.synfire.models.integer.MintNeurons;
import org.synfire.models.integer.NeuronProgram;
import org.synfire.models.integer.Population;
import org.synfire.models.integer.PotentialRounding;
import org.synfire.models.kernel.Kernels;
import org.synfire.models.map.Slice;
import org.synfire.models.network.Shape;
import org.synfire.models.neuron.FiringNeurons;
import org.synfire.models.neuron.NeuronScratch;
import org.synfire.models.neuron.Schedule;
import org.synfire.models.neuron.SpikeBits;
import org.synfire.models.neuron.StepSums;
import org.synfire.models.neuron.SumLayout;

/**
 * Neuron updates per second of a full Darwin3 core: 4096 of MINT's neurons, with potentials packed in their width.
 *
 * <p>An operation is one neuron in one time step; an invocation is the four steps of a sample. The spikes of every invocation are compared with the program's.
 *
 * <pre>{@code
 * java --add-modules jdk.incubator.vector -cp 'bench/target/classes:bench/target/lib/*' org.openjdk.jmh.Main Firing
 * }</pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(value = 2, jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FiringBenchmark {

    private static final int STEPS = 4;
    private static final int SIDE = 16;
    private static final int CHANNELS = 16;
    private static final int NEURONS = SIDE * SIDE * CHANNELS;

    /** Inner loops. */
    @Param({"VECTOR", "SCALAR"})
    public Kernels.Choice kernel;

    /** Bits of a potential. */
    @Param({"2", "4", "8", "16"})
    public int bits;

    private StateArena arena;
    private FiringNeurons neurons;
    private StepSums sums;
    private final SpikeBits spikes = new SpikeBits(NEURONS);
    private long step;
    private long spikesPerSample;

    /** Makes the core, with one sum for each neuron that arrives in every step. */
    @Setup(Level.Trial)
    public void open() {
        Kernels kernels = Kernels.of(kernel);
        int largest = MintNeurons.levels(bits);
        MintNeurons program = new MintNeurons(bits, PotentialRounding.SHIFT_ON_READ, IntStream.range(0, CHANNELS).map(c -> largest + c % 3).toArray(), new boolean[CHANNELS]);
        Population population = Population.spiking(1, "layer", new Shape(CHANNELS, SIDE, SIDE), program, null);
        RecordLayout.Builder builder = RecordLayout.named("core");
        FiringNeurons.describeState(builder, population, NEURONS);
        RecordLayout layout = builder.build();
        arena = StateArena.ofBytes(layout.sizeBytes() + StateArena.CACHE_LINE_BYTES, "a core's neurons");
        MemorySegment state = arena.allocate(layout);
        neurons = new FiringNeurons(kernels, new Schedule(1, 1, STEPS, STEPS, Long.MAX_VALUE / STEPS / 2), population, new Slice(1, 1, 1, 0, CHANNELS, 0, SIDE, 0, SIDE),
                layout.field("potential").in(state), null, NeuronScratch.of(NEURONS), new NoValues());
        int[] arriving = new Random(1).ints(NEURONS, -largest, largest + 2).toArray();
        sums = new StepSums(kernels, NEURONS, NEURONS);
        sums.lendTo(new SumLayout(CHANNELS, SIDE, SIDE, SIDE * CHANNELS, 0, NEURONS, false));
        sums.addListed(1, 0, new int[] {0, NEURONS}, IntStream.range(0, NEURONS).toArray(), arriving);
        step = 1;
        spikesPerSample = IntStream.range(0, NEURONS).map(n -> spikes(program, arriving[n], n % CHANNELS)).sum();
        sample();
    }

    /** Spikes of a neuron that gets the same sum in every step. */
    private static int spikes(NeuronProgram program, int sum, int channel) {
        int count = 0;
        for (int s = 0, stored = 0; s < STEPS; s++) {
            int potential = sum + program.read(stored);
            count += program.fires(potential, channel) ? 1 : 0;
            stored = program.stored(potential, channel);
        }
        return count;
    }

    /** Gives the memory back. */
    @TearDown(Level.Trial)
    public void close() {
        arena.close();
    }

    /** One sample. @return its spikes @throws IllegalStateException if they are not those of the program */
    @Benchmark
    @OperationsPerInvocation(STEPS * NEURONS)
    public long update() {
        long count = sample();
        if (count != spikesPerSample) {
            throw new IllegalStateException(count + " spikes, " + spikesPerSample + " expected");
        }
        return count;
    }

    private long sample() {
        long count = 0;
        for (int i = 0; i < STEPS; i++) {
            neurons.update(step++, sums, spikes);
            count += spikes.count();
        }
        return count;
    }
}
