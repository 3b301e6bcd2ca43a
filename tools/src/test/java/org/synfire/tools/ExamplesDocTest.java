package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The examples in {@code docs/examples} work without files and show what they promise. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ExamplesDocTest {
    private static final int FEWEST_LINES = 20;
    private static final int MOST_LINES = 60;

    @TempDir
    private Path classes;

    private List<String> run(String name, String... arguments) throws Exception {
        return Examples.run(RepositoryFiles.root().resolve("docs/examples/" + name + ".java"), classes, arguments)
                .lines()
                .toList();
    }

    @Test
    void accuracyOfTheBuiltInNetwork() throws Exception {
        List<String> lines = run("Accuracy", "20");
        assertEquals(1, lines.size());
        assertTrue(
                lines.getFirst().matches("accuracy (9\\d|100)\\.\\d\\d % of 20 samples, \\d+\\.\\d uJ a sample"),
                lines.getFirst());
    }

    @Test
    void fewerBitsSendFewerSpikes() throws Exception {
        List<String> lines = run("BitSweep", "10");
        assertEquals(1 + 7, lines.size());
        List<Integer> spikes = lines.stream()
                .skip(1)
                .map(line -> Integer.parseInt(line.strip().split("\\s+")[3]))
                .toList();
        assertEquals(spikes.stream().sorted((a, b) -> b - a).toList(), spikes);
        assertTrue(lines.get(1).matches(" +8 +(9\\d|100)\\.\\d % .*"), lines.get(1));
    }

    @Test
    void potentialsGrowWithEveryBitOfACode() throws Exception {
        List<String> lines = run("LayerProbe", "stem_relu");
        assertEquals("potentials of stem_relu, sample 0", lines.getFirst());
        List<Integer> largest = lines.stream()
                .skip(2)
                .map(line -> Integer.parseInt(line.strip().split("\\s+")[3]))
                .toList();
        assertTrue(
                largest.size() >= 7 && largest.equals(largest.stream().sorted().toList()), lines.toString());
    }

    @Test
    void movingBarsAreToldApart() throws Exception {
        run("MovingBar", classes.resolve("bar").toString());
        JsonNode run = Invocation.done(
                        "run",
                        "--quiet",
                        "--json",
                        "-",
                        "--model",
                        classes.resolve("bar/bar.sin").toString(),
                        "--data",
                        classes.resolve("bar/events").toString(),
                        "--dt",
                        "0.001",
                        "--merge-polarities",
                        "--sensor",
                        "16x1")
                .json();
        assertEquals(8, run.get("correct").asInt());
        assertEquals(8 * 17, run.get("spikes").asInt(), "sixteen of each bar and one of the neuron of its direction");
    }

    @Test
    void latenciesOfSyntheticTrafficAreADistribution() throws Exception {
        List<String> lines = run("LatencyHistogram", "0.1", "2000");
        assertTrue(
                lines.getFirst().matches("\\d+ packets, mean latency \\d+\\.\\d\\d cycles, accepted 0\\.\\d+ .*"),
                lines.getFirst());
        assertTrue(
                lines.size() > 10 && lines.getLast().matches(" *\\d+\\.\\d+ % +up to +\\d+ cycles"), lines.toString());
    }

    @Test
    void aChipOfOnesOwnNeedsMoreCoresWhereTheyAreSmaller() throws Exception {
        List<String> lines = run("OwnChip", "1024", "5");
        int cores = Integer.parseInt(lines.get(1).split("\\s+")[1]);
        int ownCores = Integer.parseInt(lines.get(2).split("\\s+")[1]);
        assertTrue(ownCores > cores, lines.toString());
    }

    @Test
    void everyExampleIsShortAndSaysHowItIsStarted() throws IOException {
        List<Path> all = Examples.all();
        assertEquals(6, all.size());
        for (Path file : all) {
            List<String> lines = Files.readAllLines(file);
            assertTrue(
                    lines.size() >= FEWEST_LINES && lines.size() <= MOST_LINES, file + ": " + lines.size() + " lines");
            String start = " * ./synfire java docs/examples/" + file.getFileName();
            assertTrue(lines.stream().anyMatch(line -> line.startsWith(start)), file + " does not say: " + start);
        }
    }

    @Test
    void jshellImportsThePackagesOfTheExamples() throws IOException {
        List<String> imported =
                Files.readAllLines(RepositoryFiles.root().resolve("tools/src/main/distribution/shell.jsh"));
        for (Path file : Examples.all()) {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith("import org.synfire.")) {
                    String whole = line.replaceFirst("\\.[A-Z].*", ".*;");
                    assertTrue(imported.contains(whole), "shell.jsh has no " + whole);
                }
            }
        }
    }
}
