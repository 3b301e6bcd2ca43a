package org.synfire.emulator.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.emulator.experiment.Experiment;
import org.synfire.emulator.result.RunResult;
import org.synfire.engine.InputException;
import org.synfire.network.demo.Demo;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Population;
import org.synfire.noc.ChipLimitException;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.ChipFigure;
import org.synfire.noc.chip.Chips;

/** Placements that somebody gives: read, used, saved, and refused with the slice, the core and the reason. */
class PlacementTest {
    private static final IntegerNetwork NETWORK = Demo.ENCODED.network();
    private static final ChipDescription CHIP = Chips.darwin3();

    @TempDir
    private Path directory;

    private Placement read(String text) throws IOException {
        return PlacementFile.read(Files.writeString(directory.resolve("p.yaml"), text));
    }

    private static String found() {
        return PlacementFile.text(Mapper.map(NETWORK, CHIP));
    }

    @ParameterizedTest
    @ValueSource(strings = {"darwin3", "loihi", "truenorth"})
    void thePlacementThatWasFoundGivesTheSameMappingAgain(String name) throws IOException {
        ChipDescription chip = Chips.named(name);
        Mapping found = Mapper.map(NETWORK, chip);
        Mapping again = Mapper.map(NETWORK, chip, read(PlacementFile.text(found)));
        assertEquals(found.slices(), again.slices());
        assertEquals(found.uses(), again.uses());
        assertEquals(MapReport.lines(found), MapReport.lines(again));
        assertEquals(PlacementFile.text(found), PlacementFile.text(again));
    }

    @Test
    void severalChipsAreNumberedRowByRow() throws IOException {
        ChipDescription four = CHIP.withChips(2, 2);
        String moved = found().replace("chip: 0, core: [8, 0]", "chip: 2, core: [8, 5]");
        Mapping mapping = Mapper.map(NETWORK, four, read(moved));
        Slice last = mapping.slices().getLast();
        assertEquals(8, four.mesh().x(last.node()));
        assertEquals(24 + 5, four.mesh().y(last.node()));
        assertEquals(moved, PlacementFile.text(mapping));
    }

