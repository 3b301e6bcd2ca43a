package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --placement} and {@code --save-placement} of {@code run} and {@code map}. */
class PlacementRunTest {
    @TempDir
    private Path directory;

    private Path of(String name) {
        return directory.resolve(name);
    }

    private static JsonNode run(Path placement, String option) {
        return Invocation.done(
                        "run",
                        "--samples",
                        "2",
                        "--calibrate",
                        "10",
                        "--quiet",
                        "--json",
                        "-",
                        option,
                        placement.toString())
                .json();
    }

    @Test
    void whatARunSavesIsWhatTheNextOneTakes() throws IOException {
        JsonNode found = run(of("found.yaml"), "--save-placement");
        Path moved = Files.writeString(
                of("moved.yaml"), Files.readString(of("found.yaml")).replace("core: [8, 0]", "core: [20, 9]"));
        JsonNode again = run(of("found.yaml"), "--placement");
        JsonNode other = run(moved, "--placement");
        assertEquals(found.get("fingerprint"), again.get("fingerprint"));
        assertEquals(found.get("hops"), again.get("hops"));
        assertEquals(found.get("spikes"), other.get("spikes"));
        assertEquals(0, other.at("/reference/mismatchedValues").asLong());
        assertTrue(other.get("hops").asLong() > found.get("hops").asLong());
        assertEquals(moved.toString(), other.at("/origin/options/--placement").asText());
    }

    @Test
    void mapSavesTheSame() throws IOException {
        Invocation.done("map", "--save-placement", of("map.yaml").toString());
        run(of("run.yaml"), "--save-placement");
        assertEquals(Files.readString(of("map.yaml")), Files.readString(of("run.yaml")));
        String text = Invocation.done(
                        "map",
                        "--placement",
                        of("map.yaml").toString(),
                        "--save-placement",
                        of("again.yaml").toString())
                .out();
        assertTrue(text.contains("8 of 575"), text);
        assertEquals(Files.readString(of("map.yaml")), Files.readString(of("again.yaml")));
    }

    @Test
    void theExampleOfThePageIsAPlacementOfTheDemo() throws IOException {
        Path example = Files.writeString(
                of("example.yaml"), Markdown.of("docs/chips.md").blocks("yaml").getLast());
        assertEquals(10, run(example, "--placement").get("cores").asInt());
    }

    @Test
    void whatDoesNotFitHasStatus3AndOneLine() throws IOException {
        run(of("p.yaml"), "--save-placement");
        Path wrong = Files.writeString(
                of("wrong.yaml"), Files.readString(of("p.yaml")).replace("[8, 0]", "[7, 0]"));
        for (String command : new String[] {"run", "map"}) {
            Invocation refused = Invocation.of(command, "--placement", wrong.toString());
            assertEquals(3, refused.status());
            assertEquals(1, refused.err().lines().count(), refused.err());
            assertTrue(refused.err().contains("core 7,0 of chip 0 holds the slice of average already"), refused.err());
        }
    }

    @Test
    void aFileOfSomebodyElseIsNotOverwritten() throws IOException {
        Path mine = Files.writeString(of("mine.yaml"), "mine: 1\n");
        for (String command : new String[] {"run", "map"}) {
            Invocation refused = Invocation.of(command, "--save-placement", mine.toString());
            assertEquals(2, refused.status());
            assertTrue(refused.err().contains("--force"), refused.err());
        }
        assertEquals("mine: 1\n", Files.readString(mine));
        Invocation.done("map", "--force", "--save-placement", mine.toString());
        assertTrue(Files.readString(mine).startsWith("# Which core holds which neurons"));
    }
}
