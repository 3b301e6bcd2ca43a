package org.synfire.emulator.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.synfire.emulator.core.Emulator;
import org.synfire.emulator.core.Firing;
import org.synfire.emulator.core.StepObserver;
import org.synfire.emulator.detect.DetectionTask;
import org.synfire.emulator.detect.EmulatedOutputs;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Mapper;
import org.synfire.emulator.map.Mapping;
import org.synfire.emulator.probe.AccuracyProbe;
import org.synfire.emulator.probe.RasterLayer;
import org.synfire.emulator.result.NetworkTiming;
import org.synfire.emulator.result.RunDetails;
import org.synfire.emulator.result.RunOutcome;
import org.synfire.emulator.witness.ExpectedOutputs;
import org.synfire.emulator.witness.FloatWitness;
import org.synfire.emulator.witness.ReferenceWitness;
import org.synfire.emulator.witness.SampleAnswers;
import org.synfire.emulator.witness.WitnessSource;
import org.synfire.engine.InputException;
import org.synfire.network.data.ImageSet;
import org.synfire.network.floating.FloatNetwork;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.InputCodes;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.quantize.Preprocessing;
import org.synfire.network.reference.Reference;
import org.synfire.noc.chip.ChipDescription;

/**
 * One run of a network on a chip over labelled images.
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
    private static final WitnessSource REFERENCE = trial ->
            new ReferenceWitness(trial.network(), trial.source(), trial.images().size(), trial.threads());
    private static final long KEPT_BYTES = 1L << 26;
    private static final int MAX_KEPT_SAMPLES = 256;
    private static final int FIRING_SAMPLES = 4;
    private static final int LOSS_SAMPLES = 50;

    private final ChipDescription chip;
    private int threads = 1;
    private boolean pipelined = true;
    private final List<WitnessSource> witnesses = new ArrayList<>(List.of(REFERENCE));
    private Kernels.Choice kernels = Kernels.Choice.AUTO;
    private AccuracyProbe probe;
    private Optional<DetectionTask> detection = Optional.empty();
    private RasterLayer raster;
    private NetworkTiming timing = NetworkTiming.IDEAL;
    private Path trace;
    private final List<StepObserver> observers = new ArrayList<>();
    private Progress progress = Progress.SILENT;
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
        return this;
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
                trial.network().output().id(),
                trial.network().output().shape().size(),
                trial.images().size()));
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

    /** Records which neurons of a layer fire in the first samples. Without it no core records them. */
    public Experiment raster(RasterLayer layer) {
        raster = layer;
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
     * Maps the network on the chip and runs all images.
     *
     * @param encoded what to run
     * @param images as many as the run should have, see {@link ImageSet#take}; those that may be left out and cannot be
     *     read are missing in the run
     * @throws InputException if the images do not fit the network or cannot be read, or a trace is asked for that
     *     cannot be written
     * @throws org.synfire.noc.ChipLimitException if the chip is too small
     */
    public RunOutcome run(EncodedNetwork encoded, ImageSet images) {
        IntegerNetwork network = encoded.network();
        requireFits(network, images);
        Stopwatch mapping = new Stopwatch();
        Mapping placed = mapping.time(() -> Mapper.map(network, chip));
        return run(placed, encoded.inputCodes(), images.tried(images.size()), mapping.seconds());
    }

    private void requireFits(IntegerNetwork network, ImageSet images) {
        Shape input = network.input().shape();
        int pixels = images.channels() * images.height() * images.width();
        if (input.size() != pixels) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "the network %s reads %s = %d values, an image of %s has %dx%dx%d = %d",
                    network.name(),
                    input,
                    input.size(),
                    images.name(),
                    images.channels(),
                    images.height(),
                    images.width(),
                    pixels));
        }
        int outputs = network.output().shape().size();
        if (detection.isEmpty() && images.classes() > outputs) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s has %d classes, the network %s answers with %d values",
                    images.name(),
                    images.classes(),
                    network.name(),
                    outputs));
        }
        if (images.size() == 0) {
            throw new InputException(images.name() + " has no samples");
        }
    }

    private RunOutcome run(Mapping mapping, InputCodes codes, ImageSet images, double mappingSeconds) {
        IntegerNetwork network = mapping.network();
        int samples = images.size();
        NetworkInput source = source(codes, images);
        Emulator.Options options = new Emulator.Options(
                Kernels.of(kernels),
                threads,
                pipelined,
                samples,
                firing(network, source, samples),
                keptSamples(network));
        SampleAnswers answers = detection.isPresent()
                ? SampleAnswers.ofNone()
                : new SampleAnswers(images, samples, network.output().shape().size());
        WitnessSource.Trial trial = new WitnessSource.Trial(network, source, images, threads);
        try (Meters meters = new Meters(mapping, pipelined, samples, timing, trace, raster);
                Emulator emulator = Emulator.of(network, mapping.slices(), options, source, watching(meters));
                TimedWitnesses timed = TimedWitnesses.begin(witnesses, trial)) {
            running = emulator;
            RunSummary summary =
                    new RunSummary(mapping, options, meters, answers, images, provenance, mappingSeconds, detection);
            long done = emulate(emulator, options, answers, timed, summary);
            return summary.finish(emulator, timed, losses(images, done), done);
        } finally {
            running = null;
        }
    }

    private List<StepObserver> watching(Meters meters) {
        List<StepObserver> all = new ArrayList<>(meters.all());
        all.addAll(observers);
        return all;
    }

    private static NetworkInput.Codes source(InputCodes codes, ImageSet images) {
        int pixels = images.channels() * images.height() * images.width();
        ThreadLocal<byte[]> buffer = ThreadLocal.withInitial(() -> new byte[pixels]);
        return (sample, into) -> {
            byte[] image = buffer.get();
            images.pixels((int) sample, image);
            codes.encode(image, into);
        };
    }

    /** Firing in the first samples, by the dense reference. */
    private static Firing firing(IntegerNetwork network, NetworkInput source, int samples) {
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
            Emulator.Options options,
            SampleAnswers answers,
            TimedWitnesses timed,
            RunSummary summary) {
        int[] outputs = new int[emulator.network().output().shape().size()];
        long done = 0;
        while (done < options.samples() && !stopRequested) {
            long from = done;
            long until = Math.min(options.samples(), from + options.keep());
            done = summary.emulation.time(() -> emulator.runUntil(until));
            for (long sample = from; sample < answers.kept(done); sample++) {
                emulator.values(sample, emulator.network().output().id(), outputs);
                answers.set(sample, outputs);
            }
            timed.compare(emulator, from, done);
            progress.at(done, options.samples());
        }
        return done;
    }

    private RunDetails.Losses losses(ImageSet images, long done) {
        if (probe == null || stopRequested) {
            return null;
        }
        ImageSet probed = images.take((int) Math.min(done, LOSS_SAMPLES));
        return new RunDetails.Losses(probed.size(), probe.measure(probed));
    }
}
