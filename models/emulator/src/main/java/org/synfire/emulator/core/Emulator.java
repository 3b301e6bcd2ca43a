package org.synfire.emulator.core;

import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Slice;
import org.synfire.engine.actor.StepEngine;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.engine.measure.MeasurementPipeline;
import org.synfire.engine.measure.StepAssembler;
import org.synfire.engine.measure.StepConsumer;
import org.synfire.engine.memory.InsufficientMemoryException;
import org.synfire.engine.memory.StateArena;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.Overflows;
import org.synfire.network.integer.SampleStarts;
import org.synfire.network.integer.SpikeTrains;

/**
 * Runs an integer network as spikes between cores.
 *
 * <pre>{@code
 * try (Emulator emulator = Emulator.of(network, slices, options, images, observers)) {
 *     emulator.runUntil(100);                 // samples 0..99 are answered
 *     emulator.values(99, 3, into);           // what layer 3 computed for sample 99
 * }
 * }</pre>
 *
 * <p>Between two calls the pipeline stays filled: going on costs no steps. <b>Threads:</b> one caller;
 * {@link #requestStop} from any thread. <b>Memory:</b> all state off-heap in one arena, asked for before anything runs,
 * given back by {@link #close}. <b>Exactness:</b> what is computed, counted and hashed is the same for any number of
 * workers.
 */
public final class Emulator implements EmulatedSamples, Checkpointed, AutoCloseable {
    private static final int MOST_RECORDS_IN_FLIGHT = 256;
    private static final int LEAST_RECORDS_IN_FLIGHT = 4;
    /** Bytes of records beyond which there are fewer of them. */
    private static final long RECORD_BYTES = 64L << 20;

    private final IntegerNetwork network;
    private final Options options;
    private final SampleBuffer values;
    private final StateArena arena;
    private final StepReader reader;
    private final MeasurementPipeline measurement;
    private final StepEngine engine;
    private final long stateBytes;
    private final List<CoreBytes> coreBytes;
    private final int window;
    private final int largestWindow;
    private final List<CoreUnit> units;
    private final CoreActor[] cores;
    private final SampleStarts starts;
    private long answered;

    /**
     * How to run.
     *
     * @param kernels the inner loops
     * @param workers threads that own cores, 1..64
     * @param pipelined whether a sample enters every T steps; otherwise one enters when the last is answered
     * @param samples how many samples there will be
     * @param firing expected firing, for sharing cores out among workers
     * @param keep for how many samples answered last {@link #values} must remain readable, 1 or more
     * @param delivery of spikes within a worker
     * @param window steps of a sample that a core adds up at one visit, at most; 1 or more. No result depends on it
     * @param grouping how many cores are computed at one visit
     * @param kept populations whose {@link #values} and {@link #spikes} can be read
     */
    public record Options(
            Kernels kernels,
            int workers,
            boolean pipelined,
            long samples,
            Firing firing,
            int keep,
            Delivery delivery,
            int window,
            Grouping grouping,
            IntPredicate kept) {
        /** Adds up as many steps of a sample at one visit as can be. */
        public static final int LARGEST_WINDOW = Integer.MAX_VALUE;

        /** @throws IllegalArgumentException if the window is less than 1 */
        public Options {
            if (window < 1) {
                throw new IllegalArgumentException("a window of " + window + " steps: it has 1 or more");
            }
        }

        /** All populations can be read. */
        public Options(
                Kernels kernels,
                int workers,
                boolean pipelined,
                long samples,
                Firing firing,
                int keep,
                Delivery delivery,
                int window,
                Grouping grouping) {
            this(kernels, workers, pipelined, samples, firing, keep, delivery, window, grouping, population -> true);
        }

        /** The same with values of some populations alone; those of the others take no memory. */
        public Options keeping(IntPredicate populations) {
            return new Options(
                    kernels, workers, pipelined, samples, firing, keep, delivery, window, grouping, populations);
        }

        /** In words and the largest windows, cores together where they can be. */
        public Options(Kernels kernels, int workers, boolean pipelined, long samples, Firing firing, int keep) {
            this(kernels, workers, pipelined, samples, firing, keep, Delivery.WORDS, LARGEST_WINDOW, Grouping.FUSED);
        }

        Options withWindow(int steps) {
            return new Options(kernels, workers, pipelined, samples, firing, keep, delivery, steps, grouping, kept);
        }

        /** As above, with the usual firing in every layer. */
        public Options(Kernels kernels, int workers, boolean pipelined, long samples, int keep) {
            this(kernels, workers, pipelined, samples, Firing.USUAL, keep);
        }
    }

