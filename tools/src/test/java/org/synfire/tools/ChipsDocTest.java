package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.noc.chip.ChipFigure;
import org.synfire.noc.chip.ChipRule;
import org.synfire.noc.chip.EventCosts;
import org.synfire.noc.chip.EventFigure;

/** {@code docs/chips.md} lists every figure with its unit, and its example is a chip that the demo runs on. */
class ChipsDocTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)` \\| (\\S+) \\| (.*) \\|$");

    @TempDir
    private Path directory;

    @Test
    void listsEveryFigureWithItsUnit() throws IOException {
        TreeMap<String, String> units = Arrays.stream(ChipFigure.values())
                .collect(Collectors.toMap(ChipFigure::path, ChipFigure::unit, (a, b) -> a, TreeMap::new));
        units.put("mesh.bigColumns", "columns");
        units.put("core.weightBits", "bits");
        Arrays.stream(EventFigure.values()).forEach(figure -> units.put(figure.path(), figure.unit()));
        units.put(EventCosts.SECTION + "." + EventCosts.SYNCHRONISATION, "us");
        List.of("system.chipsX", "system.chipsY").forEach(path -> units.put(path, "chips"));
        Arrays.stream(ChipRule.values()).forEach(rule -> units.put(rule.path(), "word"));
        TreeMap<String, String> listed = new TreeMap<>();
        ROW.matcher(Markdown.of("docs/chips.md").text())
                .results()
                .forEach(row -> listed.put(row.group(1), row.group(2)));
        assertEquals(units, listed);
    }

    @Test
    void showsAChipThatTheDemoRunsOn() throws IOException {
        Path file = Files.writeString(
                directory.resolve("small.yaml"),
                Markdown.of("docs/chips.md").blocks("yaml").getFirst());
        assertTrue(Invocation.done("chip", file.toString()).out().contains("15 neuron cores"));
        var run = Invocation.done(
                        "run",
                        "--samples",
                        "2",
                        "--calibrate",
                        "10",
                        "--quiet",
                        "--json",
                        "-",
                        "--chip",
                        file.toString())
                .json();
        assertEquals("small", run.get("chip").asText());
        assertEquals(0, run.at("/reference/mismatchedValues").asLong());
        assertEquals(
                new TreeSet<>(List.of("synaptic operations", "neuron updates", "hops", "inter-chip hops", "static")),
                assumed(run));
    }

    @Test
    void showsASystemOfABuiltInChip() throws IOException {
        Path file = Files.writeString(
                directory.resolve("board.yaml"),
                Markdown.of("docs/chips.md").blocks("yaml").get(1));
        String shown = Invocation.done("chip", file.toString()).out();
        assertTrue(shown.contains("2 x 2 chips, 48 x 48 nodes, 2300 neuron cores"), shown);
        assertTrue(shown.contains("* chipsX"), shown);
    }

    private static Set<String> assumed(JsonNode run) {
        Set<String> names = new TreeSet<>();
        run.at("/energy/assumed").forEach(name -> names.add(name.asText()));
        return names;
    }
}
