package org.synfire.emulator.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;
import org.synfire.emulator.core.Delivery;
import org.synfire.emulator.core.Emulator;
import org.synfire.emulator.core.Firing;
import org.synfire.emulator.core.Grouping;
import org.synfire.emulator.core.KernelChoice;
import org.synfire.emulator.core.StepObserver;
import org.synfire.emulator.core.WorkerChoice;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Mapping;
import org.synfire.emulator.part.RunPart;
import org.synfire.emulator.part.SampleRange;
import org.synfire.emulator.part.SeamRecorder;
import org.synfire.emulator.readout.ReadSamples;
import org.synfire.emulator.result.RunDetails;
import org.synfire.emulator.result.RunOutcome;
import org.synfire.emulator.witness.SampleAnswers;
import org.synfire.emulator.witness.WitnessSource;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.SampleStarts;

/**
 * A run of a network on the chip over samples, from its first step to its figures.
 *
 * <p><b>Threads:</b> one caller.
 */
final class PlacedRun {
    private static final long KEPT_BYTES = 1L << 26;
    private static final int MAX_KEPT_SAMPLES = 256;

    private final RunSettings settings;
    private final PlacedNetwork placed;
    private final Mapping mapping;
    private final IntegerNetwork network;
    private final SampleInput input;
    private final SampleRange range;
    private final RunStop stop;
    private final int samples;
    private final SampleStarts starts;
    private final long passedSteps;
    private final ReadSamples read;
    private final long whole;

    /**
     * @param input of the samples of this run
     * @param range where they lie among all samples
     * @param whole how many samples this process runs
     */
    PlacedRun(
            RunSettings settings,
            PlacedNetwork placed,
            SampleInput input,
            SampleRange range,
            RunStop stop,
            long whole) {
        this.settings = settings;
        this.placed = placed;
        this.mapping = placed.mapping();
        this.network = mapping.network();
        this.input = input;
        this.range = range;
        this.stop = stop;
        this.samples = input.samples().size();
        this.starts = input.starts(network, settings.pipelined);
        this.passedSteps = input.stepsBefore(network, settings.pipelined);
        this.read = new ReadSamples(mapping, settings.readout, starts);
        this.whole = whole;
    }

    /**
     * A run, and how it becomes a part of a longer one.
     *
     * @param part of the hashes of the network and of the data
     */
    record Finished(RunOutcome outcome, BiFunction<String, RunPart.DataRecord, RunPart> part, RunRemarks remarks) {}

    /** What the layers of a run of so many samples lost of their real values; empty where nobody asks. */
    interface Probing {
        Optional<RunDetails.Losses> losses(long done);
    }

    /** What is kept of a run beside its result. */
    sealed interface Keeping {
        /** Nothing. */
        record Nothing() implements Keeping {}

        /** The run as a part that others may follow: its spikes that arrive behind its samples are awaited. */
        record Part() implements Keeping {}

        /**
         * Its state, now and then.
         *
         * @param subject what checkpoints depend on
         */
        record State(CheckpointedRun.Setting setting, String subject) implements Keeping {}

        private Optional<State> state() {
            return this instanceof State state ? Optional.of(state) : Optional.empty();
        }
    }

    /** Runs all samples, or as many as are answered until a stop is requested. */
    Finished run(Progress told, Probing probing, Keeping keeping) {
        Firing firing = settings.threads == 1 ? Firing.USUAL : RunFiring.measured(network, input.source(), samples);
        WorkerChoice workers = settings.choosesThreads && settings.threads > 1
                ? WorkerChoice.of(
                        network, mapping.slices(), firing, settings.pipelined, settings.threads, FreeProcessors.count())
                : WorkerChoice.asked(settings.threads);
        try (TimedWitnesses witnesses = TimedWitnesses.begin(settings.witnesses, trial())) {
            Emulator.Options options = options(firing, workers, keeping.state().isPresent(), witnesses.readsLayers());
            return run(options, workers, witnesses, told, probing, keeping);
        }
    }

