package org.synfire.emulator.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.synfire.emulator.core.StepObserver;
import org.synfire.emulator.map.Mapping;
import org.synfire.emulator.map.Slice;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.Population;

/**
 * A probe that records the membrane potentials of one layer.
 *
 * <pre>{@code
 * LayerPotentials probe = LayerPotentials.of(Mapper.map(network.network(), chip), "conv1", 2);
 * Experiment.on(chip).observedBy(probe).run(network, images);
 * }</pre>
 *
 * <p><b>What is recorded:</b> see {@link StepObserver#onPotentials}. Where a layer lies on several cores, a core that
 * was not visited in a step leaves its neurons as they were in the step before, or 0 in the first. <b>Memory:</b> 4
 * bytes for each neuron, sample and step of a sample in which a core of the layer was visited.
 */
public final class LayerPotentials implements StepObserver {
    private final Shape shape;
    private final List<Slice> slices;
    private final int population;
    private final int samples;
    private final List<Reading> readings = new ArrayList<>();

    /**
     * The potentials after a time step.
     *
     * @param sample number of the sample, 0 first
     * @param step step of the sample, 0 first
     * @param values one for each neuron, in the order channel, row, column
     */
    public record Reading(long sample, int step, int[] values) {}

    private LayerPotentials(Mapping mapping, Population layer, int samples) {
        this.shape = layer.shape();
        this.slices = mapping.slices();
        this.population = layer.id();
        this.samples = samples;
    }

    /**
     * A probe of one layer.
     *
     * @param mapping of the network on the chip that the experiment runs
     * @param layer name of a layer; the input has no potentials
     * @param samples how many of the first samples are recorded, 1 or more
     * @throws InputException if there is no such layer, or less than a sample is asked for
     */
    public static LayerPotentials of(Mapping mapping, String layer, int samples) {
        if (samples < 1) {
            throw new InputException(String.format(Locale.ROOT, "potentials of %d samples: give at least 1", samples));
        }
        List<Population> layers = mapping.network().populations();
        Population population = layers.stream()
                .skip(1)
                .filter(one -> one.name().equals(layer))
                .findFirst()
                .orElseThrow(() -> new InputException(String.format(
                        Locale.ROOT,
                        "network %s has no layer '%s'; its layers are %s",
                        mapping.network().name(),
                        layer,
                        layers.stream().skip(1).map(Population::name).toList())));
        return new LayerPotentials(mapping, population, samples);
    }

    @Override
    public long potentialsWanted(int core) {
        return slices.get(core).population() == population ? samples : 0;
    }

    @Override
    public void onPotentials(int core, long sample, int stepOfSample, int[] potentials) {
        Slice slice = slices.get(core);
        if (slice.population() != population || sample >= samples) {
            return;
        }
        int[] values = reading(sample, stepOfSample).values;
        for (int neuron = 0; neuron < slice.neurons(); neuron++) {
            values[slice.element(shape, neuron)] = potentials[neuron];
        }
    }

    private Reading reading(long sample, int step) {
        Reading last = readings.isEmpty() ? null : readings.getLast();
        if (last != null && last.sample == sample && last.step == step) {
            return last;
        }
        int[] values = last != null && last.sample == sample ? last.values.clone() : new int[shape.size()];
        Reading next = new Reading(sample, step, values);
        readings.add(next);
        return next;
    }

    /** What was recorded, in the order of time; complete when the run has returned. */
    public List<Reading> readings() {
        return List.copyOf(readings);
    }
}
