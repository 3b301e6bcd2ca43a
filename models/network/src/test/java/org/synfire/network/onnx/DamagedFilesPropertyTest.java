package org.synfire.network.onnx;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.synfire.network.onnx.ModelBuilder.integer;
import static org.synfire.network.onnx.ModelBuilder.ints;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.synfire.engine.InputException;
import org.synfire.network.data.RealData;
import org.synfire.network.onnx.proto.TensorProto.DataType;

/**
 * However a file is damaged: it is refused with an {@link InputException}, or what is left is a valid network; never
 * anything else.
 */
@Timeout(120)
class DamagedFilesPropertyTest {
    private static final long SEED = 20260101;

    static Stream<byte[]> models() {
        byte[] convolutional = new ModelBuilder(13)
                .input(1, 6, 6, 3)
                .weights("w", 4, 3, 3, 3)
                .weights("v", 2, 4, 1, 1)
                .weights("b", 2, 1, 1)
                .weights("m", 18, 2)
                .longs("p", 0, 0, 1, 1, 0, 0, 1, 1)
                .longs("s", 1, -1)
                .node("Transpose", "x", "t", ints("perm", 0, 3, 1, 2))
                .node("Pad", "t p", "z")
                .node("Conv", "z w", "c", ints("strides", 2, 2), ints("pads", 0, 1, 1, 0))
                .node("Relu", "c", "r")
                .node("Conv", "r v", "d")
                .node("Add", "d b", "e")
                .node("MaxPool", "e", "f", ints("kernel_shape", 2, 2), integer("ceil_mode", 1))
                .node("Transpose", "f", "g", ints("perm", 0, 2, 3, 1))
                .node("Reshape", "g s", "h")
                .node("MatMul", "h m", "y")
                .output("y")
                .bytes();
        byte[] quantised = new ModelBuilder(13)
                .input("x", DataType.INT8, 1, 2, 4, 4)
                .codes("i", DataType.INT8, 3, 2, 2, 2)
                .positive("s", 3)
                .scalar("t", 0.1f)
                .integers("z", DataType.INT8, new int[0], -3)
                .weights("k", 3)
                .positive("n", 3)
                .node("DequantizeLinear", "x t z", "a")
                .node("DequantizeLinear", "i s", "w", integer("axis", 0))
                .node("Conv", "a w", "c")
                .node("BatchNormalization", "c k k k n", "b")
                .node("QuantizeLinear", "b t z", "q")
                .node("DequantizeLinear", "q t z", "d")
                .node("AveragePool", "d", "p", ints("kernel_shape", 2, 2))
                .node("Add", "p p", "e")
                .node("GlobalAveragePool", "e", "g")
                .node("Flatten", "g", "y")
                .output("y")
                .bytes();
        return Stream.of(convolutional, quantised);
    }

    private static boolean isRead(byte[] bytes) {
        try {
            OnnxImporter.read(bytes, "damaged.onnx");
            return true;
        } catch (InputException e) {
            return false;
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void refusesFilesCutOffAnywhere(byte[] model) {
        assertTrue(isRead(model));
        for (int length = 0; length < model.length; length++) {
            assertFalse(isRead(Arrays.copyOf(model, length)), "cut after " + length + " bytes of " + model.length);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void survivesEveryFlippedBit(byte[] model) {
        int read = 0;
        for (int bit = 0; bit < 8 * model.length; bit++) {
            byte[] damaged = model.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            read += isRead(damaged) ? 1 : 0;
        }
        System.out.printf(
                Locale.ROOT, "%d of %d models with one flipped bit are still networks%n", read, 8 * model.length);
        assertTrue(read > 0 && read < 8 * model.length, read + " models read");
    }

    @ParameterizedTest
    @MethodSource("models")
    void survivesSeveralDamagedBytes(byte[] model) {
        Random random = new Random(SEED);
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = model.clone();
            for (int i = 0; i < 1 + round % 5; i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            isRead(damaged);
        }
    }

    @Test
    void refusesARealNetworkCutOff() throws IOException {
        byte[] model = Files.readAllBytes(RealData.require("models/resnet-cifar10/resnet20-12fca82f.onnx"));
        Random random = new Random(SEED);
        for (int round = 0; round < 50; round++) {
            byte[] cut = Arrays.copyOf(model, random.nextInt(model.length));
            assertThrows(InputException.class, () -> OnnxImporter.read(cut, "cut.onnx"));
        }
    }

    @Test
    void refusesToTakeMoreMemoryThanThereIs() {
        MemoryBudget budget = new MemoryBudget(100);
        budget.take(20, 4, "tensor a");
        assertTrue(assertThrows(InputException.class, () -> budget.take(6, 4, "tensor b"))
                .getMessage()
                .contains("tensor b needs 6 elements of 4 bytes, but 20 of"));
        budget.take(5, 4, "tensor c");
        assertThrows(InputException.class, () -> budget.take(Long.MAX_VALUE, 4, "tensor d"));
    }
}
