package org.synfire.network.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.integer.Code;
import org.synfire.network.integer.ConstantDrive;
import org.synfire.network.integer.DirectCoding;
import org.synfire.network.integer.Drive;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Integration;
import org.synfire.network.integer.MaxGate;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.PoissonDrive;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.Rescale;
import org.synfire.network.integer.ScaledIntegration;
import org.synfire.network.integer.SparseSynapses;
import org.synfire.network.integer.Synapses;
import org.synfire.network.integer.Transfer;
import org.synfire.network.integer.TransferTable;
import org.synfire.network.program.Register;

/**
 * Networks of populations and projections as integer network files: layers send codes, or they spike.
 *
 * <p><b>Format:</b> the archive of {@link SpikingNetworkFile}, other keys:
 *
 * <pre>
 *   { ..., "name": "resnet20", "bits": 8,
 *     "gates": [ { "in": [16, 32, 32], "out": [16, 16, 16], "starts": INTEGERS, "members": INTEGERS } ],
 *     "populations": [
 *       { "name": "image", "shape": [3, 32, 32],
 *         "neurons": { "program": "codes", "code": CODE, "codes": [[256 codes] per table] } },
 *       { "name": "conv1", "shape": [16, 32, 32], "weightBits": 8,
 *         "neurons": { "program": "stem", "code": CODE, "bias": INTEGERS, "rescale": RESCALE, "rot": 0, "drlo": 0,
 *           "registers": { "sumBits": 16, "sumOverflow": "SATURATE",
 *             "potentialBits": 16, "potentialOverflow": "SATURATE",
 *             "multiplierBits": 16, "multiplier": 29000, "shift": 20,
 *             "bias": INTEGERS, "rescale": RESCALE, "calibrated": false } } },
 *       { "name": "logits", "shape": [10, 1, 1], "weightBits": 8,
 *         "neurons": { "program": "answer", "unit": 0.001, "bias": INTEGERS } } ],
 *     "projections": [
 *       { "source": 0, "target": 1, "delay": 0, "gate": 0, "order": INTEGERS, "weights": INTEGERS,
 *         "synapses": { "kind": "convolution", "in": [3, 32, 32], "out": [16, 32, 32], "groups": 1,
 *           "window": [kernelY, kernelX, strideY, strideX, dilationY, dilationX,
 *             padTop, padLeft, padBottom, padRight] } },
 *       { ..., "synapses": { "kind": "dense", "in": ..., "out": ... } },
 *       { ..., "synapses": { "kind": "identity", "in": ..., "weightLimit": 127 } } ] }
 *
 *   CODE      { "bits": 8, "signed": true, "low": 0, "high": 127, "scale": 0.02, "zeroPoint": 0 }
 *   RESCALE   { "multipliers": [...], "shifts": [...], "addends": [...], "negatives": [...], "stages": STAGES }
 *   STAGES    { "first": "HALF_EVEN", "bits": 4, "second": "HALF_EVEN" }
 *   INTEGERS  { "entry": "integers/0", "bits": 8, "count": 432 }
 * </pre>
 *
 * <p>The version is 2 where {@code negatives}, {@code stages}, {@code transfer}, the {@code rescale} of an answer or
 * {@code spikesPerStep} is written, and 1 otherwise: programs that know only version 1 would leave these keys out.
 *
 * <p>Where layers spike, {@code "steps": 300} stands for the bits, the input is {@code { "program": "events" }}, with
 * {@code "spikesPerStep": 4} if a neuron can spike more than once in a step, or codes, and neurons and synapses may
 * also be
 *
 * <pre>
 *   "neurons": { "program": "assembly", parameters.., "drives": [
 *     { "kind": "constant", "currents": INTEGERS },
 *     { "kind": "poisson", "seed": 7002, "stride": 1250, "first": 0, "thresholds": [..], "weight": 256 },
 *     { "kind": "image", "in": [1, 28, 28], "out": [16, 28, 28], "window": [..], "shift": 8, "weights": INTEGERS } ] }
 *   "synapses": { "kind": "sparse", "in": ..., "out": ..., "starts": INTEGERS, "targets": INTEGERS,
 *     "delays": INTEGERS }
 * </pre>
 *
 * <p>{@code program} is then a model of {@link org.synfire.network.neuron.NeuronModels} with its parameters;
 * {@code window} and {@code delays} are left out where there is none. The synapses of input i are {@code starts[i] ..
 * starts[i + 1] - 1}.
 *
 * <p>{@code gate} is a number in {@code gates}; it and {@code order}, {@code registers} are left out where there is
 * none. {@code delay} is in steps beyond the first; where codes are sent it follows from the layers' levels. Codes of
 * pixels may be one table for all channels. What a key means stands at {@link Population}, {@link Projection},
 * {@link MaxGate}, {@link Code}, {@link Rescale} and {@link ScaledIntegration}.
 */