    private Emulator(
            IntegerNetwork network,
            List<Slice> slices,
            Options options,
            CoreFactory factory,
            StateArena arena,
            List<StepObserver> observers,
            int largestWindow) {
        this.network = network;
        this.options = options;
        this.arena = arena;
        this.values = factory.values();
        this.starts = factory.starts();
        this.stateBytes = factory.stateBytes();
        this.coreBytes = factory.bytes();
        this.window = factory.window();
        this.largestWindow = largestWindow;
        this.units = factory.units();
        this.cores = factory.build(arena);
        int words = factory.recordWords();
        int workers = options.workers();
        this.reader = new StepReader(observers, spikeWords(slices));
        this.measurement = new MeasurementPipeline(
                new MeasurementPipeline.Size(recordsInFlight(words), words),
                List.<StepConsumer>of(new StepAssembler(workers, WorkerLayout.stepsApart(words), words, reader)));
        this.engine = startEngine(cores, factory, workers, measurement);
        for (int core = 0; core < cores.length; core++) {
            long first = cores[core].firstVisit();
            if (first != Long.MAX_VALUE) {
                engine.wake(first, core);
            }
        }
    }

    /** Fewer where one is large: a power of two. */
    private static int recordsInFlight(int words) {
        long fitting = RECORD_BYTES / Long.BYTES / Math.max(1, words);
        return Math.clamp(Long.highestOneBit(fitting), LEAST_RECORDS_IN_FLIGHT, MOST_RECORDS_IN_FLIGHT);
    }

    /** Starts the workers; where that fails, the measurement ends too. */
    private static StepEngine startEngine(
            CoreActor[] cores, CoreFactory factory, int workers, MeasurementPipeline measurement) {
        try {
            return StepEngine.of(cores)
                    .ownedBy(factory.workers().owners(factory.units()), workers)
                    .wakeHorizon(factory.horizon())
                    .ringCapacity(factory.workers().ringCapacity())
                    .delays(factory.workers()
                            .delays(factory.routeGroups(), WorkerLayout.stepsApart(factory.recordWords())))
                    .measuredBy(measurement)
                    .start();
        } catch (RuntimeException | Error failure) {
            measurement.close();
            throw failure;
        }
    }

    /**
     * Builds the cores and takes their memory; nothing runs yet.
     *
     * @param slices where the neurons are, in the order of populations
     * @param source what the network's input is given, of the kind that it reads
     * @param observers told about every step, in a thread beside the workers
     * @throws org.synfire.engine.memory.InsufficientMemoryException if the state does not fit, with the bytes asked for
     *     and there
     * @throws org.synfire.engine.InputException if a limit of the emulator is exceeded, which the message names
     */
    public static Emulator of(
            IntegerNetwork network,
            List<Slice> slices,
            Options options,
            NetworkInput source,
            List<StepObserver> observers) {
        return of(network, slices, options, source, observers, StateArena::ofBytes, 1);
    }

    /** Takes memory of so many bytes for a purpose. */
    @FunctionalInterface
    interface Memory {
        StateArena take(long bytes, String purpose);
    }

    /**
     * Where the largest windows do not fit, halves them until they do.
     *
     * @param windowRefused steps of the largest windows for which there was no memory; 1 at first
     */
    static Emulator of(
            IntegerNetwork network,
            List<Slice> slices,
            Options options,
            NetworkInput source,
            List<StepObserver> observers,
            Memory memory,
            int windowRefused) {
        CoreFactory factory = new CoreFactory(network, slices, options, source, Wanted.by(observers));
        int largest = Math.max(windowRefused, factory.window());
        StateArena arena;
        try {
            arena = memory.take(
                    factory.stateBytes() + factory.values().bytes(), "state of " + slices.size() + " cores");
        } catch (InsufficientMemoryException tooLarge) {
            if (factory.window() == 1) {
                throw tooLarge;
            }
            return of(network, slices, options.withWindow(factory.window() / 2), source, observers, memory, largest);
        }
        try {
            observers.forEach(observer -> observer.onStart(factory.routeGroups()));
            return new Emulator(network, List.copyOf(slices), options, factory, arena, observers, largest);
        } catch (RuntimeException | Error failure) {
            arena.close();
            throw failure;
        }
    }

    /**
     * Runs until so many samples are answered, or a stop is requested.
     *
     * @return how many samples are answered; fewer than asked for only after a stop
     */
    public long runUntil(long samples) {
        return runUntil(samples, Long.MAX_VALUE);
    }

    /**
     * Likewise, but so many steps at most.
     *
     * @param steps at most, at least 0
     * @return how many samples are answered
     */
    public long runUntil(long samples, long steps) {
        long target = Math.min(samples, options.samples());
        long endStep = target == 0 ? 0 : completeStep(target - 1) + 1;
        if (endStep > engine.step()) {
            engine.run(Math.min(steps, endStep - engine.step()));
        }
        measurement.awaitDrained();
        while (answered < options.samples() && completeStep(answered) < engine.step()) {
            answered++;
        }
        return answered;
    }

