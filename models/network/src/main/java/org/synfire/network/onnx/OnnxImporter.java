package org.synfire.network.onnx;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.InputFile;
import org.synfire.network.graph.Network;
import org.synfire.network.onnx.proto.ModelProto;
import org.synfire.network.onnx.proto.OperatorSetIdProto;

/**
 * Reads networks from ONNX files of operator sets {@value #FIRST_OPSET} to {@value #LAST_OPSET}.
 *
 * <p>What feed-forward vision networks use is read; whatever else is met, an operator, an attribute or a value of one,
 * is refused by a message that lists the supported operators. The batch counts as 1. Batch normalisation and constant
 * additions are merged into the linear operation before them where nothing else reads that, zero padding into the
 * convolution or average pooling after it; dropout and everything that the output does not depend on is left out. A
 * network that is quantised already (QuantizeLinear and DequantizeLinear) keeps its integers and scales.
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
    public static final int LAST_OPSET = 21;

    /** The largest array that a JVM makes. */
    private static final int MAX_FILE_BYTES = Integer.MAX_VALUE - 8;

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
        String name = file.getFileName().toString();
        try {
            return read(bytes(file, name), name);
        } catch (IOException e) {
            throw new InputException(String.format(Locale.ROOT, "%s: cannot be read (%s)", file, FileReason.of(e)), e);
        }
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
            ModelProto model = ModelProto.parseFrom(bytes);
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

    private static byte[] bytes(Path file, String name) throws IOException {
        InputFile.requireOrdinary(file);
        long size = Files.size(file);
        if (size > MAX_FILE_BYTES) {
            throw new InputException(
                    String.format(Locale.ROOT, "%s: %,d bytes; a model of at most 2 GB can be read", name, size));
        }
        try {
            MemoryBudget.ofThisJvm().take(size, BYTES_PER_FILE_BYTE, "the file");
        } catch (InputException e) {
            throw new InputException(String.format(Locale.ROOT, "%s: %s", name, e.getMessage()), e);
        }
        return Files.readAllBytes(file);
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