    private Emulator.Options options(Firing firing, WorkerChoice workers, boolean isSaved, boolean hasLayers) {
        IntPredicate kept =
                population -> hasLayers || population == network.output().id();
        return new Emulator.Options(
                kernels(firing, isSaved),
                workers.workers(),
                settings.pipelined,
                samples,
                firing,
                keptSamples(kept),
                Delivery.WORDS,
                settings.window,
                // which cores are one unit depends on the workers, and another number of them may go on
                isSaved ? Grouping.SINGLE : settings.grouping,
                kept);
    }

    private Kernels kernels(Firing firing, boolean isSaved) {
        // a run that goes on needs the loops it began with
        long interval = network.timing().intervalSteps(settings.pipelined);
        return settings.kernels == Kernels.Choice.AUTO && !isSaved
                ? KernelChoice.OF_PROCESS.next(
                        network, mapping.slices(), firing, settings.pipelined, samples * interval, whole * interval)
                : Kernels.of(settings.kernels);
    }

    private int keptSamples(IntPredicate kept) {
        long neurons = network.populations().stream()
                .filter(population -> kept.test(population.id()))
                .mapToLong(population -> population.shape().size())
                .sum();
        long bytes = switch (network.coding()) {
            case CODES -> neurons;
            case SPIKES -> Math.ceilDiv(neurons, Byte.SIZE) * (long) network.timeSteps();
        };
        return Math.clamp(KEPT_BYTES / bytes, 1, MAX_KEPT_SAMPLES);
    }

    private Finished run(
            Emulator.Options options,
            WorkerChoice workers,
            TimedWitnesses witnesses,
            Progress told,
            Probing probing,
            Keeping keeping) {
        SampleAnswers answers = settings.detection.isPresent()
                ? SampleAnswers.ofNone()
                : SampleAnswers.of(
                        input.samples(), samples, network.output().shape().size());
        try (Meters meters = meters()) {
            Traces traces = Traces.of(mapping, meters, starts, settings.recordsPackets, settings.recordsSteps);
            SeamRecorder seams =
                    new SeamRecorder(meters.ideal(), network.timing(), starts, passedSteps, settings.chip.stepCycles());
            List<StepObserver> watching = watching(meters, traces);
            if (keeping.state().isEmpty()) {
                watching.add(seams);
            }
            RunSummary summary = new RunSummary(
                    mapping,
                    options,
                    meters,
                    traces,
                    answers,
                    input.samples(),
                    input.source(),
                    settings.provenance,
                    placed.seconds(),
                    settings.detection,
                    range.before(),
                    starts);
            try (Emulator emulator = Emulator.of(network, mapping.slices(), options, input.source(), watching)) {
                stop.watch(emulator);
                RunState state =
                        new RunState(emulator, input.samples(), watching, answers, witnesses, summary.emulation);
                Optional<CheckpointedRun> saved = keeping.state().map(how -> saved(how, emulator, state, witnesses));
                long done = state.emulate(read, options.keep(), saved, stop, told);
                saved.ifPresent(CheckpointedRun::sayCost);
                RunOutcome outcome =
                        summary.finish(emulator, witnesses, probing.losses(done).orElse(null), done);
                RunSummary.Counted counted = summary.counted(emulator);
                if (keeping instanceof Keeping.Part && done == samples) {
                    seams.beginTrailing();
                    emulator.runTrailing(seams);
                }
                return new Finished(
                        outcome,
                        (sha256, data) -> summary.part(outcome, counted, seams, range, sha256, data),
                        RunRemarks.of(workers, emulator));
            } finally {
                stop.forget();
            }
        }
    }

    private Meters meters() {
        return new Meters(
                mapping,
                starts,
                settings.timing,
                settings.trace,
                settings.raster,
                settings.recorders(mapping, starts),
                passedSteps);
    }

    private List<StepObserver> watching(Meters meters, Traces traces) {
        List<StepObserver> all = new ArrayList<>(meters.all());
        all.addAll(traces.observers());
        all.addAll(read.observers());
        all.addAll(settings.observers);
        return all;
    }

    private WitnessSource.Trial trial() {
        return new WitnessSource.Trial(
                network, input.source(), input.samples(), settings.readout, settings.threads, range.from());
    }

    private CheckpointedRun saved(Keeping.State kept, Emulator emulator, RunState state, TimedWitnesses witnesses) {
        witnesses.requireCheckpointed();
        return new CheckpointedRun(kept.setting, emulator, state, kept.subject, stop::isRequested);
    }
}
