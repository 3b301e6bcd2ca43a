package org.synfire.emulator.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.synfire.emulator.core.CoreBytes;
import org.synfire.emulator.core.Emulator;
import org.synfire.emulator.detect.DetectionTask;
import org.synfire.emulator.map.Mapping;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.part.RunCounts;
import org.synfire.emulator.part.RunFigures;
import org.synfire.emulator.part.RunPart;
import org.synfire.emulator.part.SampleRange;
import org.synfire.emulator.part.SampleRecord;
import org.synfire.emulator.part.SeamRecorder;
import org.synfire.emulator.result.Detections;
import org.synfire.emulator.result.Histograms;
import org.synfire.emulator.result.Recording;
import org.synfire.emulator.result.RunDetails;
import org.synfire.emulator.result.RunOrigin;
import org.synfire.emulator.result.RunOutcome;
import org.synfire.emulator.result.RunResult;
import org.synfire.emulator.result.SampleResults;
import org.synfire.emulator.result.SpikeBound;
import org.synfire.emulator.timing.ChipTiming;
import org.synfire.emulator.timing.EventTiming;
import org.synfire.emulator.timing.IdealTiming;
import org.synfire.emulator.witness.SampleAnswers;
import org.synfire.engine.measure.Latencies;
import org.synfire.network.data.ImageNotes;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.SampleSet;
import org.synfire.network.data.SpikeSet;
import org.synfire.network.integer.DirectCoding;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.SampleStarts;
import org.synfire.network.integer.Sparsity;
import org.synfire.noc.TrafficCounters;
import org.synfire.noc.energy.EnergyBreakdown;
import org.synfire.noc.energy.EnergyEvents;
import org.synfire.noc.energy.EnergyModel;
import org.synfire.noc.energy.EventCounts;
import org.synfire.noc.energy.EventEnergyModel;

/** Gathers a run's figures while it goes on and turns them into its result. */
final class RunSummary {
    private static final double MICRO = 1e6;
    private static final int MOST_SHOWN_SIDE = 96;

    final Stopwatch emulation = new Stopwatch();

    private final Mapping mapping;
    private final IntegerNetwork network;
    private final Emulator.Options options;
    private final Meters meters;
    private final Traces traces;
    private final SampleAnswers answers;
    private final SampleSet set;
    private final NetworkInput input;
    private final Provenance provenance;
    private final double mappingSeconds;
    private final Optional<DetectionTask> detection;
    private final long before;
    private final SampleStarts starts;
    private final RunFigures figures;
    private final RunNotesBuilder notes;

    RunSummary(
            Mapping mapping,
            Emulator.Options options,
            Meters meters,
            Traces traces,
            SampleAnswers answers,
            SampleSet set,
            NetworkInput input,
            Provenance provenance,
            double mappingSeconds,
            Optional<DetectionTask> detection,
            long before,
            SampleStarts starts) {
        this.mapping = mapping;
        this.network = mapping.network();
        this.options = options;
        this.meters = meters;
        this.traces = traces;
        this.answers = answers;
        this.set = set;
        this.input = input;
        this.provenance = provenance;
        this.mappingSeconds = mappingSeconds;
        this.detection = detection;
        this.before = before;
        this.starts = starts;
        this.figures = RunFigures.of(mapping, starts);
        this.notes = new RunNotesBuilder(mapping, set, meters);
    }

