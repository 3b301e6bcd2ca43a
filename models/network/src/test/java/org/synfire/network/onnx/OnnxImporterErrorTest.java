package org.synfire.network.onnx;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.synfire.network.onnx.ModelBuilder.integer;
import static org.synfire.network.onnx.ModelBuilder.ints;
import static org.synfire.network.onnx.ModelBuilder.real;
import static org.synfire.network.onnx.ModelBuilder.text;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.engine.InputException;
import org.synfire.network.onnx.proto.ModelProto;
import org.synfire.network.onnx.proto.SparseTensorProto;
import org.synfire.network.onnx.proto.StringStringEntryProto;
import org.synfire.network.onnx.proto.TensorProto;
import org.synfire.network.onnx.proto.TensorProto.DataType;

/** Whatever cannot be imported is refused with a message that says what, where and what to do. */
class OnnxImporterErrorTest {
    private static final int[] NONE = new int[0];

    private static void assertRefused(byte[] bytes, String... parts) {
        InputException e = assertThrows(InputException.class, () -> OnnxImporter.read(bytes, "bad.onnx"));
        Executable[] checks = Stream.concat(Stream.of("bad.onnx: "), Arrays.stream(parts))
                .map(part -> (Executable)
                        () -> assertTrue(e.getMessage().contains(part), () -> "'" + part + "' in: " + e.getMessage()))
                .toArray(Executable[]::new);
        assertAll(checks);
    }

    private static void assertRefused(ModelBuilder model, String... parts) {
        assertRefused(model.bytes(), parts);
    }

    private static ModelBuilder map() {
        return new ModelBuilder(13).input(1, 2, 6, 6);
    }

    private static ModelBuilder vector() {
        return new ModelBuilder(13).input(1, 6);
    }

    @Test
    void namesNodeOperatorAndWhatIsSupported() {
        ModelBuilder unknown =
                map().node("Spike", "x", "s").node("Relu", "s", "y").output("y");
        assertRefused(unknown, "node Spike of s (Spike)", "the operator Spike is not supported", "docs/onnx.md");
        unknown.graph().getNodeBuilder(0).setName("squash");
        assertRefused(unknown, "node squash (Spike)");
        ModelBuilder foreign = map().node("Relu", "x", "y").output("y");
        foreign.graph().getNodeBuilder(0).setDomain("com.example");
        assertRefused(foreign, "com.example.Relu is not supported");
    }

    @Test
    void namesAllReasonsAtOnce() {
        assertRefused(
                map().node("Spike", "x", "a")
                        .node("Relu", "a", "b")
                        .node("Relu", "x", "c", integer("leak", 1))
                        .node("Concat", "b c", "d", integer("axis", 1))
                        .node("Relu", "d", "y")
                        .output("y"),
                "node Spike of a (Spike): the operator Spike is not supported; docs/onnx.md lists those that are; node"
                        + " Relu of c (Relu): attribute leak is not known for this operator");
    }

    @Test
    void saysWhySpikesCannotComputeIt() {
        ModelBuilder attention = map().weights("w", 2, 2, 1, 1)
                .node("Conv", "x w", "a")
                .node("Relu", "a", "b")
                .node("Softmax", "b", "c")
                .node("Conv", "c w", "y")
                .output("y");
        assertRefused(attention, "node Softmax of c (Softmax)", "sum of all exponentials");
        assertRefused(
                map().weights("w", 2, 2, 1, 1)
                        .node("Conv", "x w", "a")
                        .node("Mul", "x a", "b")
                        .node("Conv", "b w", "y")
                        .output("y"),
                "node Mul of b (Mul)",
                "do not multiply",
                "squeeze-and-excitation");
        assertRefused(
                map().weights("w", 2, 2, 1, 1)
                        .node("Conv", "x w", "a")
                        .node("Max", "x a", "b")
                        .node("Conv", "b w", "y")
                        .output("y"),
                "cannot compare");
    }

