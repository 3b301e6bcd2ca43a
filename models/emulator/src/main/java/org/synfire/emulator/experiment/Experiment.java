package org.synfire.emulator.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import org.synfire.emulator.core.Delivery;
import org.synfire.emulator.core.EmulatedSamples;
import org.synfire.emulator.core.Emulator;
import org.synfire.emulator.core.Firing;
import org.synfire.emulator.core.Grouping;
import org.synfire.emulator.core.StepObserver;
import org.synfire.emulator.core.WorkerChoice;
import org.synfire.emulator.detect.DetectionTask;
import org.synfire.emulator.detect.EmulatedOutputs;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Mapper;
import org.synfire.emulator.map.Mapping;
import org.synfire.emulator.map.Placement;
import org.synfire.emulator.part.Divisible;
import org.synfire.emulator.part.PartSizes;
import org.synfire.emulator.part.RunPart;
import org.synfire.emulator.part.SampleRange;
import org.synfire.emulator.part.SeamRecorder;
import org.synfire.emulator.probe.AccuracyProbe;
import org.synfire.emulator.probe.PopulationRecorder;
import org.synfire.emulator.probe.RasterLayer;
import org.synfire.emulator.readout.ReadSamples;
import org.synfire.emulator.readout.Readout;
import org.synfire.emulator.result.NetworkTiming;
import org.synfire.emulator.result.RunDetails;
import org.synfire.emulator.result.RunOutcome;
import org.synfire.emulator.witness.ExpectedOutputs;
import org.synfire.emulator.witness.FloatWitness;
import org.synfire.emulator.witness.ReferenceWitness;
import org.synfire.emulator.witness.SampleAnswers;
import org.synfire.emulator.witness.WitnessSource;
import org.synfire.engine.InputException;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.SampleHash;
import org.synfire.network.data.SampleSet;
import org.synfire.network.file.NetworkFile;
import org.synfire.network.floating.FloatNetwork;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.quantize.Preprocessing;
import org.synfire.network.reference.Reference;
import org.synfire.noc.chip.ChipDescription;

/**
 * One run of a network on a chip over images, or over spikes of time steps.
 *
 * <pre>{@code
 * RunOutcome outcome = Experiment.on(Chips.darwin3()).threads(2).run(network, data.test());
 * }</pre>
 *
 * <p><b>Threads:</b> configured and run by one thread; {@link #requestStop} from any. <b>Exactness:</b> unless
 * {@link #withoutReference} every value of every layer and sample is compared with the dense reference. Nothing but
 * host times depends on the number of threads.
 */
public final class Experiment {
    private static final WitnessSource REFERENCE = trial -> new ReferenceWitness(
            trial.network(), trial.source(), trial.readout(), trial.samples().size(), trial.threads());
    private static final long KEPT_BYTES = 1L << 26;
    private static final int MAX_KEPT_SAMPLES = 256;
    private static final int FIRING_SAMPLES = 4;
    private static final int FIRING_STEPS = 128;

    private final ChipDescription chip;
    private int threads = 1;
    private boolean choosesThreads;
    private WorkerChoice chosen = WorkerChoice.asked(1);
    private int usedWindow;
    private int largestWindow;
    private boolean pipelined = true;
    private final List<WitnessSource> witnesses = new ArrayList<>(List.of(REFERENCE));
    private Kernels.Choice kernels = Kernels.Choice.AUTO;
    private int window = Emulator.Options.LARGEST_WINDOW;
    private Grouping grouping = Grouping.FUSED;
    private AccuracyProbe probe;
    private Optional<DetectionTask> detection = Optional.empty();
    private Optional<Readout> readout = Optional.empty();
    private Optional<Placement> placement = Optional.empty();
    private RasterLayer raster;
    private List<String> recorded = List.of();
    private boolean recordsPotentials;
    private boolean recordsPackets;
    private boolean recordsSteps;
    private NetworkTiming timing = NetworkTiming.IDEAL;
    private Path trace;
    private final List<StepObserver> observers = new ArrayList<>();
    private Progress progress = Progress.SILENT;
    private Optional<Journaled> journal = Optional.empty();
    private Optional<CheckpointedRun.Setting> checkpoints = Optional.empty();
    private Provenance provenance = Provenance.ofApi();
    private volatile boolean stopRequested;
    private volatile Emulator running;

