package org.synfire.network.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.integer.Code;
import org.synfire.network.integer.Coding;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Integration;
import org.synfire.network.integer.MaxGate;
import org.synfire.network.integer.Neurons;
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
 * Networks whose layers send codes, as integer network files.
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
 *   RESCALE   { "multipliers": [...], "shifts": [...], "addends": [...] }
 *   INTEGERS  { "entry": "integers/0", "bits": 8, "count": 432 }
 * </pre>
 *
 * <p>{@code gate} is a number in {@code gates}; it and {@code order}, {@code registers} are left out where there is
 * none. {@code delay} is in steps and follows from the layers' levels. Codes of pixels may be one table for all
 * channels. What a key means stands at {@link Population}, {@link Projection}, {@link MaxGate}, {@link Code},
 * {@link Rescale} and {@link ScaledIntegration}.
 */
final class CodedNetworkWriter {
    private final EncodedNetwork saved;
    private final IntegerNetwork network;
    private final NetworkArchive.Content content = new NetworkArchive.Content();
    private final List<MaxGate> gates;
    private int entries;

    /** @throws InputException if the network's layers spike */
    CodedNetworkWriter(EncodedNetwork saved) {
        this.saved = saved;
        this.network = saved.network();
        if (network.coding() != Coding.CODES) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "network %s spikes by itself and came from such a file; only networks that send codes are written",
                    network.name()));
        }
        this.gates = new ArrayList<>();
        network.projections().stream()
                .map(Projection::gate)
                .filter(Objects::nonNull)
                .filter(gate -> gates.stream().noneMatch(known -> known == gate))
                .forEach(gates::add);
    }

    NetworkArchive.Content content() {
        ObjectNode root = content.json().put("name", network.name()).put("bits", network.timeSteps());
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
                sums(neurons, answer);
            }
            case Neurons.SpikeInput spikes -> throw new IllegalStateException("an input of spikes among codes");
            case Neurons.Program program -> throw new IllegalStateException("a program among codes");
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

    private static void transfer(ObjectNode parent, Transfer transfer) {
        switch (transfer) {
            case Transfer.Direct direct -> {}
            case TransferTable table -> {
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

    private static void rescale(ObjectNode parent, Rescale rescale) {
        ObjectNode json = parent.putObject("rescale");
        ArrayNode multipliers = json.putArray("multipliers");
        ArrayNode shifts = json.putArray("shifts");
        ArrayNode addends = json.putArray("addends");
        for (int i = 0; i < rescale.entries(); i++) {
            multipliers.add(rescale.multiplier(i));
            shifts.add(rescale.shift(i));
            addends.add(rescale.addend(i));
        }
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
        if (projection.gate() != null) {
            json.put(
                    "gate",
                    IntStream.range(0, gates.size())
                            .filter(g -> gates.get(g) == projection.gate())
                            .findFirst()
                            .orElseThrow());
        }
        if (projection.order() != null) {
            integers(json, "order", projection.order(), Integer.SIZE);
        }
        ObjectNode synapses = json.putObject("synapses");
        shape(synapses, "in", projection.synapses().in());
        int bits = network.weightBits(projection.target());
        switch (projection.synapses()) {
            case Synapses.Convolution s -> {
                shape(synapses.put("kind", "convolution").put("groups", s.groups()), "out", s.out());
                ArrayNode window = synapses.putArray("window");
                IntStream.of(extents(s.window())).forEach(window::add);
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
            case SparseSynapses s -> throw new IllegalStateException("no layer of codes has sparse synapses");
        }
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
     * a byte.
     */
    private void weights(ObjectNode json, short[] weights, int bits) {
        int[] values = new int[weights.length];
        boolean fit = true;
        for (int i = 0; i < values.length; i++) {
            values[i] = weights[i];
            fit &= values[i] >> (bits - 1) == values[i] >> (Integer.SIZE - 1);
        }
        integers(json, "weights", values, fit ? bits : Byte.SIZE);
    }
}
