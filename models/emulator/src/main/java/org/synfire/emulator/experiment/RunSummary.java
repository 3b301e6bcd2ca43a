package org.synfire.emulator.experiment;

import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToLongFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.synfire.emulator.core.CoreBytes;
import org.synfire.emulator.core.Emulator;
import org.synfire.emulator.detect.DetectionTask;
import org.synfire.emulator.map.Mapping;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.map.UncountedParts;
import org.synfire.emulator.neuron.Schedule;
import org.synfire.emulator.result.Detections;
import org.synfire.emulator.result.Histograms;
import org.synfire.emulator.result.Precision;
import org.synfire.emulator.result.Recording;
import org.synfire.emulator.result.RunDetails;
import org.synfire.emulator.result.RunOrigin;
import org.synfire.emulator.result.RunOutcome;
import org.synfire.emulator.result.RunResult;
import org.synfire.emulator.result.SampleResults;
import org.synfire.emulator.timing.ChipTiming;
import org.synfire.emulator.timing.EventTiming;
import org.synfire.emulator.timing.IdealTiming;
import org.synfire.emulator.timing.UpdateCost;
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
import org.synfire.network.integer.NumberFormats;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.ScaledIntegration;
import org.synfire.network.integer.Sparsity;
import org.synfire.network.neuron.StateWord;
import org.synfire.noc.TrafficCounters;
import org.synfire.noc.energy.EnergyBreakdown;
import org.synfire.noc.energy.EnergyEvents;
import org.synfire.noc.energy.EnergyModel;
import org.synfire.noc.energy.EnergyPart;
import org.synfire.noc.energy.EventCounts;
import org.synfire.noc.energy.EventEnergyModel;
import org.synfire.noc.energy.OperationCriterion;

