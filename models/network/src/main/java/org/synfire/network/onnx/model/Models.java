package org.synfire.network.onnx.model;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.InputFile;
import org.synfire.network.onnx.proto.GraphProto;
import org.synfire.network.onnx.proto.ModelProto;
import org.synfire.network.onnx.proto.NodeProto;
import org.synfire.network.onnx.proto.StringStringEntryProto;
import org.synfire.network.onnx.proto.TensorProto;

/** Model files as messages. */
public final class Models {
    /** Attributes that quantisers note for code generators, QuantLab for DORY; a graph computes the same without. */
    public static final Set<String> ANNOTATIONS =
            Set.of("weight_bits", "bias_bits", "mult_bits", "add_bits", "in_bits", "out_bits");

    /** The largest array that a JVM makes. */
    private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

    private Models() {}

    /**
     * Reads a model file whole. Tensors that it stores in other files of its folder (external data) are in the result.
     *
     * @return a serialised ModelProto
     * @throws InputException if the file, or one that it refers to, cannot be read, is larger than 2 GB, lies outside
     *     of the folder, or is shorter than the model says
     */
    public static byte[] read(Path file) {
        try {
            InputFile.requireOrdinary(file);
            requireSize(file, Files.size(file), 0);
            byte[] bytes = Files.readAllBytes(file);
            return withExternalData(file, bytes);
        } catch (IOException e) {
            throw new InputException(String.format(Locale.ROOT, "%s: cannot be read (%s)", file, FileReason.of(e)), e);
        }
    }

    private static void requireSize(Path file, long size, long taken) {
        if (size + taken > MAX_BYTES) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: %,d bytes; a model of at most 2 GB can be read",
                    file.getFileName(),
                    size + taken));
        }
        long room = Runtime.getRuntime().maxMemory() / 2;
        if (size + taken > room / 2) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: the file needs %,d bytes twice, but %,d bytes are for reading a model: start Java with a"
                            + " larger -Xmx",
                    file.getFileName(),
                    size + taken,
                    room));
        }
    }

    private static byte[] withExternalData(Path file, byte[] bytes) throws IOException {
        ModelProto model;
        try {
            model = ModelProto.parseFrom(bytes);
        } catch (InvalidProtocolBufferException damaged) {
            return bytes; // whoever translates it says so
        }
        boolean isWhole = model.getGraph().getInitializerList().stream()
                .noneMatch(tensor -> tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL);
        if (isWhole) {
            return bytes;
        }
        GraphProto.Builder graph = model.getGraph().toBuilder();
        long taken = bytes.length;
        for (int i = 0; i < graph.getInitializerCount(); i++) {
            TensorProto tensor = graph.getInitializer(i);
            if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
                ByteString data = external(file, tensor, taken);
                taken += data.size();
                graph.setInitializer(
                        i,
                        tensor.toBuilder()
                                .clearDataLocation()
                                .clearExternalData()
                                .setRawData(data));
            }
        }
        return model.toBuilder().setGraph(graph).build().toByteArray();
    }

    private static ByteString external(Path file, TensorProto tensor, long taken) throws IOException {
        Map<String, String> entries = tensor.getExternalDataList().stream()
                .collect(Collectors.toMap(
                        StringStringEntryProto::getKey, StringStringEntryProto::getValue, (first, second) -> second));
        String what = file.getFileName() + ": tensor " + tensor.getName();
        Path data = inFolder(file, entries.getOrDefault("location", ""), what);
        long offset = number(entries, "offset", 0, what);
        long size = Files.size(data);
        long length = number(entries, "length", Math.max(0, size - offset), what);
        if (offset > size || length > size - offset) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s is %,d bytes from byte %,d of %s, which has %,d",
                    what,
                    length,
                    offset,
                    data.getFileName(),
                    size));
        }
        requireSize(file, length, taken);
        byte[] bytes = new byte[(int) length];
        try (RandomAccessFile input = new RandomAccessFile(data.toFile(), "r")) {
            input.seek(offset);
            input.readFully(bytes);
        }
        return ByteString.copyFrom(bytes);
    }

    private static Path inFolder(Path file, String location, String what) throws IOException {
        Path folder = file.toAbsolutePath().getParent().toRealPath();
        Path data = folder.resolve(location).normalize();
        if (location.isEmpty() || !data.startsWith(folder) || !Files.exists(data)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s is stored in the file %s, which %s: put the data beside the model, or save the model as one"
                            + " file",
                    what,
                    location,
                    data.startsWith(folder) && !location.isEmpty()
                            ? "does not exist"
                            : "is not in the model's folder"));
        }
        Path real = data.toRealPath();
        if (!real.startsWith(folder)) {
            throw new InputException(
                    what + " is stored in the file " + location + ", which is not in the model's folder");
        }
        InputFile.requireOrdinary(real);
        return real;
    }

    private static long number(Map<String, String> entries, String key, long absent, String what) {
        String text = entries.get(key);
        if (text == null) {
            return absent;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new InputException(what + ": " + key + " " + text + " of its external data is no number of bytes");
    }

    /** The model with standard operators in the place of those on maps with channels last. */
    public static ModelProto channelsFirst(ModelProto model) {
        return ChannelsLast.isIn(model.getGraph()) ? ChannelsLast.rewritten(model) : model;
    }

    /**
     * The model as ONNX Runtime runs it: with standard operators alone, and without the names of nodes, which it
     * refuses if they are not unique.
     */
    public static ModelProto standard(ModelProto model) {
        ModelProto first = channelsFirst(model);
        ModelProto known = QonnxNodes.isIn(first.getGraph()) ? QonnxNodes.rewritten(first) : first;
        ModelProto plain = VendorNodes.isIn(known.getGraph()) ? VendorNodes.rewritten(known) : known;
        long names = plain.getGraph().getNodeList().stream()
                .map(NodeProto::getName)
                .filter(name -> !name.isEmpty())
                .count();
        long different = plain.getGraph().getNodeList().stream()
                .map(NodeProto::getName)
                .filter(name -> !name.isEmpty())
                .distinct()
                .count();
        if (names == different) {
            return plain;
        }
        GraphProto.Builder graph = plain.getGraph().toBuilder();
        graph.getNodeBuilderList().forEach(NodeProto.Builder::clearName);
        return plain.toBuilder().setGraph(graph).build();
    }
}
