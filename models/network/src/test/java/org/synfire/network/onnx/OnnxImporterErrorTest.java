package org.synfire.network.onnx;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.synfire.network.onnx.ModelBuilder.ints;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.engine.InputException;
import org.synfire.network.onnx.proto.ModelProto;
import org.synfire.network.onnx.proto.SparseTensorProto;
import org.synfire.network.onnx.proto.StringStringEntryProto;
import org.synfire.network.onnx.proto.TensorProto;
import org.synfire.network.onnx.proto.TensorProto.DataType;

/** Files, graphs, inputs and tensors that cannot be imported are refused with what is wrong, where and what to do. */
class OnnxImporterErrorTest {
    private static ModelBuilder map() {
        return new ModelBuilder(13).input(1, 2, 6, 6);
    }

    private static ModelBuilder vector() {
        return new ModelBuilder(13).input(1, 6);
    }

    @Test
    void refusesWhatIsNoModel() {
        Refusals.assertRefused(new byte[0], "no graph", "not an ONNX model");
        Refusals.assertRefused(
                "this is not a model, it is a text".getBytes(StandardCharsets.US_ASCII), "not an ONNX model");
        byte[] valid = map().node("Relu", "x", "y").output("y").bytes();
        Refusals.assertRefused(Arrays.copyOf(valid, valid.length - 1), "cut off");
    }

