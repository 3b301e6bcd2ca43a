package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.network.data.RealData;

/** Networks of SANA-FE on the command line. */
@Timeout(300)
class SanaFeRunTest {
    private static final Path EXAMPLE = RepositoryFiles.root().resolve("docs/examples/two-cores.yaml");

    @TempDir
    private Path directory;

    private static JsonNode run(Path model, String... options) {
        List<String> command = new ArrayList<>(List.of("run", "--model", model.toString(), "--quiet", "--json", "-"));
        command.addAll(List.of(options));
        return Invocation.done(command.toArray(String[]::new)).json();
    }

    private static void assertSameSpikes(JsonNode one, JsonNode other) {
        assertEquals(one.get("spikes").asLong(), other.get("spikes").asLong());
        for (int layer = 0; layer < one.get("layers").size(); layer++) {
            assertEquals(
                    one.at("/layers/" + layer + "/spikes").asLong(),
                    other.at("/layers/" + layer + "/spikes").asLong());
        }
        assertEquals(0, one.at("/reference/mismatchedValues").asLong());
        assertEquals(0, other.at("/reference/mismatchedValues").asLong());
    }

    /**
     * Without a leak and with what exceeds the threshold kept, the first group fires as its biases say: 7, 4, 9 and 1 a
     * step against 20.
     */
    @Test
    void theExampleRunsOnTheCoresOfItsFile() {
        JsonNode run = run(EXAMPLE, "--steps", "100", "--chip", "loihi");
        assertEquals(3, run.get("cores").asInt());
        assertEquals(
                699 / 20 + 399 / 20 + 899 / 20 + 99 / 20,
                run.at("/layers/1/spikes").asInt());
        assertEquals(
                2 * run.at("/layers/1/spikes").asLong()
                        + run.at("/layers/2/packets").asLong(),
                run.get("packets").asLong());
        assertEquals(
                2 * run.at("/layers/1/spikes").asLong()
                        + run.at("/layers/2/packets").asLong(),
                run.get("sops").asLong());
        assertTrue(run.at("/layers/2/spikes").asLong() > 0);
        assertFalse(run.at("/samples").isMissingNode());
        assertEquals(0, run.at("/reference/mismatchedValues").asLong());
        assertTrue(run.get("notes").toString().contains("the memory of cores is not checked"));
    }

    @ParameterizedTest
    @CsvSource({"darwin3", "loihi", "truenorth"})
    void everyChipGivesTheSameSpikes(String chip) {
        assertSameSpikes(
                run(EXAMPLE, "--steps", "200", "--chip", "loihi"),
                run(EXAMPLE, "--steps", "200", "--chip", chip, "--placement", "found", "--threads", "2"));
    }

    @Test
    void aNetlistOfTheSameNetworkGivesTheSame() throws IOException {
        Path netlist = Files.writeString(directory.resolve("two.net"), """
            g 4 threshold=20 reset_mode=soft
            g 2 threshold=30 leak_decay=0.9
            n 0.0 bias=7
            n 0.1 bias=4
            n 0.2 bias=9
            n 0.3 bias=1
            e 0.0->1.0 w=9
            e 0.0->1.1 w=-2
            e 0.1->1.0 w=8
            e 0.1->1.1 w=3
            e 0.2->1.0 w=-4
            e 0.2->1.1 w=12
            e 0.3->1.0 w=5
            e 0.3->1.1 w=5
            e 1.0->1.1 w=-11
            & 0.0@0.0
            & 0.1@0.0
            & 0.2@0.0
            & 0.3@0.0
            & 1.0@0.1
            & 1.1@1.0
            """);
        JsonNode yaml = run(EXAMPLE, "--steps", "100", "--chip", "loihi");
        JsonNode net = run(netlist, "--steps", "100", "--chip", "loihi");
        assertEquals(yaml.get("fingerprint"), net.get("fingerprint"));
        assertEquals(yaml.get("energy"), net.get("energy"));
        assertEquals(yaml.at("/noc/neededMicrosecondsPerSample"), net.at("/noc/neededMicrosecondsPerSample"));
    }

    @Test
    void thePlacementOfTheFileCanBeSavedAndChanged() throws IOException {
        Path saved = directory.resolve("placement.yaml");
        JsonNode own = run(EXAMPLE, "--steps", "50", "--chip", "loihi", "--save-placement", saved.toString());
        assertEquals("""
            # Which core holds which neurons; made by Synfire.
            network: "two cores"
            chip: "loihi"
            slices:
              - {population: "in", chip: 0, core: [0, 0]}
              - {population: "out", channels: 0, chip: 0, core: [1, 0]}
              - {population: "out", channels: 1, chip: 0, core: [0, 2]}
            """, Files.readString(saved));
        JsonNode again = run(EXAMPLE, "--steps", "50", "--chip", "loihi", "--placement", saved.toString());
        assertEquals(own.get("fingerprint"), again.get("fingerprint"));
        assertEquals(own.get("energy"), again.get("energy"));
        Files.writeString(saved, Files.readString(saved).replace("[0, 2]", "[14, 5]"));
        JsonNode far = run(EXAMPLE, "--steps", "50", "--chip", "loihi", "--placement", saved.toString());
        assertSameSpikes(own, far);
        assertTrue(far.at("/energy/parts/hops").asDouble()
                > own.at("/energy/parts/hops").asDouble());
    }

