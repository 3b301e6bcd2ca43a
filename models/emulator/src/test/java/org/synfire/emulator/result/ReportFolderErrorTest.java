package org.synfire.emulator.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.emulator.experiment.Experiment;
import org.synfire.emulator.experiment.Provenance;
import org.synfire.emulator.probe.RasterLayer;
import org.synfire.engine.InputException;
import org.synfire.engine.file.OutputFolder;
import org.synfire.network.demo.Demo;
import org.synfire.noc.chip.Chips;

/** A folder is read as it was written, or refused with the reason. */
@Timeout(120)
class ReportFolderErrorTest {
    private static RunOutcome outcome;

    @TempDir
    private Path folder;

    @BeforeAll
    static void runTheDemo() {
        outcome = Experiment.on(Chips.darwin3())
                .withoutReference()
                .raster(new RasterLayer(RasterLayer.CHOSEN))
                .provenance(new Provenance("1.2.3", "test", 1, 0, 0))
                .run(Demo.ENCODED, Demo.images(5));
    }

    @BeforeEach
    void write() {
        outcome.writeReport(folder);
    }

    private void assertRefused(String message) {
        InputException refused = assertThrows(InputException.class, () -> ReportFolder.read(folder));
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
    }

    private void change(String file, String from, String to) throws IOException {
        String text = Files.readString(folder.resolve(file));
        assertTrue(text.contains(from), text);
        Files.writeString(folder.resolve(file), text.replace(from, to));
    }

