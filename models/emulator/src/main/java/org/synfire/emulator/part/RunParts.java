package org.synfire.emulator.part;

import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.synfire.emulator.core.Fingerprint;
import org.synfire.emulator.part.PartAgreement.Named;
import org.synfire.emulator.result.Histograms;
import org.synfire.emulator.result.RunDetails;
import org.synfire.emulator.result.RunOrigin;
import org.synfire.emulator.result.RunReport;
import org.synfire.emulator.result.RunResult;
import org.synfire.emulator.result.SpikeBound;
import org.synfire.emulator.timing.IdealTiming;
import org.synfire.emulator.timing.LinkPackets;
import org.synfire.engine.InputException;
import org.synfire.engine.measure.Latencies;
import org.synfire.network.image.ImageTrait;
import org.synfire.network.integer.SampleStarts;
import org.synfire.noc.RouterTiming;
import org.synfire.noc.chip.ChipFigure;
import org.synfire.noc.chip.Figure;
import org.synfire.noc.energy.EnergyModel;

/**
 * Parts of a run joined into the result that one run over all their samples has.
 *
 * <p><b>Exactness:</b> every count, every distribution in chip time, accuracy, energy and the fingerprint are those of
 * one run, value by value. Samples are computed independently of each other, so their counts add up; steps in which two
 * parts have samples on the chip are counted anew of what both do. <b>Not of one run:</b> figures of the host are sums
 * over the parts, and machine, date, command, threads and memory are those of the first part; how much of the real
 * values spikes carry is known only if the first part has the images that it is measured on.
 */
public final class RunParts {
    private static final double MICRO = 1e6;

    private final List<RunPart> parts;
    private final RunResult first;
    private final RunDetails details;
    private final Map<ChipFigure, Figure> figures;
    private final long asked;
    private final SampleRecord samples;
    private final SampleStarts starts;

    private RunParts(List<RunPart> parts, long asked) {
        this.parts = parts;
        this.first = parts.getFirst().result();
        this.details = parts.getFirst().details();
        this.figures = figures(details);
        this.asked = asked;
        this.samples = SampleRecord.concat(parts.stream().map(RunPart::samples).toList());
        this.starts = SampleStarts.of(
                details.bits(), Math.toIntExact(first.timeSteps().perSample()), samples.steps(), samples.intervals());
    }

    /**
     * Joins parts.
     *
     * @param parts at least one, in any order, by the names that messages call them
     * @param command what the result says of the command line
     * @throws InputException with the first difference, if they do not belong together, or samples are missing or are
     *     in two of them
     */
    public static RunReport merge(Map<String, RunPart> parts, String command) {
        List<RunPart> ordered = PartAgreement.ordered(parts.entrySet().stream()
                .map(named -> new Named(named.getKey(), named.getValue()))
                .toList());
        long samples = ordered.stream().mapToLong(part -> part.range().count()).sum();
        try {
            return new RunParts(ordered, samples).report(Optional.empty(), command);
        } catch (InputException explained) {
            throw explained;
        } catch (RuntimeException impossible) {
            // hashes that are right do not make figures that parts of one run can have
            throw new InputException(
                    "the parts hold figures that no parts of one run have; run them again", impossible);
        }
    }

    /**
     * Joins parts of a run whose samples are known.
     *
     * @param parts at least one, in the order of their samples, which join
     * @param asked samples of the whole run, of which the parts may have answered fewer
     * @param data of the samples that were answered
     */
    public static RunReport joined(List<RunPart> parts, long asked, RunOrigin.Samples data) {
        return new RunParts(List.copyOf(parts), asked)
                .report(Optional.of(data), parts.getFirst().result().setting().command());
    }

    private static Map<ChipFigure, Figure> figures(RunDetails details) {
        Map<ChipFigure, Figure> figures = new EnumMap<>(ChipFigure.class);
        for (ChipFigure which : ChipFigure.values()) {
            details.figures().stream()
                    .filter(number -> number.figure().equals(which.path()))
                    .findFirst()
                    .ifPresent(number -> figures.put(
                            which, new Figure(number.value(), number.unit(), number.source(), number.assumed())));
        }
        return figures;
    }

    private double figure(ChipFigure which) {
        return details.figure(which);
    }

    private int count(ChipFigure which) {
        return (int) figure(which);
    }

    private long sum(ToLongFunction<RunPart> of) {
        return parts.stream().mapToLong(of).sum();
    }

    private double seconds(ToDoubleFunction<RunResult.Timing> of) {
        return parts.stream()
                .mapToDouble(part -> of.applyAsDouble(part.result().timing()))
                .sum();
    }

