package org.synfire.tools.sweep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.engine.InputException;

class SweepFileTest {
    private static SweepFile parse(String text) {
        return SweepFile.parse("s.yaml", text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> words(SweepFile file) {
        return file.runs().stream()
                .map(run -> run.number() + ":"
                        + run.settings().stream()
                                .map(setting -> setting.option() + "=" + setting.text())
                                .collect(Collectors.joining(" ")))
                .toList();
    }

    @Test
    void combinesEverySettingWithEveryValueOfEachAxis() {
        SweepFile file = parse("""
            command: run
            options: {mean: [0.4, 0.5], samples: 7}
            settings:
              - {rot: 1}
              - {drlo: 2, codes: signed}
            axes:
              bits: [4, 8]
            """);
        assertEquals(4, file.count());
        assertEquals(List.of("rot", "drlo", "codes", "bits"), file.varied());
        assertEquals(
                List.of(
                        "1:mean=0.4,0.5 samples=7 rot=1 bits=4",
                        "2:mean=0.4,0.5 samples=7 rot=1 bits=8",
                        "3:mean=0.4,0.5 samples=7 drlo=2 codes=signed bits=4",
                        "4:mean=0.4,0.5 samples=7 drlo=2 codes=signed bits=8"),
                words(file));
    }

    @Test
    void theLastAxisChangesFirst() {
        assertEquals(
                List.of("1:a=1 b=3", "2:a=1 b=4", "3:a=2 b=3", "4:a=2 b=4"),
                words(parse("command: run\naxes: {a: [1, 2], b: [3, 4]}")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        command: run~axis: {a: [1]} | s.yaml:2:1: unknown key 'axis', allowed here: command, options
        command: run~axes:~  a: []  | s.yaml:3:6: axes.a: this axis is empty; give at least one value
        command: run~settings: []   | s.yaml:2:11: settings: this list is empty; give at least one setting
        command: run~settings: [{}] | s.yaml:2:12: settings: this setting has no option
        command: run                | s.yaml:1:1: nothing is varied; give axes (every combination) or settings (a list)
        command: run~axes: {a: [1, 2, 1]} | s.yaml:2:18: axes.a: the value 1 stands in this axis twice
        command: run~axes: {a: [[]]} | s.yaml:2:12: axes.a: this list is empty; give at least one value
        command: run~axes: {a: [1]}~options: {a: 2} | s.yaml:2:12: axes.a: a is fixed in options and varied here
        command: run~axes: {a: [1]}~settings: [{a: 2}] | s.yaml:3:16: settings.a: a is in settings and an axis
        command: run~axes: {a: [1]}~shards: 0 | s.yaml:3:9: shards: expected a whole number, 1..10000, found 0
        command: run~axes: {a: [1]}~shards: 1.5 | s.yaml:3:9: shards: expected a whole number, 1..10000, found 1.5
        """)
    void saysWhereItIsWrong(String text, String message) {
        InputException refused = assertThrows(InputException.class, () -> parse(text.replace('~', '\n')));
        assertTrue(refused.getMessage().startsWith(message), refused.getMessage());
    }

    /** The number of runs is known before any of them is made. */
    @Test
    void refusesMoreRunsThanItCouldHold() {
        String axis = IntStream.range(0, 1000).mapToObj(String::valueOf).collect(Collectors.joining(",", "[", "]"));
        SweepFile file = parse(String.join(
                "\n",
                "command: run",
                "axes:",
                "  a: " + axis,
                "  b: " + axis,
                "  c: " + axis,
                "  d: " + axis,
                "  e: " + axis,
                "  f: " + axis,
                "  g: " + axis));
        assertEquals(Long.MAX_VALUE, file.count());
        assertThrows(InputException.class, file::runs);
    }
}