    @Test
    void refusesFilesThatCannotBeRead(@TempDir Path folder) throws IOException {
        assertTrue(assertThrows(InputException.class, () -> OnnxImporter.read(folder.resolve("none.onnx")))
                .getMessage()
                .contains("no such file"));
        assertTrue(assertThrows(InputException.class, () -> OnnxImporter.read(folder))
                .getMessage()
                .contains("cannot be read"));
        Path large = folder.resolve("large.onnx");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(1L << 31);
        }
        assertTrue(assertThrows(InputException.class, () -> OnnxImporter.read(large))
                .getMessage()
                .contains("at most 2 GB"));
        Path broken = folder.resolve("broken.onnx");
        Files.write(broken, new byte[] {1, 2, 3});
        assertTrue(assertThrows(InputException.class, () -> OnnxImporter.read(broken))
                .getMessage()
                .startsWith("broken.onnx: "));
    }

    @Test
    void refusesOtherOperatorSets() {
        Refusals.assertRefused(
                new ModelBuilder(6).input(1, 2).node("Relu", "x", "y").output("y"), "operator set 6", "7 to 25");
        Refusals.assertRefused(
                new ModelBuilder(26).input(1, 2).node("Relu", "x", "y").output("y"), "operator set 26");
        ModelProto none = map().node("Relu", "x", "y").output("y").model().toBuilder()
                .clearOpsetImport()
                .build();
        Refusals.assertRefused(none.toByteArray(), "no version");
    }

    @Test
    void refusesSeveralInputsAndNoOutput() {
        Refusals.assertRefused(
                map().input("second", DataType.FLOAT, 1, 3)
                        .node("Relu", "x", "y")
                        .output("y"),
                "2 inputs [x, second]");
        Refusals.assertRefused(
                new ModelBuilder(13).weights("w", 2).node("Relu", "w", "y").output("y"), "0 inputs []");
        Refusals.assertRefused(map().node("Relu", "x", "y").output("x").output("y"), "the input itself");
        Refusals.assertRefused(map().node("Relu", "x", "y"), "no output");
    }

    @Test
    void refusesInputsOfAnotherForm() {
        Refusals.assertRefused(
                new ModelBuilder(13).input(2000, 3, 2, 2).node("Relu", "x", "y").output("y"),
                "batch of 2000",
                "batch of 1");
        Refusals.assertRefused(
                new ModelBuilder(13).input(1, 3, -1, 2).node("Relu", "x", "y").output("y"),
                "dimension 2 of the input x is not fixed");
        Refusals.assertRefused(
                new ModelBuilder(13).input(1, 0).node("Relu", "x", "y").output("y"), "dimension 1 of the input x is 0");
        Refusals.assertRefused(
                new ModelBuilder(13).input(1, 1L << 40).node("Relu", "x", "y").output("y"),
                "dimension 1 of the input x is 1099511627776");
        Refusals.assertRefused(
                new ModelBuilder(13)
                        .input(1, 1 << 25, 1 << 25)
                        .node("Relu", "x", "y")
                        .output("y"),
                "elements");
        Refusals.assertRefused(
                new ModelBuilder(13).input(1, 2, 3, 4, 5).node("Relu", "x", "y").output("y"), "5 dimensions; 2 to 4");
        Refusals.assertRefused(
                new ModelBuilder(13)
                        .input("x", DataType.COMPLEX64, 1, 3)
                        .node("Relu", "x", "y")
                        .output("y"),
                "the input x",
                "COMPLEX64",
                "floats");
        Refusals.assertRefused(
                new ModelBuilder(13)
                        .input("x", DataType.INT64, 1, 3)
                        .node("Relu", "x", "y")
                        .output("y"),
                "INT64");
        ModelBuilder untyped = map().node("Relu", "x", "y").output("y");
        untyped.graph().getInputBuilder(0).clearType();
        Refusals.assertRefused(untyped, "not a tensor with a shape");
    }

    @Test
    void refusesGraphsThatAreNotWhole() {
        Refusals.assertRefused(
                map().node("Relu", "gone", "y").output("y"),
                "node Relu of y (Relu)",
                "reads tensor gone",
                "incomplete");
        Refusals.assertRefused(
                map().node("Add", "x b", "a").node("Relu", "a", "b").output("b"), "cycle");
        Refusals.assertRefused(
                map().node("Relu", "x", "y").node("Relu", "x", "y").output("y"), "tensor y is made twice");
        Refusals.assertRefused(
                map().weights("w", 2).weights("w", 2).node("Relu", "x", "y").output("y"),
                "initialiser w is there twice");
        Refusals.assertRefused(map().node("Relu", "x", "y").output("z"), "reads tensor z");
        Refusals.assertRefused(
                map().weights("w", 2).node("Relu", "x", "y").output("w"), "output w does not depend on the input");
        Refusals.assertRefused(map().node("Identity", "x", "y").output("y"), "the input itself");
        Refusals.assertRefused(map().node("Softmax", "x", "y").output("y"), "nothing of it is left for the chip");
        Refusals.assertRefused(map().node("Relu", "", "y").output("y"), "input 0 is missing");
        ModelBuilder indices = map().node("MaxPool", "x", "m", ints("kernel_shape", 2, 2))
                .node("Relu", "i", "y")
                .output("y");
        indices.graph().getNodeBuilder(0).addOutput("i");
        Refusals.assertRefused(indices, "its output i is read", "only the first output");
    }

    @Test
    void ignoresDeadBranches() {
        ModelBuilder model = map().node("Spike", "x", "s")
                .node("Relu", "gone", "t")
                .node("Relu", "x", "y")
                .output("y");
        model.graph()
                .addInitializer(TensorProto.newBuilder()
                        .setName("unread")
                        .setDataType(99)
                        .addDims(-4));
        assertTrue(OnnxImporter.read(model.bytes(), "good.onnx").nodes().size() == 2);
    }

    private static ModelBuilder withWeights(TensorProto.Builder tensor) {
        ModelBuilder model = map().node("Conv", "x w", "y").output("y");
        model.graph().addInitializer(tensor.setName("w"));
        return model;
    }

    private static TensorProto.Builder floats(long... dims) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setDataType(DataType.FLOAT_VALUE);
        Arrays.stream(dims).forEach(tensor::addDims);
        return tensor;
    }

    @Test
    void refusesTensorsThatDoNotHoldWhatTheySay() {
        Refusals.assertRefused(
                withWeights(floats(3, 2, 1, 1).setRawData(ByteString.copyFrom(new byte[23]))),
                "tensor w",
                "[3, 2, 1, 1]",
                "23 bytes",
                "corrupt");
        Refusals.assertRefused(withWeights(floats(3, 2, 1, 1).addFloatData(1)), "1 elements");
        Refusals.assertRefused(withWeights(floats(3, 2, -1, 1)), "tensor w", "-1 is out of range");
        Refusals.assertRefused(withWeights(floats(1L << 33, 2, 1, 1)), "out of range");
        Refusals.assertRefused(
                withWeights(floats(1 << 30, 1 << 30, 1 << 30, 1 << 30).setRawData(ByteString.copyFrom(new byte[64]))),
                "64 bytes");
        Refusals.assertRefused(
                withWeights(floats(2, 2, 1, 1).setDataType(DataType.COMPLEX64_VALUE)), "element type COMPLEX64");
        Refusals.assertRefused(withWeights(floats(2, 2, 1, 1).setDataType(77)), "element type number 77");
        Refusals.assertRefused(
                withWeights(floats(2, 2, 1, 1)
                        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                        .addExternalData(StringStringEntryProto.newBuilder()
                                .setKey("location")
                                .setValue("w.bin"))),
                "external data",
                "from its file");
        Refusals.assertRefused(
                withWeights(floats(2, 2, 1, 1)
                        .setSegment(TensorProto.Segment.newBuilder().setEnd(4))),
                "segments");
        ModelBuilder sparse = map().node("Conv", "x w", "y").output("y");
        sparse.graph()
                .addSparseInitializer(SparseTensorProto.newBuilder()
                        .setValues(TensorProto.newBuilder().setName("w")));
        Refusals.assertRefused(sparse, "sparse initialiser w");
        Refusals.assertRefused(
                vector().integers("i", DataType.INT8, new int[] {2}, 1, 200)
                        .node("Reshape", "x i", "y")
                        .output("y"),
                "the value 200 at index 1");
        Refusals.assertRefused(
                vector().longs("s", 1L << 40).node("Reshape", "x s", "y").output("y"), "cannot become");
    }
}