    RunOutcome finish(Emulator emulator, TimedWitnesses witnesses, RunDetails.Losses losses, long samples) {
        IdealTiming ideal = meters.ideal();
        TrafficCounters traffic = ideal.traffic();
        Latencies sampleSteps = new Latencies(Histograms.SAMPLE_STEPS, "steps", "samples");
        for (long sample = 0; sample < samples; sample++) {
            sampleSteps.recordAt(before + sample, network.timing().latencySteps(starts.steps(sample)));
        }
        ChipTiming timing = meters.timing();
        Histograms histograms =
                new Histograms(timing.packetCycles(), timing.stepCycles(), sampleSteps, ideal.hostStepNanos());
        int[] floatAnswers = witnesses.floatAnswers(answers, samples);
        List<Detections> detections = witnesses.detections();
        Optional<DetectionScenes> scenes = detection.map(task -> DetectionScenes.of(task, detections, samples));
        List<TimedWitnesses.Finding> findings = witnesses.findings(answers, samples);
        RunCounts counts = counts(emulator, samples);
        long operations = counts.allOperations();
        RunResult result = new RunResult(
                network.name(),
                answers(samples),
                RunResult.Witnesses.of(
                        findings.stream().map(TimedWitnesses.Finding::result).toList()),
                RunResult.TimeSteps.of(
                        starts, samples, emulator.steps(), network.timing().latencySteps()),
                new RunResult.Events(
                        sum(layer -> meters.layers().spikes(layer)),
                        traffic.packets(),
                        traffic.hops(),
                        traffic.chipCrossings(),
                        operations,
                        figures.updates(counts),
                        sum(emulator::instructions),
                        sum(layer -> emulator.overflows(layer).total()),
                        ideal.busiestLink(),
                        meters.fingerprint().of(samples)),
                neurobench(samples),
                energy(counts),
                histograms.summaries(),
                new RunResult.Throughput(rate(samples), rate(operations), rate(traffic.packets())),
                noc(timing, emulator.steps(), samples),
                memory(emulator),
                layers(emulator, counts),
                timing(findings),
                setting(emulator.window()),
                origin(samples),
                Stream.concat(scenes.stream().map(DetectionScenes::note), sentences(emulator).stream())
                        .toList());
        List<Recording> recordings = meters.recorders().stream()
                .map(recorder -> recorder.recording(samples))
                .toList();
        return new RunOutcome(
                result,
                mapping,
                histograms,
                RunDetailsBuilder.of(
                        mapping,
                        emulator.coreBytes(),
                        meters,
                        recordings,
                        losses,
                        histograms.all(),
                        detection.map(task -> task.head().classes()).orElse(set.classNames()),
                        mistakes(samples, floatAnswers),
                        scenes.map(DetectionScenes::shown).orElse(List.of()),
                        samples),
                new SampleResults(
                        answers.labels(samples),
                        answers.outputs(samples),
                        meters.sampleSpikes().of(answers.kept(samples)),
                        latencySteps(answers.kept(samples)),
                        floatAnswers),
                scenes.map(DetectionScenes::all).orElse(List.of()),
                recordings,
                traces.tables(layer -> joulesOfUpdate(counts, layer)),
                meters.unwritten());
    }

    /**
     * What the cores counted.
     *
     * @param instructions of each layer
     * @param bounds of layers whose neurons spike several times in a step
     */
    record Counted(long[] instructions, List<SpikeBound> bounds) {}

    /** What the cores have counted until now. */
    Counted counted(Emulator emulator) {
        return new Counted(perLayer(emulator::instructions), SeveralSpikes.of(network, emulator));
    }

    /**
     * What joining this part of a run with others needs.
     *
     * @param outcome of {@link #finish}
     * @param counted by the cores
     * @param recorder of its steps
     */
    RunPart part(
            RunOutcome outcome,
            Counted counted,
            SeamRecorder recorder,
            SampleRange range,
            String networkSha256,
            RunPart.DataRecord data) {
        long samples = outcome.result().answers().samples();
        return new RunPart(
                range,
                networkSha256,
                data,
                outcome.result(),
                outcome.details(),
                new SampleRecord(
                        answers.labels(samples),
                        answers.outputs(samples),
                        meters.sampleSpikes().of(samples),
                        meters.fingerprint().hashes(samples),
                        latencySteps(samples),
                        starts.stepsOfEach(samples),
                        starts.intervalsOfEach(samples),
                        outcome.samples().floatAnswers()),
                NeuroBenchMetrics.record(network, meters.activations(), samples, input),
                counted.instructions,
                counted.bounds,
                recorder.record(),
                outcome.histograms().packetCycles().counted(),
                recorder.hostNanos().counted(),
                recorder.hostNanos().lastTime(),
                meters.ideal().links(),
                notes.notes());
    }

    private int[] latencySteps(long samples) {
        return IntStream.of(starts.stepsOfEach(samples))
                .map(steps -> network.timing().latencySteps(steps))
                .toArray();
    }

    /** None if no sample was answered. */
    private Optional<RunResult.NeuroBench> neurobench(long samples) {
        return samples == 0
                ? Optional.empty()
                : Optional.of(NeuroBenchMetrics.of(network, meters.activations(), samples, input));
    }

    private RunOrigin origin(long samples) {
        return provenance
                .origin()
                .with(RunOrigin.Samples.of(
                        set.take((int) samples), provenance.origin().data().values()));
    }

