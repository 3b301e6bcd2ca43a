package org.synfire.emulator.experiment;

import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.synfire.emulator.core.CoreBytes;
import org.synfire.emulator.core.Emulator;
import org.synfire.emulator.map.Mapping;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.neuron.Schedule;
import org.synfire.engine.measure.Latencies;
import org.synfire.network.integer.DirectCoding;
import org.synfire.network.integer.IntegerNetwork;
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
import org.synfire.noc.energy.OperationCriterion;

/** Gathers a run's figures while it goes on and turns them into its result. */
final class RunSummary {
    private static final double MICRO = 1e6;

    final Stopwatch emulation = new Stopwatch();
    final Stopwatch reference = new Stopwatch();
    final Stopwatch floating = new Stopwatch();

    private final Mapping mapping;
    private final IntegerNetwork network;
    private final Emulator.Options options;
    private final Meters meters;
    private final Answers answers;
    private final Provenance provenance;
    private final double mappingSeconds;
    private long floatCorrect;
    private boolean hasFloat;

    RunSummary(
            Mapping mapping,
            Emulator.Options options,
            Meters meters,
            Answers answers,
            Provenance provenance,
            double mappingSeconds) {
        this.mapping = mapping;
        this.network = mapping.network();
        this.options = options;
        this.meters = meters;
        this.answers = answers;
        this.provenance = provenance;
        this.mappingSeconds = mappingSeconds;
    }

    /** Runs the real-valued network on samples {@code from..to-1}. */
    void countFloat(IntUnaryOperator floatAnswer, Answers labels, long from, long to) {
        hasFloat = true;
        for (int sample = (int) from; sample < to; sample++) {
            floatCorrect += floatAnswer.applyAsInt(sample) == labels.label(sample) ? 1 : 0;
        }
    }

    RunOutcome finish(
            Emulator emulator, ReferenceCheck check, ExpectedOutputs expected, RunDetails.Losses losses, long samples) {
        ChipMeter chip = meters.chip();
        TrafficCounters traffic = chip.traffic();
        Latencies sampleSteps = new Latencies("sample-steps", "steps");
        sampleSteps.record(network.timing().latencySteps(), samples);
        ChipTiming timing = meters.timing();
        List<Latencies> histograms =
                List.of(timing.packetCycles(), timing.stepCycles(), sampleSteps, chip.hostStepNanos());
        long updates = sum(layer -> neuronUpdates(network.population(layer), emulator.steps()));
        long operations = sum(layer -> meters.layers().operations(layer));
        long correct = answers.correct(samples);
        RunResult result = new RunResult(
                network.name(),
                samples,
                correct,
                share(correct, samples),
                check == null ? null : check.result(answers, samples),
                expected == null ? null : expected.result(),
                hasFloat ? new RunResult.FloatResult(floatCorrect, share(floatCorrect, samples)) : null,
                new RunResult.TimeSteps(
                        network.timing().intervalSteps(options.pipelined()),
                        emulator.steps(),
                        network.timing().latencySteps()),
                sum(layer -> meters.layers().spikes(layer)),
                traffic.packets(),
                traffic.hops(),
                traffic.chipCrossings(),
                operations,
                updates,
                sum(layer -> emulator.overflows(layer).total()),
                mapping.cores(),
                mapping.chip().chips(),
                energy(traffic, operations, updates, emulator.steps(), samples),
                new RunResult.LatencyResults(
                        histograms.get(0).summary(),
                        histograms.get(1).summary(),
                        histograms.get(2).summary(),
                        histograms.get(3).summary()),
                new RunResult.Throughput(rate(samples), rate(operations), rate(traffic.packets())),
                chip.busiestLink(),
                noc(timing, emulator.steps(), samples),
                memory(emulator),
                layers(emulator, samples),
                answers.confusion(samples),
                meters.fingerprint().of(samples),
                new RunResult.Timing(
                        provenance.importSeconds(),
                        provenance.calibrationSeconds(),
                        mappingSeconds,
                        emulation.seconds(),
                        reference.seconds(),
                        floating.seconds()),
                options.kernels().name(),
                options.workers(),
                precision(),
                mapping.chip().name(),
                options.pipelined(),
                provenance.version(),
                provenance.command(),
                provenance.seed(),
                notes(),
                samples == options.samples());
        return new RunOutcome(
                result,
                mapping,
                histograms,
                RunDetails.of(mapping, emulator.coreBytes(), meters, losses, histograms, samples));
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }

    private double rate(long events) {
        return emulation.seconds() > 0 ? events / emulation.seconds() : 0;
    }

