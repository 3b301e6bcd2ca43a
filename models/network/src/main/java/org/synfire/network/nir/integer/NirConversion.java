package org.synfire.network.nir.integer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.ConstantDrive;
import org.synfire.network.integer.Drive;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.SparseSynapses;
import org.synfire.network.integer.Synapses;
import org.synfire.network.neuron.NeuronProgram;
import org.synfire.network.nir.NirNetwork;
import org.synfire.network.nir.NirNode;
import org.synfire.network.nir.step.NeuronFilters;
import org.synfire.network.nir.step.StepOptions;
import org.synfire.network.program.RegisterArithmetic;

/**
 * Makes a network of integers of a network of NIR.
 *
 * <pre>{@code
 * NirConversion made = NirConversion.of(network, StepOptions.euler(1e-3), Format.of(8, arithmetic), peaks, 300);
 * made.network();       // an input of spikes, a population for each node of neurons
 * }</pre>
 *
 * <p><b>Scale:</b> of each population, the largest power of two with which the weights into it fit their bits and,
 * where peaks are known, its potentials and currents seven eighths of their registers. Weights, thresholds and resets
 * are rounded to the nearest integer, halves to even. <b>Time:</b> forward edges bring the spikes of the same step of a
 * sample; an edge that closes a cycle brings those of the step before. On the chip a spike takes at least one step, so
 * a cycle over several populations takes as many steps as it has projections; {@link #remarks} says where.
 */
public final class NirConversion {
    private static final int INPUT = 0;
    private static final double HEADROOM = 0.875;
    private static final int MOST_SCALE = 30;

    private final NirNetwork source;
    private final StepOptions options;
    private final Format format;
    private final NirPeaks peaks;
    private final List<String> remarks = new ArrayList<>();
    private final Map<String, Integer> ids = new LinkedHashMap<>();
    private final Map<String, Integer> levels = new LinkedHashMap<>();
    private final List<Population> populations = new ArrayList<>();
    private final List<Projection> projections = new ArrayList<>();
    private final List<Integer> scales = new ArrayList<>();
    private final IntegerNetwork network;

    /**
     * Widths of integers.
     *
     * @param weightBits of a weight, sign included, 2..16
     * @param arithmetic of neurons' registers
     * @param copies of each input neuron, each with the same weights, so that counts are told by neurons that spike
     *     once
     * @param spikes how often an input neuron can spike in a step, and a neuron where the options have several spikes
     */
    public record Format(int weightBits, RegisterArithmetic arithmetic, int copies, int spikes) {
        private static final int MOST_COPIES = 64;