    @Test
    void readsWhatWasWritten() throws IOException {
        RecordedRun run = ReportFolder.read(folder);
        assertEquals(ReportFolder.json(outcome.result()), ReportFolder.json(run.result()));
        assertEquals(ReportFolder.json(outcome.details()), ReportFolder.json(run.details()));
        for (int i = 0; i < run.histograms().size(); i++) {
            assertEquals(
                    outcome.histograms().all().get(i).summary(),
                    run.histograms().get(i).summary());
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    run.files().stream().sorted().toList(),
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> !name.equals("report.json") && !name.equals(OutputFolder.MARKER))
                            .sorted()
                            .toList());
        }
    }

    @Test
    void tablesHaveARowForEverything() throws IOException {
        assertEquals(
                List.of(
                        "name,cores,neurons,spikes,sops,packets,rate,sumOverflows,potentialOverflows,macs,sparsity,"
                                + "hops,microjoulesPerSample",
                        "layer,name,bit,spikes,sops",
                        "layer,sample,bit,neuron"),
                List.of(header("layers.csv"), header("bits.csv"), header("raster.csv")));
        assertEquals(1 + 8 * 8, Files.readAllLines(folder.resolve("bits.csv")).size());
        assertEquals(
                1 + outcome.details().links().size(),
                Files.readAllLines(folder.resolve("links.csv")).size());
        long spikes = Stream.of(outcome.details().raster().fired())
                .flatMap(Stream::of)
                .mapToLong(rows -> rows.length)
                .sum();
        assertEquals(
                1 + spikes, Files.readAllLines(folder.resolve("raster.csv")).size());
    }

    private String header(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file)).getFirst();
    }

    @Test
    void refusesWhatIsNoFolderOfARun() throws IOException {
        Path none = folder.resolve("none");
        assertEquals(
                "there is no folder " + none + "; give one that 'synfire run --out' made",
                assertThrows(InputException.class, () -> ReportFolder.read(none))
                        .getMessage());
        Path other = Files.createDirectory(folder.resolve("other"));
        assertTrue(assertThrows(InputException.class, () -> ReportFolder.read(other))
                .getMessage()
                .contains("is no folder of a run"));
    }

    @Test
    void refusesAFolderWhoseRunWasEndedWhileItWrote() throws IOException {
        Files.delete(folder.resolve("report.json"));
        assertRefused("has no report.json: the run was ended while it wrote");
    }

    @Test
    void readsWhatAnotherVersionWroteInTheSameFormat() throws IOException {
        change("report.json", "\"1.2.3\"", "\"0.9.0\"");
        assertEquals(5, ReportFolder.read(folder).result().answers().samples());
    }

    @Test
    void refusesAnotherFormat() throws IOException {
        change("report.json", "\"format\" : " + ReportFolder.FORMAT, "\"format\" : 1");
        assertRefused(String.format(
                Locale.ROOT,
                "was written by Synfire 1.2.3 in format 1; this version reads formats 3 to %d",
                ReportFolder.FORMAT));
    }

    @Test
    void refusesAFolderThatAnotherRunWritesTo() {
        try (OutputFolder other = OutputFolder.open(folder, ReportFolder.FILES, false)) {
            InputException refused = assertThrows(InputException.class, () -> outcome.writeReport(other.path()));
            assertTrue(refused.getMessage().contains("is being written to by another run"), refused.getMessage());
        }
        outcome.writeReport(folder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"run.json", "details.json", "layers.csv", "raster.csv", "step-cycles.hlog", "host-step.hgrm"})
    void refusesAFolderThatIsNotWholeOrChanged(String file) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(file));
        Files.delete(folder.resolve(file));
        assertRefused(file + " is missing");
        Files.write(folder.resolve(file), Arrays.copyOf(bytes, bytes.length / 2));
        assertRefused(file + " is not as the run wrote it");
        bytes[bytes.length / 2] ^= 1;
        Files.write(folder.resolve(file), bytes);
        assertRefused(file + " is not as the run wrote it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "null",
                "{\"format\" : 3, \"version\" : \"1.2.3\"}",
                "{\"format\" : 3, \"version\" : \"1.2.3\", \"files\" : []}",
                "",
                "{\"format\" : 3, \"version\" : \"1.2.3\", \"files\" : [{\"name\" : \"../run.json\", \"bytes\" : 1,"
                        + " \"sha256\" : \"\"}]}",
                "{\"format\" : 3, \"version\" : \"1.2.3\", \"files\" : null}",
                "{\"format\" : 3, \"version\" : \"1.2.3\", \"files\" : [null]}"
            })
    void refusesASpoiltList(String text) throws IOException {
        Files.writeString(folder.resolve("report.json"), text);
        InputException refused = assertThrows(InputException.class, () -> ReportFolder.read(folder));
        assertTrue(refused.getMessage().contains(folder.toString()), refused.getMessage());
    }

    @Test
    void refusesPartsThatContradictEachOther() {
        RunDetails details = outcome.details();
        RunDetails fewer = new RunDetails(
                details.bits(),
                details.spikes(),
                details.mesh(),
                details.layers().subList(1, 8),
                details.cores(),
                details.links(),
                details.linkUse(),
                details.raster(),
                details.recorded(),
                details.losses(),
                details.classNames(),
                details.mistakes(),
                List.of(),
                details.histograms(),
                details.figures());
        RunDetails small = new RunDetails(
                details.bits(),
                details.spikes(),
                new RunDetails.MeshSize(2, 2, 1, 1),
                details.layers(),
                details.cores(),
                details.links(),
                details.linkUse(),
                details.raster(),
                details.recorded(),
                details.losses(),
                details.classNames(),
                details.mistakes(),
                List.of(),
                details.histograms(),
                details.figures());
        for (RunDetails wrong : List.of(fewer, small)) {
            InputException refused = assertThrows(
                    InputException.class,
                    () -> new RecordedRun(
                            outcome.result(), wrong, outcome.histograms().all(), List.of()));
            assertTrue(refused.getMessage().contains("contradict each other"), refused.getMessage());
        }
    }

    @Test
    void aSecondRunIntoTheSameFolderLeavesNothingOfTheFirst() throws IOException {
        Experiment.on(Chips.darwin3())
                .withoutReference()
                .provenance(new Provenance("1.2.3", "test", 1, 0, 0))
                .run(Demo.ENCODED, Demo.images(3))
                .writeReport(folder);
        RecordedRun run = ReportFolder.read(folder);
        assertEquals(3, run.result().answers().samples());
        assertTrue(
                !run.files().contains("raster.csv") && !Files.exists(folder.resolve("raster.csv")),
                "the raster of the first run");
    }
}