    private long sum(java.util.function.IntToLongFunction perLayer) {
        return java.util.stream.IntStream.range(0, network.populations().size())
                .mapToLong(perLayer)
                .sum();
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

    private RunResult.Energy energy(TrafficCounters traffic, long operations, long updates, long steps, long samples) {
        EnergyBreakdown breakdown = new EnergyModel(mapping.chip())
                .energy(new EnergyEvents(operations, updates, traffic.hops(), traffic.chipCrossings(), steps));
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
                parts,
                assumed,
                breakdown.boundJoules() * MICRO / divisor,
                criterion);
    }

    /** Operations, updates and packets of a layer; what crosses between chips counts as a hop inside one. */
    private double layerMicrojoules(Population population, long steps, long samples) {
        int layer = population.id();
        EnergyEvents events = new EnergyEvents(
                meters.layers().operations(layer),
                neuronUpdates(population, steps),
                meters.chip().hops(layer),
                0,
                0);
        return new EnergyModel(mapping.chip()).energy(events).microjoulesPerSample(Math.max(1, samples));
    }

    private RunResult.NocResult noc(ChipTiming timing, long steps, long samples) {
        long divisor = Math.max(1, samples);
        List<String> layerNames =
                network.populations().stream().map(Population::name).toList();
        return new RunResult.NocResult(
                meters.cycles() == null ? "ideal" : "cycle",
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
                    meters.layers().operations(id),
                    meters.layers().packets(id),
                    share(spikes, neurons * samples * network.timeSteps()),
                    emulator.overflows(id).sums(),
                    emulator.overflows(id).potentials(),
                    macs(id),
                    sparsity(population.neurons()),
                    meters.chip().hops(id),
                    layerMicrojoules(population, emulator.steps(), samples)));
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
        return population.neurons() instanceof Neurons.Program program && program.drive() instanceof DirectCoding direct
                ? Optional.of(direct)
                : Optional.empty();
    }

    private String precision() {
        return switch (network.coding()) {
            case CODES -> network.isExact() ? "exact" : "darwin3";
            case SPIKES -> widths();
        };
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
        return ("Weighted sums of %d bits, potentials and biases of %d, factors M0 and M1 of %d, which are assumed "
                        + "where the chip file says so; that registers %s is assumed.")
                .formatted(
                        formats.sum().bits(),
                        formats.potential().bits(),
                        formats.multiplierBits(),
                        formats.sum().overflow().name().toLowerCase(Locale.ROOT));
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add(
                meters.cycles() == null
                        ? "Packet and step cycles are least values: no packet waits for another; routers, links and"
                                + " core times are assumed where the chip file says so."
                        : "Packet and step cycles: every flit through every router; cores update one neuron after the"
                                + " other and read one weight word after the other; routers, links and core times are"
                                + " assumed where the chip file says so.");
        network.populations().stream()
                .flatMap(p -> p.neurons() instanceof Neurons.Summing summing
                                && summing.integration() instanceof ScaledIntegration scaled
                        ? Stream.of(scaled)
                        : Stream.empty())
                .findFirst()
                .ifPresent(integration -> notes.add(registers(integration)));
        network.populations().stream()
                .filter(p -> direct(p).isPresent())
                .forEach(p -> notes.add(
                        ("The image reaches %s as currents, the same in every step: a host computes them once per"
                            + " sample (%,d multiplications) and writes one to each neuron. Neither is in any figure"
                            + " of time, packets or energy.")
                                .formatted(p.name(), direct(p).orElseThrow().connections())));
        long late = meters.timing().lateSteps();
        if (late > 0) {
            notes.add("%d steps need more cycles than the chip's step of %d: the real chip would be late."
                    .formatted(late, mapping.chip().stepCycles()));
        }
        if (mapping.reachViolations() > 0) {
            notes.add(("%d core pairs are farther apart than an axon entry reaches (%d nodes in x or y); the chip "
                            + "needs relays for them, which are not counted.")
                    .formatted(mapping.reachViolations(), mapping.chip().reach()));
        }
        List<String> cutOverSpace = network.populations().stream()
                .filter(p -> mapping.isBeyondCompiler(p.id()))
                .map(Population::name)
                .toList();
        if (!cutOverSpace.isEmpty()) {
            notes.add("Cut over space, which Darwin3's compiler does not do: " + String.join(", ", cutOverSpace) + ".");
        }
        if (mapping.delayBits() > 0) {
            notes.add(("Branches that wait for others need %,d bytes of delay memory, whose place on the chip is not "
                            + "published.")
                    .formatted(Math.ceilDiv(mapping.delayBits(), Byte.SIZE)));
        }
        return notes;
    }
}
