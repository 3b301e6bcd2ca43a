package org.synfire.network.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.StepRounding;
import org.synfire.network.graph.WholeRounding;
import org.synfire.network.graph.Window;
import org.synfire.network.integer.Code;
import org.synfire.network.integer.ConstantDrive;
import org.synfire.network.integer.DirectCoding;
import org.synfire.network.integer.Drive;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.InputCodes;
import org.synfire.network.integer.InputEncoding;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Integration;
import org.synfire.network.integer.MaxGate;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.NumberFormats;
import org.synfire.network.integer.PoissonDrive;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.Rescale;
import org.synfire.network.integer.ScaledIntegration;
import org.synfire.network.integer.SparseSynapses;
import org.synfire.network.integer.Sparsity;
import org.synfire.network.integer.Synapses;
import org.synfire.network.integer.Transfer;
import org.synfire.network.integer.TransferTable;
import org.synfire.network.neuron.NeuronModels;
import org.synfire.network.neuron.NeuronProgram;
import org.synfire.network.program.Register;

/**
 * Reads what {@link PopulationWriter} writes; every count is compared with what the shapes need before anything is
 * unpacked.
 */
final class PopulationReader {
    private static final int WINDOW_EXTENTS = 10;
    private static final int MAX_IDENTITY_WEIGHT = 1 << 24;

    private final NetworkArchive archive;
    private final CheckedJson root;

    PopulationReader(NetworkArchive archive, CheckedJson root) {
        this.archive = archive;
        this.root = root;
    }

    /** Whether the file lists populations and projections of any shape; otherwise it is a chain of layers. */
    static boolean isOfPopulations(CheckedJson root) {
        return root.at("bits").isThere() || root.at("steps").isThere();
    }

    EncodedNetwork network() {
        CheckedJson json = root.list("populations");
        List<Population> populations = new ArrayList<>();
        int[] weightBits = new int[json.size()];
        for (int p = 0; p < json.size(); p++) {
            populations.add(p == 0 ? input(json.at(0)) : population(json.at(p), p));
            weightBits[p] = p == 0 ? 0 : json.at(p).whole("weightBits", 0, Short.SIZE);
        }
        List<Projection> projections = projections(populations, gates());
        IntegerNetwork network = root.at("steps").isThere()
                ? new IntegerNetwork(
                        root.text("name"),
                        root.whole("steps", 1, Integer.MAX_VALUE),
                        weightBits,
                        populations,
                        projections)
                : inPhase(weightBits, populations, projections);
        return new EncodedNetwork(network, encoding(json.at(0).at("neurons"), populations.getFirst()));
    }

