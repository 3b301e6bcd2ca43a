package org.synfire.training.handover;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.synfire.models.network.Shape;
import org.synfire.models.network.Window;
import org.synfire.training.SmallNetworks;
import org.synfire.training.precision.PixelCode;
import org.synfire.training.precision.PotentialRounding;

/** Files read back as what was written, and everything else is refused with its place. */
class NetworkFileTest {
    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("net.sin");
    }

    private static int[] integers(final long seed, final int count, final int bits) {
        return new SplittableRandom(seed).ints(count, -(1 << bits - 1), 1 << bits - 1).toArray();
    }

    private static IntegerSpikingNetwork network() {
        final MintNeurons first = new MintNeurons(4, PotentialRounding.SHIFT_ON_READ, new int[] {35}, new boolean[1]);
        final MintNeurons second = new MintNeurons(2, PotentialRounding.SHIFT_ON_STORE, new int[] {3, -4, 1 << 30}, new boolean[] {false, true, false});
        return new IntegerSpikingNetwork("mixed", 5, PixelCode.of(SmallNetworks.mixed(false)), List.of(
                new IntegerLayer("conv1", 1, new Shape(2, 6, 6), Window.square(3, 1, 1), false, new Shape(4, 6, 6), 5, integers(1, 72, 5), 0.01, first),
                new IntegerLayer("conv2", 2, new Shape(4, 3, 3), Window.square(2, 1, 0), false, new Shape(3, 2, 2), 2, integers(2, 48, 2), 0.02, second),
                new IntegerLayer("output", 1, new Shape(3, 2, 2), null, true, Shape.vector(3), 16, integers(3, 9, 16), 0.5, null)));
    }

    @Test
    void readsWhatItWrites() throws IOException {
        NetworkFile.write(file(), network());
        final IntegerSpikingNetwork read = NetworkFile.read(file());
        assertEquals("mixed", read.name());
        assertEquals(5, read.timeSteps());
        assertArrayEquals(network().pixels().codes(), read.pixels().codes());
        assertEquals(network().pixels().shift(), read.pixels().shift());
        for (int i = 0; i < 3; i++) {
            final IntegerLayer expected = network().layers().get(i);
            final IntegerLayer found = read.layers().get(i);
            assertArrayEquals(expected.weights(), found.weights());
            assertEquals(List.of(expected.name(), expected.maxPool(), expected.in(), expected.out(), expected.weightBits(), expected.unit(), expected.perChannel()),
                    List.of(found.name(), found.maxPool(), found.in(), found.out(), found.weightBits(), found.unit(), found.perChannel()));
            assertEquals(expected.window(), found.window());
        }
        assertArrayEquals(network().layers().get(1).neurons().thresholds(), read.layers().get(1).neurons().thresholds());
        assertArrayEquals(network().layers().get(1).neurons().inverted(), read.layers().get(1).neurons().inverted());
        assertEquals(PotentialRounding.SHIFT_ON_STORE, read.layers().get(1).neurons().rounding());
        assertEquals(2, read.layers().get(1).neurons().potentialBits());
    }

    @Test
    void sameNetworkGivesTheSameBytes() throws IOException {
        NetworkFile.write(file(), network());
        final byte[] first = Files.readAllBytes(file());
        NetworkFile.write(file(), network());
        assertArrayEquals(first, Files.readAllBytes(file()));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 8, 13, 16})
    void packingIsTwosComplementWithoutGaps(final int bits) {
        final int[] values = integers(bits, 101, bits);
        values[0] = -(1 << bits - 1);
        values[1] = (1 << bits - 1) - 1;
        final byte[] packed = PackedIntegers.pack(values, bits);
        assertEquals((101 * bits + 7) / 8, packed.length);
        assertArrayEquals(values, PackedIntegers.unpack(packed, 101, bits));
    }

    @Test
    void packsTheFirstIntegerIntoTheLowestBits() {
        assertArrayEquals(new byte[] {(byte) 0b00_01_11_01}, PackedIntegers.pack(new int[] {1, -1, 1}, 2));
        assertArrayEquals(new byte[] {(byte) 0x2F, 7}, PackedIntegers.pack(new int[] {-1, 2, 7}, 4));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "\"version\" : 1 | \"version\" : 2 | version: found 2; this program reads version 1",
        "synfire-integer-network | other | format: expected synfire-integer-network",
        "\"timeSteps\" : 5 | \"timeSteps\" : 0 | timeSteps: expected a whole number from 1 to 65536, found 0",
        "\"bits\" : 5 | \"bits\" : 17 | bits: expected a whole number from 2 to 16, found 17",
        "\"bits\" : 5 | \"bits\" : 4 | weights/1: larger than the 36 bytes it should have",
        "\"bits\" : 5 | \"bits\" : 6 | weights/1: 45 bytes, but 72 weights of 6 bits take 54",
        "\"count\" : 72 | \"count\" : 2000000000 | count: expected a whole number from 1 to 268435456, found 2000000000",
        "\"entry\" : \"weights/1\" | \"entry\" : \"weights/9\" | weights/9: this entry is missing",
        "\"kind\" : \"convolution\", | \"kind\" : \"spline\", | projections[0].synapses.kind: expected convolution, dense or channels, found \"spline\"",
        "\"potentialBits\" : 4 | \"potentialBits\" : 1 | potentialBits: expected a whole number from 2 to 16, found 1",
        "\"rounding\" : \"SHIFT_ON_READ\" | \"rounding\" : \"UP\" | rounding: found UP",
        "\"program\" : \"mint\" | \"program\" : \"hh\" | populations[1].neurons.program: expected mint or sum, found \"hh\"",
        "\"maxPool\" : 2 | \"maxPool\" : 3 | layer conv2: its convolution of 4x2x2 does not give 3x2x2",
        "\"unit\" : 0.01 | \"unit\" : 0 | layer conv1: a unit must be positive and finite, not 0.0"})
    void saysWhatIsWrong(final String present, final String changed, final String message) throws IOException {
        NetworkFile.write(file(), network());
        final Map<String, byte[]> entries = entries();
        final String json = new String(entries.get(NetworkFile.JSON_ENTRY), StandardCharsets.UTF_8);
        assertTrue(json.contains(present), present);
        entries.put(NetworkFile.JSON_ENTRY, json.replaceFirst(Pattern.quote(present), changed).getBytes(StandardCharsets.UTF_8));
        zip(entries);
        assertEquals(file() + ": " + message, failure());
    }

    @Test
    void refusesTruncatedAndDamagedFiles() throws IOException {
        NetworkFile.write(file(), network());
        final byte[] whole = Files.readAllBytes(file());
        for (final int length : new int[] {0, 10, whole.length / 2, whole.length - 1}) {
            Files.write(file(), Arrays.copyOf(whole, length));
            assertTrue(failure().startsWith(file() + ": not an integer network file, or a truncated one ("), failure());
        }
        final int[] damaged = IntStream.range(0, whole.length).filter(i -> {
            final byte[] bytes = whole.clone();
            bytes[i] ^= 0x10;
            return isRefused(bytes);
        }).toArray();
        assertTrue(damaged.length > whole.length / 2, damaged.length + " of " + whole.length);
        assertTrue(assertThrows(InputException.class, () -> NetworkFile.read(directory.resolve("none"))).getMessage().contains("cannot read this integer network file"));
    }

    /** A flipped bit either does not matter to what is read (names, times of entries) or is an InputException, nothing else. */
    private boolean isRefused(final byte[] bytes) {
        try {
            Files.write(file(), bytes);
            NetworkFile.read(file());
            return false;
        } catch (InputException expected) {
            return true;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private String failure() {
        return assertThrows(InputException.class, () -> NetworkFile.read(file())).getMessage();
    }

    private Map<String, byte[]> entries() throws IOException {
        final Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file().toFile())) {
            for (final ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return entries;
    }

    private void zip(final Map<String, byte[]> entries) throws IOException {
        try (OutputStream stream = Files.newOutputStream(file()); ZipOutputStream zip = new ZipOutputStream(stream)) {
            for (final Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
    }
}