    /**
     * Goes on behind the last sample, as long as its spikes can arrive: no neuron integrates them, but cores have the
     * work. Only one observer is told from now on.
     */
    public void runTrailing(StepObserver observer) {
        if (network.timing().largestLag() > 0) {
            reader.tellOnly(observer);
            engine.run(network.timing().largestLag());
            measurement.awaitDrained();
        }
    }

    private long completeStep(long sample) {
        return starts.start(sample) + network.timing().completeSteps(starts.steps(sample)) - 1;
    }

    /** How many samples have entered, of those that there are. */
    public long entered() {
        return Math.min(options.samples(), starts.lastStarted(engine.step()) + 1);
    }

    /** Ends a run after its current step. May be called from any thread. */
    public void requestStop() {
        engine.requestStop();
    }

    /**
     * All that changes in the engine, the cores and the values that are kept, between runs. The state of another
     * emulator can be restored that has the same network, slices, kernels and options, and any number of workers.
     * Observers keep their own state.
     */
    @Override
    public void state(StateFields fields) {
        fields.part("engine", engine);
        long next = engine.step();
        answered = fields.whole("samples answered", answered);
        for (int core = 0; core < cores.length; core++) {
            CoreActor actor = cores[core];
            fields.part("core " + core, ofCore -> actor.state(ofCore, next));
        }
        fields.part("samples", values);
    }

    /** What is emulated. */
    public IntegerNetwork network() {
        return network;
    }

    /** Time steps done. */
    public long steps() {
        return engine.step();
    }

    /** What did not fit the registers of a layer in all steps done; call it between runs. */
    public Overflows overflows(int population) {
        Overflows all = Overflows.NONE;
        for (CoreUnit unit : units) {
            Slice slice = unit.slice();
            all = slice.population() == population ? all.plus(cores[slice.id()].overflows()) : all;
        }
        return all;
    }

    private static int[] spikeWords(List<Slice> slices) {
        return slices.stream()
                .mapToInt(slice -> Math.ceilDiv(slice.neurons(), Long.SIZE))
                .toArray();
    }

    /**
     * How often a neuron of a layer that can spike several times in a step has spiked as often as it can, in all steps
     * done: its potential may have had more, which it kept. Call it between runs.
     */
    public long atMostSpikes(int population) {
        return units.stream()
                .map(CoreUnit::slice)
                .filter(slice -> slice.population() == population)
                .mapToLong(slice -> cores[slice.id()].atMostSpikes())
                .sum();
    }

    /**
     * Instructions that the neurons of a layer have executed in all steps done; 0 for neurons without a program of
     * instructions. Call it between runs.
     */
    public long instructions(int population) {
        return units.stream()
                .map(CoreUnit::slice)
                .filter(slice -> slice.population() == population)
                .mapToLong(slice -> cores[slice.id()].instructions())
                .sum();
    }

    /**
     * Steps of a sample that cores add up at one visit, at most: as asked for, T at most, and 1 where each step must be
     * added up by itself. Fewer where memory does not suffice for them.
     */
    public int window() {
        return window;
    }

    /** The same if memory were enough. */
    public int largestWindow() {
        return largestWindow;
    }

    /** Off-heap bytes of all cores: potentials, codes, spike bits of every due step, pooling. */
    public long stateBytes() {
        return stateBytes;
    }

    /** Memory of each core, by its number. */
    public List<CoreBytes> coreBytes() {
        return coreBytes;
    }

    /** Off-heap bytes of the values kept to be read. */
    public long keptBytes() {
        return values.bytes();
    }

    /** As the interface says, of the last {@code keep} samples answered. */
    @Override
    public void values(long sample, int population, int[] into) {
        requireKept(sample);
        values.read(sample, population, into);
    }

    /** The values of the last population, of the last {@code keep} samples answered. */
    @Override
    public void outputs(long sample, int[] into) {
        values(sample, network.output().id(), into);
    }

    /** As the interface says, of the last {@code keep} samples answered. */
    @Override
    public void spikes(long sample, int population, SpikeTrains into) {
        requireKept(sample);
        values.read(sample, population, into);
    }

    private void requireKept(long sample) {
        long oldest = Math.max(0, answered - options.keep());
        if (sample >= answered || sample < oldest) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "sample %d: values are kept for samples %d..%d", sample, oldest, answered - 1));
        }
    }

    /** Ends the workers and the measurement, and gives the memory back. */
    @Override
    public void close() {
        try (arena;
                measurement) {
            engine.close();
        }
    }
}
