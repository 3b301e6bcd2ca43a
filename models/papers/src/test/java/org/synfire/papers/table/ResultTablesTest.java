package org.synfire.papers.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.engine.file.OutputException;

class ResultTablesTest {
    private static final ResultTable TABLE = ResultTable.named("costs", "What it costs")
            .words("network", "network")
            .number("pj", "pJ", "%.2f")
            .drawn("energy, pJ")
            .number("count", "count", "%,d")
            .row("a, b", 1.5, 1200)
            .row("c", null, 7L)
            .note("by hand")
            .build();
    private static final ResultTables ALL =
            new ResultTables("mint", "Experiments", List.of(TABLE), List.of("nothing is known"));

    @TempDir
    private Path directory;

    @Test
    void alignsWordsToTheLeftAndNumbersToTheRight() {
        assertEquals(
                List.of(
                        "What it costs",
                        "  network    pJ  count",
                        "  a, b     1.50  1,200",
                        "  c                  7",
                        "  * by hand"),
                TABLE.lines());
        assertEquals(List.of("Experiments", ""), ALL.lines().subList(0, 2));
        assertEquals(
                List.of("", "assumptions:", "  nothing is known"), ALL.lines().subList(7, 10));
        assertEquals("pj", TABLE.charted());
        assertEquals("energy, pJ", TABLE.axis());
        assertEquals(Arrays.asList(1.5, null), TABLE.column("pj"));
    }

    @Test
    void columnsThatDoNotFitStandBelow() {
        assertEquals(TABLE.lines(), TABLE.lines(22, 1));
        List<String> narrow = List.of(
                "What it costs",
                "  network    pJ",
                "  a, b     1.50",
                "  c",
                "  network  count",
                "  a, b     1,200",
                "  c            7",
                "  * by hand");
        assertEquals(narrow, TABLE.lines(21, 1));
        assertEquals(narrow, TABLE.lines(1, 1), "one column stands there however long its line is");
        assertEquals(TABLE.lines(), TABLE.lines(1, 2));
    }

    @Test
    void gapsCanBeShown() {
        assertEquals("  c           -      7", TABLE.withGaps("-").lines().get(3));
        ResultTable none = ResultTable.named("none", "none")
                .words("network", "network")
                .number("count", "count", "%d")
                .row("a", null)
                .build();
        assertEquals(List.of("none", "  network", "  a"), none.withGaps("-").lines());
    }

    @Test
    void writesTheValuesThemselves() throws IOException {
        ALL.write(directory.resolve("new"));
        assertEquals(
                "network,pj,count\n\"a, b\",1.5,1200\nc,,7\n",
                Files.readString(directory.resolve("new/mint-costs.csv")));
        JsonNode json =
                new ObjectMapper().readTree(directory.resolve("new/mint.json").toFile());
        assertEquals(1.5, json.at("/tables/costs/rows/0/pj").asDouble());
        assertTrue(json.at("/tables/costs/rows/1/pj").isNull());
        assertEquals("nothing is known", json.at("/assumptions/0").asText());
        assertEquals(ALL.lines(), Files.readAllLines(directory.resolve("new/mint.txt")));
    }

    @Test
    void saysWhereItCannotWrite() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        assertTrue(assertThrows(OutputException.class, () -> ALL.write(file))
                .getMessage()
                .contains("cannot write to " + file));
        assertThrows(
                IllegalArgumentException.class,
                () -> ResultTable.named("x", "x").words("a", "a").row("b", "c"));
        assertThrows(IllegalArgumentException.class, () -> TABLE.column("none"));
    }
}
