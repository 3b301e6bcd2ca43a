package org.synfire.network.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.neuron.LeakyNeurons;
import org.synfire.network.neuron.MintNeurons;
import org.synfire.network.neuron.NeuronProgram;
import org.synfire.network.neuron.PotentialRounding;
import org.synfire.network.spiking.Connection;
import org.synfire.network.spiking.IntegerLayer;
import org.synfire.network.spiking.IntegerSpikingNetwork;
import org.synfire.network.spiking.PixelCode;

/** Files read back as what was written, and everything else is refused with its place. */
class SpikingNetworkFileTest {
    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("net.sin");
    }

    private static int[] integers(long seed, int count, int bits) {
        return new SplittableRandom(seed)
                .ints(count, -(1 << (bits - 1)), 1 << (bits - 1))
                .toArray();
    }

    static IntegerSpikingNetwork network() {
        MintNeurons first = new MintNeurons(4, PotentialRounding.SHIFT_ON_READ, new int[] {35}, new boolean[1]);
        MintNeurons second = new MintNeurons(
                2, PotentialRounding.SHIFT_ON_STORE, new int[] {3, -4, 1 << 30}, new boolean[] {false, true, false});
        LeakyNeurons leaky = new LeakyNeurons(12, 4, LeakyNeurons.Reset.ZERO, new int[] {900});
        LeakyNeurons integrating = new LeakyNeurons(32, 0, LeakyNeurons.Reset.SUBTRACT, new int[] {1, 2, 3, 4, 5});
        return new IntegerSpikingNetwork(
                "mixed",
                5,
                PixelCode.of("mixed", List.of(0.4, 0.5), List.of(0.5, 0.3)),
                List.of(
                        new IntegerLayer(
                                "conv1",
                                1,
                                new Shape(2, 6, 6),
                                new Connection.Convolution(Window.square(3, 1, 1)),
                                new Shape(4, 6, 6),
                                5,
                                integers(1, 72, 5),
                                0.01,
                                Optional.of(first)),
                        new IntegerLayer(
                                "conv2",
                                2,
                                new Shape(4, 3, 3),
                                new Connection.Convolution(Window.square(2, 1, 0)),
                                new Shape(3, 2, 2),
                                2,
                                integers(2, 48, 2),
                                0.02,
                                Optional.of(second)),
                        new IntegerLayer(
                                "dense1",
                                1,
                                new Shape(3, 2, 2),
                                new Connection.Full(),
                                Shape.vector(6),
                                8,
                                integers(3, 72, 8),
                                0.03,
                                Optional.of(leaky)),
                        new IntegerLayer(
                                "dense2",
                                1,
                                Shape.vector(6),
                                new Connection.Full(),
                                new Shape(5, 1, 1),
                                4,
                                integers(4, 30, 4),
                                0.04,
                                Optional.of(integrating)),
                        new IntegerLayer(
                                "output",
                                1,
                                Shape.vector(5),
                                new Connection.PerChannel(),
                                Shape.vector(3),
                                16,
                                integers(5, 15, 16),
                                0.5,
                                Optional.empty())));
    }

    @Test
    void readsWhatItWrites() throws IOException {
        SpikingNetworkFile.write(file(), network());
        assertSame(SpikingNetworkFile.read(file()));
    }

    /** The file as it was first written: a later version of this program must read it as what it was. */
    @Test
    void readsTheFileOfVersionOne() throws IOException {
        Path golden = directory.resolve("golden.sin");
        try (InputStream in = SpikingNetworkFileTest.class.getResourceAsStream("version1.sin")) {
            Files.copy(in, golden);
        }
        assertSame(SpikingNetworkFile.read(golden));
        SpikingNetworkFile.write(file(), network());
        assertEquals(text(entries(golden)), text(entries(file())), "what is written is what was written then");
    }

    private static List<String> text(Map<String, byte[]> entries) {
        return entries.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + new String(entry.getValue(), StandardCharsets.ISO_8859_1))
                .toList();
    }

    private static void assertSame(IntegerSpikingNetwork read) {
        assertEquals("mixed", read.name());
        assertEquals(5, read.timeSteps());
        assertArrayEquals(network().pixels().codes(), read.pixels().codes());
        assertEquals(network().pixels().shift(), read.pixels().shift());
        for (int i = 0; i < network().layers().size(); i++) {
            IntegerLayer expected = network().layers().get(i);
            IntegerLayer found = read.layers().get(i);
            assertArrayEquals(expected.weights(), found.weights());
            assertEquals(
                    List.of(
                            expected.name(),
                            expected.maxPool(),
                            expected.in(),
                            expected.out(),
                            expected.weightBits(),
                            expected.unit(),
                            expected.connection()),
                    List.of(
                            found.name(),
                            found.maxPool(),
                            found.in(),
                            found.out(),
                            found.weightBits(),
                            found.unit(),
                            found.connection()));
            assertEquals(words(expected.neurons()), words(found.neurons()));
        }
    }

    /** The model and its parameters, as they are written. */
    private static String words(Optional<NeuronProgram> summed) {
        if (summed.isEmpty()) {
            return "sum";
        }
        NeuronProgram neurons = summed.get();
        ObjectNode parameters = new ObjectMapper().createObjectNode();
        neurons.writeTo(new JsonParameters.Writer(parameters));
        return neurons.model() + " " + parameters;
    }

    @Test
    void sameNetworkGivesTheSameBytes() throws IOException {
        SpikingNetworkFile.write(file(), network());
        byte[] first = Files.readAllBytes(file());
        SpikingNetworkFile.write(file(), network());
        assertArrayEquals(first, Files.readAllBytes(file()));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 8, 13, 16})
    void packingIsTwosComplementWithoutGaps(int bits) {
        int[] values = integers(bits, 101, bits);
        values[0] = -(1 << (bits - 1));
        values[1] = (1 << (bits - 1)) - 1;
        byte[] packed = PackedIntegers.pack(values, bits);
        assertEquals((101 * bits + 7) / 8, packed.length);
        assertArrayEquals(values, PackedIntegers.unpack(packed, 101, bits));
    }

    @Test
    void packsTheFirstIntegerIntoTheLowestBits() {
        assertArrayEquals(new byte[] {(byte) 0b00_01_11_01}, PackedIntegers.pack(new int[] {1, -1, 1}, 2));
        assertArrayEquals(new byte[] {(byte) 0x2F, 7}, PackedIntegers.pack(new int[] {-1, 2, 7}, 4));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"version\" : 1 | \"version\" : 3 | version: found 3; this program reads versions 1 and 2",
                "synfire-integer-network | other | format: expected synfire-integer-network",
                "\"timeSteps\" : 5 | \"timeSteps\" : 0 | timeSteps: expected a whole number from 1 to 65536, found 0",
                "\"bits\" : 5 | \"bits\" : 17 | projections[0].weights.bits: expected a whole number from 2 to 16,"
                        + " found 17",
                "\"bits\" : 5 | \"bits\" : 4 | weights/1: larger than the 36 bytes it should have",
                "\"bits\" : 5 | \"bits\" : 6 | weights/1: 45 bytes, but 72 integers of 6 bits take 54",
                "\"count\" : 72 | \"count\" : 2000000000 | projections[0].weights.count: expected a whole number from"
                        + " 1 to 268435456, found 2000000000",
                "\"count\" : 72 | \"count\" : 200000000 | projections[0].weights.count: 200000000, but the shapes need"
                        + " 72",
                "\"entry\" : \"weights/1\" | \"entry\" : \"weights/9\" | weights/9: this entry is missing",
                "\"kind\" : \"convolution\", | \"kind\" : \"spline\", | projections[0].synapses.kind: expected"
                        + " convolution, dense or channels, found \"spline\"",
                "\"kernel\" : 3 | \"kernel\" : 30 | projections[0].weights.count: 72, but the shapes need 7200",
                "\"stride\" : 1 | \"stride\" : 3 | layer conv1: its convolution of 2x6x6 does not give 4x6x6",
                "\"potentialBits\" : 4 | \"potentialBits\" : 1 | populations[1].neurons.potentialBits: expected a"
                        + " whole number from 2 to 16, found 1",
                "\"potentialBits\" : 32 | \"potentialBits\" : 33 | populations[4].neurons.potentialBits: expected a"
                        + " whole number from 2 to 32, found 33",
                "\"leakShift\" : 4 | \"leakShift\" : 0 | populations[3].neurons.leakShift: expected a whole number"
                        + " from 1 to 31, found 0",
                "\"reset\" : \"ZERO\" | \"reset\" : \"HALF\" | populations[3].neurons.reset: expected one of [ZERO,"
                        + " SUBTRACT], found HALF",
                "\"thresholds\" : [ 900 ] | \"thresholds\" : [ 0 ] | a threshold of 0: an integrating neuron needs at"
                        + " least 1",
                "\"thresholds\" : [ 35 ] | \"thresholds\" : [ 35.5 ] | populations[1].neurons.thresholds[0]: expected"
                        + " a whole number from -2147483648 to 2147483647, found 35.5",
                "\"thresholds\" : [ 35 ] | \"thresholds\" : [ 35, 36 ] | 2 thresholds with 1 directions",
                "\"inverted\" : [ false ] | \"inverted\" : [ 1 ] | populations[1].neurons.inverted[0]: expected true"
                        + " or false, found 1",
                "\"rounding\" : \"SHIFT_ON_READ\" | \"rounding\" : \"UP\" | populations[1].neurons.rounding: expected"
                        + " one of [SHIFT_ON_READ, SHIFT_ON_STORE, PUBLISHED], found UP",
                "\"program\" : \"mint\" | \"program\" : \"hh\" | populations[1].neurons.program: expected assembly,"
                        + " cuba, if, lif, mint, quantised-leak or sum, found \"hh\"",
                "\"program\" : \"pixels\" | \"program\" : \"mint\" | populations[0].neurons.program: expected pixels,"
                        + " found \"mint\"",
                "\"delay\" : 0 | \"delay\" : 3 | projections[0].delay: expected 0, found 3; a spiking network has one"
                        + " projection from each population to the next, without delay",
                "\"maxPool\" : 2 | \"maxPool\" : 3 | layer conv2: its convolution of 4x2x2 does not give 3x2x2",
                "\"unit\" : 0.01 | \"unit\" : 0 | projections[0].unit: expected a positive number, found 0"
            })
    void saysWhatIsWrong(String present, String changed, String message) throws IOException {
        SpikingNetworkFile.write(file(), network());
        Map<String, byte[]> entries = entries(file());
        String json = new String(entries.get(NetworkArchive.JSON_ENTRY), StandardCharsets.UTF_8);
        assertTrue(json.contains(present), present);
        entries.put(
                NetworkArchive.JSON_ENTRY,
                json.replaceFirst(Pattern.quote(present), changed).getBytes(StandardCharsets.UTF_8));
        zip(entries);
        assertEquals(file() + ": " + message, failure());
    }

    @Test
    void refusesTruncatedAndDamagedFiles() throws IOException {
        SpikingNetworkFile.write(file(), network());
        byte[] whole = Files.readAllBytes(file());
        for (int length : new int[] {0, 10, whole.length / 2, whole.length - 1}) {
            Files.write(file(), Arrays.copyOf(whole, length));
            assertTrue(failure().startsWith(file() + ": not an integer network file, or a truncated one ("), failure());
        }
        int[] damaged = IntStream.range(0, whole.length)
                .filter(i -> {
                    byte[] bytes = whole.clone();
                    bytes[i] ^= 0x10;
                    return isRefused(bytes);
                })
                .toArray();
        assertTrue(damaged.length > whole.length / 2, damaged.length + " of " + whole.length);
        assertTrue(assertThrows(InputException.class, () -> SpikingNetworkFile.read(directory.resolve("none")))
                .getMessage()
                .contains("cannot read this integer network file"));
    }

    /**
     * A flipped bit either does not matter to what is read (names, times of entries) or is an InputException, nothing
     * else.
     */
    private boolean isRefused(byte[] bytes) {
        try {
            Files.write(file(), bytes);
            SpikingNetworkFile.read(file());
            return false;
        } catch (InputException expected) {
            return true;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String failure() {
        return assertThrows(InputException.class, () -> SpikingNetworkFile.read(file()))
                .getMessage();
    }

    private static Map<String, byte[]> entries(Path file) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return entries;
    }

    private void zip(Map<String, byte[]> entries) throws IOException {
        try (OutputStream stream = Files.newOutputStream(file());
                ZipOutputStream zip = new ZipOutputStream(stream)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
    }
}
