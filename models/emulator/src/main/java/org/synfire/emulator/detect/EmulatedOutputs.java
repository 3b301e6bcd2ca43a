package org.synfire.emulator.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.synfire.emulator.core.EmulatedSamples;
import org.synfire.engine.InputException;
import org.synfire.network.detect.Output;
import org.synfire.network.graph.Network;
import org.synfire.network.integer.Code;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;

/**
 * The outputs of a network of integers as real values: raw sums and codes times their scale.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class EmulatedOutputs implements SampleOutputs {
    private final IntegerNetwork network;
    private final List<Population> populations;

    private EmulatedOutputs(IntegerNetwork network, List<Population> populations) {
        this.network = network;
        this.populations = List.copyOf(populations);
    }

    /**
     * The outputs of a network that knows no names of them: the populations that nobody reads, the answer first, then
     * by falling number.
     *
     * @throws InputException if layers spike by programs
     */
    public static EmulatedOutputs of(IntegerNetwork network) {
        List<Population> unread = network.populations().stream()
                .filter(population -> network.outbound(population.id()).isEmpty())
                .sorted(Comparator.comparingInt(Population::id).reversed())
                .toList();
        for (Population population : unread) {
            requireValue(population);
        }
        return new EmulatedOutputs(network, unread);
    }

    /**
     * The outputs of a quantised network in the order of the real-valued one.
     *
     * @param floating what it was quantised from
     * @throws InputException if the network of integers has no population for one of them
     */
    public static EmulatedOutputs of(IntegerNetwork network, Network floating) {
        List<Population> named = new ArrayList<>();
        for (int output : floating.outputs()) {
            population(network, floating.nodes().get(output).name()).ifPresent(named::add);
        }
        EmulatedOutputs found =
                named.size() == floating.outputs().size() ? new EmulatedOutputs(network, named) : of(network);
        for (int i = 0; i < floating.outputs().size(); i++) {
            int size = floating.nodes().get(floating.outputs().get(i)).shape().size();
            if (i >= found.populations.size()
                    || found.populations.get(i).shape().size() != size) {
                throw new InputException("network " + network.name() + ": its outputs " + found.forms()
                        + " are not those of the model file; detection needs an own layer for each output");
            }
        }
        return found;
    }

    private static Optional<Population> population(IntegerNetwork network, String name) {
        return named(network, name).findFirst();
    }

    private static Stream<Population> named(IntegerNetwork network, String name) {
        return network.populations().stream()
                .filter(population -> population.name().equals(name));
    }

    /**
     * The same outputs where the network lies on a chip.
     *
     * @param mapped has the layers of this network in their order, and maybe copies between them
     */
    EmulatedOutputs on(IntegerNetwork mapped) {
        return new EmulatedOutputs(
                mapped,
                populations.stream()
                        .map(population -> named(mapped, population.name())
                                .skip(named(network, population.name())
                                        .filter(before -> before.id() < population.id())
                                        .count())
                                .findFirst()
                                .orElseThrow())
                        .toList());
    }

    private static void requireValue(Population population) {
        switch (population.neurons()) {
            case Neurons.Coded coded -> {}
            case Neurons.Answer answer -> {}
            case Neurons.SpikeInput spikes -> throw spiking(population);
            case Neurons.Program program -> throw spiking(population);
        }
    }

    private static InputException spiking(Population population) {
        return new InputException("layer " + population.name()
                + " answers with spikes, which no detection head decodes; detection needs a network that sends codes");
    }

    /** Name of the network. */
    public String network() {
        return network.name();
    }

    /** Names and shapes, in the network's order. */
    public List<Output.Form> forms() {
        return populations.stream()
                .map(population -> new Output.Form(population.name(), population.shape()))
                .toList();
    }

    @Override
    public List<Output> of(EmulatedSamples emulated, int sample) {
        List<Output> outputs = new ArrayList<>();
        for (Population population : populations) {
            int[] integers = new int[population.shape().size()];
            emulated.values(sample, population.id(), integers);
            outputs.add(new Output(
                    new Output.Form(population.name(), population.shape()), reals(population.neurons(), integers)));
        }
        return outputs;
    }

    private static float[] reals(Neurons neurons, int[] integers) {
        return switch (neurons) {
            case Neurons.Coded coded -> reals(coded.code(), integers);
            case Neurons.Answer answer -> reals(answer.effectiveUnit(), integers);
            case Neurons.SpikeInput spikes -> throw new IllegalStateException("spikes stand for no value");
            case Neurons.Program program -> throw new IllegalStateException("spikes stand for no value");
        };
    }

    private static float[] reals(Code code, int[] integers) {
        float[] reals = new float[integers.length];
        for (int i = 0; i < reals.length; i++) {
            reals[i] = (float) code.real(integers[i]);
        }
        return reals;
    }

    private static float[] reals(double unit, int[] integers) {
        float[] reals = new float[integers.length];
        for (int i = 0; i < reals.length; i++) {
            reals[i] = (float) (unit * integers[i]);
        }
        return reals;
    }
}
