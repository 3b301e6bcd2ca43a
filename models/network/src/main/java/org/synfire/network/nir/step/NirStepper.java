package org.synfire.network.nir.step;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.synfire.engine.InputException;
import org.synfire.network.nir.NirNetwork;
import org.synfire.network.nir.NirNode;
import org.synfire.network.nir.NirShape;

/**
 * Steps a network in double precision.
 *
 * <p>Within a step, nodes are computed in the order of the network, so values go from Input to Output in one step. An
 * edge that closes a cycle carries the values of the step before; before the first step these are what comes out of
 * nodes without input and spikes, so that the biases of recurrent maps count in the first step too.
 *
 * <p><b>Order of a neuron's step:</b> leak and input, comparison, reset. Potentials begin with 0. <b>Gain of IF:</b> a
 * resistance of 1 or of 1/dt adds the input to the potential as it is, any other multiplies it by r dt. <b>Threads:</b>
 * one.
 */
public final class NirStepper {
    private static final long MOST_VALUES = 1L << 27;

    private final NirNetwork network;
    private final List<Stage> stages = new ArrayList<>();
    private final Map<String, Stage> byName = new HashMap<>();

    /** A node with its values of this step, and the nodes from which it takes its input. */
    private static final class Stage {
        private final String name;
        private final StepNode node;
        private final double[] sum;
        private final double[] out;
        private final List<Stage> sources = new ArrayList<>();

        Stage(String name, StepNode node, int inputs, int outputs) {
            this.name = name;
            this.node = node;
            this.sum = new double[inputs];
            this.out = new double[outputs];
        }

        void step() {
            Arrays.fill(sum, 0);
            for (Stage source : sources) {
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += source.out[i];
                }
            }
            node.step(sum, out);
        }
    }

    /**
     * A stepper before the first step.
     *
     * @throws InputException if the network has more than 2^27 values in all, or Euler's rule is unstable, because a
     *     time constant is below a step
     */
    public NirStepper(NirNetwork network, StepOptions options) {
        this.network = network;
        long values = network.order().stream()
                .mapToLong(name -> NirShape.size(network.shape(name)))
                .sum();
        if (values > MOST_VALUES) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: has %d values between its nodes; at most %d are stepped in real numbers",
                    network.place(),
                    values,
                    MOST_VALUES));
        }
        for (String name : network.order()) {
            NirNode node = network.graph().nodes().get(name);
            int outputs = NirShape.size(network.shape(name));
            int[] in = node instanceof NirNode.Input
                    ? network.shape(name)
                    : network.shape(network.sources(name).getFirst());
            Stage stage = new Stage(name, StepNodes.of(network, name, in, options), NirShape.size(in), outputs);
            stages.add(stage);
            byName.put(name, stage);
        }
        for (Stage stage : stages) {
            network.sources(stage.name).forEach(source -> stage.sources.add(byName.get(source)));
        }
        reset();
    }

    /** Goes back before the first step. */
    public void reset() {
        stages.forEach(stage -> Arrays.fill(stage.out, 0));
        for (Stage stage : stages) {
            stage.node.reset();
            if (!(stage.node instanceof StepNode.WithState) && !stage.sources.isEmpty()) {
                stage.step();
                stage.node.reset();
            }
        }
    }

    /**
     * Computes a step of a network with one Input node.
     *
     * @param input values of the step, in the order of the Input's shape
     * @throws InputException if there are several Input nodes, or the values are of another number
     */
    public void step(double[] input) {
        List<String> names = network.inputs();
        if (names.size() != 1) {
            throw new InputException(
                    network.place() + ": has " + names.size() + " Input nodes, " + names + "; give values for each");
        }
        step(Map.of(names.getFirst(), input));
    }

    /**
     * Computes a step.
     *
     * @param inputs values of the step for each Input node, by its name
     * @throws InputException if an Input node has no values, or values of another number
     */
    public void step(Map<String, double[]> inputs) {
        for (Stage stage : stages) {
            if (stage.sources.isEmpty()) {
                double[] values = inputs.get(stage.name);
                if (values == null || values.length != stage.out.length) {
                    throw new InputException(String.format(
                            Locale.ROOT,
                            "%s: the Input node '%s' takes %d values, and %d are given",
                            network.place(),
                            stage.name,
                            stage.out.length,
                            values == null ? 0 : values.length));
                }
                System.arraycopy(values, 0, stage.out, 0, values.length);
            } else {
                stage.step();
            }
        }
    }

    /** What comes out of a node in this step: spikes, or the potential of a neuron without threshold. A copy. */
    public double[] values(String name) {
        return stage(name).out.clone();
    }

    /**
     * The potentials of a neuron node behind the step's reset. A copy.
     *
     * @throws InputException if the node is no neuron
     */
    public double[] potentials(String name) {
        if (stage(name).node instanceof NeuronStep neuron) {
            return neuron.potentials();
        }
        throw new InputException(network.place() + ": node '" + name + "' has no potentials");
    }

    /**
     * The currents of a neuron node behind the step; zeros where it has none. A copy.
     *
     * @throws InputException if the node is no neuron
     */
    public double[] currents(String name) {
        if (stage(name).node instanceof NeuronStep neuron) {
            return neuron.currents();
        }
        throw new InputException(network.place() + ": node '" + name + "' has no currents");
    }

    private Stage stage(String name) {
        Stage stage = byName.get(name);
        if (stage == null) {
            throw new InputException(network.place() + ": has no node '" + name + "'; there are " + network.order());
        }
        return stage;
    }

    /** What comes out of all Output nodes in this step, by their names. */
    public Map<String, double[]> outputs() {
        Map<String, double[]> outputs = new LinkedHashMap<>();
        network.outputs().forEach(name -> outputs.put(name, values(name)));
        return outputs;
    }
}