    /** Samples that were answered wrong: those that the real-valued network has right before others. */
    private List<RunDetails.Mistake> mistakes(long samples, int[] floatAnswers) {
        return switch (set) {
            case ImageSet images when ShownImage.isPossible(images) -> mistakes(images, samples, floatAnswers);
            case ImageSet images -> List.of();
            case SpikeSet spikes -> List.of();
        };
    }

    private List<RunDetails.Mistake> mistakes(ImageSet images, long samples, int[] floatAnswers) {
        List<Integer> wrong = IntStream.range(0, answers.kept(samples))
                .filter(sample -> answers.answer(sample) != answers.label(sample))
                .boxed()
                .toList();
        Predicate<Integer> isRightInFloat =
                sample -> floatAnswers.length > 0 && floatAnswers[sample] == answers.label(sample);
        return Stream.concat(
                        wrong.stream().filter(isRightInFloat), wrong.stream().filter(isRightInFloat.negate()))
                .limit(RunDetails.Mistake.MOST)
                .map(sample -> mistake(images, sample, floatAnswers.length == 0 ? null : floatAnswers[sample]))
                .toList();
    }

    private RunDetails.Mistake mistake(ImageSet images, int sample, Integer floatAnswer) {
        ShownImage shown = ShownImage.of(images, sample, MOST_SHOWN_SIDE);
        return new RunDetails.Mistake(
                sample,
                answers.label(sample),
                answers.answer(sample),
                floatAnswer,
                images.channels(),
                shown.size().height(),
                shown.size().width(),
                shown.pixels());
    }

    private RunResult.Answers answers(long samples) {
        long correct = answers.correct(samples);
        return new RunResult.Answers(
                samples,
                correct,
                share(correct, samples),
                answers.confusion(samples),
                answers.confusionPairs(samples),
                samples == options.samples(),
                answers.topFive(samples),
                answers.classes(samples, set.classNames()));
    }

    private RunResult.Timing timing(List<TimedWitnesses.Finding> findings) {
        return new RunResult.Timing(
                provenance.importSeconds(),
                provenance.calibrationSeconds(),
                mappingSeconds,
                emulation.seconds(),
                seconds(findings, RunSummary::isOfReference),
                seconds(findings, RunSummary::isOfFloat));
    }

    private static boolean isOfReference(RunResult.WitnessResult result) {
        return result instanceof RunResult.ReferenceResult;
    }

    private static boolean isOfFloat(RunResult.WitnessResult result) {
        return switch (result) {
            case RunResult.FloatResult floating -> true;
            case RunResult.DetectionResult detected -> detected.isOfFloat();
            case RunResult.ReferenceResult reference -> false;
            case RunResult.ExpectedResult expected -> false;
        };
    }

    private static double seconds(
            List<TimedWitnesses.Finding> findings, Predicate<RunResult.WitnessResult> isAskedFor) {
        return findings.stream()
                .filter(finding -> isAskedFor.test(finding.result()))
                .mapToDouble(TimedWitnesses.Finding::seconds)
                .sum();
    }