    /** Two groups on one core, and tiles of one core beyond those of the chip. */
    @Test
    void coresOfTwoGroupsAreDivided() throws IOException {
        Path mixed = Files.writeString(
                directory.resolve("mixed.yaml"),
                Files.readString(EXAMPLE)
                        .replace("core: 0.0", "core: 40.0")
                        .replace("core: 0.1", "core: 40.0")
                        .replace("core: 1.0", "core: 41.0"));
        JsonNode run = run(mixed, "--steps", "50", "--chip", "loihi");
        assertSameSpikes(run(EXAMPLE, "--steps", "50", "--chip", "loihi"), run);
        assertEquals(3, run.get("cores").asInt());
        String notes = run.get("notes").toString();
        assertTrue(notes.contains("1 cores of the file hold neurons of two groups"), notes);
        assertTrue(notes.contains("The file has more tiles than the chip, of one core each"), notes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--chip loihi | 2 | does not say how long it runs: give --steps N",
                "--chip loihi --steps 5 --data digits | 2 | --data digits: ",
                "--chip darwin3 --steps 5 | 2 | places neurons on core 0.1, but chip darwin3 has 576 tiles of 1 cores",
                "--chip loihi --steps 0 | 2 | is neither a number from 1 on nor own"
            })
    void whatDoesNotFitIsRefused(String options, int status, String message) {
        List<String> command = new ArrayList<>(List.of("run", "--model", EXAMPLE.toString()));
        command.addAll(List.of(options.split(" ")));
        Invocation refused = Invocation.of(command.toArray(String[]::new));
        assertEquals(status, refused.status(), refused.err());
        List<String> lines = refused.err()
                .lines()
                .filter(line -> !line.startsWith("Try 'synfire run --help'"))
                .toList();
        assertEquals(1, lines.size(), refused.err());
        assertTrue(lines.getFirst().contains(message), refused.err());
    }

    /** Runs without labels are compared in everything but accuracy. */
    @Test
    void runsOnThreeChipsAreCompared() {
        List<String> command = new ArrayList<>(List.of("compare"));
        for (String chip : List.of("darwin3", "loihi", "truenorth")) {
            String folder = directory.resolve(chip).toString();
            Invocation.done(
                    "run",
                    "--model",
                    EXAMPLE.toString(),
                    "--steps",
                    "50",
                    "--chip",
                    chip,
                    "--placement",
                    "found",
                    "--quiet",
                    "--out",
                    folder);
            command.add(folder);
        }
        command.addAll(List.of("--out", directory.resolve("compared").toString(), "--json", "-"));
        JsonNode json = Invocation.done(command.toArray(String[]::new)).json();
        assertTrue(json.at("/runs/0/accuracy").isNull());
        assertTrue(json.at("/runs/0/confidence").isNull());
        assertEquals(
                "the samples of run A have no labels",
                json.at("/pairs/0/notComparable").asText());
        assertEquals(
                json.at("/events/0/totals/0").asLong(),
                json.at("/events/0/totals/2").asLong());
        assertTrue(json.at("/chipTime/neededMicroseconds/values/1").asDouble() > 0);
        assertTrue(Files.exists(directory.resolve("compared/compare-chip-time.svg")));
        assertFalse(Files.exists(directory.resolve("compared/compare-accuracy.svg")));
    }

    @Test
    void mapShowsTheCoresOfTheFile() {
        String text =
                Invocation.done("map", EXAMPLE.toString(), "--chip", "loihi").out();
        assertTrue(text.contains("3 of 127"), text);
        assertTrue(Invocation.done("map", EXAMPLE.toString(), "--placement", "found")
                .out()
                .contains("2 of 575"));
    }

    /** What SANA-FE 8951ab0 counts in its gesture network, and what its simple model gives: 36.3 uJ in 20 steps. */
    @Test
    void theGestureNetworkHasTheTotalsOfSanaFe() {
        Path gesture = RealData.require("snn/sana-fe/snn/dvs.yaml");
        JsonNode run = run(gesture, "--steps", "20", "--chip", "loihi", "--threads", "2");
        assertEquals(2_994, run.get("spikes").asLong());
        assertEquals(31_467, run.get("packets").asLong());
        assertEquals(485_746, run.get("sops").asLong());
        assertEquals(36.3, run.at("/energy/perSampleMicrojoules").asDouble(), 0.363);
        assertEquals(0, run.at("/reference/mismatchedValues").asLong());
        if (Boolean.getBoolean("synfire.long")) {
            JsonNode whole = run(gesture, "--steps", "1000", "--chip", "loihi", "--threads", "2");
            assertEquals(364_088, whole.get("spikes").asLong());
            assertEquals(3_724_738, whole.get("packets").asLong());
            assertEquals(51_366_924, whole.get("sops").asLong());
            assertEquals(3_003, whole.at("/energy/perSampleMicrojoules").asDouble(), 30);
            assertEquals(16_650, whole.at("/noc/neededMicrosecondsPerSample").asDouble(), 832);
        }
    }
}
