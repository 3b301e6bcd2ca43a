package org.synfire.network.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Node;
import org.synfire.network.onnx.proto.StringStringEntryProto;
import org.synfire.network.onnx.proto.TensorProto;
import org.synfire.network.onnx.proto.TensorProto.DataType;

/** Tensors that a model keeps in other files of its folder. */
class ExternalDataTest {
    @TempDir
    private Path folder;

    private Path model(String location, String offset, String length) throws IOException {
        ModelBuilder model =
                new ModelBuilder(13).input(1, 1, 2, 2).node("Conv", "x w", "y").output("y");
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName("w")
                .setDataType(DataType.FLOAT_VALUE)
                .addDims(2)
                .addDims(1)
                .addDims(1)
                .addDims(1)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL);
        add(tensor, "location", location);
        add(tensor, "offset", offset);
        add(tensor, "length", length);
        model.graph().addInitializer(tensor);
        Path file = folder.resolve("net.onnx");
        Files.write(file, model.bytes());
        ByteBuffer data = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        data.putFloat(7).putFloat(1.5f).putFloat(-2).putFloat(9);
        Files.write(folder.resolve("net.data"), data.array());
        return file;
    }

    private static void add(TensorProto.Builder tensor, String key, String value) {
        if (value != null) {
            tensor.addExternalData(
                    StringStringEntryProto.newBuilder().setKey(key).setValue(value));
        }
    }

    @Test
    void areReadWithTheModel() throws IOException {
        Path file = model("net.data", "4", "8");
        Node.Convolution layer = (Node.Convolution) OnnxImporter.read(file).output();
        assertArrayEquals(new float[] {1.5f, -2}, layer.weights().values());
        assertArrayEquals(
                new float[] {1.5f, -2},
                ((Node.Convolution) OnnxImporter.read(OnnxImporter.bytes(file), "net")
                                .output())
                        .weights()
                        .values());
    }

    @Test
    void aLinkThatLeavesTheFolderIsRefused(@TempDir Path elsewhere) throws IOException {
        Path file = model("net.data", "4", "8");
        Path moved = Files.move(folder.resolve("net.data"), elsewhere.resolve("net.data"));
        Files.createSymbolicLink(folder.resolve("net.data"), moved);
        InputException refused = assertThrows(InputException.class, () -> OnnxImporter.read(file));
        assertTrue(refused.getMessage().contains("is not in the model's folder"), refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "gone.data, 0, 8, does not exist",
                "../net.data, 0, 8, is not in the model's folder",
                "`/net.data`, 0, 8, is not in the model's folder",
                "``, 0, 8, is not in the model's folder",
                "net.data, 12, 8, `8 bytes from byte 12 of net.data, which has 16`",
                "net.data, 99999999999, 8, from byte 99",
                "net.data, 0, -1, is no number of bytes",
                "net.data, one, 8, is no number of bytes",
                "net.data, 0, 12, the file is corrupt",
                "., 0, 8, net.onnx"
            })
    void areRefusedWhereTheyAreNot(String location, String offset, String length, String message) throws IOException {
        Path file = model(location, offset, length);
        InputException refused = assertThrows(InputException.class, () -> OnnxImporter.read(file));
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
        assertTrue(refused.getMessage().contains("net.onnx"), refused.getMessage());
    }
}
