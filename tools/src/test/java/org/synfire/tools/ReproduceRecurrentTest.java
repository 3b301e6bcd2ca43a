package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recurrent networks by the command line: tables, and a page with their spikes. */
@Timeout(300)
class ReproduceRecurrentTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"microcircuit, 8", "brunel, 2"})
    void writesTablesAndAPageWithSpikes(String name, int populations) throws IOException {
        Path out = directory.resolve(name);
        Invocation run = Invocation.of(
                "reproduce",
                name,
                "--scale",
                "0.1",
                "--seconds",
                "0.5",
                "--discard",
                "0.2",
                "--threads",
                "2",
                "--out",
                out.toString());
        assertEquals(ExitStatus.DONE, run.status(), run.err());
        for (String part : new String[] {"Activity of", "Correlations of neurons", "real-time factor"}) {
            assertTrue(run.out().contains(part), part + " is not in\n" + run.out());
        }
        JsonNode tables = new ObjectMapper()
                .readTree(out.resolve(name + ".json").toFile())
                .get("tables");
        assertEquals(populations, tables.at("/activity/rows").size());
        assertTrue(tables.at("/correlations/rows/1/neurons").asInt() > 10);
        Document page = Jsoup.parse(Files.readString(out.resolve(name + ".html")));
        assertEquals("raster", page.selectFirst("main section").id());
        String svg = Files.readString(out.resolve(name + "-raster.svg"));
        long drawn = page.select("#" + name + "-raster path[stroke-width=1.70]").stream()
                .mapToLong(path -> path.attr("d").chars().filter(c -> c == 'M').count())
                .sum();
        assertEquals(Files.readAllLines(out.resolve(name + "-raster.csv")).size() - 1, drawn, "a point for each spike");
        assertTrue(drawn > 100 && svg.contains("biological time, ms"), drawn + " spikes");
    }
}
