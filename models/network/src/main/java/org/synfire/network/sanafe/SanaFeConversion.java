package org.synfire.network.sanafe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.integer.ConstantDrive;
import org.synfire.network.integer.Drive;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.SparseSynapses;
import org.synfire.network.integer.SynapseFormat;
import org.synfire.network.integer.Synapses;
import org.synfire.network.neuron.AssemblyNeurons;
import org.synfire.network.neuron.NeuronProgram;
import org.synfire.network.neuron.QuantisedLeakNeurons;
import org.synfire.network.program.Assembler;
import org.synfire.network.program.ProductRounding;
import org.synfire.network.program.Register;
import org.synfire.network.program.RegisterArithmetic;

/**
 * A network of integers made of a network of SANA-FE.
 *
 * <p><b>Time:</b> all groups are stepped together: in each step a neuron takes what was sent in the step before, as in
 * SANA-FE. An input that never spikes, and has no synapses, makes it so. <b>Neurons:</b> where the potential exceeds
 * the threshold a neuron fires; without a leak potentials are whole numbers, else {@link QuantisedLeakNeurons}.
 * <b>Delay:</b> one step.
 *
 * @param network the network
 * @param slices which core holds which neurons, where the file says it for all; empty otherwise
 * @param isReordered whether neurons have other numbers than in the file: those of a core follow one another
 */
public record SanaFeConversion(IntegerNetwork network, List<CoreSlice> slices, boolean isReordered) {
    private static final String INPUT = "nothing";
    private static final int LEAST_WEIGHT_BITS = 2;

    /** Keeps a copy of the list. */
    public SanaFeConversion {
        slices = List.copyOf(slices);
    }

    /**
     * Neurons that one core holds.
     *
     * @param population of the network
     * @param from number of the first
     * @param to number behind the last
     * @param tile number of the tile
     * @param core number of the core in its tile
     */
    public record CoreSlice(int population, int from, int to, int tile, int core) {}

    /** How a network's neurons lie. */
    public enum Layout {
        /** Groups are vectors and convolutions lists of synapses, so that any run of neurons can lie on a core. */
        AS_MAPPED,
        /** Groups between convolutions are maps of channels, rows and columns, whose weights are shared. */
        AS_MAPS
    }

    /**
     * Makes one.
     *
     * @param source a network of SANA-FE
     * @param steps of a run
     * @param layout how neurons lie; slices follow from {@link Layout#AS_MAPPED} alone
     * @throws InputException if groups do not fit each other as maps, or a sum could leave 32 bits
     */
    public static SanaFeConversion of(SanaFeNetwork source, int steps, Layout layout) {
        Shape[] shapes = shapes(source, layout);
        List<Population> populations = new ArrayList<>();
        List<Projection> projections = new ArrayList<>();
        List<CoreSlice> slices = new ArrayList<>();
        boolean isMapped = layout == Layout.AS_MAPPED && source.isMapped();
        CoreOrder[] orders = source.groups().stream()
                .map(group -> isMapped ? CoreOrder.of(group) : CoreOrder.unchanged(group))
                .toArray(CoreOrder[]::new);
        int[] weightBits = new int[source.groups().size() + 1];
        populations.add(new Population(0, INPUT, Shape.vector(1), new Neurons.SpikeInput()));
        for (SanaFeNetwork.Group group : source.groups()) {
            int id = populations.size();
            populations.add(new Population(id, group.name(), shapes[id - 1], neurons(group, orders[id - 1])));
            projections.add(Projection.of(
                    projections.size(), 0, id, new SparseSynapses.Builder(Shape.vector(1), shapes[id - 1], 0).build()));
            weightBits[id] = LEAST_WEIGHT_BITS;
            orders[id - 1]
                    .slices()
                    .forEach(run -> slices.add(new CoreSlice(id, run.from(), run.to(), run.tile(), run.core())));
        }
        for (SanaFeNetwork.Connection connection : source.connections()) {
            int target = connection.target() + 1;
            projections.add(Projection.of(
                    projections.size(),
                    connection.source() + 1,
                    target,
                    synapses(
                            connection,
                            new Ends(
                                    shapes[connection.source()],
                                    shapes[connection.target()],
                                    orders[connection.source()],
                                    orders[connection.target()]),
                            layout)));
            weightBits[target] = Math.max(weightBits[target], bits(connection));
        }
        return new SanaFeConversion(
                new IntegerNetwork(source.name(), steps, weightBits, populations, projections),
                slices,
                Arrays.stream(orders).anyMatch(order -> !order.isUnchanged()));
    }