    @Test
    void refusesDamagedNodesOfEveryKind() {
        assertRefused(
                map().scalar("s", 1)
                        .scalar("z", 0)
                        .weights("w", 2, 2, 1, 1)
                        .node("QuantizeLinear", "x s", "q")
                        .node("Pad", "q w z", "p")
                        .node("Relu", "p", "y")
                        .output("y"),
                "node Pad of p (Pad)");
        assertRefused(
                map().scalar("s", 1)
                        .node("QuantizeLinear", "x s", "q")
                        .scalar("w", 1)
                        .node("ConvInteger", "q w s", "c")
                        .node("Relu", "c", "y")
                        .output("y"),
                "node ConvInteger of c (ConvInteger)");
    }

    /** Each would ask for terabytes. */
    @Test
    void allocatesNothingThatAConstantAsksFor() {
        String tooLarge = "for reading a model are left";
        assertRefused(
                map().longs("s", 1 << 20, 1 << 20, 4)
                        .node("ConstantOfShape", "s", "c")
                        .node("Add", "x c", "y")
                        .output("y"),
                "node ConstantOfShape of c (ConstantOfShape)",
                tooLarge);
        assertRefused(
                map().scalar("v", 1)
                        .longs("s", 1 << 20, 1 << 20, 4)
                        .node("Expand", "v s", "c")
                        .node("Add", "x c", "y")
                        .output("y"),
                tooLarge);
        assertRefused(
                map().longs("from", 0)
                        .longs("to", 1L << 42)
                        .longs("step", 1)
                        .node("Squeeze", "from", "a")
                        .node("Squeeze", "to", "b")
                        .node("Squeeze", "step", "c")
                        .node("Range", "a b c", "r")
                        .node("Add", "x r", "y")
                        .output("y"),
                "node Range of r");
        assertRefused(
                map().weights("a", 1 << 18, 1)
                        .weights("b", 1, 1 << 18)
                        .node("MatMul", "a b", "c")
                        .node("Add", "x c", "y")
                        .output("y"),
                tooLarge);
        assertRefused(
                map().weights("a", 1 << 18, 1)
                        .weights("b", 1, 1 << 18)
                        .node("Mul", "a b", "c")
                        .node("Add", "x c", "y")
                        .output("y"),
                tooLarge);
        assertRefused(
                map().weights("a", 2, 2)
                        .longs("p", 1 << 30, 1 << 30, 1 << 30, 1 << 30)
                        .node("Pad", "a p", "c")
                        .node("Add", "x c", "y")
                        .output("y"),
                "node Pad of c");
        assertRefused(
                map().weights("a", 1, 1, 2, 2)
                        .weights("w", 1, 1, 1, 1)
                        .node("Conv", "a w", "c", ints("pads", 1 << 20, 1 << 20, 1 << 20, 1 << 20))
                        .node("Add", "x c", "y")
                        .output("y"),
                "node Conv of c (Conv): all it reads is constant");
    }

    @Test
    void refusesWhatIsNoModel() {
        assertRefused(new byte[0], "no graph", "not an ONNX model");
        assertRefused("this is not a model, it is a text".getBytes(StandardCharsets.US_ASCII), "not an ONNX model");
        byte[] valid = map().node("Relu", "x", "y").output("y").bytes();
        assertRefused(Arrays.copyOf(valid, valid.length - 1), "cut off");
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
        assertRefused(new ModelBuilder(6).input(1, 2).node("Relu", "x", "y").output("y"), "operator set 6", "7 to 25");
        assertRefused(new ModelBuilder(26).input(1, 2).node("Relu", "x", "y").output("y"), "operator set 26");
        ModelProto none = map().node("Relu", "x", "y").output("y").model().toBuilder()
                .clearOpsetImport()
                .build();
        assertRefused(none.toByteArray(), "no version");
    }

    @Test
    void refusesSeveralInputsAndNoOutput() {
        assertRefused(
                map().input("second", DataType.FLOAT, 1, 3)
                        .node("Relu", "x", "y")
                        .output("y"),
                "2 inputs [x, second]");
        assertRefused(
                new ModelBuilder(13).weights("w", 2).node("Relu", "w", "y").output("y"), "0 inputs []");
        assertRefused(map().node("Relu", "x", "y").output("x").output("y"), "the input itself");
        assertRefused(map().node("Relu", "x", "y"), "no output");
    }

