package org.synfire.network.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.engine.InputException;
import org.synfire.network.demo.Demo;
import org.synfire.network.integer.Coding;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.InputCodes;
import org.synfire.network.integer.InputEncoding;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.MaxGate;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Parts;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.Rescale;
import org.synfire.network.reference.DenseReference;
import org.synfire.network.reference.RandomNetworks;
import org.synfire.network.reference.RandomSpikingNetworks;
import org.synfire.network.reference.SpikingReference;
import org.synfire.network.spiking.SmallSpikingNetworks;

/** Networks of codes read back compute and run as what was written. */
class NetworkFileTest {
    @TempDir
    private Path directory;

    private static EncodedNetwork reread(EncodedNetwork network) {
        try {
            Path file = Files.createTempFile("network", ".sin");
            try {
                NetworkFile.write(file, network);
                return NetworkFile.read(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputCodes anyCodes(IntegerNetwork network) {
        int[] table = new int[256];
        Arrays.setAll(
                table,
                i -> Math.clamp(
                        i,
                        Parts.code(network.input()).low(),
                        Parts.code(network.input()).high()));
        return new InputCodes(new int[][] {table}, network.input().shape());
    }

    @Property(tries = 150)
    void everyValueIsTheSame(@ForAll long seed, @ForAll boolean scaled, @ForAll boolean sparse) {
        IntegerNetwork written = RandomNetworks.altered(RandomNetworks.draw(seed), seed, scaled, sparse);
        EncodedNetwork read = reread(new EncodedNetwork(written, anyCodes(written)));
        assertArrayEquals(anyCodes(written).tables(), read.inputCodes().tables());
        DenseReference before = new DenseReference(written);
        DenseReference after = new DenseReference(read.network());
        for (int image = 0; image < 3; image++) {
            int[] codes = RandomNetworks.image(written, seed + image);
            before.compute(codes);
            after.compute(codes);
            for (int p = 0; p < written.populations().size(); p++) {
                assertArrayEquals(
                        before.values(p), after.values(p), written.population(p).name());
                assertEquals(before.overflows(p), after.overflows(p));
                assertEquals(written.weightBits(p), read.network().weightBits(p));
            }
        }
    }

    @Property(tries = 150)
    void everySpikeIsTheSame(@ForAll long seed) {
        IntegerNetwork written = RandomSpikingNetworks.drawRecurrent(seed);
        EncodedNetwork read = reread(new EncodedNetwork(written, InputEncoding.EVENTS));
        assertEquals(InputEncoding.EVENTS, read.encoding());
        requireSameSpikes(written, read.network(), seed);
    }

    private static void requireSameSpikes(IntegerNetwork written, IntegerNetwork read, long seed) {
        NetworkInput input = RandomSpikingNetworks.input(written, seed);
        SpikingReference before = new SpikingReference(written);
        SpikingReference after = new SpikingReference(read);
        before.compute(input, 0);
        after.compute(input, 0);
        for (int p = 0; p < written.populations().size(); p++) {
            assertArrayEquals(
                    before.values(p), after.values(p), written.population(p).name());
            assertEquals(before.overflows(p), after.overflows(p));
            assertEquals(written.weightBits(p), read.weightBits(p));
            if (written.sends(p)) {
                assertArrayEquals(before.spikes(p).words(), after.spikes(p).words());
            }
        }
    }

    @Test
    void aGateThatTwoProjectionsShareStaysOne() {
        IntegerNetwork demo = Demo.NETWORK;
        MaxGate[] gates = gates(demo);
        MaxGate[] read = gates(reread(Demo.ENCODED).network());
        for (int a = 0; a < gates.length; a++) {
            for (int b = 0; b < gates.length; b++) {
                if (gates[a] == gates[b]) {
                    assertSame(read[a], read[b]);
                }
            }
        }
    }

    private static MaxGate[] gates(IntegerNetwork network) {
        return network.projections().stream()
                .flatMap(projection -> projection.gate().stream())
                .toArray(MaxGate[]::new);
    }

    @Test
    void aTrainedSpikingNetworkIsReadAndWritten() throws IOException {
        Path file = directory.resolve("spiking.sin");
        SpikingNetworkFile.write(file, SmallSpikingNetworks.mixed(8, 4));
        EncodedNetwork read = NetworkFile.read(file);
        assertEquals(Coding.SPIKES, read.network().coding());
        EncodedNetwork again = reread(read);
        requireSameSpikes(read.network(), again.network(), 5);
        assertArrayEquals(read.inputCodes().tables(), again.inputCodes().tables());
    }

    @Test
    void aFileThatSaysRelayForIdentityIsReadToo() throws IOException {
        Path file = directory.resolve("net.sin");
        NetworkFile.write(file, Demo.ENCODED);
        change(file, "\"kind\" : \"identity\"", "\"kind\" : \"relay\"");
        assertEquals(
                Demo.NETWORK.projections().stream()
                        .map(Projection::synapses)
                        .map(Object::getClass)
                        .toList(),
                NetworkFile.read(file).network().projections().stream()
                        .map(Projection::synapses)
                        .map(Object::getClass)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"signed\" : true | \"signed\" : 1 | populations[0].neurons.code.signed: expected true or false,"
                        + " found 1",
                "\"program\" : \"stem\" | \"program\" : \"tree\" | populations[1].neurons.program: expected stem,"
                        + " answer, assembly, cuba, if, lif, mint, quantised-leak; found \"tree\"",
                "\"weightBits\" : 8 | \"weightBits\" : 17 | populations[1].weightBits: expected a whole number from 0"
                        + " to 16, found 17",
                "\"groups\" : 1 | \"groups\" : 5 | projections[0].synapses.groups: expected a whole number from 1 to"
                        + " 1, found 5",
                "\"target\" : 1 | \"target\" : 99 | projections[0].target: expected a whole number from 1 to 7, found"
                        + " 99",
                "\"delay\" : 0 | \"delay\" : 8 | projections[0].delay: 8 steps, but the layers' levels need 0",
                "\"kind\" : \"convolution\" | \"kind\" : \"spline\" | projections[0].synapses.kind: expected"
                        + " convolution, dense, identity or sparse, found \"spline\"",
                "\"multipliers\" : [ | \"multipliers\" : [ -1, | populations[1].neurons.rescale.multipliers[0]:"
                        + " expected a whole number from 0 to 2147483647, found -1",
                "\"shifts\" : [ | \"shifts\" : [ 3, | a rescale needs as many multipliers as shifts and addends, not"
                        + " 8, 9 and 8",
                "\"rot\" : 0 | \"rot\" : 8 | populations[1].neurons.rot: expected a whole number from 0 to 7, found 8",
                "\"entry\" : \"integers/0\" | \"entry\" : \"integers/99\" | integers/99: this entry is missing"
            })
    void saysWhatIsWrong(String present, String changed, String message) throws IOException {
        Path file = directory.resolve("net.sin");
        NetworkFile.write(file, Demo.ENCODED);
        change(file, present, changed);
        assertEquals(
                file + ": " + message,
                assertThrows(InputException.class, () -> NetworkFile.read(file)).getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rot | populations[1].neurons.rod",
                "multipliers | populations[1].neurons.rescale.factors",
                "groups | projections[0].synapses.turns",
                "gates | colour"
            })
    void aKeyThatIsNotKnownIsRefusedWithLineAndPlace(String beside, String unknown) throws IOException {
        Path file = directory.resolve("net.sin");
        NetworkFile.write(file, Demo.ENCODED);
        String key = unknown.substring(unknown.lastIndexOf('.') + 1);
        long line = line(file, "\"" + beside + "\" :");
        change(file, "\"" + beside + "\" :", "\"" + key + "\" : {},\n\"" + beside + "\" :");
        assertEquals(
                file + ": network.json line " + line + ": the key " + unknown + " is not known; a later version of"
                        + " Synfire may have written it: read the file with that version, or leave the key out",
                assertThrows(InputException.class, () -> NetworkFile.read(file)).getMessage());
    }

    @Test
    void aKeyThatIsNotKnownIsRefusedInATrainedNetworkToo() throws IOException {
        Path file = directory.resolve("spiking.sin");
        SpikingNetworkFile.write(file, SmallSpikingNetworks.mixed(8, 4));
        change(file, "\"delay\" :", "\"delays\" : 1, \"delay\" :");
        String message = assertThrows(InputException.class, () -> SpikingNetworkFile.read(file))
                .getMessage();
        assertTrue(message.contains("the key projections[0].delays is not known"), message);
        assertEquals(
                message,
                assertThrows(InputException.class, () -> NetworkFile.read(file)).getMessage());
    }

    /** Programs that know only version 1 would leave these keys out and compute something else. */
    @Test
    void theVersionIsTwoWhereAKeyIsWrittenThatTheFirstReadersWouldLeaveOut() throws IOException {
        Path file = directory.resolve("net.sin");
        Set<Boolean> later = new HashSet<>();
        for (long seed = 0; seed < 100; seed++) {
            IntegerNetwork network = RandomNetworks.draw(seed);
            NetworkFile.write(file, new EncodedNetwork(network, anyCodes(network)));
            String json = json(file);
            boolean hasLaterKey =
                    Stream.of("negatives", "stages", "transfer").anyMatch(key -> json.contains("\"" + key + "\" :"))
                            || (network.output().neurons() instanceof Neurons.Answer answer
                                    && answer.readout() != Rescale.IDENTITY);
            assertTrue(json.contains("\"version\" : " + (hasLaterKey ? 2 : 1)), json);
            later.add(hasLaterKey);
        }
        assertEquals(Set.of(false, true), later);
    }

    @Test
    void theVersionIsTwoWhereInputNeuronsSpikeSeveralTimes() throws IOException {
        Path file = directory.resolve("net.sin");
        for (int most : new int[] {1, 3}) {
            NetworkFile.write(file, new EncodedNetwork(spiking(most), InputEncoding.EVENTS));
            assertTrue(json(file).contains("\"version\" : " + (most == 1 ? 1 : 2)), json(file));
            assertEquals(
                    most, NetworkFile.read(file).network().input().neurons().mostSpikes());
        }
    }

    /** Files of earlier builds have these keys and version 1. */
    @Test
    void laterKeysInAFileOfVersionOneAreReadToo() throws IOException {
        Path file = directory.resolve("net.sin");
        NetworkFile.write(file, new EncodedNetwork(spiking(3), InputEncoding.EVENTS));
        change(file, "\"version\" : 2", "\"version\" : 1");
        assertEquals(3, NetworkFile.read(file).network().input().neurons().mostSpikes());
    }

    private static IntegerNetwork spiking(int mostSpikes) {
        IntegerNetwork drawn = RandomSpikingNetworks.drawRecurrent(1);
        return drawn.with(population -> population.id() == 0
                ? new Population(0, population.name(), population.shape(), new Neurons.SpikeInput(mostSpikes))
                : population);
    }

    private static long line(Path file, String text) throws IOException {
        String json = json(file);
        return json.substring(0, json.indexOf(text)).lines().count();
    }

    private static String json(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return new String(
                    zip.getInputStream(zip.getEntry(NetworkArchive.JSON_ENTRY)).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void change(Path file, String present, String changed) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().map(ZipEntry.class::cast).toList()) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        String json = new String(entries.get(NetworkArchive.JSON_ENTRY), StandardCharsets.UTF_8);
        assertTrue(json.contains(present), present);
        entries.put(
                NetworkArchive.JSON_ENTRY,
                json.replaceFirst(Pattern.quote(present), changed.replace("\\", "\\\\"))
                        .getBytes(StandardCharsets.UTF_8));
        try (OutputStream stream = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(stream)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
    }
}
