package org.synfire.network.lava;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.SparseSynapses;
import org.synfire.network.integer.Synapses;
import org.synfire.network.neuron.AssemblyNeurons;
import org.synfire.network.program.ProductRounding;
import org.synfire.network.program.Register;
import org.synfire.network.program.RegisterArithmetic;

/**
 * Makes a network of integers of a network of lava-dl: an input of spikes, and a population for each layer.
 *
 * <p><b>Time:</b> all populations begin to work on a sample in the same step, as all layers do in lava-dl, Lava and on
 * Loihi: step s of a population has the spikes that the one before sent in step s - 1 less its delays.
 */
public final class LavaConversion {
    /** The arithmetic of Loihi's neurons. That a register saturates is assumed; what does not fit it is counted. */
    public static final RegisterArithmetic LOIHI = new RegisterArithmetic(
            new Register(RegisterArithmetic.LOIHI_BITS, Register.Overflow.SATURATE), ProductRounding.TOWARDS_ZERO);

    private static final int INPUT = 0;

    private final LavaNetwork source;
    private final CubaNeurons.SpikeRule rule;
    private final RegisterArithmetic arithmetic;
    private final List<Population> populations = new ArrayList<>();
    private final List<Projection> projections = new ArrayList<>();
    private final List<Integer> weightBits = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final IntegerNetwork network;

    private LavaConversion(LavaNetwork source, CubaNeurons.SpikeRule rule, RegisterArithmetic arithmetic, int steps) {
        this.source = source;
        this.rule = rule;
        this.arithmetic = arithmetic;
        populations.add(new Population(INPUT, "input", source.input(), new Neurons.SpikeInput()));
        weightBits.add(0);
        for (LavaLayer layer : source.layers()) {
            add(layer);
        }
        remark();
        this.network = new IntegerNetwork(
                source.name(), steps, weightBits.stream().mapToInt(bits -> bits).toArray(), populations, projections);
    }

    /**
     * Converts a network.
     *
     * @param rule which potential makes a neuron spike, which files do not say
     * @param arithmetic of the neurons' registers, such as {@link #LOIHI}
     * @param steps of a sample
     * @throws InputException if a constant does not fit the registers, synapses with delays of their own are too many,
     *     or a layer without neurons is not the last
     */
    public static LavaConversion of(
            LavaNetwork source, CubaNeurons.SpikeRule rule, RegisterArithmetic arithmetic, int steps) {
        return new LavaConversion(source, rule, arithmetic, steps);
    }

    /** The network of integers: its populations after the input are the layers of the file. */
    public IntegerNetwork network() {
        return network;
    }

    /** What a reader must know, one sentence each. */
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    private void remark() {
        remarks.add(
                switch (rule) {
                    case ABOVE_THRESHOLD ->
                        "Neurons spike above their threshold, as Loihi's do; the file does not say it.";
                    case AT_THRESHOLD ->
                        "Neurons spike where they reach their threshold, as in earlier versions of lava-dl; the file"
                                + " does not say it.";
                });
        if (source.layers().getLast() instanceof LavaLayer.Spiking last
                && Arrays.stream(last.delays()).anyMatch(delay -> delay > 0)) {
            remarks.add("The delays of " + last.name() + " change nothing here, because no layer reads its spikes.");
        }
    }

    private void add(LavaLayer layer) {
        int id = populations.size();
        connect(id, layer.synapses());
        int bits = layer.synapses().significantBits();
        Neurons neurons = switch (layer) {
            case LavaLayer.Summing sums -> new Neurons.Answer(new int[1], sums.unit());
            case LavaLayer.Spiking spiking -> {
                for (Synapses own : spiking.recurrent().stream().toList()) {
                    projections.add(
                            Projection.of(projections.size(), id, id, own).withDelay(1));
                    bits = Math.max(bits, own.significantBits());
                }
                yield new Neurons.Program(program(spiking));
            }
        };
        weightBits.add(bits);
        populations.add(new Population(id, layer.name(), layer.synapses().out(), neurons));
    }

    private AssemblyNeurons program(LavaLayer.Spiking layer) {
        try {
            return layer.neurons().program(layer.bias(), rule, arithmetic);
        } catch (InputException tooWide) {
            throw new InputException(source.name() + ": layer " + layer.name() + ": " + tooWide.getMessage(), tooWide);
        }
    }

    /** Synapses from the population before, which take its delays, and the step in which the sample begins. */
    private void connect(int id, Synapses synapses) {
        int before = id - 1;
        int[] delays = before == INPUT ? new int[1] : delays(source.layers().get(before - 1));
        int least = Arrays.stream(delays).min().orElseThrow();
        int[] more = Arrays.stream(delays).map(delay -> delay - least).toArray();
        Synapses delayed = Arrays.stream(more).allMatch(steps -> steps == 0)
                ? synapses
                : SparseSynapses.delayed(synapses, input -> more[entry(more.length, synapses.in(), input)]);
        projections.add(Projection.of(projections.size(), before, id, delayed).withDelay(1 + least));
        if (before != INPUT) {
            projections.add(Projection.of(
                            projections.size(),
                            INPUT,
                            id,
                            new SparseSynapses.Builder(source.input(), synapses.out(), 0).build())
                    .withDelay(1));
        }
    }

    private int[] delays(LavaLayer sender) {
        return switch (sender) {
            case LavaLayer.Spiking spiking -> spiking.delays();
            case LavaLayer.Summing sums ->
                throw new InputException(source.name() + ": layer " + sums.name()
                        + " has no neurons that spike, so it can only be the last");
        };
    }

    /** Which of so many delays is an input's: synapses may see a vector where neurons are a map. */
    private static int entry(int entries, Shape in, int input) {
        return input / (in.size() / entries);
    }
}