    @Test
    void refusesInputsOfAnotherForm() {
        assertRefused(
                new ModelBuilder(13).input(2000, 3, 2, 2).node("Relu", "x", "y").output("y"),
                "batch of 2000",
                "batch of 1");
        assertRefused(
                new ModelBuilder(13).input(1, 3, -1, 2).node("Relu", "x", "y").output("y"),
                "dimension 2 of the input x is not fixed");
        assertRefused(
                new ModelBuilder(13).input(1, 0).node("Relu", "x", "y").output("y"), "dimension 1 of the input x is 0");
        assertRefused(
                new ModelBuilder(13).input(1, 1L << 40).node("Relu", "x", "y").output("y"),
                "dimension 1 of the input x is 1099511627776");
        assertRefused(
                new ModelBuilder(13)
                        .input(1, 1 << 25, 1 << 25)
                        .node("Relu", "x", "y")
                        .output("y"),
                "elements");
        assertRefused(
                new ModelBuilder(13).input(1, 2, 3, 4, 5).node("Relu", "x", "y").output("y"), "5 dimensions; 2 to 4");
        assertRefused(
                new ModelBuilder(13)
                        .input("x", DataType.COMPLEX64, 1, 3)
                        .node("Relu", "x", "y")
                        .output("y"),
                "the input x",
                "COMPLEX64",
                "floats");
        assertRefused(
                new ModelBuilder(13)
                        .input("x", DataType.INT64, 1, 3)
                        .node("Relu", "x", "y")
                        .output("y"),
                "INT64");
        ModelBuilder untyped = map().node("Relu", "x", "y").output("y");
        untyped.graph().getInputBuilder(0).clearType();
        assertRefused(untyped, "not a tensor with a shape");
    }

    @Test
    void refusesGraphsThatAreNotWhole() {
        assertRefused(
                map().node("Relu", "gone", "y").output("y"),
                "node Relu of y (Relu)",
                "reads tensor gone",
                "incomplete");
        assertRefused(map().node("Add", "x b", "a").node("Relu", "a", "b").output("b"), "cycle");
        assertRefused(map().node("Relu", "x", "y").node("Relu", "x", "y").output("y"), "tensor y is made twice");
        assertRefused(
                map().weights("w", 2).weights("w", 2).node("Relu", "x", "y").output("y"),
                "initialiser w is there twice");
        assertRefused(map().node("Relu", "x", "y").output("z"), "reads tensor z");
        assertRefused(
                map().weights("w", 2).node("Relu", "x", "y").output("w"), "output w does not depend on the input");
        assertRefused(map().node("Identity", "x", "y").output("y"), "the input itself");
        assertRefused(map().node("Softmax", "x", "y").output("y"), "nothing of it is left for the chip");
        assertRefused(map().node("Relu", "", "y").output("y"), "input 0 is missing");
        ModelBuilder indices = map().node("MaxPool", "x", "m", ints("kernel_shape", 2, 2))
                .node("Relu", "i", "y")
                .output("y");
        indices.graph().getNodeBuilder(0).addOutput("i");
        assertRefused(indices, "its output i is read", "only the first output");
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
        assertRefused(
                withWeights(floats(3, 2, 1, 1).setRawData(ByteString.copyFrom(new byte[23]))),
                "tensor w",
                "[3, 2, 1, 1]",
                "23 bytes",
                "corrupt");
        assertRefused(withWeights(floats(3, 2, 1, 1).addFloatData(1)), "1 elements");
        assertRefused(withWeights(floats(3, 2, -1, 1)), "tensor w", "-1 is out of range");
        assertRefused(withWeights(floats(1L << 33, 2, 1, 1)), "out of range");
        assertRefused(
                withWeights(floats(1 << 30, 1 << 30, 1 << 30, 1 << 30).setRawData(ByteString.copyFrom(new byte[64]))),
                "64 bytes");
        assertRefused(withWeights(floats(2, 2, 1, 1).setDataType(DataType.COMPLEX64_VALUE)), "element type COMPLEX64");
        assertRefused(withWeights(floats(2, 2, 1, 1).setDataType(77)), "element type number 77");
        assertRefused(
                withWeights(floats(2, 2, 1, 1)
                        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                        .addExternalData(StringStringEntryProto.newBuilder()
                                .setKey("location")
                                .setValue("w.bin"))),
                "external data",
                "from its file");
        assertRefused(
                withWeights(floats(2, 2, 1, 1)
                        .setSegment(TensorProto.Segment.newBuilder().setEnd(4))),
                "segments");
        ModelBuilder sparse = map().node("Conv", "x w", "y").output("y");
        sparse.graph()
                .addSparseInitializer(SparseTensorProto.newBuilder()
                        .setValues(TensorProto.newBuilder().setName("w")));
        assertRefused(sparse, "sparse initialiser w");
        assertRefused(
                vector().integers("i", DataType.INT8, new int[] {2}, 1, 200)
                        .node("Reshape", "x i", "y")
                        .output("y"),
                "the value 200 at index 1");
        assertRefused(vector().longs("s", 1L << 40).node("Reshape", "x s", "y").output("y"), "cannot become");
    }