    private RunReport report(Optional<RunOrigin.Samples> known, String command) {
        Latencies stepCycles = new Latencies(IdealTiming.STEP_CYCLES, "cycles", IdealTiming.TIME_UNIT);
        long chipStepCycles = (long) Math.floor(figure(ChipFigure.CLOCK) * figure(ChipFigure.STEP));
        SeamSteps steps = SeamSteps.of(parts, starts, routerTiming(), stepCycles, chipStepCycles);
        RunCounts counts = counts();
        Histograms histograms = new Histograms(packetCycles(), stepCycles, sampleSteps(), hostSteps());
        LinkPackets links = LinkPackets.sum(parts.stream().map(RunPart::links).toList());
        RunDetails all = DetailSums.of(parts, links);
        RunOrigin.Samples data = known.orElseGet(this::data);
        RunFigures figuresOfRun = runFigures();
        AnswerSums answers = new AnswerSums(parts);
        List<RunResult.LayerResult> layers = layers(figuresOfRun, counts);
        double emulation = seconds(RunResult.Timing::emulation);
        RunResult result = new RunResult(
                first.network(),
                answers.answers(counts.samples() == asked),
                answers.witnesses(),
                RunResult.TimeSteps.of(
                        starts,
                        counts.samples(),
                        counts.steps(),
                        first.timeSteps().latency()),
                events(counts, figuresOfRun, links),
                first.neurobench().map(one -> neurobench(one, counts.samples())),
                RunFigures.energy(
                        figuresOfRun.breakdown(counts),
                        figuresOfRun.steadyMicrojoules(counts),
                        layers.stream().mapToLong(RunResult.LayerResult::macs).sum(),
                        counts),
                histograms.summaries(),
                new RunResult.Throughput(
                        rate(counts.samples(), emulation),
                        rate(counts.allOperations(), emulation),
                        rate(sum(part -> part.result().events().packets()), emulation)),
                noc(steps, counts),
                first.memory(),
                layers,
                new RunResult.Timing(
                        known.isPresent() ? first.timing().importSeconds() : seconds(RunResult.Timing::importSeconds),
                        known.isPresent() ? first.timing().calibration() : seconds(RunResult.Timing::calibration),
                        known.isPresent() ? first.timing().mapping() : seconds(RunResult.Timing::mapping),
                        emulation,
                        seconds(RunResult.Timing::reference),
                        seconds(RunResult.Timing::floatSeconds)),
                first.setting().with(command),
                origin(data, counts.samples()),
                parts.getFirst()
                        .notes()
                        .sentences(kinds(data.kinds()), data.skipped(), bounds(), steps.lateSteps(), chipStepCycles));
        return new RunReport(result, histograms, all, samples.results(), List.of(), List.of(), List.of());
    }

    private List<SpikeBound> bounds() {
        return SpikeBound.sum(parts.stream().map(RunPart::bounds).toList());
    }

    private static double rate(long events, double seconds) {
        return seconds > 0 ? events / seconds : 0;
    }

    private RouterTiming routerTiming() {
        return new RouterTiming(
                count(ChipFigure.ROUTER_CYCLES),
                count(ChipFigure.LINK_CYCLES),
                count(ChipFigure.INTER_CHIP_LINK_CYCLES),
                count(ChipFigure.INJECT_CYCLES),
                count(ChipFigure.EJECT_CYCLES),
                count(ChipFigure.PACKET_FLITS));
    }

    private RunCounts counts() {
        int layers = details.layers().size();
        long samples = sum(part -> part.range().count());
        RunPart last = parts.getLast();
        long stepsBefore = starts.start(last.range().before());
        return new RunCounts(
                samples,
                samples,
                stepsBefore + last.result().timeSteps().total(),
                perLayer(layers, this::operations),
                perLayer(
                        layers,
                        (part, layer) -> part.result().layers().get(layer).hops()),
                sum(part -> part.result().events().interChipHops()),
                perLayer(layers, (part, layer) -> part.instructions()[layer]));
    }

    /** Those of trailing spikes belong to the run if it goes on behind the part. */
    private long operations(RunPart part, int layer) {
        long trailing = part.equals(parts.getLast()) ? 0 : TrailingSpikes.operations(part)[layer];
        return part.result().layers().get(layer).sops() + trailing;
    }

    private interface OfLayer {
        long of(RunPart part, int layer);
    }

    private long[] perLayer(int layers, OfLayer count) {
        return IntStream.range(0, layers)
                .mapToLong(layer -> sum(part -> count.of(part, layer)))
                .toArray();
    }

    private RunFigures runFigures() {
        List<RunFigures.Layer> layers = IntStream.range(0, details.layers().size())
                .mapToObj(layer -> new RunFigures.Layer(
                        first.layers().get(layer).neurons(),
                        details.layers().get(layer).integratesFrom(),
                        details.layers().get(layer).sendsFrom(),
                        details.layers().get(layer).sends()))
                .toList();
        return new RunFigures(
                new EnergyModel(figures, first.setting().chips()),
                figure(ChipFigure.INSTRUCTIONS_PER_UPDATE),
                layers,
                starts,
                Math.toIntExact(first.timeSteps().latency()));
    }

    private Latencies packetCycles() {
        Latencies all = new Latencies(IdealTiming.PACKET_CYCLES, "cycles");
        parts.forEach(part -> all.recordAll(part.packetCycles(), 0));
        return all;
    }

