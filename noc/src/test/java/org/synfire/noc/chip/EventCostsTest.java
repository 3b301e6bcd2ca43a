package org.synfire.noc.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.engine.InputException;
import org.synfire.noc.Mesh;

/** The section {@code events} of chip files, and the built-in chips besides Darwin3. */
class EventCostsTest {
    private final ChipDescription loihi = Chips.named("loihi");
    private final EventCosts costs = loihi.events().orElseThrow();

    private static String text() throws IOException {
        try (InputStream stream = Chips.class.getResourceAsStream("loihi.yaml")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void loihiHas32TilesOfFourCores() {
        Mesh mesh = loihi.mesh();
        int[] coresOf = new int[32];
        for (int node = 0; node < mesh.nodes(); node++) {
            coresOf[costs.tile(mesh, node)]++;
        }
        for (int cores : coresOf) {
            assertEquals(4, cores);
        }
        assertEquals(127, loihi.neuronCores());
        assertEquals(1024, loihi.neuronsPerCore());
    }

    @Test
    void tilesAreNumberedColumnByColumn() {
        Mesh mesh = loihi.mesh();
        assertEquals(0, costs.tile(mesh, mesh.node(1, 1)));
        assertEquals(1, costs.tile(mesh, mesh.node(0, 2)));
        assertEquals(4, costs.tile(mesh, mesh.node(2, 0)));
        assertEquals(31, costs.tile(mesh, loihi.ioNode()));
    }

    @Test
    void aPacketWithinATileCrossesNoLink() {
        Mesh mesh = loihi.mesh();
        assertEquals(0, costs.eastWestHops(mesh, mesh.node(0, 0), mesh.node(1, 1)));
        assertEquals(0, costs.northSouthHops(mesh, mesh.node(0, 0), mesh.node(1, 1)));
        assertEquals(1, costs.eastWestHops(mesh, mesh.node(2, 0), mesh.node(1, 7)));
        assertEquals(3, costs.northSouthHops(mesh, mesh.node(1, 7), mesh.node(2, 0)));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 600", "2, 1000", "3, 1000", "13, 1400", "28, 1400", "29, 1800", "32, 1800"})
    void synchronisationDependsOnTheTilesInUse(int tiles, double nanoseconds) {
        assertEquals(nanoseconds, costs.synchronisation().nanoseconds(tiles), 1e-9);
    }

    @ParameterizedTest
    @EnumSource
    void theTableShowsEveryFigure(EventFigure which) {
        Figure figure = costs.figure(which);
        String row = ChipTable.lines(loihi).stream()
                .filter(line -> line.matches("[* ] " + which.key() + " .*"))
                .findFirst()
                .orElseThrow();
        assertTrue(row.matches("[* ] \\S+ +" + figure.valueText() + " " + which.unit() + " +\\S.*"), row);
    }

    @Test
    void theTableShowsTheSynchronisation() {
        assertTrue(
                ChipTable.lines(loihi).stream()
                        .anyMatch(line ->
                                line.matches("  synchronisation +by tiles us +1: 0.6, 2: 1, 4: 1.4, 29: 1.8; S26")),
                String.join("\n", ChipTable.lines(loihi)));
    }

    @Test
    void assumedCostsAreCounted() throws IOException {
        String assumed = text().replace("unit: us, source: \"S26\"}", "unit: us, source: \"S26\", assumed: true}")
                .replace("unit: ns, source: \"S26\"}", "unit: ns, source: \"S26\", assumed: true}");
        int times = 8;
        assertEquals(
                loihi.assumedFigures() + 1 + times,
                ChipFile.parse("loihi", assumed.getBytes(StandardCharsets.UTF_8))
                        .assumedFigures());
    }

    @Test
    void aChipWithoutTheSectionHasNone() {
        assertFalse(Chips.darwin3().events().isPresent());
        assertFalse(Chips.named("truenorth").events().isPresent());
    }

    @Test
    void severalChipsKeepTheCosts() {
        ChipDescription two = loihi.withChips(2, 1);
        Mesh mesh = two.mesh();
        assertEquals(63, two.events().orElseThrow().tile(mesh, mesh.node(31, 7)));
        assertEquals(32, two.events().orElseThrow().tile(mesh, mesh.node(16, 0)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "spikeTime: {value: 30, unit: ns | spikeTime: {value: 30, unit: us"
                        + " | events.spikeTime.unit: expected the unit ns, found us",
                "spikeTime: | spikeTimes: | events: unknown key 'spikeTimes', allowed here: tileWidth",
                "messageInTime: {value: 16 | messageInTime: {value: -1"
                        + " | events.messageInTime.value: expected a number of ns from 0 to",
                "tileWidth: {value: 2 | tileWidth: {value: 3"
                        + " | events.tileWidth: must divide mesh.width, which is 16; found 3",
                "tileHeight: {value: 2 | tileHeight: {value: 1.5"
                        + " | events.tileHeight.value: expected a whole number of nodes",
                "tiles: [1, 2, 4, 29] | tiles: [2, 3, 4, 29]"
                        + " | events.synchronisation: expected a time for each number of tiles, the first number 1;"
                        + " found the tiles [2, 3, 4, 29] with 4 times",
                "tiles: [1, 2, 4, 29] | tiles: [1, 2, 4]"
                        + " | events.synchronisation: expected a time for each number of tiles",
                "tiles: [1, 2, 4, 29] | tiles: [1, 4, 2, 29] | values must ascend, found 2 after 4",
                "values: [0.6, 1, | values: [0.6, -1,"
                        + " | events.synchronisation.values: expected a number of us from 0 to"
            })
    void saysWhatIsWrong(String present, String changed, String message) throws IOException {
        assertTrue(text().contains(present), present);
        byte[] wrong = text().replace(present, changed).getBytes(StandardCharsets.UTF_8);
        InputException e = assertThrows(InputException.class, () -> ChipFile.parse("loihi.yaml", wrong));
        assertTrue(e.getMessage().matches("(?s)loihi.yaml:\\d+:\\d+: .*"), e.getMessage());
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    @Test
    void aMissingCostIsNamed() throws IOException {
        byte[] without = text().replaceAll("(?m)^  spikeTime:.*\n", "").getBytes(StandardCharsets.UTF_8);
        InputException e = assertThrows(InputException.class, () -> ChipFile.parse("loihi.yaml", without));
        assertTrue(e.getMessage().endsWith("events: key 'spikeTime' is missing"), e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"darwin3", "loihi", "truenorth"})
    void everyBuiltInChipHasRoutersThatTheCycleAccurateNetworkHas(String name) {
        ChipDescription chip = Chips.named(name);
        assertEquals(name, chip.name());
        assertTrue(chip.routerConfig().bufferFlits() >= 1);
        assertTrue(chip.sources().size() >= 3, chip.sources().toString());
    }

    @Test
    void truenorthHas4096CoresOf256Neurons() {
        ChipDescription truenorth = Chips.named("truenorth");
        assertEquals(4096, truenorth.mesh().nodes());
        assertEquals(256, truenorth.neuronsPerCore());
        assertEquals(List.of(1, 9), truenorth.weightBits().values());
        assertEquals(0.042, truenorth.figure(ChipFigure.STATIC_POWER).value());
        assertTrue(
                truenorth.figure(ChipFigure.AXON_IN_WORDS_BIG).assumed(),
                "a crossbar of 256 axons has no room for what the emulator puts into a core");
    }
}
