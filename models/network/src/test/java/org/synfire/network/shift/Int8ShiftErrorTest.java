package org.synfire.network.shift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.engine.InputException;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.npy.NpyArray;
import org.synfire.network.reference.DenseReference;

class Int8ShiftErrorTest {
    private static final String LINEAR = """
        {"net": "tiny", "dataset": "mnist", "layers": [
          {"name": "fc", "op": "linear", "pool": "max", "pool_size": 14, "out_features": 2, "activation": null}]}
        """;

    @TempDir
    private Path folder;

    private String messageOf(String json) throws IOException {
        Path file = folder.resolve("tiny.json");
        Files.writeString(file, json);
        archive("fc.weight", npy("|i1", "(2, 4)", new byte[] {1, 2, 3, 4, -1, -2, -3, -4}));
        String message = assertThrows(InputException.class, () -> Int8ShiftNetwork.read(file))
                .getMessage();
        return message.replace(folder.toString() + "/", "");
    }

    private void archive(String name, byte[] array) throws IOException {
        try (var zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("tiny.npz")))) {
            zip.putNextEntry(new ZipEntry(name + ".npy"));
            zip.write(array);
        }
    }

    private static byte[] npy(String descriptor, String shape, byte[] data) {
        byte[] header = ("{'descr': '" + descriptor + "', 'fortran_order': False, 'shape': " + shape + ", }\n")
                .getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(10 + header.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0)
                .putShort((short) header.length)
                .put(header)
                .put(data)
                .array();
    }

    private String arrayMessage(byte[] array) throws IOException {
        Path file = folder.resolve("a.npy");
        Files.write(file, array);
        return assertThrows(InputException.class, () -> NpyArray.read(file))
                .getMessage()
                .replace(folder.toString() + "/", "");
    }

    @Test
    void readsAGoodOne() throws IOException {
        Files.writeString(folder.resolve("tiny.json"), LINEAR);
        archive("fc.weight", npy("|i1", "(2, 4)", new byte[] {1, 2, 3, 4, -1, -2, -3, -4}));
        IntegerNetwork network =
                Int8ShiftNetwork.read(folder.resolve("tiny.json")).network();
        DenseReference reference = new DenseReference(network);
        int[] image = new int[28 * 28];
        image[0] = 5;
        reference.compute(image);
        assertEquals(5, reference.answer()[0]);
        assertEquals(-5, reference.answer()[1]);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"layers\"| \"layer\"| tiny.json: lists no layers",
                "mnist| cats| tiny.json: data set 'cats'; mnist, fashion-mnist and cifar-10 are known",
                "linear| conv3d| tiny.json, layer fc: operation 'conv3d'; conv2d and linear are known",
                "null| 1| tiny.json, layer 0: activation must be a text, not 1",
                "null| \"relu\"| tiny.json, layer fc: activation 'relu'; a linear layer keeps raw sums, so it must be"
                        + " null",
                "\"max\"| \"median\"| tiny.json, layer fc: pooling 'median'; max, avg and null are known",
                "14| 0| tiny.json, layer fc: pool_size must be an integer of 1..1024, not 0",
                "14| 2000000000| tiny.json, layer fc: pool_size must be an integer of 1..1024, not 2000000000",
                "\"out_features\": 2| \"outs\": 2| tiny.json, layer fc: out_features must be an integer of 1..1048576,"
                        + " not missing",
                "\"out_features\": 2| \"out_features\": 3| tiny.npz, array fc.weight.npy: an array of shape [2, 4]"
                        + " where [3, 4] is expected",
                "\"fc\"| \"head\"| tiny.npz: has no array head.weight; there are [fc.weight]",
            })
    void namesFileLayerAndField(String good, String bad, String message) throws IOException {
        assertEquals(message, messageOf(LINEAR.replace(good, bad)));
    }

    @Test
    void namesLineAndColumnOfBrokenJson() throws IOException {
        assertTrue(
                messageOf("{\n  \"net\": tiny}").startsWith("tiny.json: line 2, column "),
                messageOf("{\n  \"net\": tiny}"));
    }

    @Test
    void namesAMissingOrBrokenArchive() throws IOException {
        Path file = folder.resolve("alone.json");
        Files.writeString(file, LINEAR);
        assertTrue(assertThrows(InputException.class, () -> Int8ShiftNetwork.read(file))
                .getMessage()
                .contains("alone.npz as an .npz archive"));
        Files.writeString(folder.resolve("alone.npz"), "no zip");
        assertTrue(assertThrows(InputException.class, () -> Int8ShiftNetwork.read(file))
                .getMessage()
                .contains("alone.npz as an .npz archive"));
    }

    @Test
    void refusesDamagedArrays() throws IOException {
        assertEquals(
                "a.npy: not a NumPy array (it does not start with \\x93NUMPY)",
                arrayMessage("some text".getBytes(StandardCharsets.US_ASCII)));
        assertEquals("a.npy: truncated, 3 of 8 bytes of data", arrayMessage(npy("|i1", "(2, 4)", new byte[3])));
        assertEquals("a.npy: goes on behind its 8 bytes of data", arrayMessage(npy("|i1", "(2, 4)", new byte[9])));
        assertEquals(
                "a.npy: an array of shape [2000000000, 2] is larger than 1073741824 bytes",
                arrayMessage(npy("<i4", "(2000000000, 2)", new byte[8])));
        assertEquals(
                "a.npy: an array of shape (99999999999,) is too large",
                arrayMessage(npy("|i1", "(99999999999,)", new byte[8])));
        assertEquals(
                "a.npy: elements of type >f8; bool, int8, uint8, int16, uint16, int32, int64, float32 and float64,"
                        + " little endian, are supported",
                arrayMessage(npy(">f8", "(1,)", new byte[8])));
        assertEquals(
                "a.npy: holds Python objects, which only Python can read; save numbers of one type and one shape, for"
                        + " example with astype('uint8')",
                arrayMessage(npy("|O", "(1,)", new byte[8])));
    }

    @Test
    void takesNoMemoryForWhatIsOnlyAnnounced() throws IOException {
        assertEquals(
                "a.npy: truncated, 1 of 1000000000 bytes of data",
                arrayMessage(npy("|i1", "(1000000000,)", new byte[1])));
    }
}