    @Test
    void refusesNumbersThatAreNotFinite() {
        int[] dims = {1, 2, 1, 1};
        assertRefused(
                map().floats("w", dims, 1, Float.NaN).node("Conv", "x w", "y").output("y"),
                "node Conv of y (Conv)",
                "tensor w has the value NaN at index 1");
        assertRefused(
                map().weights("w", dims)
                        .floats("b", new int[] {1}, Float.POSITIVE_INFINITY)
                        .node("Conv", "x w b", "y")
                        .output("y"),
                "tensor b has the value Infinity at index 0");
        assertRefused(
                vector().floats("w", new int[] {6, 1}, 0, 0, 0, 0, 0, Float.NaN)
                        .node("Gemm", "x w", "y", real("alpha", 2))
                        .output("y"),
                "tensor w",
                "NaN");
        assertRefused(map().scalar("c", Float.NaN).node("Add", "x c", "y").output("y"), "NaN");
        assertRefused(
                map().weights("w", 6, 1)
                        .node("Gemm", "x w", "y", real("alpha", Float.NaN))
                        .output("y"),
                "dimensions");
        assertRefused(
                vector().weights("w", 6, 1)
                        .node("Gemm", "x w", "y", real("alpha", Float.NaN))
                        .output("y"),
                "NaN");
        assertRefused(
                map().floats("s", new int[] {2}, 1, 1)
                        .floats("v", new int[] {2}, 1, -1)
                        .node("BatchNormalization", "x s s s v", "y")
                        .output("y"),
                "scale / sqrt(variance + epsilon) has the value NaN at index 1");
        assertRefused(
                map().floats("w", dims, 1e30f, 1)
                        .floats("s", new int[] {1}, 1e30f)
                        .floats("v", new int[] {1}, 1)
                        .node("Conv", "x w", "c")
                        .node("BatchNormalization", "c s v v v", "y")
                        .output("y"),
                "merged into y",
                "Infinity");
    }