    private RunResult.Setting setting(int window) {
        return new RunResult.Setting(
                mapping.chip().name(),
                mapping.chip().chips(),
                mapping.cores(),
                RunPrecision.of(network),
                options.pipelined(),
                options.kernels().name(),
                options.workers(),
                window,
                provenance.version(),
                provenance.command(),
                provenance.seed());
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    private double rate(long events) {
        return emulation.seconds() > 0 ? events / emulation.seconds() : 0;
    }

    private long sum(IntToLongFunction perLayer) {
        return LongStream.of(perLayer(perLayer)).sum();
    }

    private long[] perLayer(IntToLongFunction perLayer) {
        return IntStream.range(0, network.populations().size())
                .mapToLong(perLayer)
                .toArray();
    }

    /** Weights added to a layer's sums; on a chip whose events have costs, those of all packets that were sent. */
    private long operations(int layer) {
        return meters.events()
                .map(timed -> timed.counts(layer).operations())
                .orElseGet(() -> meters.layers().operations(layer));
    }

    private RunCounts counts(Emulator emulator, long samples) {
        return new RunCounts(
                samples,
                options.samples(),
                emulator.steps(),
                perLayer(this::operations),
                perLayer(meters.ideal()::hops),
                meters.ideal().traffic().chipCrossings(),
                perLayer(emulator::instructions));
    }

    /** Energy of one update of a layer, in the mean of the run. */
    private double joulesOfUpdate(RunCounts counts, int layer) {
        long updates = figures.updates(layer, counts.steps());
        EnergyEvents charged = new EnergyEvents(0, figures.charged(layer, updates, counts), 0, 0, 0);
        return updates == 0
                ? 0
                : new EnergyModel(mapping.chip()).energy(charged).totalJoules() / updates;
    }

    private RunResult.Energy energy(RunCounts counts) {
        EnergyBreakdown breakdown = meters.events()
                .map(timed -> energy(timed, timed.counts(), timed.chipSeconds()))
                .orElseGet(() -> figures.breakdown(counts));
        double steady = meters.events().isPresent()
                ? breakdown.microjoulesPerSample(Math.max(1, counts.samples()))
                : figures.steadyMicrojoules(counts);
        return RunFigures.energy(breakdown, steady, sum(this::macs), counts);
    }

    private EnergyBreakdown energy(EventTiming timed, EventCounts counts, double chipSeconds) {
        return new EventEnergyModel(mapping.chip(), timed.costs()).energy(counts, chipSeconds);
    }

    private double layerMicrojoules(int layer, RunCounts counts) {
        return meters.events()
                .map(timed -> energy(timed, timed.counts(layer), 0).microjoulesPerSample(Math.max(1, counts.samples())))
                .orElseGet(() -> figures.layerMicrojoules(layer, counts));
    }

    private RunResult.NocResult noc(ChipTiming timing, long steps, long samples) {
        long divisor = Math.max(1, samples);
        List<String> layerNames =
                network.populations().stream().map(Population::name).toList();
        return new RunResult.NocResult(
                timing.kind(),
                timing.totalCycles() / mapping.chip().clockHz() * MICRO / divisor,
                steps * mapping.chip().stepSeconds() * MICRO / divisor,
                timing.lateSteps(),
                timing.lateSteps() == 0,
                timing.slowestCores(layerNames),
                timing.slowestLinks());
    }

    private RunResult.Memory memory(Emulator emulator) {
        long neurons = mapping.slices().stream().mapToLong(Slice::neurons).sum();
        return new RunResult.Memory(
                emulator.stateBytes(),
                emulator.coreBytes().stream().mapToLong(CoreBytes::potentials).sum(),
                emulator.keptBytes(),
                neurons,
                (double) emulator.stateBytes() / neurons);
    }

    private List<RunResult.LayerResult> layers(Emulator emulator, RunCounts counts) {
        List<RunResult.LayerResult> layers = new ArrayList<>();
        for (Population population : network.populations()) {
            int id = population.id();
            long neurons = population.shape().size();
            int cores = (int) mapping.slices().stream()
                    .filter(slice -> slice.population() == id)
                    .count();
            long spikes = meters.layers().spikes(id);
            layers.add(new RunResult.LayerResult(
                    population.name(),
                    id == 0 ? 0 : cores,
                    neurons,
                    spikes,
                    operations(id),
                    meters.layers().packets(id),
                    share(spikes, neurons * starts.stepsOfFirst(counts.samples())),
                    emulator.overflows(id).sums(),
                    emulator.overflows(id).potentials(),
                    macs(id),
                    sparsity(population.neurons()),
                    meters.ideal().hops(id),
                    layerMicrojoules(id, counts)));
        }
        return layers;
    }

    /** Multiplications on the cores and, where there are currents, of the host. */
    private long macs(int layer) {
        return direct(network.population(layer)).map(DirectCoding::connections).orElse(0L)
                + network.inbound(layer).stream()
                        .mapToLong(projection -> projection.synapses().connections())
                        .sum();
    }

    private static String sparsity(Neurons neurons) {
        return (neurons instanceof Neurons.Stem stem ? stem.sparsity() : Sparsity.NONE).toString();
    }

    static Optional<DirectCoding> direct(Population population) {
        return population.neurons() instanceof Neurons.Program program ? program.directCoding() : Optional.empty();
    }

    private List<String> sentences(Emulator emulator) {
        ImageNotes images = set instanceof ImageSet of ? of.notes() : ImageNotes.NONE;
        return notes.notes()
                .sentences(
                        images.traits(),
                        images.skipped().stream()
                                .map(skipped -> new RunOrigin.Skipped(skipped.file(), skipped.reason()))
                                .toList(),
                        SeveralSpikes.of(network, emulator),
                        meters.timing().lateSteps(),
                        mapping.chip().stepCycles());
    }
}
