package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The paper's tables for the demo, by the command line. */
@Timeout(300)
class ReproduceTest {
    private static final String[] LITTLE = {
        "reproduce",
        "sdann",
        "--samples",
        "20",
        "--encoding-samples",
        "4",
        "--search-samples",
        "20",
        "--budget",
        "5",
        "--calibrate",
        "20",
        "--tiny-vgg",
        "0"
    };

    @TempDir
    private Path directory;

    @Test
    void showsAndWritesTheTables() throws IOException {
        Path out = directory.resolve("new/out");
        String[] arguments = Stream.concat(Stream.of(LITTLE), Stream.of("--out", out.toString()))
                .toArray(String[]::new);
        Invocation run = Invocation.of(arguments);
        assertEquals(ExitStatus.DONE, run.status(), run.err());
        for (String part : new String[] {
            "Tables 2 and 3",
            "Tables 4 and 5",
            "Tables 6 and 7",
            "Table 8",
            "Tables 9 and 10",
            "Figure 12",
            "signal to noise, dB",
            "* The widths of M0 and M1 are not published"
        }) {
            assertTrue(run.out().contains(part), part + " is not in\n" + run.out());
        }
        assertTrue(run.err().contains("synfire: digits: darwin3 precision"), run.err());
        assertEquals(
                "digits",
                new ObjectMapper()
                        .readTree(out.resolve("sdann.json").toFile())
                        .at("/tables/precision/rows/0/network")
                        .asText());
        for (String file : new String[] {
            "sdann.txt",
            "sdann.html",
            "sdann-precision.svg",
            "sdann-layers.svg",
            "sdann-precision.csv",
            "sdann-layers.csv",
            "digits.journal",
            "digits-sparsity.json"
        }) {
            assertTrue(Files.size(out.resolve(file)) > 0, file);
        }
    }

    /** Killed in the middle, the same command goes on and writes what an undisturbed one writes. */
    @Test
    void goesOnAfterItWasKilled() throws IOException, InterruptedException {
        Path killed = directory.resolve("killed");
        Path journal = killed.resolve("sdann.journal");
        Process process = OwnProcess.of(List.of(), List.of(little(killed)))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("shown").toFile())
                .start();
        try {
            while (!Files.exists(journal) || Files.readAllLines(journal).size() < 5) {
                assertTrue(process.isAlive(), () -> "ended early");
                Thread.sleep(20);
            }
        } finally {
            process.destroyForcibly();
        }
        process.waitFor();
        Invocation goesOn = Invocation.of(little(killed));
        assertEquals(ExitStatus.DONE, goesOn.status(), goesOn.err());
        assertTrue(
                goesOn.err().matches("(?s).*sdann.journal has [0-9]+ finished parts; the others are computed.*"),
                goesOn.err());
        assertFalse(Files.exists(journal), "it is finished");
        Path undisturbed = directory.resolve("undisturbed");
        Invocation whole = Invocation.of(little(undisturbed));
        assertEquals(whole.out(), goesOn.out());
        for (String file : new String[] {"sdann.json", "sdann.txt", "sdann-precision.csv", "digits-sparsity.json"}) {
            assertEquals(Files.readString(undisturbed.resolve(file)), Files.readString(killed.resolve(file)), file);
        }
    }

    private static String[] little(Path out) {
        return Stream.concat(Stream.of(LITTLE), Stream.of("--out", out.toString()))
                .toArray(String[]::new);
    }

    @Test
    void refusesTheJournalOfAnotherCommand() throws IOException {
        Files.writeString(directory.resolve("sdann.journal"), "synfire journal 1, reproduction: sdann --samples 3\n");
        Invocation run = Invocation.of(little(directory));
        assertEquals(ExitStatus.WRONG_INPUT, run.status());
        assertTrue(
                run.err()
                        .contains("is the journal of another reproduction, of sdann --samples 3; this is sdann"
                                + " --budget 5 --calibrate 20 --encoding-samples 4 --samples 20 "),
                run.err());
    }

    @Test
    void saysWhyANetworkOfASuiteIsNotRun() throws IOException {
        Path suite = Files.createDirectories(directory.resolve("some"));
        Files.move(IdxFolder.write(directory, 28, 20), suite.resolve("mnist"));
        Path models = Files.createDirectories(suite.resolve("models/eran"));
        Files.copy(DemoModel.write(directory), models.resolve("mnist-net_256x4.onnx"));
        Path yolo = Files.createDirectories(suite.resolve("models/yolo-voc"));
        Files.writeString(yolo.resolve("MobileNetV2-YOLOv3-Nano-voc.onnx"), "not looked at");
        Path out = directory.resolve("rows");
        String[] arguments = Stream.concat(
                        Stream.of(LITTLE),
                        Stream.of(
                                "--suite",
                                suite.toString(),
                                "--networks",
                                "mlp,mobilenet25,yolo",
                                "--voc",
                                directory.toString(),
                                "--out",
                                out.toString()))
                .toArray(String[]::new);
        Invocation run = Invocation.of(arguments);
        assertEquals(ExitStatus.DONE, run.status(), run.err());
        JsonNode rows =
                new ObjectMapper().readTree(out.resolve("sdann.json").toFile()).at("/tables/precision/rows");
        assertEquals("mobilenet25", rows.at("/0/network").asText());
        assertTrue(rows.at("/0/setting").asText().startsWith("not run: there is no " + suite), rows.toString());
        assertEquals(
                "not run: give --head, which says how outputs become boxes",
                rows.at("/1/setting").asText());
        assertTrue(rows.at("/1/accuracy_percent").isNull(), rows.toString());
        assertEquals("float", rows.at("/2/setting").asText());
        assertTrue(run.err().contains("yolo: not run: give --head"), run.err());
        Invocation alone = Invocation.of("reproduce", "sdann", "--voc", suite.toString());
        assertEquals(ExitStatus.WRONG_INPUT, alone.status());
        assertTrue(alone.err().contains("is for --suite"), alone.err());
    }

    @Test
    void namesWhatASuiteDoesNotHave() throws IOException {
        Path suite = Files.createDirectories(directory.resolve("suite"));
        Files.createDirectories(suite.resolve("models/eran"));
        Invocation run = Invocation.of("reproduce", "sdann", "--suite", suite.toString());
        assertEquals(ExitStatus.WRONG_INPUT, run.status());
        assertTrue(run.err().contains("holds none of the networks asked for"), run.err());
    }
}
