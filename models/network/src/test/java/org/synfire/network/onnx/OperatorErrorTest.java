package org.synfire.network.onnx;

import static org.synfire.network.onnx.ModelBuilder.integer;
import static org.synfire.network.onnx.ModelBuilder.ints;
import static org.synfire.network.onnx.ModelBuilder.real;
import static org.synfire.network.onnx.ModelBuilder.text;

import org.junit.jupiter.api.Test;
import org.synfire.network.onnx.proto.TensorProto.DataType;

/** Nodes that cannot be imported are refused with what is wrong, where and what to do. */
class OperatorErrorTest {
    private static final int[] NONE = new int[0];

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
        Refusals.assertRefused(
                unknown, "node Spike of s (Spike)", "the operator Spike is not supported", "docs/onnx.md");
        unknown.graph().getNodeBuilder(0).setName("squash");
        Refusals.assertRefused(unknown, "node squash (Spike)");
        ModelBuilder foreign = map().node("Relu", "x", "y").output("y");
        foreign.graph().getNodeBuilder(0).setDomain("com.example");
        Refusals.assertRefused(foreign, "com.example.Relu is not supported");
    }

    @Test
    void namesAllReasonsAtOnce() {
        Refusals.assertRefused(
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
        Refusals.assertRefused(attention, "node Softmax of c (Softmax)", "sum of all exponentials");
        Refusals.assertRefused(
                map().weights("w", 2, 2, 1, 1)
                        .node("Conv", "x w", "a")
                        .node("Mul", "x a", "b")
                        .node("Conv", "b w", "y")
                        .output("y"),
                "node Mul of b (Mul)",
                "do not multiply",
                "squeeze-and-excitation");
        Refusals.assertRefused(
                map().weights("w", 2, 2, 1, 1)
                        .node("Conv", "x w", "a")
                        .node("Max", "x a", "b")
                        .node("Conv", "b w", "y")
                        .output("y"),
                "cannot compare");
    }

    @Test
    void refusesDamagedNodesOfEveryKind() {
        Refusals.assertRefused(
                map().scalar("s", 1)
                        .scalar("z", 0)
                        .weights("w", 2, 2, 1, 1)
                        .node("QuantizeLinear", "x s", "q")
                        .node("Pad", "q w z", "p")
                        .node("Relu", "p", "y")
                        .output("y"),
                "node Pad of p (Pad)");
        Refusals.assertRefused(
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
        Refusals.assertRefused(
                map().longs("s", 1 << 20, 1 << 20, 4)
                        .node("ConstantOfShape", "s", "c")
                        .node("Add", "x c", "y")
                        .output("y"),
                "node ConstantOfShape of c (ConstantOfShape)",
                tooLarge);
        Refusals.assertRefused(
                map().scalar("v", 1)
                        .longs("s", 1 << 20, 1 << 20, 4)
                        .node("Expand", "v s", "c")
                        .node("Add", "x c", "y")
                        .output("y"),
                tooLarge);
        Refusals.assertRefused(
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
        Refusals.assertRefused(
                map().weights("a", 1 << 18, 1)
                        .weights("b", 1, 1 << 18)
                        .node("MatMul", "a b", "c")
                        .node("Add", "x c", "y")
                        .output("y"),
                tooLarge);
        Refusals.assertRefused(
                map().weights("a", 1 << 18, 1)
                        .weights("b", 1, 1 << 18)
                        .node("Mul", "a b", "c")
                        .node("Add", "x c", "y")
                        .output("y"),
                tooLarge);
        Refusals.assertRefused(
                map().weights("a", 2, 2)
                        .longs("p", 1 << 30, 1 << 30, 1 << 30, 1 << 30)
                        .node("Pad", "a p", "c")
                        .node("Add", "x c", "y")
                        .output("y"),
                "node Pad of c");
        Refusals.assertRefused(
                map().weights("a", 1, 1, 2, 2)
                        .weights("w", 1, 1, 1, 1)
                        .node("Conv", "a w", "c", ints("pads", 1 << 20, 1 << 20, 1 << 20, 1 << 20))
                        .node("Add", "x c", "y")
                        .output("y"),
                "node Conv of c (Conv): all it reads is constant");
    }

    @Test
    void refusesNumbersThatAreNotFinite() {
        int[] dims = {1, 2, 1, 1};
        Refusals.assertRefused(
                map().floats("w", dims, 1, Float.NaN).node("Conv", "x w", "y").output("y"),
                "node Conv of y (Conv)",
                "tensor w has the value NaN at index 1");
        Refusals.assertRefused(
                map().weights("w", dims)
                        .floats("b", new int[] {1}, Float.POSITIVE_INFINITY)
                        .node("Conv", "x w b", "y")
                        .output("y"),
                "tensor b has the value Infinity at index 0");
        Refusals.assertRefused(
                vector().floats("w", new int[] {6, 1}, 0, 0, 0, 0, 0, Float.NaN)
                        .node("Gemm", "x w", "y", real("alpha", 2))
                        .output("y"),
                "tensor w",
                "NaN");
        Refusals.assertRefused(
                map().scalar("c", Float.NaN).node("Add", "x c", "y").output("y"), "NaN");
        Refusals.assertRefused(
                map().weights("w", 6, 1)
                        .node("Gemm", "x w", "y", real("alpha", Float.NaN))
                        .output("y"),
                "dimensions");
        Refusals.assertRefused(
                vector().weights("w", 6, 1)
                        .node("Gemm", "x w", "y", real("alpha", Float.NaN))
                        .output("y"),
                "NaN");
        Refusals.assertRefused(
                map().floats("s", new int[] {2}, 1, 1)
                        .floats("v", new int[] {2}, 1, -1)
                        .node("BatchNormalization", "x s s s v", "y")
                        .output("y"),
                "scale / sqrt(variance + epsilon) has the value NaN at index 1");
        Refusals.assertRefused(
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
        Refusals.assertRefused(
                map().weights("w", 1, 3, 1, 1).node("Conv", "x w", "y").output("y"),
                "[1, 3, 1, 1] do not fit 2 input channels in 1 groups");
        Refusals.assertRefused(
                map().weights("w", 3, 1, 1, 1)
                        .node("Conv", "x w", "y", integer("group", 2))
                        .output("y"),
                "in 2 groups");
        Refusals.assertRefused(
                map().weights("w", 1, 2, 1, 1)
                        .node("Conv", "x w", "y", integer("group", 0))
                        .output("y"),
                "in 0 groups");
        Refusals.assertRefused(
                map().weights("w", 1, 2, 7, 1).node("Conv", "x w", "y").output("y"),
                "kernel of [7, 1]",
                "does not fit a map of 6 x 6");
        Refusals.assertRefused(
                map().weights("w", 1, 2, 2, 2)
                        .node("Conv", "x w", "y", ints("kernel_shape", 3, 3))
                        .output("y"),
                "kernel_shape is [3, 3]");
        Refusals.assertRefused(
                map().weights("w", 1, 2, 2, 2)
                        .node("Conv", "x w", "y", ints("strides", 1, 0))
                        .output("y"),
                "strides [1, 0]");
        Refusals.assertRefused(
                map().weights("w", 1, 2, 2, 2)
                        .node("Conv", "x w", "y", ints("dilations", 1 << 30, 1))
                        .output("y"),
                "does not fit");
        Refusals.assertRefused(
                map().weights("w", 1, 2, 2, 2)
                        .node("Conv", "x w", "y", ints("strides", 1L << 40, 1))
                        .output("y"),
                "strides",
                "out of range");
        Refusals.assertRefused(
                map().weights("w", 1, 2, 2, 2)
                        .node("Conv", "x w", "y", ints("pads", 1, 1, 1, -1))
                        .output("y"),
                "pads [1, 1, 1, -1] are not supported");
        Refusals.assertRefused(
                map().weights("w", 1, 2, 2, 2)
                        .node("Conv", "x w", "y", ints("pads", 1 << 30, 1 << 30, 1 << 30, 1 << 30))
                        .output("y"),
                "pads");
        Refusals.assertRefused(
                map().weights("w", 1, 2, 2, 2)
                        .node("Conv", "x w", "y", ints("pads", 1 << 20, 1 << 20, 0, 0))
                        .output("y"),
                "elements");
        Refusals.assertRefused(
                map().weights("w", 1, 2, 2, 2)
                        .node("Conv", "x w", "y", text("auto_pad", "SOME"))
                        .output("y"),
                "auto_pad SOME");
        Refusals.assertRefused(
                map().weights("w", 1, 2, 2, 2)
                        .weights("b", 2)
                        .node("Conv", "x w b", "y")
                        .output("y"),
                "tensor b has 2 numbers for 1 channels");
        Refusals.assertRefused(map().node("Conv", "x x", "y").output("y"), "input 1, x, depends on the image");
        Refusals.assertRefused(
                new ModelBuilder(13)
                        .input(1, 2, 6)
                        .weights("w", 1, 3, 2)
                        .node("Conv", "x w", "y")
                        .output("y"),
                "do not fit 2 input channels");
        Refusals.assertRefused(
                new ModelBuilder(13)
                        .input(1, 2, 6)
                        .weights("w", 1, 2, 2, 2)
                        .node("Conv", "x w", "y")
                        .output("y"),
                "[1, 2, 2, 2] do not fit an input of [1, 2, 6]");
        Refusals.assertRefused(
                map().weights("w", 1, 0, 1, 1).node("Conv", "x w", "y").output("y"), "do not fit 2 input channels");
    }

    @Test
    void refusesMatricesThatDoNotFit() {
        Refusals.assertRefused(
                vector().weights("w", 5, 4).node("Gemm", "x w", "y").output("y"),
                "4 outputs x 5 inputs does not fit axis 1 of [1, 6]");
        Refusals.assertRefused(
                vector().weights("w", 6, 4)
                        .node("Gemm", "x w", "y", integer("transA", 1))
                        .output("y"),
                "transA is not supported");
        Refusals.assertRefused(
                vector().weights("w", 6, 4)
                        .node("Gemm", "x w", "y", integer("transB", 2))
                        .output("y"),
                "transB is 2");
        Refusals.assertRefused(
                vector().weights("w", 6, 4)
                        .weights("b", 3)
                        .node("Gemm", "x w b", "y")
                        .output("y"),
                "3 numbers for 4 channels");
        Refusals.assertRefused(
                vector().weights("w", 6, 4).node("Gemm", "w x", "y").output("y"), "input 0, w, is a constant");
        Refusals.assertRefused(
                vector().weights("w", 2, 6, 4).node("MatMul", "x w", "y").output("y"), "only a constant matrix");
        Refusals.assertRefused(
                vector().weights("w", 3, 5).node("MatMul", "w x", "y").output("y"), "does not fit axis 0");
        Refusals.assertRefused(
                vector().node("MatMul", "x x", "y").output("y"), "depend on the image", "do not multiply");
        Refusals.assertRefused(
                vector().codes("i", DataType.INT8, 6, 4)
                        .scalar("s", 1)
                        .node("DequantizeLinear", "i s", "w")
                        .node("Gemm", "x w", "y", real("alpha", -1))
                        .output("y"),
                "alpha -1.0 with integer weights");
    }

    @Test
    void refusesSumsOfTensorsThatDoNotMeet() {
        Refusals.assertRefused(
                map().weights("c", 3, 1, 1).node("Add", "x c", "y").output("y"),
                "[3, 1, 1] and ",
                "[1, 2, 6, 6]",
                "do not meet");
        Refusals.assertRefused(
                map().scalar("a", 1).node("Add", "a a", "y").output("y"), "does not depend on the input");
        Refusals.assertRefused(
                map().weights("s", 3)
                        .node("BatchNormalization", "x s s s s", "y")
                        .output("y"),
                "3 numbers for 2 channels");
        Refusals.assertRefused(
                map().weights("s", 2)
                        .node("BatchNormalization", "x s s s s", "y", integer("training_mode", 1))
                        .output("y"),
                "training_mode");
        Refusals.assertRefused(
                new ModelBuilder(7)
                        .input(1, 2, 6, 6)
                        .weights("s", 2)
                        .node("BatchNormalization", "x s s s s", "y", integer("spatial", 0))
                        .output("y"),
                "spatial");
        Refusals.assertRefused(
                map().integers("t", DataType.BOOL, NONE, 1)
                        .node("Dropout", "x - t", "y")
                        .output("y"),
                "training_mode is not supported");
    }

    @Test
    void refusesPoolings() {
        Refusals.assertRefused(map().node("MaxPool", "x", "y").output("y"), "kernel_shape is missing");
        Refusals.assertRefused(
                map().node("MaxPool", "x", "y", ints("kernel_shape", 2, 2, 2)).output("y"), "one dimension, or two");
        Refusals.assertRefused(
                map().node("MaxPool", "x", "y", ints("kernel_shape", 2, 2), ints("pads", 2, 0, 0, 0))
                        .output("y"),
                "window 0 lies in the padding alone");
        Refusals.assertRefused(
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
        Refusals.assertRefused(
                map().node("Relu", "x", "y", integer("leak", 1)).output("y"),
                "node Relu of y",
                "attribute leak is not known");
        Refusals.assertRefused(
                map().node("Flatten", "x", "y", integer("axis", 1), integer("axis", 2))
                        .output("y"),
                "attribute axis is given twice");
        Refusals.assertRefused(
                map().node("Flatten", "x", "y", real("axis", 1)).output("y"),
                "attribute axis is of type FLOAT; INT is needed");
    }

    @Test
    void refusesRearrangementsThatDoNotFit() {
        Refusals.assertRefused(
                map().longs("s", 1, 71).node("Reshape", "x s", "y").output("y"), "[1, 2, 6, 6] cannot become [1, 71]");
        Refusals.assertRefused(
                map().longs("s", -1, -1).node("Reshape", "x s", "y").output("y"), "cannot become [-1, -1]");
        Refusals.assertRefused(
                map().longs("s", -1, 5).node("Reshape", "x s", "y").output("y"), "cannot become [-1, 5]");
        Refusals.assertRefused(
                map().longs("s", -2, -36).node("Reshape", "x s", "y").output("y"), "cannot become");
        Refusals.assertRefused(
                map().longs("s", 1 << 30, 1 << 30, 1 << 30)
                        .node("Reshape", "x s", "y")
                        .output("y"),
                "cannot become");
        Refusals.assertRefused(
                map().scalar("s", 1).node("Reshape", "x s", "y").output("y"), "a list of integers is needed");
        Refusals.assertRefused(
                map().node("Flatten", "x", "y", integer("axis", 5)).output("y"), "axis 5 does not exist");
        Refusals.assertRefused(
                map().node("Transpose", "x", "y", ints("perm", 0, 1, 1, 2)).output("y"), "perm [0, 1, 1, 2]");
        Refusals.assertRefused(
                map().node("Transpose", "x", "y", ints("perm", 0, 1)).output("y"), "perm [0, 1]");
        Refusals.assertRefused(map().longs("a", 2).node("Squeeze", "x a", "y").output("y"), "axes [2]");
        Refusals.assertRefused(
                map().longs("a", 0, 0).node("Unsqueeze", "x a", "y").output("y"), "name one axis twice");
        Refusals.assertRefused(map().node("Unsqueeze", "x", "y").output("y"), "axes are missing");
    }

    @Test
    void refusesPaddingThatDoesNotFit() {
        Refusals.assertRefused(
                map().longs("p", 0, 0, 1, 1, 0, 0, 1, 1)
                        .node("Pad", "x p", "y", text("mode", "mirror"))
                        .output("y"),
                "mode mirror");
        Refusals.assertRefused(
                map().longs("p", 0, 0, -7, 1, 0, 0, 1, 1)
                        .node("Pad", "x p", "y")
                        .output("y"),
                "pads -7 and 1 of 6 positions");
        Refusals.assertRefused(
                map().longs("p", 0, 0, 1).node("Pad", "x p", "y").output("y"), "two numbers for each of 4 axes");
        Refusals.assertRefused(
                map().longs("p", 0, 0, 1 << 30, 1 << 30, 0, 0, 1 << 30, 1 << 30)
                        .node("Pad", "x p", "y")
                        .output("y"),
                "out of range");
        Refusals.assertRefused(
                map().longs("p", 0, 0, 1 << 20, 1 << 20, 0, 0, 1 << 20, 1 << 20)
                        .node("Pad", "x p", "y")
                        .output("y"),
                "too many elements");
    }

    @Test
    void refusesClipsThatHoldNothing() {
        Refusals.assertRefused(
                map().scalar("a", 1).scalar("b", 0).node("Clip", "x a b", "y").output("y"), "limits 1.0 to 0.0");
        Refusals.assertRefused(
                map().scalar("a", Float.NaN).node("Clip", "x a", "y").output("y"), "limits NaN");
        Refusals.assertRefused(map().weights("a", 2).node("Clip", "x a", "y").output("y"), "a single number is needed");
    }

    @Test
    void refusesQuantisationThatWouldNotBeExact() {
        ModelBuilder pair = vector().scalar("s", 0.1f)
                .scalar("t", 0.2f)
                .node("QuantizeLinear", "x s", "q")
                .node("DequantizeLinear", "q t", "y")
                .output("y");
        Refusals.assertRefused(
                pair, "node DequantizeLinear of y", "differ from those with which tensor q was quantised");
        Refusals.assertRefused(
                vector().weights("s", 6).node("QuantizeLinear", "x s", "y").output("y"), "above zero");
        Refusals.assertRefused(
                vector().positive("s", 6).node("QuantizeLinear", "x s", "y").output("y"), "scales per axis");
        Refusals.assertRefused(
                vector().positive("s", 5).node("QuantizeLinear", "x s", "y").output("y"),
                "5 scales do not fit axis 1 of [1, 6]");
        Refusals.assertRefused(
                vector().scalar("s", 1)
                        .integers("z", DataType.INT32, NONE, 0)
                        .node("QuantizeLinear", "x s z", "y")
                        .output("y"),
                "INT32");
        Refusals.assertRefused(
                vector().scalar("s", 1)
                        .scalar("z", 0)
                        .node("QuantizeLinear", "x s z", "y")
                        .output("y"),
                "zero point");
        Refusals.assertRefused(
                vector().scalar("s", 1)
                        .node("QuantizeLinear", "x s", "q")
                        .node("Relu", "q", "y")
                        .output("y"),
                "tensor q holds quantised integers");
        Refusals.assertRefused(
                vector().scalar("s", 1).node("DequantizeLinear", "x s", "y").output("y"), "tensor x is not quantised");
        Refusals.assertRefused(
                new ModelBuilder(13)
                        .input("x", DataType.INT8, 1, 6)
                        .node("Relu", "x", "y")
                        .output("y"),
                "tensor x holds quantised integers");
        Refusals.assertRefused(
                vector().scalar("s", 1)
                        .node("QuantizeLinear", "x s", "y", integer("block_size", 2))
                        .output("y"),
                "block_size");
    }

    @Test
    void refusesIntegerWeightsThatWouldNotBeExact() {
        Refusals.assertRefused(
                vector().codes("i", DataType.INT8, 6, 4)
                        .positive("s", 6)
                        .node("DequantizeLinear", "i s", "w", integer("axis", 0))
                        .node("MatMul", "x w", "y")
                        .output("y"),
                "tensor w",
                "scales differ within one output channel");
        Refusals.assertRefused(
                map().weights("w", 1, 2, 1, 1)
                        .integers("b", DataType.INT32, new int[] {1}, 5)
                        .scalar("s", 1)
                        .integers("z", DataType.INT32, NONE, 1)
                        .node("DequantizeLinear", "b s z", "c")
                        .node("Conv", "x w c", "y")
                        .output("y"),
                "zero point 1, which is not supported for INT32");
        Refusals.assertRefused(
                vector().codes("i", DataType.INT8, 6, 4)
                        .scalar("s", 1)
                        .integers("z", DataType.UINT8, NONE, 0)
                        .node("DequantizeLinear", "i s z", "w")
                        .node("MatMul", "x w", "y")
                        .output("y"),
                "the zero point is UINT8, but tensor i is INT8");
        Refusals.assertRefused(
                vector().codes("i", DataType.INT8, 6, 4)
                        .node("MatMul", "x i", "y")
                        .output("y"),
                "tensor i is of type INT8; FLOAT is needed");
    }
}
