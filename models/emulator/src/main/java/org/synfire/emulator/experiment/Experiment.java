package org.synfire.emulator.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.synfire.emulator.core.Grouping;
import org.synfire.emulator.core.StepObserver;
import org.synfire.emulator.detect.DetectionTask;
import org.synfire.emulator.detect.EmulatedOutputs;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Mapping;
import org.synfire.emulator.map.Placement;
import org.synfire.emulator.part.PartSizes;
import org.synfire.emulator.part.RunPart;
import org.synfire.emulator.part.SampleRange;
import org.synfire.emulator.probe.AccuracyProbe;
import org.synfire.emulator.probe.RasterLayer;
import org.synfire.emulator.readout.Readout;
import org.synfire.emulator.result.NetworkTiming;
import org.synfire.emulator.result.RunDetails;
import org.synfire.emulator.result.RunOutcome;
import org.synfire.emulator.witness.ExpectedOutputs;
import org.synfire.emulator.witness.FloatWitness;
import org.synfire.emulator.witness.WitnessSource;
import org.synfire.engine.InputException;
import org.synfire.network.data.SampleHash;
import org.synfire.network.data.SampleSet;
import org.synfire.network.file.NetworkFile;
import org.synfire.network.floating.FloatNetwork;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.quantize.Preprocessing;
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
    private final RunSettings settings;
    private final RunStop stop = new RunStop();
    private List<String> remarks = List.of();

    private Experiment(ChipDescription chip) {
        settings = new RunSettings(chip);
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
        settings.threads = count;
        settings.choosesThreads = false;
        return this;
    }

    /**
     * Takes as many threads as pay: one for a small network or on a busy machine, see {@link #remarks}.
     *
     * @param most threads at most, 1..64
     */
    public Experiment threadsUpTo(int most) {
        threads(most);
        settings.choosesThreads = true;
        return this;
    }

    /**
     * Sentences on what the last run did with less than it might: fewer threads, smaller windows for want of memory.
     */
    public List<String> remarks() {
        return remarks;
    }

    /** A sample enters only when the last one is answered. */
    public Experiment withoutPipeline() {
        settings.pipelined = false;
        return this;
    }

    /** Skips the comparison with the dense reference. */
    public Experiment withoutReference() {
        settings.withoutReference();
        return this;
    }

    /**
     * Which inner loops to use; no result depends on it.
     *
     * @param choice {@link Kernels.Choice#AUTO} takes vector loops where the run is long enough to pay for compiling
     *     them
     */
    public Experiment kernels(Kernels.Choice choice) {
        settings.kernels = choice;
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
        settings.window = steps;
        return this;
    }

    /**
     * How many cores are computed at one visit; without this as many as can be. No result depends on it.
     *
     * @param how {@link Grouping#SINGLE} computes each core by itself
     */
    public Experiment grouping(Grouping how) {
        settings.grouping = how;
        return this;
    }

    /** Compares the run with what somebody else computes of the same samples, after the witnesses given before. */
    public Experiment witnessedBy(WitnessSource source) {
        settings.witnesses.add(source);
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
        settings.probe = Optional.of(probe);
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
        settings.detection = Optional.of(task);
        return witnessedBy(task.emulated(outputs));
    }

    /**
     * How the outputs of a sample are read of the last population, in a network of spikes. Without it, they are what
     * the population gives by itself: spike counts, or the sums of an answer.
     */
    public Experiment readout(Readout how) {
        settings.readout = Optional.of(how);
        return this;
    }

    /** Which core holds which neurons; without it, a placement is found. */
    public Experiment placedBy(Placement given) {
        settings.placement = Optional.of(given);
        return this;
    }

    /** Records which neurons of a layer fire in the first samples. Without it no core records them. */
    public Experiment raster(RasterLayer layer) {
        settings.raster = layer;
        return this;
    }

    /**
     * Records all spikes of populations, for {@link RunOutcome#recordings} and the report.
     *
     * @param populations by their names or numbers
     * @param hasPotentials whether their potentials are recorded too, in a network of spikes
     */
    public Experiment recording(List<String> populations, boolean hasPotentials) {
        settings.recorded = List.copyOf(populations);
        settings.recordsPotentials = hasPotentials;
        return this;
    }

    /** Records every packet: the neuron that sent it, its cores and its cycles, for {@link RunOutcome#tables}. */
    public Experiment recordingPackets() {
        settings.recordsPackets = true;
        return this;
    }

    /** Records the figures of every step, for {@link RunOutcome#tables}. */
    public Experiment recordingSteps() {
        settings.recordsSteps = true;
        return this;
    }

    /** How cycles of packets and steps are found; {@link NetworkTiming#IDEAL} if not set. */
    public Experiment timing(NetworkTiming how) {
        settings.timing = how;
        return this;
    }

    /**
     * Writes every packet into a trace, which {@link org.synfire.noc.traffic.PacketTrace} reads.
     *
     * @param file where to; {@code null} for none
     * @throws InputException if the timing is not set to {@link NetworkTiming#CYCLE}: only there packets have cycles
     */
    public Experiment savingTrace(Path file) {
        if (file != null && settings.timing != NetworkTiming.CYCLE) {
            throw new InputException("a trace needs the cycle timing, because only there packets have cycles; call"
                    + " timing(NetworkTiming.CYCLE) before savingTrace");
        }
        settings.trace = file;
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
        settings.observers.add(observer);
        return this;
    }

    /** Whom to tell how far the run is. */
    public Experiment progress(Progress listener) {
        settings.progress = listener;
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
        settings.journal = Optional.of(new RunSettings.Journaled(folder, sizes));
        return this;
    }

    /**
     * Why a run cannot be divided into parts that are joined to what one run has; empty where it can be. Then
     * {@link #runPart} refuses it, and {@link #journal} keeps nothing.
     */
    public Optional<String> obstacleToParts() {
        return settings.obstacleToParts();
    }

    /**
     * Saves the state of the run now and then, so that it goes on in mid-run after its process was killed, and ends
     * with the result that an undisturbed run has. Such a run keeps no finished parts.
     *
     * @param how where and how often; what lies there of the same run is taken over if it goes on
     */
    public Experiment checkpoints(CheckpointedRun.Setting how) {
        settings.checkpoints = Optional.of(how);
        return this;
    }

    /** Why the state of a run cannot be saved; empty where it can be. Then {@link #checkpoints} is refused. */
    public Optional<String> obstacleToCheckpoints() {
        return settings.obstacleToCheckpoints();
    }

    /** What the result says about its origin. */
    public Experiment provenance(Provenance origin) {
        settings.provenance = origin;
        return this;
    }

    /** Ends the run after its current step; what was answered until then is reported, marked incomplete. */
    public void requestStop() {
        stop.request();
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
        PlacedNetwork placed = settings.place(encoded.network());
        SampleInput tried = input.tried();
        long count = tried.samples().size();
        if (settings.checkpoints.isPresent()) {
            obstacleToCheckpoints().ifPresent(reason -> {
                throw new InputException("the state of this run cannot be saved: " + reason);
            });
        } else if (settings.journal.filter(kept -> kept.sizes().divides(count)).isPresent()
                && obstacleToParts().isEmpty()) {
            return divided(encoded, placed, tried, first);
        }
        PlacedRun run = new PlacedRun(settings, placed, tried, new SampleRange(first, first, count), stop, count);
        PlacedRun.Keeping keeping = settings.checkpoints
                .<PlacedRun.Keeping>map(how ->
                        new PlacedRun.Keeping.State(how, subject(encoded, placed.mapping(), tried.samples(), first)))
                .orElseGet(PlacedRun.Keeping.Nothing::new);
        return finish(run.run(settings.progress, done -> losses(tried, done), keeping))
                .outcome();
    }

    private RunOutcome divided(EncodedNetwork encoded, PlacedNetwork placed, SampleInput tried, long first) {
        DividedRun divided = new DividedRun(
                settings.journal.orElseThrow(), settings.provenance, settings.progress, (range, told) -> {
                    SampleInput part = tried.part(range.before(), range.count());
                    PlacedRun run = new PlacedRun(
                            settings, placed, part, range, stop, tried.samples().size());
                    return finish(run.run(told, done -> Optional.empty(), new PlacedRun.Keeping.Part()));
                });
        return divided.run(
                encoded, placed.mapping(), tried.samples(), first, stop::isRequested, done -> losses(tried, done));
    }

    /** What checkpoints of a run depend on. */
    private String subject(EncodedNetwork encoded, Mapping mapping, SampleSet samples, long first) {
        return RunSubject.of(settings.provenance, mapping, NetworkFile.sha256(encoded), samples, first)
                + CheckpointedRun.clause(Kernels.of(settings.kernels));
    }

    private PlacedRun.Finished finish(PlacedRun.Finished run) {
        remarks = run.remarks().sentences();
        return run;
    }

    private Optional<RunDetails.Losses> losses(SampleInput input, long done) {
        return stop.isRequested() ? Optional.empty() : settings.losses(input, done);
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
        obstacleToParts().ifPresent(reason -> {
            throw new InputException("this run cannot be divided into parts: " + reason
                    + "; run all samples at once, from the first on");
        });
        SampleInput input = input(encoded, samples).behind(whole.take(from));
        PlacedNetwork placed = settings.place(encoded.network());
        SampleInput tried = input.tried();
        if (tried.samples().size() != samples.size()) {
            throw new InputException("a part of a run has all of its samples, but some of " + samples.name()
                    + " cannot be read; remove them from the data set");
        }
        int end = from + samples.size();
        List<String> hashes = SampleHash.ofFirst(whole, from, end);
        SampleRange range = new SampleRange(0, from, samples.size());
        PlacedRun run = new PlacedRun(settings, placed, tried, range, stop, samples.size());
        PlacedRun.Finished finished =
                finish(run.run(settings.progress, done -> losses(tried, done), new PlacedRun.Keeping.Part()));
        RunPart part = finished.part()
                .apply(NetworkFile.sha256(encoded), new RunPart.DataRecord(hashes.getFirst(), hashes.getLast()));
        return new PartOutcome(finished.outcome(), part);
    }

    private SampleInput input(EncodedNetwork encoded, SampleSet samples) {
        SampleInput input = SampleInput.of(encoded, samples);
        if (settings.detection.isEmpty()) {
            input.requireAnswers(encoded.network());
        }
        return input;
    }
}