final class PopulationWriter {
    static final String EVENTS = "events";
    static final String MOST_SPIKES = "spikesPerStep";
    static final String CONSTANT = "constant";
    static final String POISSON = "poisson";
    static final String IMAGE = "image";

    private final EncodedNetwork saved;
    private final IntegerNetwork network;
    private final NetworkArchive.Content content = new NetworkArchive.Content();
    private final List<MaxGate> gates;
    private int entries;

    PopulationWriter(EncodedNetwork saved) {
        this.saved = saved;
        this.network = saved.network();
        this.gates = new ArrayList<>();
        network.projections().stream()
                .flatMap(projection -> projection.gate().stream())
                .filter(gate -> gates.stream().noneMatch(known -> known == gate))
                .forEach(gates::add);
    }

    NetworkArchive.Content content() {
        ObjectNode root = content.json()
                .put("name", network.name())
                .put(
                        switch (network.coding()) {
                            case CODES -> "bits";
                            case SPIKES -> "steps";
                        },
                        network.timeSteps());
        ArrayNode written = root.putArray("gates");
        for (MaxGate gate : gates) {
            ObjectNode json = written.addObject();
            shape(json, "in", gate.in());
            shape(json, "out", gate.out());
            integers(json, "starts", gate.starts(), Integer.SIZE);
            integers(json, "members", gate.members(), Integer.SIZE);
        }
        ArrayNode populations = root.putArray("populations");
        network.populations().forEach(population -> population(populations.addObject(), population));
        ArrayNode projections = root.putArray("projections");
        network.projections().forEach(projection -> projection(projections.addObject(), projection));
        return content;
    }

    private void integers(ObjectNode parent, String key, int[] values, int bits) {
        content.integers(parent.putObject(key), "integers/" + entries++, values, bits);
    }

    private static void shape(ObjectNode parent, String key, Shape shape) {
        parent.putArray(key).add(shape.channels()).add(shape.height()).add(shape.width());
    }

    private void population(ObjectNode json, Population population) {
        json.put("name", population.name());
        shape(json, "shape", population.shape());
        if (population.id() > 0) {
            json.put("weightBits", network.weightBits(population.id()));
        }
        ObjectNode neurons = json.putObject("neurons");
        switch (population.neurons()) {
            case Neurons.ImageInput image -> input(neurons, image.code());
            case Neurons.Stem stem -> {
                code(neurons.put("program", "stem"), stem.code());
                rescale(neurons, stem.rescale());
                neurons.put("rot", stem.sparsity().rounded())
                        .put("drlo", stem.sparsity().kept());
                transfer(neurons, stem.transfer());
                sums(neurons, stem);
            }
            case Neurons.Answer answer -> {
                neurons.put("program", "answer").put("unit", answer.unit());
                if (answer.readout() != Rescale.IDENTITY) {
                    content.needLaterVersion();
                    rescale(neurons, answer.readout());
                }
                sums(neurons, answer);
            }
            case Neurons.SpikeInput spikes -> {
                neurons.put("program", EVENTS);
                if (spikes.mostSpikes() > 1) {
                    content.needLaterVersion();
                    neurons.put(MOST_SPIKES, spikes.mostSpikes());
                }
            }
            case Neurons.Program program -> program(neurons, program);
        }
    }