    @Test
    void refusesConvolutionsThatDoNotFit() {
        assertRefused(
                map().weights("w", 1, 3, 1, 1).node("Conv", "x w", "y").output("y"),
                "[1, 3, 1, 1] do not fit 2 input channels in 1 groups");
        assertRefused(
                map().weights("w", 3, 1, 1, 1)
                        .node("Conv", "x w", "y", integer("group", 2))
                        .output("y"),
                "in 2 groups");
        assertRefused(
                map().weights("w", 1, 2, 1, 1)
                        .node("Conv", "x w", "y", integer("group", 0))
                        .output("y"),
                "in 0 groups");
        assertRefused(
                map().weights("w", 1, 2, 7, 1).node("Conv", "x w", "y").output("y"),
                "kernel of [7, 1]",
                "does not fit a map of 6 x 6");
        assertRefused(
                map().weights("w", 1, 2, 2, 2)
                        .node("Conv", "x w", "y", ints("kernel_shape", 3, 3))
                        .output("y"),
                "kernel_shape is [3, 3]");
        assertRefused(
                map().weights("w", 1, 2, 2, 2)
                        .node("Conv", "x w", "y", ints("strides", 1, 0))
                        .output("y"),
                "strides [1, 0]");
        assertRefused(
                map().weights("w", 1, 2, 2, 2)
                        .node("Conv", "x w", "y", ints("dilations", 1 << 30, 1))
                        .output("y"),
                "does not fit");
        assertRefused(
                map().weights("w", 1, 2, 2, 2)
                        .node("Conv", "x w", "y", ints("strides", 1L << 40, 1))
                        .output("y"),
                "strides",
                "out of range");
        assertRefused(
                map().weights("w", 1, 2, 2, 2)
                        .node("Conv", "x w", "y", ints("pads", 1, 1, 1, -1))
                        .output("y"),
                "pads [1, 1, 1, -1] are not supported");
        assertRefused(
                map().weights("w", 1, 2, 2, 2)
                        .node("Conv", "x w", "y", ints("pads", 1 << 30, 1 << 30, 1 << 30, 1 << 30))
                        .output("y"),
                "pads");
        assertRefused(
                map().weights("w", 1, 2, 2, 2)
                        .node("Conv", "x w", "y", ints("pads", 1 << 20, 1 << 20, 0, 0))
                        .output("y"),
                "elements");
        assertRefused(
                map().weights("w", 1, 2, 2, 2)
                        .node("Conv", "x w", "y", text("auto_pad", "SOME"))
                        .output("y"),
                "auto_pad SOME");
        assertRefused(
                map().weights("w", 1, 2, 2, 2)
                        .weights("b", 2)
                        .node("Conv", "x w b", "y")
                        .output("y"),
                "tensor b has 2 numbers for 1 channels");
        assertRefused(map().node("Conv", "x x", "y").output("y"), "input 1, x, depends on the image");
        assertRefused(
                new ModelBuilder(13)
                        .input(1, 2, 6)
                        .weights("w", 1, 3, 2)
                        .node("Conv", "x w", "y")
                        .output("y"),
                "do not fit 2 input channels");
        assertRefused(
                new ModelBuilder(13)
                        .input(1, 2, 6)
                        .weights("w", 1, 2, 2, 2)
                        .node("Conv", "x w", "y")
                        .output("y"),
                "[1, 2, 2, 2] do not fit an input of [1, 2, 6]");
        assertRefused(
                map().weights("w", 1, 0, 1, 1).node("Conv", "x w", "y").output("y"), "do not fit 2 input channels");
    }

    @Test
    void refusesMatricesThatDoNotFit() {
        assertRefused(
                vector().weights("w", 5, 4).node("Gemm", "x w", "y").output("y"),
                "4 outputs x 5 inputs does not fit axis 1 of [1, 6]");
        assertRefused(
                vector().weights("w", 6, 4)
                        .node("Gemm", "x w", "y", integer("transA", 1))
                        .output("y"),
                "transA is not supported");
        assertRefused(
                vector().weights("w", 6, 4)
                        .node("Gemm", "x w", "y", integer("transB", 2))
                        .output("y"),
                "transB is 2");
        assertRefused(
                vector().weights("w", 6, 4)
                        .weights("b", 3)
                        .node("Gemm", "x w b", "y")
                        .output("y"),
                "3 numbers for 4 channels");
        assertRefused(vector().weights("w", 6, 4).node("Gemm", "w x", "y").output("y"), "input 0, w, is a constant");
        assertRefused(vector().weights("w", 2, 6, 4).node("MatMul", "x w", "y").output("y"), "only a constant matrix");
        assertRefused(vector().weights("w", 3, 5).node("MatMul", "w x", "y").output("y"), "does not fit axis 0");
        assertRefused(vector().node("MatMul", "x x", "y").output("y"), "depend on the image", "do not multiply");
        assertRefused(
                vector().codes("i", DataType.INT8, 6, 4)
                        .scalar("s", 1)
                        .node("DequantizeLinear", "i s", "w")
                        .node("Gemm", "x w", "y", real("alpha", -1))
                        .output("y"),
                "alpha -1.0 with integer weights");
    }

    @Test
    void refusesSumsOfTensorsThatDoNotMeet() {
        assertRefused(
                map().weights("c", 3, 1, 1).node("Add", "x c", "y").output("y"),
                "[3, 1, 1] and ",
                "[1, 2, 6, 6]",
                "do not meet");
        assertRefused(map().scalar("a", 1).node("Add", "a a", "y").output("y"), "does not depend on the input");
        assertRefused(
                map().weights("s", 3)
                        .node("BatchNormalization", "x s s s s", "y")
                        .output("y"),
                "3 numbers for 2 channels");
        assertRefused(
                map().weights("s", 2)
                        .node("BatchNormalization", "x s s s s", "y", integer("training_mode", 1))
                        .output("y"),
                "training_mode");
        assertRefused(
                new ModelBuilder(7)
                        .input(1, 2, 6, 6)
                        .weights("s", 2)
                        .node("BatchNormalization", "x s s s s", "y", integer("spatial", 0))
                        .output("y"),
                "spatial");
        assertRefused(
                map().integers("t", DataType.BOOL, NONE, 1)
                        .node("Dropout", "x - t", "y")
                        .output("y"),
                "training_mode is not supported");
    }