    /** Other slices on other cores: the same spikes, more packets. */
    @Test
    void aRunOnOtherSlicesHasTheSameSpikes() throws IOException {
        String other = found().replace("""
              - {population: "stem_relu", channels: 0..3, chip: 0, core: [1, 0]}
              - {population: "stem_relu", channels: 4..7, chip: 0, core: [2, 0]}
            """, """
              - {population: 1, channels: 0..3, rows: 0..9, core: [1, 3]}
              - {population: 1, channels: 4..7, rows: 0..9, core: [2, 3]}
              - {population: 1, channels: 0..3, rows: 10..27, core: [1, 2]}
              - {population: 1, channels: 4..7, rows: 10..27, core: [2, 2]}
            """);
        assertNotEquals(found(), other);
        RunResult mine = Experiment.on(CHIP)
                .placedBy(read(other))
                .run(Demo.ENCODED, Demo.images(3))
                .result();
        RunResult usual = Experiment.on(CHIP).run(Demo.ENCODED, Demo.images(3)).result();
        assertEquals(0, mine.witnesses().reference().orElseThrow().mismatchedValues());
        assertEquals(usual.events().spikes(), mine.events().spikes());
        assertEquals(usual.events().sops(), mine.events().sops());
        assertEquals(usual.setting().cores() + 2, mine.setting().cores());
        assertTrue(mine.events().hops() > usual.events().hops());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "core: [1, 0] | core: [0, 0] | p.yaml:5:5: the slice of stem_relu with channels 0..3, rows all, columns"
                        + " all: core 0,0 of chip 0 has no neurons: it is the I/O node",
                "core: [1, 0] | core: [2, 0] | core 2,0 of chip 0 holds the slice of stem_relu already",
                "core: [1, 0] | core: [24, 0] | there is no core 24,0 of chip 0; there are 1 chips darwin3 of 24x24",
                "chip: 0, core: [1, 0] | chip: 1, core: [1, 0] | there is no core 1,0 of chip 1",
                "channels: 0..3 | channels: 0..2 | the placement lacks a slice of stem_relu: channels 3, rows 0..27,"
                        + " columns 0..27",
                "channels: 0..3 | channels: 0..4 | with channels 0..4, rows all, columns all is cut by another one at"
                        + " 4",
                "channels: 4..7 | channels: 0..3 | stands there twice, see",
                "channels: 4..7 | channels: 4..8 | goes beyond the population, whose channels are 0..7",
                "channels: 0..3 | rows: 0..99 | goes beyond the population, whose rows are 0..27",
                "\"logits\" | \"logit\" | network digits has no population logit, or several; give its number, 1..7",
                "\"logits\" | 9 | network digits has no population 9, or several",
                "\"logits\" | 0 | 0 is the input, which is always at the I/O node",
                "\"logits\" | 6 | the slice of 6 with channels all, rows all, columns all stands there twice"
            })
    void aPlacementThatIsNoneSaysWhichSliceWhichCoreAndWhy(String present, String changed, String message)
            throws IOException {
        assertTrue(found().contains(present), present);
        Placement wrong = read(found().replaceFirst(Pattern.quote(present), changed));
        ChipLimitException e = assertThrows(ChipLimitException.class, () -> Mapper.map(NETWORK, CHIP, wrong));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    @Test
    void aPopulationWithoutASliceIsNamed() throws IOException {
        Placement wrong = read(found().replaceAll("(?m)^.*logits.*\n", ""));
        ChipLimitException e = assertThrows(ChipLimitException.class, () -> Mapper.map(NETWORK, CHIP, wrong));
        assertEquals(
                "the placement has no slice of logits, which is population 7; every population but the input needs one",
                e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NEURONS | 3000 | needs 3,136 neurons, but core 1,0 of chip 0 of darwin3 has 3,000",
                "AXON_IN_WORDS_BIG | 3000 | axon-in words, but core 1,0 of chip 0 of darwin3 has 3,000",
                "AXON_OUT_WORDS | 3900 | axon-out words, but core 1,0 of chip 0 of darwin3 has 3,900"
            })
    void aCoreWithoutRoomIsNamed(ChipFigure figure, int room, String message) throws IOException {
        Placement placement = read(found());
        ChipDescription small = CHIP.with(figure, room, "test");
        ChipLimitException e = assertThrows(ChipLimitException.class, () -> Mapper.map(NETWORK, small, placement));
        assertTrue(e.getMessage().contains("the slice of stem_relu with channels 0..3"), e.getMessage());
        assertTrue(e.getMessage().contains(message), e.getMessage());
        assertTrue(e.getMessage().endsWith("make the slice smaller, or give it another core"), e.getMessage());
    }

    @Test
    void aLittleCoreHasLessRoom() throws IOException {
        ChipDescription small = CHIP.with(ChipFigure.AXON_IN_WORDS_LITTLE, 3000, "test");
        Placement placement = read(found());
        ChipLimitException e = assertThrows(ChipLimitException.class, () -> Mapper.map(NETWORK, small, placement));
        assertTrue(e.getMessage().contains("core 2,0 of chip 0 of darwin3 has 3,000"), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "slices: [{population: a, core: [1, 2], colour: red}] | unknown key 'colour', allowed here:"
                        + " population,",
                "slices: [{population: a, core: [1, 2, 3]}] | expected [column, row] of the core, found 3 numbers",
                "slices: [{population: a, core: [1, -2]}] | expected a whole number from 0 to",
                "slices: [{population: a, core: [1, 2], rows: x}] | rows: expected a number, or two like 0..15, found"
                        + " 'x'",
                "slices: [{population: a, core: [1, 2], rows: 4..3}] | rows: the range 4..3 ends before it begins",
                "slices: [{core: [1, 2]}] | key 'population' is missing",
                "slice: [] | unknown key 'slice', allowed here: network, chip, slices",
                "chip: a | key 'slices' is missing"
            })
    void aFileThatIsNoneSaysWhere(String text, String message) throws IOException {
        InputException e = assertThrows(InputException.class, () -> Mapper.map(NETWORK, CHIP, read(text)));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    /** Names that YAML has a meaning for, and two populations of one name. */
    @Test
    void strangeNamesAreReadAsTheyAreWritten() throws IOException {
        IntegerNetwork strange = NETWORK.with(population -> population.id() == 0
                ? population
                : new Population(
                        population.id(),
                        population.id() < 3 ? "a: \"b\" \\ #c" : "layer " + population.id() / 2,
                        population.shape(),
                        population.neurons()));
        Mapping found = Mapper.map(strange, CHIP);
        Mapping again = Mapper.map(strange, CHIP, read(PlacementFile.text(found)));
        assertEquals(found.slices(), again.slices());
    }
}