    private void program(ObjectNode neurons, Neurons.Program program) {
        program.program()
                .writeTo(new JsonParameters.Writer(
                        neurons.put("program", program.program().model())));
        ArrayNode drives = neurons.putArray("drives");
        program.drives().forEach(drive -> drive(drives.addObject(), drive));
    }

    private void drive(ObjectNode json, Drive drive) {
        switch (drive) {
            case ConstantDrive constant ->
                integers(json.put("kind", CONSTANT), "currents", constant.currents(), Integer.SIZE);
            case PoissonDrive poisson -> {
                json.put("kind", POISSON)
                        .put("seed", poisson.seed())
                        .put("stride", poisson.stride())
                        .put("first", poisson.first())
                        .put("weight", poisson.weight());
                ArrayNode thresholds = json.putArray("thresholds");
                LongStream.of(poisson.thresholds()).forEach(thresholds::add);
            }
            case DirectCoding direct -> {
                shape(json.put("kind", IMAGE).put("shift", direct.shift()), "in", direct.in());
                shape(json, "out", direct.out());
                direct.window().ifPresent(window -> window(json, window));
                integers(json, "weights", direct.weights(), Integer.SIZE);
            }
        }
    }

    private void sums(ObjectNode neurons, Neurons.Summing summing) {
        integers(neurons, "bias", summing.bias(), Integer.SIZE);
        switch (summing.integration()) {
            case Integration.Exact exact -> {}
            case ScaledIntegration scaled ->
                registers(neurons.putObject("registers"), scaled, summing instanceof Neurons.Stem);
        }
    }

    private void input(ObjectNode neurons, Code code) {
        code(neurons.put("program", "codes"), code);
        tables(neurons.putArray("codes"), saved.inputCodes().tables());
    }

    private static void code(ObjectNode neurons, Code code) {
        neurons.putObject("code")
                .put("bits", code.bits())
                .put("signed", code.isSigned())
                .put("low", code.low())
                .put("high", code.high())
                .put("scale", code.scale())
                .put("zeroPoint", code.zeroPoint());
    }

    private void transfer(ObjectNode parent, Transfer transfer) {
        switch (transfer) {
            case Transfer.Direct direct -> {}
            case TransferTable table -> {
                content.needLaterVersion();
                ObjectNode json = parent.putObject("transfer").put("name", table.name());
                code(json, table.input());
                tables(json.putArray("tables"), table.tables());
            }
        }
    }

    private static void tables(ArrayNode json, int[][] tables) {
        for (int[] table : tables) {
            ArrayNode list = json.addArray();
            IntStream.of(table).forEach(list::add);
        }
    }

    private void rescale(ObjectNode parent, Rescale rescale) {
        ObjectNode json = parent.putObject("rescale");
        ArrayNode multipliers = json.putArray("multipliers");
        ArrayNode shifts = json.putArray("shifts");
        ArrayNode addends = json.putArray("addends");
        for (int i = 0; i < rescale.entries(); i++) {
            multipliers.add(rescale.multiplier(i));
            shifts.add(rescale.shift(i));
            addends.add(rescale.addend(i));
        }
        if (rescale.hasTwoSlopes() || rescale.stages().isPresent()) {
            content.needLaterVersion();
        }
        if (rescale.hasTwoSlopes()) {
            ArrayNode negatives = json.putArray("negatives");
            for (int i = 0; i < rescale.entries(); i++) {
                negatives.add(rescale.negative(i));
            }
        }
        rescale.stages()
                .ifPresent(stages -> json.putObject("stages")
                        .put("first", stages.first().name())
                        .put("bits", stages.bits())
                        .put("second", stages.second().name()));
    }