/** Gathers a run's figures while it goes on and turns them into its result. */
final class RunSummary {
    private static final double MICRO = 1e6;
    private static final int MOST_MISTAKES = 24;
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
            Optional<DetectionTask> detection) {
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
    }

    RunOutcome finish(Emulator emulator, TimedWitnesses witnesses, RunDetails.Losses losses, long samples) {
        IdealTiming ideal = meters.ideal();
        TrafficCounters traffic = ideal.traffic();
        Latencies sampleSteps = new Latencies("sample-steps", "steps", "samples");
        for (long sample = 0; sample < samples; sample++) {
            sampleSteps.recordAt(sample, network.timing().latencySteps());
        }
        ChipTiming timing = meters.timing();
        Histograms histograms =
                new Histograms(timing.packetCycles(), timing.stepCycles(), sampleSteps, ideal.hostStepNanos());
        int[] floatAnswers = witnesses.floatAnswers(answers, samples);
        List<Detections> detections = witnesses.detections();
        Optional<DetectionScenes> scenes = detection.map(task -> DetectionScenes.of(task, detections, samples));
        List<TimedWitnesses.Finding> findings = witnesses.findings(answers, samples);
        long updates = sum(layer -> neuronUpdates(network.population(layer), emulator.steps()));
        long operations = sum(this::operations);
        RunResult result = new RunResult(
                network.name(),
                answers(samples),
                RunResult.Witnesses.of(
                        findings.stream().map(TimedWitnesses.Finding::result).toList()),
                new RunResult.TimeSteps(
                        network.timing().intervalSteps(options.pipelined()),
                        emulator.steps(),
                        network.timing().latencySteps()),
                new RunResult.Events(
                        sum(layer -> meters.layers().spikes(layer)),
                        traffic.packets(),
                        traffic.hops(),
                        traffic.chipCrossings(),
                        operations,
                        updates,
                        sum(emulator::instructions),
                        sum(layer -> emulator.overflows(layer).total()),
                        ideal.busiestLink(),
                        meters.fingerprint().of(samples)),
                neurobench(samples),
                energy(traffic, operations, emulator, samples),
                histograms.summaries(),
                new RunResult.Throughput(rate(samples), rate(operations), rate(traffic.packets())),
                noc(timing, emulator.steps(), samples),
                memory(emulator),
                layers(emulator, samples),
                timing(findings),
                setting(emulator.window()),
                origin(samples),
                Stream.concat(scenes.stream().map(DetectionScenes::note), notes(emulator).stream())
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
                        Math.toIntExact(network.timing().latencySteps()),
                        floatAnswers),
                scenes.map(DetectionScenes::all).orElse(List.of()),
                recordings,
                traces.tables(layer -> joulesOfUpdate(emulator, layer)),
                meters.unwritten());
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
                .limit(MOST_MISTAKES)
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
                precision(),
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
        return IntStream.range(0, network.populations().size())
                .mapToLong(perLayer)
                .sum();
    }

    /** Weights added to a layer's sums; on a chip whose events have costs, those of all packets that were sent. */
    private long operations(int layer) {
        return meters.events()
                .map(timed -> timed.counts(layer).operations())
                .orElseGet(() -> meters.layers().operations(layer));
    }

    /**
     * Every neuron of a core is updated in every step in which its layer holds a sample; the input is no layer of
     * neurons.
     */
    private long neuronUpdates(Population population, long steps) {
        if (population.id() == 0) {
            return 0;
        }
        Schedule schedule = Schedule.of(network, population.id(), options.pipelined(), options.samples());
        return schedule.busySteps(steps, network.sends(population.id()))
                * population.shape().size();
    }

    /** Updates as the energy model counts them. */
    private long charged(Emulator emulator, int layer, long updates) {
        return UpdateCost.charged(
                mapping.chip(),
                updates,
                emulator.instructions(layer),
                neuronUpdates(network.population(layer), emulator.steps()));
    }

    /** Energy of one update of a layer, in the mean of the run. */
    private double joulesOfUpdate(Emulator emulator, int layer) {
        long updates = neuronUpdates(network.population(layer), emulator.steps());
        EnergyEvents charged = new EnergyEvents(0, charged(emulator, layer, updates), 0, 0, 0);
        return updates == 0
                ? 0
                : new EnergyModel(mapping.chip()).energy(charged).totalJoules() / updates;
    }

    private RunResult.Energy energy(TrafficCounters traffic, long operations, Emulator emulator, long samples) {
        EnergyBreakdown breakdown = meters.events()
                .map(timed -> energy(timed, timed.counts(), timed.chipSeconds()))
                .orElseGet(() -> breakdown(traffic, operations, emulator));
        long divisor = Math.max(1, samples);
        Map<String, Double> parts = new LinkedHashMap<>();
        breakdown.parts().forEach(part -> parts.put(part.name(), part.joules() * MICRO / divisor));
        List<String> assumed =
                breakdown.assumedParts().stream().map(EnergyPart::name).toList();
        RunResult.Criterion criterion = new RunResult.Criterion(
                OperationCriterion.quantizedMicrojoules(sum(this::macs)),
                OperationCriterion.spikingMicrojoules((double) operations / divisor));
        return new RunResult.Energy(
                breakdown.microjoulesPerSample(divisor),
                meters.events().isPresent()
                        ? breakdown.microjoulesPerSample(divisor)
                        : steadyMicrojoules(traffic, operations, emulator, divisor),
                parts,
                assumed,
                breakdown.boundJoules() * MICRO / divisor,
                criterion);
    }

    private EnergyBreakdown breakdown(TrafficCounters traffic, long operations, Emulator emulator) {
        long steps = emulator.steps();
        long updates = sum(layer -> charged(emulator, layer, neuronUpdates(network.population(layer), steps)));
        return new EnergyModel(mapping.chip())
                .energy(new EnergyEvents(operations, updates, traffic.hops(), traffic.chipCrossings(), steps));
    }

    private EnergyBreakdown energy(EventTiming timed, EventCounts counts, double chipSeconds) {
        return new EventEnergyModel(mapping.chip(), timed.costs()).energy(counts, chipSeconds);
    }

    /**
     * Energy of a sample while the pipeline is full: operations and packets of a sample as in the run, and the updates
     * and steps that one more sample takes.
     */
    private double steadyMicrojoules(TrafficCounters traffic, long operations, Emulator emulator, long samples) {
        long interval = network.timing().intervalSteps(options.pipelined());
        int full = Math.toIntExact(network.timing().latencySteps() / interval + 2);
        long updates = sum(layer -> charged(emulator, layer, updatesOf(layer, full + 1) - updatesOf(layer, full)));
        return new EnergyModel(mapping.chip())
                .energy(new EnergyEvents(
                        operations, updates * samples, traffic.hops(), traffic.chipCrossings(), interval * samples))
                .microjoulesPerSample(samples);
    }

    /** Neuron updates of a layer in a run of so many samples. */
    private long updatesOf(int layer, int samples) {
        if (layer == 0) {
            return 0;
        }
        long steps = network.timing().latencySteps()
                + (samples - 1L) * network.timing().intervalSteps(options.pipelined());
        return Schedule.of(network, layer, options.pipelined(), samples).busySteps(steps, network.sends(layer))
                * network.population(layer).shape().size();
    }

    /** Operations, updates and packets of a layer; what crosses between chips counts as a hop inside one. */
    private double layerMicrojoules(Population population, Emulator emulator, long samples) {
        int layer = population.id();
        if (meters.events().isPresent()) {
            EventTiming timed = meters.events().orElseThrow();
            return energy(timed, timed.counts(layer), 0).microjoulesPerSample(Math.max(1, samples));
        }
        EnergyEvents events = new EnergyEvents(
                meters.layers().operations(layer),
                charged(emulator, layer, neuronUpdates(population, emulator.steps())),
                meters.ideal().hops(layer),
                0,
                0);
        return new EnergyModel(mapping.chip()).energy(events).microjoulesPerSample(Math.max(1, samples));
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

    private List<RunResult.LayerResult> layers(Emulator emulator, long samples) {
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
                    share(spikes, neurons * samples * network.timeSteps()),
                    emulator.overflows(id).sums(),
                    emulator.overflows(id).potentials(),
                    macs(id),
                    sparsity(population.neurons()),
                    meters.ideal().hops(id),
                    layerMicrojoules(population, emulator, samples)));
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

    private static Optional<DirectCoding> direct(Population population) {
        return population.neurons() instanceof Neurons.Program program ? program.directCoding() : Optional.empty();
    }

    private Precision precision() {
        return switch (network.coding()) {
            case CODES -> scaled().map(one -> Precision.of(one.formats())).orElse(Precision.EXACT);
            case SPIKES -> Precision.of(widths());
        };
    }

    /** The first scaled integration; a network has the same registers in all layers. */
    private Optional<ScaledIntegration> scaled() {
        return network.populations().stream()
                .flatMap(p -> p.neurons() instanceof Neurons.Summing summing
                                && summing.integration() instanceof ScaledIntegration scaled
                        ? Stream.of(scaled)
                        : Stream.empty())
                .findFirst();
    }

    /** Of a network of spikes: the bits of its weights and of its neurons' state. */
    private String widths() {
        IntSummaryStatistics weights = network.populations().stream()
                .mapToInt(p -> network.weightBits(p.id()))
                .filter(bits -> bits > 0)
                .summaryStatistics();
        IntSummaryStatistics potentials = network.populations().stream()
                .flatMap(p -> p.neurons() instanceof Neurons.Program program
                        ? program.program().state().stream()
                        : Stream.empty())
                .mapToInt(StateWord::bits)
                .summaryStatistics();
        return "w" + range(weights) + "u" + range(potentials);
    }

    private static String range(IntSummaryStatistics bits) {
        return bits.getMin() == bits.getMax() ? String.valueOf(bits.getMin()) : bits.getMin() + "-" + bits.getMax();
    }

    private static String registers(ScaledIntegration integration) {
        NumberFormats formats = integration.formats();
        return String.format(
                Locale.ROOT,
                "Weighted sums of %d bits, potentials and biases of %d, factors M0 and M1 of %d, which are assumed "
                        + "where the chip file says so; that registers %s is assumed.",
                formats.sum().bits(),
                formats.potential().bits(),
                formats.multiplierBits(),
                formats.sum().overflow().name().toLowerCase(Locale.ROOT));
    }

    private static List<String> notes(ImageNotes images) {
        List<String> notes = new ArrayList<>();
        images.traits()
                .forEach((trait, count) ->
                        notes.add(String.format(Locale.ROOT, "%,d images are %s.", count, trait.words())));
        List<ImageNotes.Skipped> skipped = images.skipped();
        if (!skipped.isEmpty()) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%,d images cannot be read and were left out; the first: %s.",
                    skipped.size(),
                    skipped.getFirst().reason()));
        }
        return notes;
    }

    private List<String> notes(Emulator emulator) {
        List<String> notes = new ArrayList<>(set.remarks());
        if (set instanceof ImageSet images) {
            notes.addAll(notes(images.notes()));
        }
        if (!set.isLabelled()) {
            notes.add("The samples have no labels, so that there is no accuracy; samples.csv has the outputs.");
        }
        notes.add(
                switch (meters.timing().kind()) {
                    case IDEAL ->
                        meters.events().isPresent()
                                ? "Energy and time of steps come from single events: a step ends when the slowest core"
                                        + " has updated its neurons, and sent and received its packets, and the cores"
                                        + " have agreed that it is over; no packet waits for another."
                                : "Packet and step cycles are least values: no packet waits for another; routers, links"
                                        + " and core times are assumed where the chip file says so.";
                    case CYCLE ->
                        "Packet and step cycles: every flit through every router; cores update one neuron after the"
                                + " other and read one weight word after the other; routers, links and core times are"
                                + " assumed where the chip file says so.";
                });
        scaled().ifPresent(integration -> notes.add(registers(integration)));
        network.populations().stream()
                .filter(p -> direct(p).isPresent())
                .forEach(p -> notes.add(String.format(
                        Locale.ROOT,
                        "The image reaches %s as currents, the same in every step: a host computes them once per"
                            + " sample (%,d multiplications) and writes one to each neuron. Neither is in any figure"
                            + " of time, packets or energy.",
                        p.name(),
                        direct(p).orElseThrow().connections())));
        notes.addAll(SeveralSpikes.notes(network, emulator));
        notes.addAll(UncountedParts.of(network));
        long late = meters.timing().lateSteps();
        if (late > 0) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%d steps need more cycles than the chip's step of %d: the real chip would be late.",
                    late,
                    mapping.chip().stepCycles()));
        }
        if (mapping.reachViolations() > 0) {
            notes.add(String.format(
                    Locale.ROOT,
                    "%d core pairs are farther apart than an axon entry reaches (%d nodes in x or y); the chip "
                            + "needs relays for them, which are not counted.",
                    mapping.reachViolations(),
                    mapping.chip().reach()));
        }
        List<String> cutOverSpace = network.populations().stream()
                .filter(p -> mapping.isBeyondCompiler(p.id()))
                .map(Population::name)
                .toList();
        if (!cutOverSpace.isEmpty()) {
            notes.add("Cut over space, which Darwin3's compiler does not do: " + String.join(", ", cutOverSpace) + ".");
        }
        if (mapping.delayBits() > 0) {
            notes.add(String.format(
                    Locale.ROOT,
                    "Branches that wait for others need %,d bytes of delay memory, in a place not published.",
                    Math.ceilDiv(mapping.delayBits(), Byte.SIZE)));
        }
        return notes;
    }
}