    @Test
    void refusesPoolings() {
        assertRefused(map().node("MaxPool", "x", "y").output("y"), "kernel_shape is missing");
        assertRefused(
                map().node("MaxPool", "x", "y", ints("kernel_shape", 2, 2, 2)).output("y"), "one dimension, or two");
        assertRefused(
                map().node("MaxPool", "x", "y", ints("kernel_shape", 2, 2), ints("pads", 2, 0, 0, 0))
                        .output("y"),
                "window 0 lies in the padding alone");
        assertRefused(
                map().node(
                                "MaxPool",
                                "x",
                                "y",
                                ints("kernel_shape", 2, 2),
                                integer("ceil_mode", 1),
                                text("auto_pad", "VALID"))
                        .output("y"),
                "ceil_mode with auto_pad VALID");
    }

    @Test
    void refusesAttributesItDoesNotKnow() {
        assertRefused(
                map().node("Relu", "x", "y", integer("leak", 1)).output("y"),
                "node Relu of y",
                "attribute leak is not known");
        assertRefused(
                map().node("Flatten", "x", "y", integer("axis", 1), integer("axis", 2))
                        .output("y"),
                "attribute axis is given twice");
        assertRefused(
                map().node("Flatten", "x", "y", real("axis", 1)).output("y"),
                "attribute axis is of type FLOAT; INT is needed");
    }

    @Test
    void refusesRearrangementsThatDoNotFit() {
        assertRefused(
                map().longs("s", 1, 71).node("Reshape", "x s", "y").output("y"), "[1, 2, 6, 6] cannot become [1, 71]");
        assertRefused(map().longs("s", -1, -1).node("Reshape", "x s", "y").output("y"), "cannot become [-1, -1]");
        assertRefused(map().longs("s", -1, 5).node("Reshape", "x s", "y").output("y"), "cannot become [-1, 5]");
        assertRefused(map().longs("s", -2, -36).node("Reshape", "x s", "y").output("y"), "cannot become");
        assertRefused(
                map().longs("s", 1 << 30, 1 << 30, 1 << 30)
                        .node("Reshape", "x s", "y")
                        .output("y"),
                "cannot become");
        assertRefused(map().scalar("s", 1).node("Reshape", "x s", "y").output("y"), "a list of integers is needed");
        assertRefused(map().node("Flatten", "x", "y", integer("axis", 5)).output("y"), "axis 5 does not exist");
        assertRefused(
                map().node("Transpose", "x", "y", ints("perm", 0, 1, 1, 2)).output("y"), "perm [0, 1, 1, 2]");
        assertRefused(map().node("Transpose", "x", "y", ints("perm", 0, 1)).output("y"), "perm [0, 1]");
        assertRefused(map().longs("a", 2).node("Squeeze", "x a", "y").output("y"), "axes [2]");
        assertRefused(map().longs("a", 0, 0).node("Unsqueeze", "x a", "y").output("y"), "name one axis twice");
        assertRefused(map().node("Unsqueeze", "x", "y").output("y"), "axes are missing");
    }

    @Test
    void refusesPaddingThatDoesNotFit() {
        assertRefused(
                map().longs("p", 0, 0, 1, 1, 0, 0, 1, 1)
                        .node("Pad", "x p", "y", text("mode", "mirror"))
                        .output("y"),
                "mode mirror");
        assertRefused(
                map().longs("p", 0, 0, -7, 1, 0, 0, 1, 1)
                        .node("Pad", "x p", "y")
                        .output("y"),
                "pads -7 and 1 of 6 positions");
        assertRefused(map().longs("p", 0, 0, 1).node("Pad", "x p", "y").output("y"), "two numbers for each of 4 axes");
        assertRefused(
                map().longs("p", 0, 0, 1 << 30, 1 << 30, 0, 0, 1 << 30, 1 << 30)
                        .node("Pad", "x p", "y")
                        .output("y"),
                "out of range");
        assertRefused(
                map().longs("p", 0, 0, 1 << 20, 1 << 20, 0, 0, 1 << 20, 1 << 20)
                        .node("Pad", "x p", "y")
                        .output("y"),
                "too many elements");
    }