    private void registers(ObjectNode json, ScaledIntegration integration, boolean hasCode) {
        Register sum = integration.formats().sum();
        Register potential = integration.formats().potential();
        json.put("sumBits", sum.bits())
                .put("sumOverflow", sum.overflow().name())
                .put("potentialBits", potential.bits())
                .put("potentialOverflow", potential.overflow().name())
                .put("multiplierBits", integration.formats().multiplierBits())
                .put("multiplier", integration.multiplier())
                .put("shift", integration.shift())
                .put("calibrated", integration.calibrated());
        integers(json, "bias", integration.bias(), Integer.SIZE);
        if (hasCode) {
            rescale(json, integration.rescale());
        }
    }

    private void projection(ObjectNode json, Projection projection) {
        json.put("source", projection.source())
                .put("target", projection.target())
                .put("delay", projection.delay() - 1);
        projection
                .gate()
                .ifPresent(gate -> json.put(
                        "gate",
                        IntStream.range(0, gates.size())
                                .filter(g -> gates.get(g) == gate)
                                .findFirst()
                                .orElseThrow()));
        projection.order().ifPresent(order -> integers(json, "order", order, Integer.SIZE));
        ObjectNode synapses = json.putObject("synapses");
        shape(synapses, "in", projection.synapses().in());
        int bits = network.weightBits(projection.target());
        switch (projection.synapses()) {
            case Synapses.Convolution s -> {
                shape(synapses.put("kind", "convolution").put("groups", s.groups()), "out", s.out());
                window(synapses, s.window());
                weights(json, s.weights(), bits);
            }
            case Synapses.Dense s -> {
                shape(synapses.put("kind", "dense"), "out", s.out());
                weights(json, s.weights(), bits);
            }
            case Synapses.Identity s -> {
                synapses.put("kind", "identity").put("weightLimit", s.weightLimit());
                integers(json, "weights", s.weights(), Integer.SIZE);
            }
            case SparseSynapses s -> {
                shape(synapses.put("kind", "sparse"), "out", s.out());
                sparse(json, synapses, s);
            }
        }
    }

    private void sparse(ObjectNode json, ObjectNode synapses, SparseSynapses sparse) {
        int count = Math.toIntExact(sparse.connections());
        int inputs = sparse.in().size();
        integers(
                synapses,
                "starts",
                IntStream.rangeClosed(0, inputs).map(sparse::start).toArray(),
                Integer.SIZE);
        if (count > 0) {
            integers(
                    synapses,
                    "targets",
                    IntStream.range(0, count).map(sparse::target).toArray(),
                    Integer.SIZE);
            integers(
                    json,
                    "weights",
                    IntStream.range(0, count).map(sparse::weight).toArray(),
                    Short.SIZE);
        }
        if (sparse.largestExtraDelay() > 0) {
            integers(
                    synapses,
                    "delays",
                    IntStream.range(0, count).map(sparse::extraDelay).toArray(),
                    Short.SIZE);
        }
    }

    private static void window(ObjectNode json, Window window) {
        ArrayNode list = json.putArray("window");
        IntStream.of(extents(window)).forEach(list::add);
    }

    private static int[] extents(Window w) {
        return new int[] {
            w.kernelY(),
            w.kernelX(),
            w.strideY(),
            w.strideX(),
            w.dilationY(),
            w.dilationX(),
            w.padTop(),
            w.padLeft(),
            w.padBottom(),
            w.padRight()
        };
    }

    /**
     * In as many bits as the layer's weights have; a network that came with its own may have one beyond: then all take
     * more.
     */
    private void weights(ObjectNode json, short[] weights, int bits) {
        int[] values = new int[weights.length];
        int needed = bits;
        for (int i = 0; i < values.length; i++) {
            values[i] = weights[i];
            needed = Math.max(
                    needed, Integer.SIZE + 1 - Integer.numberOfLeadingZeros(values[i] ^ values[i] >> Short.SIZE));
        }
        integers(json, "weights", values, needed);
    }
}