    private static Shape[] shapes(SanaFeNetwork source, Layout layout) {
        Shape[] shapes = source.groups().stream()
                .map(group -> Shape.vector(group.neurons()))
                .toArray(Shape[]::new);
        if (layout == Layout.AS_MAPPED) {
            return shapes;
        }
        Map<Integer, Shape> maps = new HashMap<>();
        for (SanaFeNetwork.Connection connection : source.connections()) {
            if (connection instanceof SanaFeNetwork.Connection.Convolution c) {
                fix(source, maps, c.source(), new Shape(c.channels(), c.height(), c.width()));
                fix(source, maps, c.target(), new Shape(c.kernels(), c.outHeight(), c.outWidth()));
            }
        }
        maps.forEach((group, shape) -> shapes[group] = shape);
        return shapes;
    }

    private static void fix(SanaFeNetwork source, Map<Integer, Shape> maps, int group, Shape shape) {
        Shape before = maps.put(group, shape);
        if (before != null && !before.equals(shape)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "network %s: group %s is a map of %s for one convolution and of %s for another",
                    source.name(),
                    source.groups().get(group).name(),
                    before,
                    shape));
        }
    }

    private static Neurons neurons(SanaFeNetwork.Group group, CoreOrder order) {
        List<Drive> drives = Arrays.stream(group.biases()).allMatch(bias -> bias == 0)
                ? List.of()
                : List.of(new ConstantDrive(order.ordered(group.biases())));
        return new Neurons.Program(program(group, order.ordered(group.thresholds())), drives);
    }

    private static NeuronProgram program(SanaFeNetwork.Group group, int[] thresholds) {
        if (group.leak() != 1) {
            return new QuantisedLeakNeurons(group.leak(), group.reset(), thresholds);
        }
        int[] firstAbove =
                IntStream.of(thresholds).map(threshold -> threshold + 1).toArray();
        return switch (group.reset()) {
            case ZERO ->
                AssemblyNeurons.of(Assembler.assemble(group.name(), program("value")), arithmetic())
                        .with("R1", firstAbove);
            case SUBTRACT ->
                AssemblyNeurons.of(Assembler.assemble(group.name(), program("decrement")), arithmetic())
                        .with("R1", firstAbove)
                        .with("decrement", thresholds);
        };
    }

    private static RegisterArithmetic arithmetic() {
        return new RegisterArithmetic(
                new Register(RegisterArithmetic.WIDE_BITS, Register.Overflow.SATURATE), ProductRounding.FLOOR);
    }

    /** Integrate and fire where the potential exceeds the threshold: reaches the number above it. */
    private static String program(String reset) {
        return String.join(
                "\n",
                "; Integrate and fire, as in SANA-FE without a leak.",
                ".threshold 1",
                reset.equals("value") ? ".reset 0" : ".decrement 0",
                ".state potential",
                "        LSIS  ls=load nph=Vt+wgtsum",
                "        UPTVT fcs=integrate",
                "        GSPRS gsp=1 vcp=1 rsm=" + reset,
                "        LSIS  ls=store nph=Vt",
                "        NPC",
                "");
    }

    /**
     * Where a connection begins and ends.
     *
     * @param from shape of the group that sends
     * @param to shape of the group that receives
     * @param sources numbers of the senders
     * @param targets numbers of the receivers
     */
    private record Ends(Shape from, Shape to, CoreOrder sources, CoreOrder targets) {}

    private static Synapses synapses(SanaFeNetwork.Connection connection, Ends ends, Layout layout) {
        return switch (connection) {
            case SanaFeNetwork.Connection.Dense dense -> dense(dense, ends);
            case SanaFeNetwork.Connection.Convolution shared ->
                switch (layout) {
                    case AS_MAPS -> convolution(shared, ends.from, ends.to);
                    case AS_MAPPED -> listed(shared, ends);
                };
            case SanaFeNetwork.Connection.Listed listed ->
                SparseSynapses.of(ends.from, ends.to, listed.weights().length, new ListOf(listed, ends));
        };
    }

    private static Synapses dense(SanaFeNetwork.Connection.Dense dense, Ends ends) {
        int sources = ends.from.size();
        int targets = ends.to.size();
        if (ends.to.positions() > 1) {
            return allToMap(dense, ends);
        }
        short[] weights = new short[dense.weights().length];
        for (int i = 0; i < weights.length; i++) {
            int target = ends.targets.placeOf()[i % targets];
            weights[target * sources + ends.sources.placeOf()[i / targets]] = dense.weights()[i];
        }
        return new Synapses.Dense(ends.from, ends.to, weights);
    }

    /** Full connections to a map, which only lists can have. */
    private static Synapses allToMap(SanaFeNetwork.Connection.Dense dense, Ends ends) {
        SparseSynapses.Builder all =
                new SparseSynapses.Builder(ends.from, ends.to, dense.weights().length).storedAs(SynapseFormat.DENSE);
        for (int source = 0; source < ends.from.size(); source++) {
            all.from(source);
            for (int target = 0; target < ends.to.size(); target++) {
                all.to(target, dense.weights()[source * ends.to.size() + target], 0);
            }
        }
        return all.build();
    }

    private static Synapses convolution(SanaFeNetwork.Connection.Convolution c, Shape from, Shape to) {
        short[] weights = new short[c.weights().length];
        int next = 0;
        for (int out = 0; out < c.kernels(); out++) {
            for (int in = 0; in < c.channels(); in++) {
                for (int y = 0; y < c.kernelHeight(); y++) {
                    for (int x = 0; x < c.kernelWidth(); x++) {
                        weights[next++] = (short) c.weight(out, in, y, x);
                    }
                }
            }
        }
        Window window = new Window(c.kernelHeight(), c.kernelWidth(), c.strideY(), c.strideX(), 1, 1, 0, 0, 0, 0);
        return new Synapses.Convolution(from, to, window, 1, weights);
    }

    private static Synapses listed(SanaFeNetwork.Connection.Convolution c, Ends ends) {
        SparseSynapses.Builder list = new SparseSynapses.Builder(ends.from, ends.to, 0).storedAs(SynapseFormat.SHARED);
        int[] rows = new int[c.kernelHeight()];
        int[] columns = new int[c.kernelWidth()];
        int[] neuronAt = new int[ends.from.size()];
        for (int neuron = 0; neuron < neuronAt.length; neuron++) {
            neuronAt[ends.sources.placeOf()[neuron]] = neuron;
        }
        for (int source = 0; source < neuronAt.length; source++) {
            int neuron = neuronAt[source];
            int channel = neuron / (c.height() * c.width());
            outputs(rows, neuron / c.width() % c.height(), c.strideY(), c.outHeight());
            outputs(columns, neuron % c.width(), c.strideX(), c.outWidth());
            list.from(source);
            for (int out = 0; out < c.kernels(); out++) {
                for (int y = rows.length - 1; y >= 0; y--) {
                    for (int x = columns.length - 1; x >= 0; x--) {
                        if (rows[y] >= 0 && columns[x] >= 0) {
                            int target = (out * c.outHeight() + rows[y]) * c.outWidth() + columns[x];
                            list.to(ends.targets.placeOf()[target], c.weight(out, channel, y, x), 0);
                        }
                    }
                }
            }
        }
        return list.build();
    }

    /** For each place in the kernel the output that reads an input there, -1 without one. */
    private static void outputs(int[] into, int input, int stride, int outputs) {
        for (int k = 0; k < into.length; k++) {
            int first = input - k;
            into[k] = first >= 0 && first % stride == 0 && first / stride < outputs ? first / stride : -1;
        }
    }

    private record ListOf(SanaFeNetwork.Connection.Listed list, Ends ends) implements SparseSynapses.SynapseList {
        @Override
        public int source(int synapse) {
            return ends.sources.placeOf()[list.from()[synapse]];
        }

        @Override
        public int target(int synapse) {
            return ends.targets.placeOf()[list.to()[synapse]];
        }

        @Override
        public int weight(int synapse) {
            return list.weights()[synapse];
        }

        @Override
        public int extraDelay(int synapse) {
            return 0;
        }
    }

    /** Bits of the widest weight, its sign included. */
    private static int bits(SanaFeNetwork.Connection connection) {
        short[] weights = switch (connection) {
            case SanaFeNetwork.Connection.Dense dense -> dense.weights();
            case SanaFeNetwork.Connection.Convolution shared -> shared.weights();
            case SanaFeNetwork.Connection.Listed listed -> listed.weights();
        };
        int bits = LEAST_WEIGHT_BITS;
        for (short weight : weights) {
            bits = Math.max(bits, Integer.SIZE + 1 - Integer.numberOfLeadingZeros(weight < 0 ? ~weight : weight));
        }
        return bits;
    }
}
