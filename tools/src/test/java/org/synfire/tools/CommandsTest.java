package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands print and write when all is well. */
class CommandsTest {
    private static final int SCREEN_LINES = 42;
    private static final int SCREEN_COLUMNS = 100;

    @TempDir
    private Path directory;

    private static Invocation demo(String... options) {
        return Invocation.done(
                Stream.concat(Stream.of("run", "--samples", "4", "--calibrate", "10"), Stream.of(options))
                        .toArray(String[]::new));
    }

    @Test
    void summarisesARunOnOneScreen() {
        Invocation run = Invocation.of("run", "--samples", "4", "--calibrate", "10");
        assertEquals(ExitStatus.DONE, run.status());
        assertTrue(run.out().lines().count() <= SCREEN_LINES, run.out());
        assertTrue(run.out().lines().allMatch(line -> line.length() <= SCREEN_COLUMNS), run.out());
        for (String part : new String[] {
            "accuracy ",
            "dense reference       all 72,296 values equal",
            "synaptic operations",
            "energy per sample",
            "uJ, of which",
            "assumed figures",
            "layer (whole run)",
            "fingerprint",
            "samples/s",
            "bytes per neuron"
        }) {
            assertTrue(run.out().contains(part), part + " is not in\n" + run.out());
        }
    }

    @Test
    void printsNothingWhenQuiet() {
        assertEquals("", demo("--quiet").out());
    }

    @Test
    void printsJsonAloneWhereAsked() {
        Invocation run = Invocation.of("run", "--samples", "4", "--calibrate", "10", "--json", "-");
        assertEquals(4, run.json().get("samples").asInt());
        assertTrue(run.out().startsWith("{") && run.out().endsWith("}\n"), run.out());
    }

    @Test
    void writesTheReport() throws IOException {
        Path out = directory.resolve("new/out");
        Path json = directory.resolve("result.json");
        demo("--quiet", "--out", out.toString(), "--json", json.toString());
        try (Stream<Path> files = Files.list(out)) {
            Set<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".svg"))
                    .collect(Collectors.toSet());
            assertEquals(
                    Set.of(
                            ".synfire",
                            "samples.csv",
                            "run.json",
                            "packet-cycles.hgrm",
                            "packet-cycles.hlog",
                            "step-cycles.hgrm",
                            "step-cycles.hlog",
                            "sample-steps.hgrm",
                            "sample-steps.hlog",
                            "host-step.hgrm",
                            "host-step.hlog",
                            "details.json",
                            "report.json",
                            "report.html",
                            "layers.csv",
                            "link-use.csv",
                            "bits.csv",
                            "cores.csv",
                            "links.csv",
                            "energy.csv",
                            "confusion.csv",
                            "classes.csv",
                            "losses.csv",
                            "raster.csv"),
                    names);
        }
        assertEquals(-1, Files.mismatch(out.resolve("run.json"), json));
        JsonNode run = new ObjectMapper().readTree(json.toFile());
        assertEquals(4, run.get("samples").asInt());
        assertTrue(Files.readString(out.resolve("step-cycles.hgrm")).contains("Percentile"), "not a percentile table");
        assertTrue(Files.readString(out.resolve("host-step.hlog")).contains("Histogram"), "not an interval log");
    }

    @Test
    void leavesOutWhatIsNotWanted() {
        JsonNode run =
                demo("--quiet", "--json", "-", "--no-float", "--no-reference").json();
        assertTrue(run.get("float").isNull());
        assertTrue(run.get("reference").isNull());
    }

    @Test
    void mapsTheDemo() {
        String map = Invocation.done("map", "--calibrate", "10").out();
        assertTrue(map.contains("stem_relu") && map.contains("cores           8 of 575"), map);
        assertTrue(map.contains("note: The ranges were measured on 10 images of "), map);
    }

    @Test
    void mapSaysWhatItAssumes(@TempDir Path folder) throws IOException {
        String model = DemoModel.write(folder).toString();
        String map = Invocation.done("map", model, "--calibrate", "7", "--seed", "5", "--mean", "0.5")
                .out();
        assertTrue(map.contains("note: Assumed ranges: measured on 7 random images (seed 5)"), map);
        assertTrue(map.contains("note: Assumed of the image: (pixel / 255 - mean) / std, mean [0.5], std [1.0]."), map);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--resize 28x28", "--crop 0.5", "--skip-bad", "--label-offset 1", "--no-antialias"})
    void optionsOfImagesNeedImages(String option, @TempDir Path folder) throws IOException {
        String model = DemoModel.write(folder).toString();
        List<String> words = new ArrayList<>(List.of("map", model, "--calibrate", "2"));
        words.addAll(List.of(option.split(" ")));
        Invocation refused = Invocation.of(words.toArray(String[]::new));
        assertEquals(ExitStatus.WRONG_INPUT, refused.status());
        assertEquals(
                "synfire: " + option.split(" ")[0]
                        + " is about the images of --data, which is not given; give --data or leave it out\n",
                refused.err());
    }

    @Test
    void mapsOnSeveralChips() {
        String map =
                Invocation.done("map", "--calibrate", "10", "--chips", "2x2").out();
        assertTrue(map.contains("of 2,300") && map.contains("of 4 chips"), map);
    }

    @Test
    void namesAndShowsChips() {
        assertEquals(
                "darwin3\nloihi\ntruenorth\ndarwin-wafer\nwukong\n",
                Invocation.done("chip").out());
        String chip = Invocation.done("chip", "darwin3").out();
        assertTrue(chip.contains("575 neuron cores") && chip.contains("* assumed:"), chip);
    }

    @Test
    void showsAChipOfOnesOwn() throws IOException {
        Path file = ChipFiles.darwin3With(directory, "name: darwin3", "name: mine");
        assertTrue(Invocation.done("chip", file.toString()).out().startsWith("mine: "));
        assertEquals(
                "mine",
                demo("--quiet", "--json", "-", "--chip", file.toString())
                        .json()
                        .get("chip")
                        .asText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "run --help",
                "map --help",
                "chip --help",
                "report --help",
                "help run",
                "generate-completion --help"
            })
    void explains(String line) {
        String help = Invocation.done(line.split(" ")).out();
        assertTrue(help.startsWith("Usage: synfire"), help);
        assertFalse(help.contains("${"), help);
    }

    @Test
    void explainsItselfWithoutArguments() {
        assertEquals(Invocation.done("--help").out(), Invocation.done().out());
    }

    @Test
    void saysItsVersion() {
        assertTrue(Invocation.done("--version").out().matches("(?s)synfire \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\RJava 2.*"));
    }

    @Test
    void completes() {
        String script = Invocation.done("generate-completion").out();
        assertTrue(script.contains("--no-reference") && script.contains("complete -F"), script);
    }
}