    private IntegerNetwork inPhase(int[] weightBits, List<Population> populations, List<Projection> projections) {
        IntegerNetwork network = IntegerNetwork.inPhase(
                root.text("name"),
                root.whole("bits", Code.MIN_BITS, Code.MAX_BITS),
                weightBits,
                populations,
                projections);
        for (Projection projection : network.projections()) {
            int delay = projections.get(projection.id()).delay();
            if (delay != projection.delay()) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "projections[%d].delay: %d steps, but the layers' levels need %d",
                        projection.id(),
                        delay - 1,
                        projection.delay() - 1));
            }
        }
        return network;
    }

    private static Population input(CheckedJson json) {
        if (isEvents(json.at("neurons"))) {
            CheckedJson neurons = json.at("neurons");
            int mostSpikes = neurons.at(PopulationWriter.MOST_SPIKES).isThere()
                    ? neurons.whole(PopulationWriter.MOST_SPIKES, 1, NeuronProgram.MOST_SPIKES)
                    : 1;
            return new Population(0, json.text("name"), json.shape("shape"), new Neurons.SpikeInput(mostSpikes));
        }
        Code code = code(json.at("neurons").at("code"));
        return new Population(0, json.text("name"), json.shape("shape"), new Neurons.ImageInput(code));
    }

    private static boolean isEvents(CheckedJson neurons) {
        return neurons.text("program").equals(PopulationWriter.EVENTS);
    }

    private static InputEncoding encoding(CheckedJson neurons, Population input) {
        if (isEvents(neurons)) {
            return InputEncoding.EVENTS;
        }
        Code code = input.coded().code();
        return new InputCodes(tables(neurons.list("codes"), code), input.shape());
    }

    private static int[][] tables(CheckedJson json, Code code) {
        int[][] tables = new int[json.size()][];
        for (int t = 0; t < tables.length; t++) {
            CheckedJson table = json.at(t);
            tables[t] = IntStream.range(0, table.size())
                    .map(i -> table.at(i).whole(code.low(), code.high()))
                    .toArray();
        }
        return tables;
    }

    private static Transfer transfer(CheckedJson json, Code sent) {
        return json.isThere()
                ? new TransferTable(json.text("name"), code(json.at("code")), tables(json.list("tables"), sent))
                : Transfer.DIRECT;
    }

    private static Code code(CheckedJson json) {
        return new Code(
                json.whole("bits", Code.MIN_BITS, Code.MAX_BITS),
                json.isTrue("signed"),
                json.whole("low", Byte.MIN_VALUE, 255),
                json.whole("high", Byte.MIN_VALUE, 255),
                json.positive("scale"),
                json.whole("zeroPoint", Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    private Population population(CheckedJson json, int id) {
        CheckedJson neurons = json.at("neurons");
        Shape shape = json.shape("shape");
        Neurons read = switch (neurons.text("program")) {
            case "answer" -> answer(neurons, shape);
            case "stem" -> stem(neurons, shape);
            default -> new Neurons.Program(program(neurons), drives(neurons.list("drives"), shape));
        };
        return new Population(id, json.text("name"), shape, read);
    }

    private static NeuronProgram program(CheckedJson neurons) {
        String model = neurons.text("program");
        return NeuronModels.read(model, new JsonParameters.Reader(neurons))
                .orElseThrow(() -> neurons.error(
                        "program",
                        String.format(
                                Locale.ROOT,
                                "expected stem, answer, %s; found %s",
                                String.join(", ", NeuronModels.names()),
                                neurons.node().path("program"))));
    }

    private List<Drive> drives(CheckedJson json, Shape shape) {
        List<Drive> drives = new ArrayList<>();
        for (int d = 0; d < json.size(); d++) {
            drives.add(drive(json.at(d), shape));
        }
        return drives;
    }

    private Drive drive(CheckedJson json, Shape shape) {
        return switch (json.text("kind")) {
            case PopulationWriter.CONSTANT -> new ConstantDrive(perNeuron(json.at("currents"), shape));
            case PopulationWriter.POISSON -> {
                CheckedJson thresholds = json.list("thresholds");
                yield new PoissonDrive(
                        json.at("seed").large(),
                        json.whole("stride", 1, Integer.MAX_VALUE),
                        json.whole("first", 0, Integer.MAX_VALUE),
                        IntStream.range(0, thresholds.size())
                                .mapToLong(i -> thresholds.at(i).large())
                                .toArray(),
                        json.whole("weight", Integer.MIN_VALUE, Integer.MAX_VALUE));
            }
            case PopulationWriter.IMAGE -> {
                Shape in = json.shape("in");
                Shape out = json.shape("out");
                Optional<Window> window = json.at("window").isThere() ? Optional.of(window(json)) : Optional.empty();
                long weights = DirectCoding.weights(in, out, window);
                yield new DirectCoding(
                        in,
                        out,
                        window,
                        archive.integers(json.at("weights"), weights, Integer.SIZE),
                        json.whole("shift", 0, Integer.SIZE));
            }
            default ->
                throw json.error(
                        "kind",
                        "expected constant, poisson or image, found "
                                + json.node().path("kind"));
        };
    }

    private Neurons.Answer answer(CheckedJson neurons, Shape shape) {
        return new Neurons.Answer(
                perNeuron(neurons.at("bias"), shape),
                neurons.positive("unit"),
                integration(neurons.at("registers"), shape, registers -> Rescale.IDENTITY),
                neurons.at("rescale").isThere() ? rescale(neurons.at("rescale")) : Rescale.IDENTITY);
    }

    private Neurons.Stem stem(CheckedJson neurons, Shape shape) {
        Sparsity sparsity = new Sparsity(
                neurons.whole("rot", 0, Sparsity.MAX_ROUNDED), neurons.whole("drlo", 0, Sparsity.MAX_KEPT));
        Code code = code(neurons.at("code"));
        return new Neurons.Stem(
                code,
                perNeuron(neurons.at("bias"), shape),
                rescale(neurons.at("rescale")),
                integration(neurons.at("registers"), shape, registers -> rescale(registers.at("rescale"))),
                sparsity,
                transfer(neurons.at("transfer"), code));
    }

    /** One value, one per channel, or one per neuron. */
    private int[] perNeuron(CheckedJson of, Shape shape) {
        int count = of.whole("count", 1, shape.size());
        if (count != 1 && count != shape.channels() && count != shape.size()) {
            throw of.error(
                    "count",
                    String.format(
                            Locale.ROOT, "%d for %s; 1, one per channel or one per neuron are possible", count, shape));
        }
        return archive.integers(of, count, Integer.SIZE);
    }

    private static Rescale rescale(CheckedJson json) {
        CheckedJson addends = json.list("addends");
        int[] multipliers = json.wholes("multipliers", 0, Integer.MAX_VALUE);
        return new Rescale(
                multipliers,
                json.at("negatives").isThere()
                        ? json.wholes("negatives", -Integer.MAX_VALUE, Integer.MAX_VALUE)
                        : multipliers,
                json.wholes("shifts", 0, Rescale.MAX_SHIFT),
                IntStream.range(0, addends.size())
                        .mapToLong(i -> addends.at(i).large())
                        .toArray(),
                stages(json.at("stages")));
    }

    private static Optional<StepRounding.Staged> stages(CheckedJson json) {
        return json.isThere()
                ? Optional.of(new StepRounding.Staged(
                        json.name("first", WholeRounding.class),
                        json.whole("bits", 0, StepRounding.Staged.MOST_BITS),
                        json.name("second", WholeRounding.class)))
                : Optional.empty();
    }

    private Integration integration(CheckedJson json, Shape shape, Function<CheckedJson, Rescale> rescale) {
        if (!json.isThere()) {
            return Integration.EXACT;
        }
        Register sum = new Register(
                json.whole("sumBits", Register.MIN_BITS, Register.MAX_BITS),
                json.name("sumOverflow", Register.Overflow.class));
        Register potential = new Register(
                json.whole("potentialBits", Register.MIN_BITS, Register.MAX_BITS),
                json.name("potentialOverflow", Register.Overflow.class));
        NumberFormats formats =
                new NumberFormats(sum, potential, json.whole("multiplierBits", Register.MIN_BITS, Register.MAX_BITS));
        return new ScaledIntegration(
                formats,
                json.whole("multiplier", 1, Integer.MAX_VALUE),
                json.whole("shift", 0, Rescale.MAX_SHIFT),
                perNeuron(json.at("bias"), shape),
                rescale.apply(json),
                json.isTrue("calibrated"));
    }

    private List<MaxGate> gates() {
        CheckedJson json = root.list("gates");
        List<MaxGate> gates = new ArrayList<>();
        for (int g = 0; g < json.size(); g++) {
            gates.add(gate(json.at(g)));
        }
        return gates;
    }

    private MaxGate gate(CheckedJson json) {
        Shape in = json.shape("in");
        Shape out = json.shape("out");
        int[] starts = archive.integers(json.at("starts"), out.positions() + 1L, Integer.SIZE);
        int count = starts[starts.length - 1];
        boolean rises = starts[0] == 0 && IntStream.range(1, starts.length).allMatch(w -> starts[w] > starts[w - 1]);
        if (in.channels() != out.channels() || !rises) {
            throw json.error(
                    "starts",
                    String.format(
                            Locale.ROOT, "windows of %s over %s, one or more of them empty or out of order", out, in));
        }
        int[] members = archive.integers(json.at("members"), count, Integer.SIZE);
        if (IntStream.of(members).anyMatch(member -> member < 0 || member >= in.positions())) {
            throw json.error("members", "a position outside of " + in);
        }
        return new MaxGate(in, out, starts, members);
    }

    private List<Projection> projections(List<Population> populations, List<MaxGate> gates) {
        CheckedJson json = root.list("projections");
        List<Projection> projections = new ArrayList<>();
        for (int p = 0; p < json.size(); p++) {
            projections.add(projection(json.at(p), p, populations, gates));
        }
        return projections;
    }

    private Projection projection(CheckedJson json, int id, List<Population> populations, List<MaxGate> gates) {
        int source = json.whole("source", 0, populations.size() - 1);
        int target = json.whole("target", 1, populations.size() - 1);
        Shape sender = populations.get(source).shape();
        Optional<MaxGate> gate = json.at("gate").isThere()
                ? Optional.of(gates.get(json.whole("gate", 0, gates.size() - 1)))
                : Optional.empty();
        gate.filter(pooling -> !pooling.in().equals(sender)).ifPresent(pooling -> {
            throw json.error("gate", String.format(Locale.ROOT, "pools %s, the layer sends %s", pooling.in(), sender));
        });
        Synapses synapses = synapses(json.at("synapses"), json.at("weights"));
        Shape sent = gate.map(MaxGate::out).orElse(sender);
        return new Projection(
                id,
                source,
                gate,
                json.at("order").isThere() ? Optional.of(order(json.at("order"), synapses, sent)) : Optional.empty(),
                target,
                synapses,
                json.whole("delay", 0, Projection.MAX_DELAY - 1) + 1);
    }

    private int[] order(CheckedJson json, Synapses synapses, Shape sent) {
        int[] order = archive.integers(json, synapses.in().size(), Integer.SIZE);
        boolean[] isUsed = new boolean[sent.size()];
        for (int element : order) {
            if (element < -1 || element >= isUsed.length || (element >= 0 && isUsed[element])) {
                throw new InputException(String.format(
                        Locale.ROOT, "%s: element %d of %s is not there or used twice", json.place(), element, sent));
            }
            if (element >= 0) {
                isUsed[element] = true;
            }
        }
        return order;
    }

    private Synapses synapses(CheckedJson json, CheckedJson weights) {
        Shape in = json.shape("in");
        return switch (json.text("kind")) {
            case "convolution" -> convolution(json, weights, in);
            case "dense" -> {
                Shape out = json.shape("out");
                yield new Synapses.Dense(in, out, weights(weights, (long) in.size() * out.size()));
            }
            // files of earlier versions say "relay"
            case "identity", "relay" -> identity(json, weights, in);
            case "sparse" -> sparse(json, weights, in);
            default ->
                throw json.error(
                        "kind",
                        "expected convolution, dense, identity or sparse, found "
                                + json.node().path("kind"));
        };
    }

    private Synapses convolution(CheckedJson json, CheckedJson weights, Shape in) {
        Shape out = json.shape("out");
        int groups = json.whole("groups", 1, in.channels());
        Window window = window(json);
        if (in.channels() % groups != 0
                || out.channels() % groups != 0
                || !window.output(out.channels(), in.height(), in.width()).equals(out)) {
            throw json.error(
                    "window",
                    String.format(Locale.ROOT, "a convolution of %s in %d groups does not give %s", in, groups, out));
        }
        return new Synapses.Convolution(
                in,
                out,
                window,
                groups,
                weights(
                        weights,
                        (long) out.channels() * (in.channels() / groups) * window.kernelY() * window.kernelX()));
    }

    private static Window window(CheckedJson json) {
        int[] w = json.wholes("window", 0, Shape.MAX_SIZE);
        if (w.length != WINDOW_EXTENTS) {
            throw json.error(
                    "window", String.format(Locale.ROOT, "expected %d extents, found %d", WINDOW_EXTENTS, w.length));
        }
        return new Window(w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7], w[8], w[9]);
    }

    private Synapses sparse(CheckedJson json, CheckedJson weights, Shape in) {
        Shape out = json.shape("out");
        int[] starts = archive.integers(json.at("starts"), in.size() + 1L, Integer.SIZE);
        int count = starts[starts.length - 1];
        if (starts[0] != 0 || IntStream.range(1, starts.length).anyMatch(i -> starts[i] < starts[i - 1])) {
            throw json.error("starts", "the lists of inputs are out of order");
        }
        SparseSynapses.Builder synapses = new SparseSynapses.Builder(in, out, 0);
        int[] targets = count == 0 ? new int[0] : archive.integers(json.at("targets"), count, Integer.SIZE);
        int[] values = count == 0 ? new int[0] : archive.integers(weights, count, Short.SIZE);
        int[] delays =
                json.at("delays").isThere() ? archive.integers(json.at("delays"), count, Short.SIZE) : new int[count];
        for (int input = 0; input < in.size(); input++) {
            synapses.from(input);
            for (int s = starts[input]; s < starts[input + 1]; s++) {
                synapses.to(targets[s], values[s], delays[s]);
            }
        }
        return synapses.build();
    }

    private Synapses identity(CheckedJson json, CheckedJson weights, Shape in) {
        int count = weights.whole("count", 1, in.channels());
        int[] values = archive.integers(weights, count == 1 ? 1 : in.channels(), Integer.SIZE);
        if (IntStream.of(values).anyMatch(weight -> Math.abs((long) weight) > MAX_IDENTITY_WEIGHT)) {
            throw new InputException(weights.place() + ": a weight of an identity branch beyond 2^24");
        }
        return new Synapses.Identity(in, values, json.whole("weightLimit", 1, Byte.MAX_VALUE));
    }

    private short[] weights(CheckedJson of, long expected) {
        return Synapses.weights(archive.integers(of, expected, Short.SIZE));
    }
}
