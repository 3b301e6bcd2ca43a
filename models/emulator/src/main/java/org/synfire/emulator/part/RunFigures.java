package org.synfire.emulator.part;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.synfire.emulator.map.Mapping;
import org.synfire.emulator.neuron.Schedule;
import org.synfire.emulator.result.RunResult;
import org.synfire.emulator.timing.UpdateCost;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.SampleStarts;
import org.synfire.noc.chip.ChipFigure;
import org.synfire.noc.energy.EnergyBreakdown;
import org.synfire.noc.energy.EnergyEvents;
import org.synfire.noc.energy.EnergyModel;
import org.synfire.noc.energy.EnergyPart;
import org.synfire.noc.energy.OperationCriterion;

/**
 * Updates and energy that follow from what a run counted; one place for a run and for parts that are joined.
 *
 * @param model of the chip's energy
 * @param instructionsPerUpdate the chip's figure
 * @param layers of the network, the input first
 * @param starts of the samples of the run
 * @param latencySteps steps from a sample's first spike to its answer, of T steps
 */
public record RunFigures(
        EnergyModel model, double instructionsPerUpdate, List<Layer> layers, SampleStarts starts, int latencySteps) {
    private static final double MICRO = 1e6;

    /**
     * A layer.
     *
     * @param neurons of it
     * @param integratesFrom first step after a sample's start in which it integrates the sample
     * @param sendsFrom first step after a sample's start in which it sends
     * @param sends whether its neurons send spikes
     */
    public record Layer(long neurons, int integratesFrom, int sendsFrom, boolean sends) {}

    /** Keeps a copy of the layers. */
    public RunFigures {
        layers = List.copyOf(layers);
    }

    /**
     * Those of a network on a chip.
     *
     * @param starts of the samples of the run
     */
    public static RunFigures of(Mapping mapping, SampleStarts starts) {
        IntegerNetwork network = mapping.network();
        return new RunFigures(
                new EnergyModel(mapping.chip()),
                mapping.chip().figure(ChipFigure.INSTRUCTIONS_PER_UPDATE).value(),
                network.populations().stream()
                        .map(population -> new Layer(
                                population.shape().size(),
                                network.timing().integratesFrom(population.id()),
                                network.timing().sendsFrom(population.id()),
                                network.sends(population.id())))
                        .toList(),
                starts,
                network.timing().latencySteps());
    }

    /**
     * Updates of a layer: every neuron of a core is updated in every step in which its layer holds a sample; the input
     * is no layer of neurons.
     *
     * @param steps of the run
     */
    public long updates(int layer, long steps) {
        return updates(layer, steps, starts);
    }

    private long updates(int layer, long steps, SampleStarts samples) {
        if (layer == 0) {
            return 0;
        }
        Layer of = layers.get(layer);
        return new Schedule(of.integratesFrom, of.sendsFrom, samples).busySteps(steps, of.sends) * of.neurons;
    }

    /** Updates of all layers. */
    public long updates(RunCounts counts) {
        return sum(layer -> updates(layer, counts.steps()));
    }

    /** Updates of a layer as the energy model counts them. */
    public long charged(int layer, long updates, RunCounts counts) {
        return UpdateCost.charged(
                instructionsPerUpdate, updates, counts.instructions()[layer], updates(layer, counts.steps()));
    }

    private long charged(int layer, RunCounts counts) {
        return charged(layer, updates(layer, counts.steps()), counts);
    }

    /** Energy of the run, by its parts. */
    public EnergyBreakdown breakdown(RunCounts counts) {
        return model.energy(new EnergyEvents(
                counts.allOperations(),
                sum(layer -> charged(layer, counts)),
                counts.allHops(),
                counts.chipCrossings(),
                counts.steps()));
    }

    /**
     * Energy of a sample while the pipeline is full: operations and packets of a sample as in the run, and the updates
     * and steps that one more sample takes; of samples of different length, a mean one.
     */
    public double steadyMicrojoules(RunCounts counts) {
        long samples = counts.divisor();
        long updates = starts.areEqual()
                ? samples * sum(layer -> charged(layer, updatesOfOneMore(layer), counts))
                : sum(layer -> charged(layer, updatesOfAll(layer, counts.samples()), counts));
        return model.energy(new EnergyEvents(
                        counts.allOperations(),
                        updates,
                        counts.allHops(),
                        counts.chipCrossings(),
                        starts.areEqual() ? starts.start(samples) : starts.start(counts.samples())))
                .microjoulesPerSample(samples);
    }

    private long updatesOfOneMore(int layer) {
        int full = latencySteps / starts.intervalSteps() + 2;
        return updatesOf(layer, full + 1) - updatesOf(layer, full);
    }

    /** Neuron updates of a layer in a run of so many samples of T steps. */
    private long updatesOf(int layer, int samples) {
        return updates(
                layer,
                latencySteps + (samples - 1L) * starts.intervalSteps(),
                SampleStarts.every(starts.timeSteps(), starts.intervalSteps(), samples));
    }

    /** Neuron updates of a layer of spikes in the first samples, which have different lengths. */
    private long updatesOfAll(int layer, long samples) {
        return layer == 0 ? 0 : starts.stepsOfFirst(samples) * layers.get(layer).neurons;
    }

    /** Energy of a layer's operations, updates and packets; what crosses between chips counts as a hop inside one. */
    public double layerMicrojoules(int layer, RunCounts counts) {
        return model.energy(new EnergyEvents(
                        counts.operations()[layer], charged(layer, counts), counts.hops()[layer], 0, 0))
                .microjoulesPerSample(counts.divisor());
    }

    /**
     * Energy as a result states it.
     *
     * @param breakdown of the run
     * @param steadyMicrojoules of a sample while the pipeline is full
     * @param macs multiplications that the quantised network needs for a sample
     */
    public static RunResult.Energy energy(
            EnergyBreakdown breakdown, double steadyMicrojoules, long macs, RunCounts counts) {
        long divisor = counts.divisor();
        Map<String, Double> parts = new LinkedHashMap<>();
        breakdown.parts().forEach(part -> parts.put(part.name(), part.joules() * MICRO / divisor));
        return new RunResult.Energy(
                breakdown.microjoulesPerSample(divisor),
                steadyMicrojoules,
                parts,
                breakdown.assumedParts().stream().map(EnergyPart::name).toList(),
                breakdown.boundJoules() * MICRO / divisor,
                new RunResult.Criterion(
                        OperationCriterion.quantizedMicrojoules(macs),
                        OperationCriterion.spikingMicrojoules((double) counts.allOperations() / divisor)));
    }

    private long sum(IntToLongFunction perLayer) {
        return IntStream.range(0, layers.size()).mapToLong(perLayer).sum();
    }
}
