package org.synfire.bench.kernel;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.neuron.NeuronFactory;
import org.synfire.emulator.neuron.NeuronGroup;
import org.synfire.emulator.neuron.NeuronScratch;
import org.synfire.emulator.neuron.SpikeBits;
import org.synfire.emulator.neuron.StepSums;
import org.synfire.emulator.neuron.SumLayout;
import org.synfire.engine.memory.RecordLayout;
import org.synfire.engine.memory.StateArena;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.SampleLengths;
import org.synfire.network.integer.SampleStarts;
import org.synfire.network.integer.Synapses;

/**
 * A full Darwin3 core, 4096 neurons, with one sum for each of them that arrives in every step; the spikes of every
 * sample are compared with how many there must be.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public abstract class CoreBenchmark {
    static final int CHANNELS = 16;
    private static final int SIDE = 16;
    static final int NEURONS = SIDE * SIDE * CHANNELS;
    static final Shape SHAPE = new Shape(CHANNELS, SIDE, SIDE);
    static final Slice SLICE = new Slice(1, 1, 1, 0, CHANNELS, 0, SIDE, 0, SIDE);

    /** Inner loops. */
    @Param({"VECTOR", "SCALAR"})
    public Kernels.Choice kernel;

    private final SpikeBits spikes = new SpikeBits(NEURONS);
    private StateArena arena;
    private NeuronGroup neurons;
    private StepSums sums;
    private int steps;
    private long step;
    private long spikesPerSample;

    /**
     * Builds the core of a layer, each of whose neurons reads one input.
     *
     * @param input neurons of the input
     * @param layer neurons of the core
     * @param timeSteps T
     */
    final NeuronGroup core(Neurons input, Neurons layer, int timeSteps) {
        IntegerNetwork network = IntegerNetwork.inPhase(
                "core",
                timeSteps,
                Byte.SIZE,
                List.of(new Population(0, "input", SHAPE, input), new Population(1, "layer", SHAPE, layer)),
                List.of(Projection.of(0, 0, 1, new Synapses.Identity(SHAPE, new int[] {1}, Byte.MAX_VALUE))));
        NetworkInput.Codes nothing = (sample, into) -> {};
        SampleStarts endless = SampleStarts.of(network, SampleLengths.EQUAL, true, Long.MAX_VALUE / timeSteps / 2);
        NeuronFactory factory = new NeuronFactory(network, Kernels.of(kernel), endless, nothing);
        RecordLayout.Builder builder = RecordLayout.named("core");
        factory.describeState(builder, network.population(1), NEURONS, true);
        RecordLayout layout = builder.build();
        arena = StateArena.ofBytes(layout.sizeBytes() + StateArena.CACHE_LINE_BYTES, "a core's neurons");
        return factory.group(SLICE, layout, arena.allocate(layout), NeuronScratch.of(NEURONS), new NoValues(), true);
    }

    /**
     * Runs one sample, so that the pipeline is filled.
     *
     * @param stepsPerSample time steps of a sample
     * @param arriving a neuron's sum in every step
     * @param wide whether sums have 32 bits instead of 16
     * @param expected spikes of a sample
     */
    final void begin(NeuronGroup group, int stepsPerSample, int[] arriving, boolean wide, long expected) {
        neurons = group;
        steps = stepsPerSample;
        sums = new StepSums(Kernels.of(kernel), NEURONS, NEURONS);
        sums.lendTo(new SumLayout(CHANNELS, SIDE, SIDE, SIDE * CHANNELS, 0, NEURONS, wide));
        sums.addListed(1, 0, new int[] {0, NEURONS}, IntStream.range(0, NEURONS).toArray(), arriving);
        step = 1;
        spikesPerSample = expected;
        sample();
    }

    /** Gives the memory back. */
    @TearDown(Level.Trial)
    public void close() {
        arena.close();
    }

    /**
     * One sample.
     *
     * @return its spikes
     * @throws IllegalStateException if they are not as many as there must be
     */
    @Benchmark
    public long update() {
        long count = sample();
        if (count != spikesPerSample) {
            throw new IllegalStateException(count + " spikes, " + spikesPerSample + " expected");
        }
        return count;
    }

    private long sample() {
        long count = 0;
        for (int i = 0; i < steps; i++) {
            neurons.update(step++, sums, spikes);
            count += spikes.count();
        }
        return count;
    }
}