        /** @throws InputException if a number is out of range */
        public Format {
            if (weightBits < 2 || weightBits > Short.SIZE || copies < 1 || copies > MOST_COPIES) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "weights of %d bits and %d copies of an input: 2..%d bits and 1..%d copies are possible",
                        weightBits,
                        copies,
                        Short.SIZE,
                        MOST_COPIES));
            }
            if (spikes < 1 || spikes > NeuronProgram.MOST_SPIKES) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "%d spikes of a neuron in a step: 1..%d are possible",
                        spikes,
                        NeuronProgram.MOST_SPIKES));
            }
        }

        /** Neurons that spike once in a step. */
        public Format(int weightBits, RegisterArithmetic arithmetic, int copies) {
            this(weightBits, arithmetic, copies, 1);
        }
    }

    /** A way into a population, with what it does. */
    private record Way(NirPaths.Path path, PathMap map) {}

    private NirConversion(NirNetwork source, StepOptions options, Format format, NirPeaks peaks, int steps) {
        this.source = source;
        this.options = options;
        this.format = format;
        this.peaks = peaks;
        requireOptions();
        List<String> nodes = nodes();
        number(nodes);
        input();
        for (String name : nodes) {
            populations.add(population(name));
        }
        int[] weightBits = new int[populations.size()];
        Arrays.fill(weightBits, format.weightBits);
        this.network = new IntegerNetwork(name(), steps, weightBits, populations, projections);
    }

    /**
     * Converts a network.
     *
     * @param source with one Input and one Output node
     * @param options how its steps are meant
     * @param format widths of integers
     * @param peaks of samples, or {@link NirPeaks#UNKNOWN}
     * @param steps of a sample
     * @throws InputException if it has no form in spikes: a potential flows on, several Input or Output nodes, a way of
     *     stepping that integers do not have
     */
    public static NirConversion of(NirNetwork source, StepOptions options, Format format, NirPeaks peaks, int steps) {
        return new NirConversion(source, options, format, peaks, steps);
    }

    /** The network of integers: its input is spikes, its last population the one that the Output node reads. */
    public IntegerNetwork network() {
        return network;
    }

    /** What a reader must know, one sentence each. */
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    /** The number of a node's population. */
    public Map<String, Integer> populations() {
        return Map.copyOf(ids);
    }

    /** The real value of 1 in the units of a population's potentials is {@code 2^scale} divided by its gain. */
    public int scale(int population) {
        return scales.get(population);
    }

    private String name() {
        String place = source.place();
        return place.substring(Math.max(place.lastIndexOf('/'), place.lastIndexOf('\\')) + 1);
    }

    private void requireOptions() {
        boolean isPossible = switch (options.reset()) {
            case TO_RESET -> true;
            case SUBTRACT -> true;
            case SUBTRACT_NEXT_STEP -> false;
            case SUBTRACT_AROUND_LEAK -> false;
        };
        if (!isPossible) {
            throw new InputException(source.place()
                    + ": integers have a reset to a potential or by subtraction in the same step; choose one of them");
        }
        if (options.hasSeveralSpikes()
                && (options.reset() != StepOptions.Reset.SUBTRACT || !options.isSpikeAtThreshold())) {
            throw new InputException(source.place() + ": several spikes of a neuron in a step are as many as thresholds"
                    + " go into its potential; choose a reset by subtraction, and spikes at the threshold");
        }
    }

    /** The nodes that become populations, the one that the Output node reads last. */
    private List<String> nodes() {
        if (source.inputs().size() != 1 || source.outputs().size() != 1) {
            throw new InputException(source.place() + ": has the Input nodes " + source.inputs()
                    + " and the Output nodes " + source.outputs() + "; one of each is possible");
        }
        List<String> nodes = new ArrayList<>();
        for (String name : source.order()) {
            if (NirPaths.isPopulation(source.graph().nodes().get(name))) {
                nodes.add(name);
            }
        }
        String output = source.outputs().getFirst();
        List<NirPaths.Path> read = NirPaths.into(source, output);
        boolean isPopulation = read.size() == 1
                && isUnchanged(read.getFirst())
                && NirPaths.isPopulation(
                        source.graph().nodes().get(read.getFirst().source()));
        String last = isPopulation ? read.getFirst().source() : output;
        nodes.remove(last);
        nodes.add(last);
        for (String name : nodes.subList(0, nodes.size() - 1)) {
            requireSpikes(name);
        }
        return nodes;
    }

    private boolean isUnchanged(NirPaths.Path path) {
        return path.nodes().stream().allMatch(name -> source.graph().nodes().get(name) instanceof NirNode.Flatten);
    }

    private void requireSpikes(String name) {
        boolean hasPotential = switch (source.graph().nodes().get(name)) {
            case NirNode.I i -> true;
            case NirNode.LI li -> true;
            case NirNode.CubaLI cuba -> true;
            default -> false;
        };
        if (hasPotential) {
            throw new InputException(source.place() + ": the potential of node '" + name
                    + "' flows on to others; the chip sends spikes only, so such a node can only be the last");
        }
    }

    private void number(List<String> nodes) {
        String input = source.inputs().getFirst();
        ids.put(input, INPUT);
        levels.put(input, 0);
        for (String name : source.order()) {
            if (nodes.contains(name)) {
                int level = 1;
                for (NirPaths.Path path : NirPaths.into(source, name)) {
                    level = path.lag() > 0 ? level : Math.max(level, levels.get(path.source()) + 1);
                }
                levels.put(name, level);
            }
        }
        for (String name : nodes) {
            ids.put(name, ids.size());
        }
    }

    private void input() {
        Shape shape = PathMap.shape(source, source.inputs().getFirst());
        populations.add(new Population(
                INPUT,
                source.inputs().getFirst(),
                new Shape(shape.channels() * format.copies, shape.height(), shape.width()),
                new Neurons.SpikeInput(format.spikes)));
        scales.add(0);
    }

    private Population population(String name) {
        List<Way> ways = NirPaths.into(source, name).stream()
                .map(path -> new Way(path, PathMap.of(source, path, options.seconds())))
                .toList();
        Shape shape = ways.getFirst().map.out();
        double[] bias = new double[shape.size()];
        double peak = 0;
        for (Way way : ways) {
            double[] own = way.map.bias();
            Arrays.setAll(bias, i -> bias[i] + own[i]);
            peak = Math.max(peak, way.map.synapses().peak());
        }
        Optional<NeuronFilters> filters = filters(name);
        int scale = scale(name, peak, Math.max(largest(bias), statePeak(name, filters)));
        scales.add(scale);
        ways.forEach(way -> project(name, way, scale));
        anchor(name, shape);
        if (ways.stream().anyMatch(way -> way.map.delaysConstant())) {
            remarks.add("The constants that reach " + name + " by a delay count from the first step.");
        }
        return new Population(ids.get(name), name, shape, neurons(name, filters, bias, scale));
    }

    private Optional<NeuronFilters> filters(String name) {
        return source.graph().nodes().get(name) instanceof NirNode.Neuron neuron
                ? Optional.of(NeuronFilters.of(source.place(), name, neuron, source.shape(name), options))
                : Optional.empty();
    }

    /** The largest with which the weights fit their bits, and the rest their registers with some room. */
    private int scale(String name, double weightPeak, double statePeak) {
        double largestWeight = (1 << (format.weightBits - 1)) - 1;
        double largestState =
                HEADROOM * Math.scalb(1.0, format.arithmetic.register().bits() - 1);
        int scale = MOST_SCALE;
        while (scale > -MOST_SCALE
                && (Math.scalb(weightPeak, scale) > largestWeight + 0.5
                        || Math.scalb(statePeak, scale) > largestState)) {
            scale--;
        }
        if (weightPeak > 0 && Math.scalb(weightPeak, scale) < 1) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "The weights into %s become 0, because its potentials would not fit registers of %d bits"
                            + " otherwise.",
                    name,
                    format.arithmetic.register().bits()));
        }
        return scale;
    }

    /** The largest of what registers hold, before it is scaled. */
    private double statePeak(String name, Optional<NeuronFilters> filters) {
        if (filters.isEmpty()) {
            return source.graph().nodes().get(name) instanceof NirNode.Threshold threshold
                    ? largest(threshold.threshold().values())
                    : 0;
        }
        NeuronFilters of = filters.get();
        double constants = Math.max(
                largest(of.membrane().offset()),
                of.spikes()
                        .map(spikes -> Math.max(largest(spikes.threshold()), largest(spikes.reset())))
                        .orElse(0.0));
        double potential = Math.max(constants, peaks.potentials().getOrDefault(name, 0.0));
        double current = peaks.currents().getOrDefault(name, 0.0);
        return Math.max(
                potential / leastGain(of),
                current / of.synapse().map(synapse -> least(synapse.gain())).orElse(1.0));
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElse(0);
    }

    private static double leastGain(NeuronFilters filters) {
        double[] gain = filters.membrane().gain();
        return least(filters.synapse()
                .map(synapse -> {
                    double[] both = gain.clone();
                    Arrays.setAll(both, i -> both[i] * synapse.gain()[i]);
                    return both;
                })
                .orElse(gain));
    }

    private static double least(double[] gains) {
        return Arrays.stream(gains)
                .map(Math::abs)
                .filter(gain -> gain > 0)
                .min()
                .orElse(1);
    }

    private void project(String name, Way way, int scale) {
        String from = way.path.source();
        int wanted = levels.get(name) - levels.get(from) + way.path.lag() + way.map.delay();
        int delay = Math.max(1, wanted);
        if (delay > wanted) {
            remarks.add(String.format(
                    Locale.ROOT,
                    "Spikes of %s reach %s %d steps later than in the file's order of steps, because a spike takes at"
                            + " least one step.",
                    from,
                    name,
                    delay - wanted));
        }
        Synapses synapses =
                IntegerSynapses.of(way.map, scale, format.weightBits, ids.get(from) == INPUT ? format.copies : 1);
        projections.add(Projection.of(projections.size(), ids.get(from), ids.get(name), synapses)
                .withDelay(delay));
    }

    /**
     * Lets a population that only late spikes reach work from the step that its level says: by a projection without
     * synapses.
     */
    private void anchor(String name, Shape shape) {
        int id = ids.get(name);
        boolean isLate = projections.stream()
                .filter(projection -> projection.target() == id)
                .noneMatch(projection -> projection.delay() == levels.get(name) - level(projection.source()));
        if (isLate) {
            projections.add(Projection.of(
                            projections.size(),
                            INPUT,
                            id,
                            new SparseSynapses.Builder(populations.getFirst().shape(), shape, 0).build())
                    .withDelay(levels.get(name)));
        }
    }

    private int level(int population) {
        return ids.entrySet().stream()
                .filter(entry -> entry.getValue() == population)
                .mapToInt(entry -> levels.get(entry.getKey()))
                .findFirst()
                .orElseThrow();
    }

    private Neurons neurons(String name, Optional<NeuronFilters> filters, double[] bias, int scale) {
        int[] currents = Arrays.stream(bias)
                .mapToInt(value -> rounded(name, value, scale))
                .toArray();
        boolean hasBias = Arrays.stream(currents).anyMatch(value -> value != 0);
        List<Drive> drives = hasBias ? List.of(new ConstantDrive(oneOrAll(currents))) : List.of();
        return switch (source.graph().nodes().get(name)) {
            case NirNode.Output output when !hasBias -> new Neurons.Answer(new int[1], Math.scalb(1.0, -scale));
            case NirNode.Threshold threshold ->
                new Neurons.Program(
                        FilterProgram.of(
                                comparing(name, threshold.threshold().over(source.shape(name)), scale),
                                format.arithmetic),
                        drives);
            default ->
                new Neurons.Program(
                        FilterProgram.of(
                                filters.map(of -> constants(name, of, scale)).orElseGet(() -> summing(bias.length)),
                                format.arithmetic),
                        drives);
        };
    }

    private static int[] oneOrAll(int[] values) {
        return Arrays.stream(values).allMatch(value -> value == values[0]) ? new int[] {values[0]} : values;
    }

    /** Neurons that keep the sum of all that arrives. */
    private static FilterProgram.Constants summing(int neurons) {
        int[] one = new int[neurons];
        Arrays.fill(one, 1 << FilterProgram.DECAY_BITS);
        return new FilterProgram.Constants(new int[0], one, new int[neurons], null);
    }

    /** Neurons without memory. */
    private FilterProgram.Constants comparing(String name, double[] thresholds, int scale) {
        int[] least = Arrays.stream(thresholds)
                .mapToInt(value -> rounded(name, value, scale) + 1)
                .toArray();
        return new FilterProgram.Constants(
                new int[0],
                new int[least.length],
                new int[least.length],
                new FilterProgram.Spiking(least, new int[least.length], new int[0], new int[0], 1));
    }

    private FilterProgram.Constants constants(String name, NeuronFilters filters, int scale) {
        double[] gain = filters.membrane().gain().clone();
        filters.synapse().ifPresent(synapse -> Arrays.setAll(gain, i -> gain[i] * synapse.gain()[i]));
        int[] offset = perGain(name, filters.membrane().offset(), gain, scale);
        FilterProgram.Spiking spiking = filters.spikes()
                .map(spikes -> {
                    int[] threshold = perGain(name, spikes.threshold(), gain, scale);
                    int above = options.isSpikeAtThreshold() ? 0 : 1;
                    int[] least =
                            Arrays.stream(threshold).map(value -> value + above).toArray();
                    boolean subtracts = options.reset() == StepOptions.Reset.SUBTRACT;
                    return new FilterProgram.Spiking(
                            least,
                            perGain(name, spikes.reset(), gain, scale),
                            subtracts ? threshold : new int[0],
                            options.hasFloor()
                                    ? Arrays.stream(threshold)
                                            .map(value -> -value)
                                            .toArray()
                                    : new int[0],
                            options.hasSeveralSpikes() ? format.spikes : 1);
                })
                .orElse(null);
        return new FilterProgram.Constants(
                filters.synapse().map(synapse -> decays(synapse.decay())).orElse(new int[0]),
                decays(filters.membrane().decay()),
                offset,
                spiking);
    }

    private static int[] decays(double[] decay) {
        return Arrays.stream(decay)
                .mapToInt(value -> (int) Math.rint(Math.scalb(value, FilterProgram.DECAY_BITS)))
                .toArray();
    }

    /** Values of potentials in the units of the population, which are divided by the gain. */
    private int[] perGain(String name, double[] values, double[] gain, int scale) {
        int[] integers = new int[values.length];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = values[i] == 0 ? 0 : rounded(name, values[i] / gain[i], scale);
        }
        return integers;
    }

    private int rounded(String name, double value, int scale) {
        double exact = Math.rint(Math.scalb(value, scale));
        int bits = format.arithmetic.register().bits();
        double limit = Math.scalb(1.0, bits - 1) - 1;
        if (!(Math.abs(exact) < limit)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: node '%s' has the value %s, which is %.0f in its units and does not fit registers of %d bits;"
                            + " take fewer bits for weights, wider registers, or samples to find its scale",
                    source.place(),
                    name,
                    value,
                    exact,
                    bits));
        }
        return (int) exact;
    }
}
