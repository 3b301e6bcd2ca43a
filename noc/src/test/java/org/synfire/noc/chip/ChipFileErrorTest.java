package org.synfire.noc.chip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.synfire.engine.InputException;
import org.synfire.engine.yaml.YamlFile;

/** Every way in which a chip file can be wrong: one change to the built-in file, and the message with its place. */
class ChipFileErrorTest {
    @TempDir
    private Path directory;

    private String darwin3;

    @BeforeEach
    void readBuiltIn() throws IOException {
        try (InputStream stream = Chips.class.getResourceAsStream("darwin3.yaml")) {
            darwin3 = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void readsTheUnchangedFile() throws IOException {
        assertEquals(ChipTable.lines(Chips.darwin3()), ChipTable.lines(ChipFile.read(write(darwin3))));
    }

    /**
     * In each case: what stands in the file, what is put there with ^ before the place that is to blame, and the
     * message.
     */
    static Stream<Arguments> wrongKeys() {
        return Stream.of(
                arguments(
                        "name: darwin3",
                        "^nom: darwin3",
                        "unknown key 'nom', allowed here: name, description, sources, "
                                + "mesh, time, core, router, energy, events, system, faults"),
                arguments(
                        "flitBits: {",
                        "^flitbits: {",
                        "router: unknown key 'flitbits', allowed here: packetFlits, flitBits, routerCycles,"
                                + " linkCycles, interChipLinkCycles, injectCycles, ejectCycles, virtualChannels,"
                                + " bufferFlits, creditCycles"),
                arguments(
                        "flitBits: {value",
                        "flitBits: {^colour: red, value",
                        "router.flitBits: unknown key 'colour', " + "allowed here: value, unit, source, assumed"),
                arguments(
                        "flitBits: {value: 32",
                        "flitBits: {value: 32, ^value: 33",
                        "router.flitBits: key 'value' stands here twice"),
                arguments(
                        "    value: saturate",
                        "    value: ^clip",
                        "core.registerOverflow.value: expected saturate or wrap, found clip"),
                arguments("S5: \"Caption", "^S4: \"Caption", "sources: key 'S4' stands here twice"),
                arguments("flitBits: {value", "? ^[a, b]\n  : {value", "router: expected a text, found a list"),
                arguments("flitBits: {value: 32, ", "flitBits: ^{", "router.flitBits: key 'value' is missing"),
                arguments(
                        "flitBits: {value: 32, unit: bits",
                        "flitBits: ^{value: 32",
                        "router.flitBits: key 'unit' is missing"),
                arguments(
                        "flitBits: {value: 32, unit: bits, source: \"S6, S7\"}",
                        "flitBits: ^{value: 32, unit: bits}",
                        "router.flitBits: key 'source' is missing"),
                arguments(
                        "flitBits: {value: 32, unit: bits, source: \"S6, S7\"}",
                        "flitBits: ^32",
                        "router.flitBits: expected keys with values, found '32'"));
    }

    static Stream<Arguments> wrongNumbers() {
        String expected = "router.flitBits.value: expected a whole number of bits from 1 to 4096, found ";
        return Stream.of(
                wrongFlitBits("^many", expected + "'many'"),
                wrongFlitBits("^\"32\"", expected + "'32'"),
                wrongFlitBits("^0x20", expected + "'0x20'"),
                wrongFlitBits("^32.5", expected + "32.5"),
                wrongFlitBits("^0", expected + "0"),
                wrongFlitBits("^4097", expected + "4097"),
                wrongFlitBits("^-1", expected + "-1"),
                wrongFlitBits("^.inf", expected + "'.inf'"),
                wrongFlitBits("^.nan", expected + "'.nan'"),
                wrongFlitBits("^1e999", expected + "1e999"),
                wrongFlitBits("^[32]", expected + "a list"),
                wrongFlitBits("^{a: 32}", expected + "keys with values"),
                wrongFlitBits("^null", expected + "nothing"),
                arguments(
                        "clock: {value: 333",
                        "clock: {value: ^-1",
                        "time.clock.value: expected a number of MHz from 0.001 to 1000000, found -1"));
    }

    private static Arguments wrongFlitBits(String changed, String message) {
        return arguments("flitBits: {value: 32", "flitBits: {value: " + changed, message);
    }

    static Stream<Arguments> wrongTexts() {
        return Stream.of(
                arguments("name: darwin3", "name: ^[a, b]", "name: expected a text, found a list"),
                arguments("name: darwin3", "name: ^\"\"", "name: expected a text, found nothing"),
                arguments(
                        "flitBits: {value: 32, unit: bits",
                        "flitBits: {value: 32, unit: ^bytes",
                        "router.flitBits.unit: expected the unit bits, found bytes"),
                arguments(
                        "unit: bits, source: \"S6, S7\"",
                        "unit: bits, source: ^\" \"",
                        "router.flitBits.source: expected a text, found nothing"),
                arguments(
                        "unit: bits, source: \"S6, S7\"",
                        "unit: bits, source: ^{}",
                        "router.flitBits.source: expected a text, found keys with values"),
                arguments(
                        "unit: bits, source: \"S6, S7\"",
                        "unit: bits, source: S6, assumed: ^maybe",
                        "router.flitBits.assumed: expected true or false, found 'maybe'"));
    }

    static Stream<Arguments> wrongLists() {
        String column = "mesh.bigColumns.values: expected a whole number of columns from 0 to 3, found ";
        return Stream.of(
                arguments("values: [0, 1]", "values: [0, ^4]", column + "4"),
                arguments("values: [0, 1]", "values: [^-1, 1]", column + "-1"),
                arguments("values: [0, 1]", "values: [0, ^0.5]", column + "0.5"),
                arguments("values: [0, 1]", "values: [1, ^x]", column + "'x'"),
                arguments(
                        "values: [0, 1]",
                        "values: [1, ^0]",
                        "mesh.bigColumns.values: values must ascend, found 0 after 1"),
                arguments(
                        "values: [0, 1]",
                        "values: [1, ^1]",
                        "mesh.bigColumns.values: values must ascend, found 1 after 1"),
                arguments("values: [0, 1]", "values: ^1", "mesh.bigColumns.values: expected a list, found '1'"),
                arguments(
                        "values: [0, 1], unit: columns",
                        "values: [0, 1], unit: ^rows",
                        "mesh.bigColumns.unit: expected the unit columns, found rows"),
                arguments(
                        "values: [2, 4, 6, 8, 16]",
                        "values: [2, ^33]",
                        "core.weightBits.values: expected a whole number of bits from 1 to 32, found 33"));
    }

    static Stream<Arguments> contradictions() {
        return Stream.of(
                arguments(
                        "step: {value: 500",
                        "step: ^{value: 10",
                        "time.step: must be at least time.minimumStep, which is 10.24 us; found 10"),
                arguments(
                        "ioX: {value: 0",
                        "ioX: ^{value: 24",
                        "mesh.ioX: must be below mesh.width, which is 24; found 24"),
                arguments(
                        "ioY: {value: 0",
                        "ioY: ^{value: 24",
                        "mesh.ioY: must be below mesh.height, which is 24; found 24"),
                arguments(
                        "height: {value: 24",
                        "height: ^{value: 1000000",
                        "mesh.height: makes a mesh of 24000000 nodes; at most 1048576 are supported"));
    }

    @ParameterizedTest
    @MethodSource({"wrongKeys", "wrongNumbers", "wrongTexts", "wrongLists", "contradictions"})
    void saysWhatIsWrongAndWhere(String present, String changed, String message) throws IOException {
        assertFails(darwin3.replace(required(present), changed), message);
    }

    private String required(String present) {
        assertEquals(2, darwin3.split(Pattern.quote(present), -1).length, "not once in the built-in file: " + present);
        return present;
    }

    @Test
    void placesAMissingKeyAtItsSection() throws IOException {
        String without =
                darwin3.lines().filter(line -> !line.contains("flitBits:")).collect(Collectors.joining("\n"));
        assertFails(without.replace("packetFlits", "^packetFlits"), "router: key 'flitBits' is missing");
    }

    @Test
    void placesAMissingSectionAtTheStart() throws IOException {
        String without = darwin3.substring(0, darwin3.indexOf("energy:"));
        assertFails(without.replace("name: darwin3", "^name: darwin3"), "key 'energy' is missing");
    }

    @Test
    void refusesASectionThatHasNoKeys() throws IOException {
        String without = darwin3.substring(0, darwin3.indexOf("energy:"));
        assertFails(without + "energy: ^5\n", "energy: expected keys with values, found '5'");
        assertFails(without + "energy:^\n", "energy: expected keys with values, found nothing");
    }

    @Test
    void placesAnAliasedValueWhereItIsWritten() throws IOException {
        assertFails(
                darwin3.replace("packetFlits: {value: 2", "packetFlits: {value: ^&two 2")
                        .replace("flitBits: {value: 32, unit: bits", "flitBits: {value: 32, unit: *two"),
                "router.flitBits.unit: expected the unit bits, found 2");
    }

    @Test
    void refusesWhatIsNoYaml() throws IOException {
        Path file = write("name: darwin3\nmesh: {width: [1, 2}\n");
        assertTrue(
                failure(file).getMessage().startsWith(file + ":2:20: not valid YAML: "),
                failure(file).getMessage());
    }

    @Test
    void refusesATabForIndentation() throws IOException {
        Path file = write("name: darwin3\nmesh:\n\twidth: 3\n");
        assertTrue(
                failure(file).getMessage().startsWith(file + ":3:1: not valid YAML: "),
                failure(file).getMessage());
    }

    @Test
    void refusesASecondDocument() throws IOException {
        Path file = write("name: a\n---\nname: b\n");
        assertTrue(
                failure(file).getMessage().startsWith(file + ":2:1: not valid YAML: "),
                failure(file).getMessage());
    }

    @Test
    void refusesAFileWithoutAChip() throws IOException {
        Path empty = write("");
        assertEquals(
                empty + ": empty, expected a chip description", failure(empty).getMessage());
        Path list = write("\n- 1\n- 2\n");
        assertEquals(
                list + ":2:1: expected keys with values, found a list",
                failure(list).getMessage());
    }

    @Test
    void refusesDeepNestingBeforeItBuildsAnything() throws IOException {
        Path file = write("name: " + "[".repeat(500_000));
        assertEquals(file + ":1:22: nested more than 16 deep", failure(file).getMessage());
    }

    @Test
    void refusesAFileThatContainsItself() throws IOException {
        Path file = write(darwin3.replace("name: darwin3", "name: &self [*self]"));
        assertTrue(
                failure(file).getMessage().contains("name: expected a text, found a list"),
                failure(file).getMessage());
    }

    @Test
    void readsAFileOfTheLargestSizeAndNoLarger() throws IOException {
        int padding = YamlFile.MAX_BYTES - darwin3.getBytes(StandardCharsets.UTF_8).length - 1;
        String largest = darwin3 + "#" + "x".repeat(padding);
        assertEquals("darwin3", ChipFile.read(write(largest)).name());
        Path file = write(largest + "x");
        assertEquals(
                file + ": cannot read this chip file (it has more than 1,048,576 bytes)",
                failure(file).getMessage());
    }

    @Test
    void refusesBytesThatAreNoText() throws IOException {
        Path file = Files.write(directory.resolve("chip.yaml"), new byte[] {'a', (byte) 0xff, 'b'});
        assertEquals(file + ": not a text file in UTF-8", failure(file).getMessage());
        Path control = write("name: a\u0000b");
        assertTrue(
                failure(control).getMessage().startsWith(control + ": not valid YAML: "),
                failure(control).getMessage());
    }

    @Test
    void saysWhichFileCannotBeRead() {
        Path missing = directory.resolve("missing.yaml");
        assertTrue(failure(missing).getMessage().startsWith(missing + ": cannot read this chip file"));
        assertTrue(failure(directory).getMessage().startsWith(directory + ": cannot read this chip file"));
    }

    @Test
    void listsTheBuiltInChips() {
        InputException e = assertThrows(InputException.class, () -> Chips.named("darwin4"));
        assertEquals(
                "No chip named 'darwin4' is built in; there is: darwin3, loihi, truenorth, darwin-wafer, wukong. For a"
                        + " chip of your own give the path of its YAML file",
                e.getMessage());
        assertEquals(List.of("darwin3", "loihi", "truenorth", "darwin-wafer", "wukong"), Chips.names());
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("chip.yaml"), text);
    }

    private static InputException failure(Path file) {
        return assertThrows(InputException.class, () -> ChipFile.read(file));
    }

    /** Line and column are counted here, up to the ^, and not by the reader under test. */
    private void assertFails(String marked, String message) throws IOException {
        int index = marked.indexOf('^');
        long line = marked.substring(0, index).chars().filter(c -> c == '\n').count() + 1;
        int column = index - marked.lastIndexOf('\n', index - 1);
        Path file = write(marked.replace("^", ""));
        assertEquals(
                file + ":" + line + ":" + column + ": " + message, failure(file).getMessage());
    }
}
