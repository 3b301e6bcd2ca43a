package org.synfire.papers.sdann;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.engine.InputException;
import org.synfire.network.demo.Demo;
import org.synfire.network.program.Register;
import org.synfire.network.quantize.Preprocessing;
import org.synfire.noc.chip.Chips;
import org.synfire.papers.run.ChipRuns;
import org.synfire.papers.run.FinishedParts;
import org.synfire.papers.run.StopRequest;
import org.synfire.papers.run.Subject;
import org.synfire.papers.sparsity.TrialJournal;

@Timeout(300)
class SdannReproductionTest {
    private static final Subject DEMO =
            new Subject("digits", Demo.ENCODED, Demo.FLOATING, Demo.FILE, Preprocessing.unit(), Demo.DIGITS);

    @TempDir
    private Path directory;

    private static SdannReproduction.Effort effort(int samples) {
        return new SdannReproduction.Effort(samples, 10, 50, 30, 4, 5, Register.Overflow.SATURATE, true);
    }

    private static NetworkResult run(int samples, List<String> announced, int stopAt) {
        return run(samples, announced, stopAt, FinishedParts.keptNowhere(), subject -> TrialJournal.inMemory());
    }

    private static NetworkResult run(
            int samples,
            List<String> announced,
            int stopAt,
            FinishedParts parts,
            Function<String, TrialJournal> journalOf) {
        StopRequest stop = new StopRequest();
        ChipRuns runs = new ChipRuns(
                Chips.darwin3(),
                2,
                stop,
                next -> {
                    announced.add(next);
                    if (announced.size() == stopAt) {
                        stop.ask();
                    }
                },
                parts);
        return new SdannReproduction(runs, effort(samples)).run(DEMO, journalOf);
    }

    private static TableRow row(NetworkResult result, String setting) {
        return result.rows().stream()
                .filter(row -> row.setting().equals(setting))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void givesEveryTableWithThePapersFiguresBeside() throws IOException {
        NetworkResult result = run(60, new ArrayList<>(), Integer.MAX_VALUE);
        assertEquals(
                List.of(
                        PaperTable.PRECISION,
                        PaperTable.ROT,
                        PaperTable.DRLO,
                        PaperTable.HYBRID,
                        PaperTable.ENERGY,
                        PaperTable.ENCODINGS),
                result.rows().stream().map(TableRow::table).distinct().toList());
        assertTrue(
                result.rows().stream().allMatch(row -> row.mismatchedValues() == null || row.mismatchedValues() == 0));
        assertEquals(
                row(result, "quantised").accuracy(), row(result, "SDANN exact").accuracy());
        assertEquals(0, row(result, "SDANN darwin3").accuracyPoints(), 2);
        assertEquals("all: -0.25..+0.09", row(result, "SDANN darwin3").paper());
        assertTrue(
                row(result, "no scaled integration, wrap").accuracyPoints() < -30,
                row(result, "no scaled integration, wrap").toString());
        assertTrue(row(result, "RoT(3)").sopPercent() < row(result, "RoT(2)").sopPercent());
        assertTrue(row(result, "hybrid").sopPercent() < row(result, "RoT(1)").sopPercent());
        assertEquals(
                0.03e-6 * row(result, "RoT(1)").sopsPerSample(),
                row(result, "RoT(1)").spikingMicrojoules(),
                1e-9);
        assertEquals(
                5.47e-6 * row(result, "RoT(1)").sopsPerSample(),
                row(result, "RoT(1)").sopMicrojoules(),
                1e-9);
        assertNotNull(result.sparsity());
        assertEquals(14, result.losses().size());
        SdannTables.of(List.of(result), List.of("none")).write(directory.resolve("new"));
        JsonNode json =
                new ObjectMapper().readTree(directory.resolve("new/sdann.json").toFile());
        assertEquals(
                result.rows().stream()
                        .filter(row -> row.table() == PaperTable.PRECISION)
                        .count(),
                json.at("/tables/precision/rows").size());
        assertEquals(
                5, Files.readAllLines(directory.resolve("new/sdann-rot.csv")).size());
        assertEquals(
                15,
                Files.readAllLines(directory.resolve("new/sdann-layers.csv")).size());
        String text = Files.readString(directory.resolve("new/sdann.txt"));
        assertTrue(text.contains("values unlike the twin's") && text.contains("found on 30 training samples"), text);
    }

    @Test
    void keepsWhatIsDoneWhenItIsStopped() {
        List<String> announced = new ArrayList<>();
        NetworkResult result = run(20, announced, 5);
        assertEquals(5, announced.size(), "nothing begins after the stop: " + announced);
        assertTrue(
                result.rows().stream().anyMatch(row -> row.setting().equals("SDANN exact")),
                result.rows().toString());
        assertTrue(result.rows().stream().noneMatch(row -> row.setting().equals("hybrid")));
        assertNull(result.sparsity());
    }

    /** What was finished before a stop is not computed again, and all figures are those of an undisturbed run. */
    @Test
    void goesOnFromFinishedParts() {
        Path file = directory.resolve("sdann.journal");
        run(20, new ArrayList<>(), 7, parts(file), this::trials);
        int before = parts(file).size();
        assertTrue(before > 3, before + " parts");
        NetworkResult goesOn = run(20, new ArrayList<>(), Integer.MAX_VALUE, parts(file), this::trials);
        assertEquals(run(20, new ArrayList<>(), Integer.MAX_VALUE), goesOn);
        int all = parts(file).size();
        assertTrue(all > before, all + " parts after " + before);
        NetworkResult again = run(20, new ArrayList<>(), Integer.MAX_VALUE, parts(file), this::trials);
        assertEquals(goesOn, again);
        assertEquals(all, parts(file).size(), "nothing was computed");
        run(21, new ArrayList<>(), 4, parts(file), this::trials);
        assertTrue(parts(file).size() > all, "runs over other images are other parts");
    }

    private static FinishedParts parts(Path file) {
        return FinishedParts.open(file, "sdann");
    }

    private TrialJournal trials(String subject) {
        return TrialJournal.open(directory.resolve("digits.journal"), subject);
    }

    @Test
    void refusesImpossibleEfforts() {
        for (double budget : new double[] {-1, 101, Double.NaN}) {
            assertThrows(
                    InputException.class,
                    () -> new SdannReproduction.Effort(1, 1, 1, 1, budget, 1, Register.Overflow.WRAP, false));
        }
        assertThrows(
                InputException.class,
                () -> new SdannReproduction.Effort(0, 1, 1, 1, 1, 1, Register.Overflow.WRAP, false));
    }

    @Test
    void saysWhichImagesAreMissing() {
        String message = assertThrows(InputException.class, () -> run(501, new ArrayList<>(), Integer.MAX_VALUE))
                .getMessage();
        assertEquals("digits test has only 500 images; 501 are asked for", message);
    }
}