    private Experiment(ChipDescription chip) {
        this.chip = chip;
    }

    /** A run on this chip: one thread, pipelined, compared with the reference. */
    public static Experiment on(ChipDescription chip) {
        return new Experiment(chip);
    }

    /**
     * Sets the number of threads.
     *
     * @param count workers that own cores, 1..64
     */
    public Experiment threads(int count) {
        if (count < 1 || count > 64) {
            throw new InputException(String.format(Locale.ROOT, "%d threads: 1..64 are possible", count));
        }
        threads = count;
        choosesThreads = false;
        return this;
    }

    /**
     * Takes as many threads as pay: one for a small network or on a busy machine, see {@link #remarks}.
     *
     * @param most threads at most, 1..64
     */
    public Experiment threadsUpTo(int most) {
        threads(most);
        choosesThreads = true;
        return this;
    }

    /**
     * Sentences on what the last run did with less than it might: fewer threads, smaller windows for want of memory.
     */
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>();
        chosen.reason().ifPresent(remarks::add);
        if (usedWindow < largestWindow) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "cores add up %d time steps at one visit, as memory does not suffice for %d",
                    usedWindow,
                    largestWindow));
        }
        return remarks;
    }

    /** A sample enters only when the last one is answered. */
    public Experiment withoutPipeline() {
        pipelined = false;
        return this;
    }

    /** Skips the comparison with the dense reference. */
    public Experiment withoutReference() {
        witnesses.remove(REFERENCE);
        return this;
    }

    /** Which inner loops to use. */
    public Experiment kernels(Kernels.Choice choice) {
        kernels = choice;
        return this;
    }

    /**
     * How many steps of a sample a core adds up at one visit, at most. No result depends on it, and without this it is
     * as many as can be: the T steps of a sample where layers send codes and keep exact sums, 1 elsewhere.
     *
     * @param steps 1 or more; 1 adds up every step by itself
     * @throws InputException if there are less
     */
    public Experiment window(int steps) {
        if (steps < 1) {
            throw new InputException(
                    String.format(Locale.ROOT, "a window of %d time steps: it must have 1 or more", steps));
        }
        window = steps;
        return this;
    }

    /**
     * How many cores are computed at one visit; without this as many as can be. No result depends on it.
     *
     * @param how {@link Grouping#SINGLE} computes each core by itself
     */
    public Experiment grouping(Grouping how) {
        grouping = how;
        return this;
    }

    /** Compares the run with what somebody else computes of the same samples, after the witnesses given before. */
    public Experiment witnessedBy(WitnessSource source) {
        witnesses.add(source);
        return this;
    }

    /** Runs the real-valued network beside, on images preprocessed like this. The caller closes it. */
    public Experiment beside(FloatNetwork network, Preprocessing input) {
        return witnessedBy(trial -> new FloatWitness(network, input, trial.images()));
    }

    /**
     * Measures after the run, on its first images, what each layer's spikes carry of its real values. The caller closes
     * it.
     *
     * @param probe of the same network
     */
    public Experiment probing(AccuracyProbe probe) {
        this.probe = probe;
        return this;
    }

    /** Compares the network's raw answers with somebody else's, value by value. */
    public Experiment expecting(ExpectedOutputs outputs) {
        return witnessedBy(trial -> outputs.witness(
                trial.network().output().shape().size(),
                trial.first(),
                trial.samples().size()));
    }

    /**
     * The run detects: no sample is classified, and the emulated network's outputs become boxes, which are judged.
     *
     * @param task whose images are the samples of the run
     * @param outputs of the network that is run
     */
    public Experiment detecting(DetectionTask task, EmulatedOutputs outputs) {
        detection = Optional.of(task);
        return witnessedBy(task.emulated(outputs));
    }

    /**
     * How the outputs of a sample are read of the last population, in a network of spikes. Without it, they are what
     * the population gives by itself: spike counts, or the sums of an answer.
     */
    public Experiment readout(Readout how) {
        readout = Optional.of(how);
        return this;
    }

    /** Which core holds which neurons; without it, a placement is found. */
    public Experiment placedBy(Placement given) {
        placement = Optional.of(given);
        return this;
    }

    /** Records which neurons of a layer fire in the first samples. Without it no core records them. */
    public Experiment raster(RasterLayer layer) {
        raster = layer;
        return this;
    }

    /**
     * Records all spikes of populations, for {@link RunOutcome#recordings} and the report.
     *
     * @param populations by their names or numbers
     * @param hasPotentials whether their potentials are recorded too, in a network of spikes
     */
    public Experiment recording(List<String> populations, boolean hasPotentials) {
        recorded = List.copyOf(populations);
        recordsPotentials = hasPotentials;
        return this;
    }

    /** Records every packet: the neuron that sent it, its cores and its cycles, for {@link RunOutcome#tables}. */
    public Experiment recordingPackets() {
        recordsPackets = true;
        return this;
    }

    /** Records the figures of every step, for {@link RunOutcome#tables}. */
    public Experiment recordingSteps() {
        recordsSteps = true;
        return this;
    }

    /** How cycles of packets and steps are found; {@link NetworkTiming#IDEAL} if not set. */
    public Experiment timing(NetworkTiming how) {
        timing = how;
        return this;
    }

    /**
     * Writes every packet into a trace, which {@link org.synfire.noc.traffic.PacketTrace} reads.
     *
     * @param file where to; {@code null} for none
     * @throws InputException if the timing is not set to {@link NetworkTiming#CYCLE}: only there packets have cycles
     */
    public Experiment savingTrace(Path file) {
        if (file != null && timing != NetworkTiming.CYCLE) {
            throw new InputException("a trace needs the cycle timing, because only there packets have cycles; call"
                    + " timing(NetworkTiming.CYCLE) before savingTrace");
        }
        trace = file;
        return this;
    }

    /**
     * Lets a probe of one's own watch the run: it is told what happened in every time step, see {@link StepObserver}.
     * Several probes are told in the order in which they were given.
     *
     * @param observer is asked what it wants to know before the run; its calls come from one thread that is not the
     *     caller's, and end before {@link #run} returns
     */
    public Experiment observedBy(StepObserver observer) {
        observers.add(observer);
        return this;
    }

    /** Whom to tell how far the run is. */
    public Experiment progress(Progress listener) {
        progress = listener;
        return this;
    }

    /**
     * Keeps finished parts of the run in a folder, so that it goes on after its process was killed, and ends with the
     * result that an undisturbed run has. A run of few samples has one part, and nothing is kept of it.
     *
     * @param folder that no other process writes to; what lies there of the same run is taken over
     * @param sizes how many samples a part has
     */
    public Experiment journal(Path folder, PartSizes sizes) {
        journal = Optional.of(new Journaled(folder, sizes));
        return this;
    }

    /**
     * Why a run of this network cannot be divided into parts that are joined to what one run has; empty where it can
     * be. Then {@link #runPart} refuses it, and {@link #journal} keeps nothing.
     */
    public Optional<String> obstacleToParts(IntegerNetwork network) {
        if (timing == NetworkTiming.CYCLE || trace != null) {
            return Optional.of("with the cycle timing, routers carry their state from sample to sample");
        }
        if (detection.isPresent()) {
            return Optional.of("precision of detection is no sum over samples");
        }
        return recorded.isEmpty() && !recordsPackets && !recordsSteps && observers.isEmpty()
                ? Divisible.obstacle(network, chip)
                : Optional.of("recordings and probes are of a whole run");
    }

    /**
     * Saves the state of the run now and then, so that it goes on in mid-run after its process was killed, and ends
     * with the result that an undisturbed run has. Such a run keeps no finished parts.
     *
     * @param how where and how often; what lies there of the same run is taken over if it goes on
     */
    public Experiment checkpoints(CheckpointedRun.Setting how) {
        checkpoints = Optional.of(how);
        return this;
    }

    /** Why the state of a run cannot be saved; empty where it can be. Then {@link #checkpoints} is refused. */
    public Optional<String> obstacleToCheckpoints() {
        if (timing == NetworkTiming.CYCLE || trace != null) {
            return Optional.of("with the cycle timing, packets are in the routers whenever a step ends");
        }
        if (detection.isPresent()) {
            return Optional.of("boxes that were found are not saved");
        }
        return observers.stream()
                .filter(observer -> !(observer instanceof Checkpointed))
                .findFirst()
                .map(observer -> observer.getClass().getSimpleName()
                        + " keeps what cannot be saved; let it implement Checkpointed");
    }

    /** What the result says about its origin. */
    public Experiment provenance(Provenance origin) {
        provenance = origin;
        return this;
    }

    /** Ends the run after its current step; what was answered until then is reported, marked incomplete. */
    public void requestStop() {
        stopRequested = true;
        Emulator emulator = running;
        if (emulator != null) {
            emulator.requestStop();
        }
    }

    /**
     * Maps the network on the chip and runs all samples.
     *
     * @param encoded what to run
     * @param samples images for a network that reads an image, spikes for one that reads spikes; as many as the run
     *     should have, see {@link SampleSet#take}. Images that may be left out and cannot be read are missing in the
     *     run
     * @throws InputException if the samples do not fit the network or cannot be read, its outputs cannot be read as was
     *     asked for, or a trace is asked for that cannot be written
     * @throws org.synfire.noc.ChipLimitException if the chip is too small, or the placement given does not fit
     */
    public RunOutcome run(EncodedNetwork encoded, SampleSet samples) {
        return run(encoded, samples, 0);
    }

    /**
     * The same of samples that follow others in their data set.
     *
     * @param first number of the first of the samples in the data set, at least 0
     */
    public RunOutcome run(EncodedNetwork encoded, SampleSet samples, long first) {
        SampleInput input = input(encoded, samples);
        Placed placed = placed(encoded.network());
        SampleInput tried = input.tried();
        long count = tried.samples().size();
        if (checkpoints.isPresent()) {
            obstacleToCheckpoints().ifPresent(reason -> {
                throw new InputException("the state of this run cannot be saved: " + reason);
            });
        } else if (journal.isPresent()
                && journal.get().sizes().divides(count)
                && obstacleToParts(encoded.network()).isEmpty()) {
            DividedRun divided = new DividedRun(
                    journal.get(),
                    provenance,
                    progress,
                    (range, told) ->
                            run(placed, tried.part(range.before(), range.count()), range, told, Optional.empty()));
            return divided.run(
                    encoded, placed.mapping, tried.samples(), first, () -> stopRequested, done -> losses(tried, done));
        }
        SampleRange all = new SampleRange(first, first, count);
        String subject = checkpoints.isEmpty()
                ? ""
                : RunSubject.of(provenance, placed.mapping, NetworkFile.sha256(encoded), tried.samples(), first)
                        + CheckpointedRun.clause(Kernels.of(kernels));
        return run(placed, tried, all, progress, Optional.of(this::losses), subject)
                .outcome();
    }

    /**
     * Runs samples of a set as a part of a run of all its samples from the first on.
     *
     * @param encoded what to run
     * @param whole the set
     * @param from number of the first sample, at least 0
     * @param count how many, at least 1
     * @throws InputException as {@link #run(EncodedNetwork, SampleSet)}, or if such a run has no parts, see
     *     {@link #obstacleToParts}
     * @throws org.synfire.noc.ChipLimitException if the chip is too small, or the placement given does not fit
     */
    public PartOutcome runPart(EncodedNetwork encoded, SampleSet whole, int from, int count) {
        return runPart(encoded, whole.from(from).take(count), whole, from);
    }

    /**
     * The same of samples that are prepared.
     *
     * @param samples those of the part
     */
    public PartOutcome runPart(EncodedNetwork encoded, SampleSet samples, SampleSet whole, int from) {
        obstacleToParts(encoded.network()).ifPresent(reason -> {
            throw new InputException("this run cannot be divided into parts: " + reason
                    + "; run all samples at once, from the first on");
        });
        SampleInput input = input(encoded, samples);
        Placed placed = placed(encoded.network());
        SampleInput tried = input.tried();
        if (tried.samples().size() != samples.size()) {
            throw new InputException("a part of a run has all of its samples, but some of " + samples.name()
                    + " cannot be read; remove them from the data set");
        }
        int end = from + samples.size();
        List<String> hashes = SampleHash.ofFirst(whole, from, end);
        SampleRange range = new SampleRange(0, from, samples.size());
        Finished finished = run(placed, tried, range, progress, Optional.of(this::losses));
        RunPart part = finished.part.apply(
                NetworkFile.sha256(encoded), new RunPart.DataRecord(hashes.getFirst(), hashes.getLast()));
        return new PartOutcome(finished.outcome, part);
    }

    private SampleInput input(EncodedNetwork encoded, SampleSet samples) {
        SampleInput input = SampleInput.of(encoded, samples);
        if (detection.isEmpty()) {
            input.requireAnswers(encoded.network());
        }
        return input;
    }

    private Placed placed(IntegerNetwork network) {
        Stopwatch mapping = new Stopwatch();
        Mapping placed = mapping.time(() ->
                placement.map(given -> Mapper.map(network, chip, given)).orElseGet(() -> Mapper.map(network, chip)));
        return new Placed(placed, mapping.seconds());
    }

    /** A network on the chip, and the host time that this took. */
    private record Placed(Mapping mapping, double seconds) {}

    /** Where finished parts are kept, and how large they are. */
    record Journaled(Path folder, PartSizes sizes) {}

    /**
     * A run, and how it becomes a part of a longer one.
     *
     * @param part of the hashes of the network and of the data
     */
    record Finished(RunOutcome outcome, BiFunction<String, RunPart.DataRecord, RunPart> part) {}

    private interface Probing {
        RunDetails.Losses losses(SampleInput input, long done);
    }

    private Finished run(
            Placed placed, SampleInput input, SampleRange range, Progress told, Optional<Probing> probing) {
        return run(placed, input, range, told, probing, "");
    }

    /** @param subject what checkpoints depend on; empty for a run that has none */
    private Finished run(
            Placed placed,
            SampleInput input,
            SampleRange range,
            Progress told,
            Optional<Probing> probing,
            String subject) {
        Mapping mapping = placed.mapping;
        IntegerNetwork network = mapping.network();
        SampleSet set = input.samples();
        int samples = set.size();
        Firing firing = threads == 1 ? Firing.USUAL : firing(network, input.source(), samples);
        chosen = choosesThreads && threads > 1
                ? WorkerChoice.of(network, mapping.slices(), firing, pipelined, threads, FreeProcessors.count())
                : WorkerChoice.asked(threads);
        Emulator.Options options = new Emulator.Options(
                Kernels.of(kernels),
                chosen.workers(),
                pipelined,
                samples,
                firing,
                keptSamples(network),
                Delivery.WORDS,
                window,
                // which cores are one unit depends on the workers, and another number of them may go on
                subject.isEmpty() ? grouping : Grouping.SINGLE);
        SampleAnswers answers = detection.isPresent()
                ? SampleAnswers.ofNone()
                : SampleAnswers.of(set, samples, network.output().shape().size());
        ReadSamples read = new ReadSamples(mapping, readout, samples);
        WitnessSource.Trial trial =
                new WitnessSource.Trial(network, input.source(), set, readout, threads, range.from());
        long passed = range.before() * network.timing().intervalSteps(pipelined);
        try (Meters meters =
                new Meters(mapping, pipelined, samples, timing, trace, raster, recorders(mapping, samples), passed)) {
            Traces traces = Traces.of(mapping, meters, pipelined, samples, recordsPackets, recordsSteps);
            RunSummary summary = new RunSummary(
                    mapping,
                    options,
                    meters,
                    traces,
                    answers,
                    set,
                    input.source(),
                    provenance,
                    placed.seconds,
                    detection,
                    range.before());
            return run(
                    mapping, input, options, meters, traces, read, answers, trial, summary, range, told, probing,
                    subject);
        }
    }

    private Finished run(
            Mapping mapping,
            SampleInput input,
            Emulator.Options options,
            Meters meters,
            Traces traces,
            ReadSamples read,
            SampleAnswers answers,
            WitnessSource.Trial trial,
            RunSummary summary,
            SampleRange range,
            Progress told,
            Optional<Probing> probing,
            String subject) {
        SeamRecorder recorder =
                new SeamRecorder(meters.ideal(), mapping.network().timing(), pipelined, range, chip.stepCycles());
        List<StepObserver> watching = watching(meters, traces, read);
        if (subject.isEmpty()) {
            watching.add(recorder);
        }
        try (Emulator emulator = Emulator.of(mapping.network(), mapping.slices(), options, input.source(), watching);
                TimedWitnesses timed = TimedWitnesses.begin(witnesses, trial)) {
            running = emulator;
            usedWindow = emulator.window();
            largestWindow = emulator.largestWindow();
            RunState state = new RunState(
                    emulator, options, input.samples(), List.copyOf(watching), answers, timed, summary.emulation);
            Optional<CheckpointedRun> saved = subject.isEmpty()
                    ? Optional.empty()
                    : checkpoints.map(how -> checkpointed(how, emulator, state, timed, subject));
            long done = emulate(emulator, read, options, answers, timed, summary, state, saved, told);
            saved.ifPresent(CheckpointedRun::sayCost);
            RunDetails.Losses losses =
                    probing.map(asked -> asked.losses(input, done)).orElse(null);
            RunOutcome outcome = summary.finish(emulator, timed, losses, done);
            RunSummary.Counted counted = summary.counted(emulator);
            return new Finished(
                    outcome, (network, data) -> summary.part(outcome, counted, recorder, range, network, data));
        } finally {
            running = null;
        }
    }

    private CheckpointedRun checkpointed(
            CheckpointedRun.Setting how, Emulator emulator, RunState state, TimedWitnesses timed, String subject) {
        timed.requireCheckpointed();
        return new CheckpointedRun(how, emulator, state, subject, () -> stopRequested);
    }

    private List<PopulationRecorder> recorders(Mapping mapping, int samples) {
        return recorded.stream()
                .distinct()
                .map(population -> new PopulationRecorder(mapping, population, recordsPotentials, samples))
                .toList();
    }

    private List<StepObserver> watching(Meters meters, Traces traces, ReadSamples read) {
        List<StepObserver> all = new ArrayList<>(meters.all());
        all.addAll(traces.observers());
        all.addAll(read.observers());
        all.addAll(observers);
        return all;
    }

    /** Firing in the first samples, by the dense reference; of spikes, in the first steps of each. */
    private static Firing firing(IntegerNetwork whole, NetworkInput source, int samples) {
        IntegerNetwork network = switch (whole.coding()) {
            case CODES -> whole;
            case SPIKES -> whole.withTimeSteps(Math.min(whole.timeSteps(), FIRING_STEPS));
        };
        Reference reference = Reference.of(network);
        double[] spikes = new double[network.populations().size()];
        int probed = Math.min(samples, FIRING_SAMPLES);
        for (int sample = 0; sample < probed; sample++) {
            reference.compute(source, sample);
            for (Population population : network.populations()) {
                spikes[population.id()] += network.sends(population.id())
                        ? spikes(reference.values(population.id()), population.neurons())
                        : 0;
            }
        }
        return population -> spikes[population]
                / probed
                / network.population(population).shape().size()
                / network.timeSteps();
    }

    /** Spikes of codes are their bits; of neurons that spike by themselves the values are their spikes. */
    private static double spikes(int[] values, Neurons neurons) {
        long spikes = 0;
        for (int value : values) {
            spikes += neurons instanceof Neurons.Coded coded
                    ? Integer.bitCount(value & (1 << coded.code().bits()) - 1)
                    : value;
        }
        return spikes;
    }

    private static int keptSamples(IntegerNetwork network) {
        long neurons =
                network.populations().stream().mapToLong(p -> p.shape().size()).sum();
        long bytes = switch (network.coding()) {
            case CODES -> neurons;
            case SPIKES -> Math.ceilDiv(neurons, Byte.SIZE) * (long) network.timeSteps();
        };
        return Math.clamp(KEPT_BYTES / bytes, 1, MAX_KEPT_SAMPLES);
    }

    private long emulate(
            Emulator emulator,
            ReadSamples read,
            Emulator.Options options,
            SampleAnswers answers,
            TimedWitnesses timed,
            RunSummary summary,
            RunState state,
            Optional<CheckpointedRun> saved,
            Progress told) {
        EmulatedSamples emulated = read.of(emulator);
        int[] outputs = new int[emulator.network().output().shape().size()];
        long done = state.compared();
        while (done < options.samples() && !stopRequested) {
            long from = done;
            long until = Math.min(options.samples(), from + options.keep());
            done = summary.emulation.time(
                    () -> saved.map(run -> run.runUntil(until)).orElseGet(() -> emulator.runUntil(until)));
            for (long sample = from; sample < answers.kept(done); sample++) {
                emulated.outputs(sample, outputs);
                answers.set(sample, outputs);
            }
            timed.compare(emulated, from, done);
            read.forgetBefore(done);
            state.compared(done);
            told.at(done, options.samples());
        }
        return done;
    }

    private RunDetails.Losses losses(SampleInput input, long done) {
        if (probe == null || stopRequested) {
            return null;
        }
        ImageSet probed = input.images().take((int) Math.min(done, RunDetails.Losses.MOST_SAMPLES));
        return new RunDetails.Losses(probed.size(), probe.measure(probed));
    }
}