    private Latencies hostSteps() {
        Latencies all = new Latencies(IdealTiming.HOST_STEP, "nanos", IdealTiming.TIME_UNIT);
        parts.forEach(part -> all.recordAll(part.hostSteps(), part.lastHostStep()));
        return all;
    }

    private Latencies sampleSteps() {
        Latencies all = new Latencies(Histograms.SAMPLE_STEPS, "steps", "samples");
        for (int sample = 0; sample < samples.latencySteps().length; sample++) {
            all.recordAt(sample, samples.latencySteps()[sample]);
        }
        return all;
    }

    private RunResult.Events events(RunCounts counts, RunFigures of, LinkPackets links) {
        return new RunResult.Events(
                sum(part -> part.result().events().spikes()),
                sum(part -> part.result().events().packets()),
                counts.allHops(),
                counts.chipCrossings(),
                counts.allOperations(),
                of.updates(counts),
                sum(part -> part.result().events().instructions()),
                sum(part -> part.result().events().overflows()),
                links.busiest(details.mesh().mesh()),
                Fingerprint.ofSamples(samples.fingerprints()));
    }

    private RunResult.NeuroBench neurobench(RunResult.NeuroBench one, long samples) {
        ActivationRecord all =
                ActivationRecord.sum(parts.stream().map(RunPart::activations).toList());
        double operations = (double) all.operations() / samples;
        double ofSeveral = (double) all.operationsOfSeveral() / samples;
        double ofCurrents = (double) all.currentOperations() / samples;
        return new RunResult.NeuroBench(
                one.footprintBytes(),
                one.parameters(),
                one.connectionSparsity(),
                all.sparsity(),
                Math.round((double) all.denseOperations() / samples),
                details.spikes() ? ofCurrents + ofSeveral : operations,
                details.spikes() ? operations - ofSeveral : 0,
                (double) all.updates() / samples);
    }

    private List<RunResult.LayerResult> layers(RunFigures of, RunCounts counts) {
        return IntStream.range(0, details.layers().size())
                .mapToObj(layer -> layer(layer, of, counts))
                .toList();
    }

    private RunResult.LayerResult layer(int layer, RunFigures of, RunCounts counts) {
        RunResult.LayerResult one = first.layers().get(layer);
        List<RunResult.LayerResult> own =
                parts.stream().map(part -> part.result().layers().get(layer)).toList();
        long spikes = own.stream().mapToLong(RunResult.LayerResult::spikes).sum();
        long possible = one.neurons() * starts.stepsOfFirst(counts.samples());
        return new RunResult.LayerResult(
                one.name(),
                one.cores(),
                one.neurons(),
                spikes,
                counts.operations()[layer],
                own.stream().mapToLong(RunResult.LayerResult::packets).sum(),
                possible == 0 ? 0 : (double) spikes / possible,
                own.stream().mapToLong(RunResult.LayerResult::sumOverflows).sum(),
                own.stream()
                        .mapToLong(RunResult.LayerResult::potentialOverflows)
                        .sum(),
                one.macs(),
                one.sparsity(),
                counts.hops()[layer],
                of.layerMicrojoules(layer, counts));
    }

    private RunResult.NocResult noc(SeamSteps steps, RunCounts counts) {
        double clockHz = figure(ChipFigure.CLOCK) * MICRO;
        double stepSeconds = figure(ChipFigure.STEP) / MICRO;
        return new RunResult.NocResult(
                first.noc().timing(),
                steps.totalCycles() / clockHz * MICRO / counts.divisor(),
                counts.steps() * stepSeconds * MICRO / counts.divisor(),
                steps.lateSteps(),
                steps.lateSteps() == 0,
                List.of(),
                List.of());
    }

    private RunOrigin origin(RunOrigin.Samples data, long samples) {
        Map<String, String> options = new LinkedHashMap<>(first.origin().options());
        options.computeIfPresent("--samples", (option, own) -> String.format(Locale.ROOT, "%d", samples));
        return new RunOrigin(
                first.origin().date(),
                first.origin().commit(),
                first.origin().host(),
                first.origin().model(),
                data,
                first.origin().chipFile(),
                first.origin().calibration(),
                options);
    }

    private RunOrigin.Samples data() {
        Map<String, Integer> kinds = new LinkedHashMap<>();
        parts.forEach(part ->
                part.result().origin().data().kinds().forEach((kind, count) -> kinds.merge(kind, count, Integer::sum)));
        RunOrigin.Samples one = first.origin().data();
        return new RunOrigin.Samples(
                one.name(),
                parts.getLast().data().until(),
                one.steps(),
                one.values(),
                kinds,
                parts.stream()
                        .flatMap(part -> part.result().origin().data().skipped().stream())
                        .toList());
    }

    private static Map<ImageTrait, Integer> kinds(Map<String, Integer> named) {
        Map<ImageTrait, Integer> kinds = new EnumMap<>(ImageTrait.class);
        for (ImageTrait trait : ImageTrait.values()) {
            Integer count = named.get(trait.name().toLowerCase(Locale.ROOT));
            if (count != null) {
                kinds.put(trait, count);
            }
        }
        return Collections.unmodifiableMap(kinds);
    }
}