    @Test
    void refusesClipsThatHoldNothing() {
        assertRefused(
                map().scalar("a", 1).scalar("b", 0).node("Clip", "x a b", "y").output("y"), "limits 1.0 to 0.0");
        assertRefused(map().scalar("a", Float.NaN).node("Clip", "x a", "y").output("y"), "limits NaN");
        assertRefused(map().weights("a", 2).node("Clip", "x a", "y").output("y"), "a single number is needed");
    }

    @Test
    void refusesQuantisationThatWouldNotBeExact() {
        ModelBuilder pair = vector().scalar("s", 0.1f)
                .scalar("t", 0.2f)
                .node("QuantizeLinear", "x s", "q")
                .node("DequantizeLinear", "q t", "y")
                .output("y");
        assertRefused(pair, "node DequantizeLinear of y", "differ from those with which tensor q was quantised");
        assertRefused(
                vector().weights("s", 6).node("QuantizeLinear", "x s", "y").output("y"), "above zero");
        assertRefused(
                vector().positive("s", 6).node("QuantizeLinear", "x s", "y").output("y"), "scales per axis");
        assertRefused(
                vector().positive("s", 5).node("QuantizeLinear", "x s", "y").output("y"),
                "5 scales do not fit axis 1 of [1, 6]");
        assertRefused(
                vector().scalar("s", 1)
                        .integers("z", DataType.INT32, NONE, 0)
                        .node("QuantizeLinear", "x s z", "y")
                        .output("y"),
                "INT32");
        assertRefused(
                vector().scalar("s", 1)
                        .scalar("z", 0)
                        .node("QuantizeLinear", "x s z", "y")
                        .output("y"),
                "zero point");
        assertRefused(
                vector().scalar("s", 1)
                        .node("QuantizeLinear", "x s", "q")
                        .node("Relu", "q", "y")
                        .output("y"),
                "tensor q holds quantised integers");
        assertRefused(
                vector().scalar("s", 1).node("DequantizeLinear", "x s", "y").output("y"), "tensor x is not quantised");
        assertRefused(
                new ModelBuilder(13)
                        .input("x", DataType.INT8, 1, 6)
                        .node("Relu", "x", "y")
                        .output("y"),
                "tensor x holds quantised integers");
        assertRefused(
                vector().scalar("s", 1)
                        .node("QuantizeLinear", "x s", "y", integer("block_size", 2))
                        .output("y"),
                "block_size");
    }

    @Test
    void refusesIntegerWeightsThatWouldNotBeExact() {
        assertRefused(
                vector().codes("i", DataType.INT8, 6, 4)
                        .positive("s", 6)
                        .node("DequantizeLinear", "i s", "w", integer("axis", 0))
                        .node("MatMul", "x w", "y")
                        .output("y"),
                "tensor w",
                "scales differ within one output channel");
        assertRefused(
                map().weights("w", 1, 2, 1, 1)
                        .integers("b", DataType.INT32, new int[] {1}, 5)
                        .scalar("s", 1)
                        .integers("z", DataType.INT32, NONE, 1)
                        .node("DequantizeLinear", "b s z", "c")
                        .node("Conv", "x w c", "y")
                        .output("y"),
                "zero point 1, which is not supported for INT32");
        assertRefused(
                vector().codes("i", DataType.INT8, 6, 4)
                        .scalar("s", 1)
                        .integers("z", DataType.UINT8, NONE, 0)
                        .node("DequantizeLinear", "i s z", "w")
                        .node("MatMul", "x w", "y")
                        .output("y"),
                "the zero point is UINT8, but tensor i is INT8");
        assertRefused(
                vector().codes("i", DataType.INT8, 6, 4)
                        .node("MatMul", "x i", "y")
                        .output("y"),
                "tensor i is of type INT8; FLOAT is needed");
    }
}
