package org.synfire.network.onnx;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.file.Path;
import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Network;
import org.synfire.network.onnx.model.Models;
import org.synfire.network.onnx.proto.ModelProto;
import org.synfire.network.onnx.proto.OperatorSetIdProto;

/**
 * Reads networks from ONNX files of operator sets {@value #FIRST_OPSET} to {@value #LAST_OPSET}.
 *
 * <p>What feed-forward vision networks use is read; docs/onnx.md lists the operators. What does not depend on the image
 * is computed first. A file is refused with all reasons at once: operators, attributes and values of them that are not
 * supported. The batch counts as 1. Factors and offsets are merged into the linear operations beside them, zero padding
 * into the convolution or average pooling after it; dropout and everything that no output depends on is left out. What
 * follows the answer and spikes cannot compute, such as a softmax, is left to the host, and {@link Network#notes} says
 * so. A network that is quantised already (QuantizeLinear and DequantizeLinear, operators on integers, QONNX) keeps its
 * integers and scales.
 *
 * <p><b>Threads:</b> no state is kept; calls may run at the same time. <b>Memory:</b> at most half of what the JVM may
 * have is taken for what the file asks for; a file that asks for more is refused before it is allocated.
 *
 * <p>Source: the ONNX operator specification, github.com/onnx/onnx, docs/Operators.md and docs/Changelog.md.
 */
public final class OnnxImporter {
    /** The oldest operator set that is read. */
    public static final int FIRST_OPSET = 7;
    /** The newest operator set that is read. */
    public static final int LAST_OPSET = 25;

    /** Elements as the file holds them, once as bytes and once as a parsed message. */
    private static final int BYTES_PER_FILE_BYTE = 2;

    private OnnxImporter() {}

    /**
     * Reads a file; the network is named after it.
     *
     * @throws InputException if the file cannot be read, is larger than 2 GB, is not a valid ONNX model or has
     *     something that is not supported; names the file and, if it is about one, the node
     */
    public static Network read(Path file) {
        return read(Models.read(file), file.getFileName().toString());
    }

    /**
     * Reads a file as it stands, with the tensors that it keeps in other files of its folder (external data).
     *
     * @return a serialised ModelProto, for {@link #read(byte[], String)} and for whoever runs the model as it is
     * @throws InputException if the file, or one that it refers to, cannot be read, is larger than 2 GB, lies outside
     *     of the folder, or is shorter than the model says
     */
    public static byte[] bytes(Path file) {
        return Models.read(file);
    }

    /**
     * Reads a model from memory.
     *
     * @param bytes a serialised ModelProto
     * @param name the network's name, also named in errors
     * @throws InputException if it is not a valid ONNX model or has something that is not supported
     */
    public static Network read(byte[] bytes, String name) {
        try {
            MemoryBudget budget = MemoryBudget.ofThisJvm();
            budget.take(bytes.length, BYTES_PER_FILE_BYTE, "the file");
            ModelProto model = Models.channelsFirst(ModelProto.parseFrom(bytes));
            return new GraphImport(model.getGraph(), opset(model), budget).network(name);
        } catch (InvalidProtocolBufferException e) {
            throw new InputException(
                    String.format(
                            Locale.ROOT, "%s: not an ONNX model, or damaged or cut off (%s)", name, e.getMessage()),
                    e);
        } catch (InputException e) {
            throw new InputException(String.format(Locale.ROOT, "%s: %s", name, e.getMessage()), e);
        }
    }

    private static int opset(ModelProto model) {
        if (!model.hasGraph()) {
            throw new InputException("no graph in it: not an ONNX model, or damaged");
        }
        long version = model.getOpsetImportList().stream()
                .filter(opset -> GraphImport.DOMAINS.contains(opset.getDomain()))
                .mapToLong(OperatorSetIdProto::getVersion)
                .findFirst()
                .orElseThrow(() -> new InputException(
                        "no version of the ONNX operator set is declared: not an ONNX model, or damaged"));
        if (version < FIRST_OPSET || version > LAST_OPSET) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "ONNX operator set %d; %d to %d are supported: export the model for one of these",
                    version,
                    FIRST_OPSET,
                    LAST_OPSET));
        }
        return (int) version;
    }
}
