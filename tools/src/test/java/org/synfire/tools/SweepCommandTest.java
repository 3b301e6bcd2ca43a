package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.tools.sweep.FinishedTasks;

class SweepCommandTest {
    private static final String NOC = """
        command: noc
        options: {mesh: 4x4, cycles: 1000, warmup: 100}
        axes:
          traffic: [uniform, transpose]
          rate: [0.1, 0.2, 0.9]
        """;

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("sweep.yaml"), text);
    }

    private Invocation sweep(String text, String... more) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("sweep", file(text).toString(), "--on", "threads[2]", "--quiet"));
        arguments.addAll(List.of(more));
        return Invocation.of(arguments.toArray(String[]::new));
    }

    private static JsonNode rows(Invocation sweep) {
        return sweep.json().at("/tables/runs/rows");
    }

    @Test
    void everyRowIsWhatTheCommandFinds() throws IOException {
        Invocation sweep = sweep("""
            command: run
            options: {samples: 5, no-float: true}
            axes: {rot: [0, 2]}
            """, "--json", "-");
        assertEquals(ExitStatus.DONE, sweep.status(), sweep.err());
        for (int rot : new int[] {0, 2}) {
            JsonNode alone = Invocation.done(
                            "run", "--samples", "5", "--no-float", "--rot", "" + rot, "--quiet", "--json", "-")
                    .json();
            JsonNode row = rows(sweep).get(rot / 2);
            assertEquals("" + rot, row.get("set_rot").asText());
            assertEquals("done", row.get("status").asText());
            assertEquals(alone.get("fingerprint"), row.get("fingerprint"));
            assertEquals(alone.get("sops"), row.get("sops"));
            assertEquals(alone.at("/energy/perSampleMicrojoules"), row.get("energy_uj"));
            assertEquals(alone.get("accuracy"), row.get("accuracy"));
        }
    }

    @Test
    void shardsGiveTheRowOfTheWholeRun() throws IOException {
        String text = """
            command: run
            options: {no-float: true}
            axes: {samples: [3, 11]}
            """;
        Invocation whole = sweep(text, "--json", "-");
        Invocation divided = sweep(text + "shards: 4\n", "--json", "-");
        assertEquals(ExitStatus.DONE, divided.status(), divided.err());
        assertEquals(rows(whole), rows(divided));
    }

    @Test
    void theTableDoesNotDependOnThePlace() throws IOException {
        Path file = file(NOC);
        JsonNode two = rows(Invocation.of("sweep", file.toString(), "--on", "threads[2]", "--quiet", "--json", "-"));
        JsonNode one = rows(Invocation.of("sweep", file.toString(), "--on", "threads[1]", "--quiet", "--json", "-"));
        assertEquals(6, one.size());
        assertEquals(one, two);
    }

    @Test
    void aSaturatedNetworkIsAResult() throws IOException {
        Invocation sweep = sweep(NOC, "--json", "-");
        assertEquals(ExitStatus.DONE, sweep.status(), sweep.err());
        assertEquals("chip cannot", rows(sweep).get(2).get("status").asText());
        assertEquals("true", rows(sweep).get(2).get("saturated").asText());
    }

    @Test
    void aRunThatFailsSaysWhyAndTheOthersGoOn() throws IOException {
        Invocation sweep = sweep("""
            command: run
            options: {no-float: true, no-reference: true}
            axes: {samples: [2, 900000]}
            """, "--json", "-");
        assertEquals(ExitStatus.FAILED, sweep.status());
        assertEquals("done", rows(sweep).get(0).get("status").asText());
        assertEquals("failed", rows(sweep).get(1).get("status").asText());
        assertTrue(rows(sweep).get(1).get("message").asText().startsWith("--samples 900000: "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        command: run~axes:~  bits: [4, 9] | :3:13: axes.bits: --bits 9: give 2..8
        command: run~axes:~  bits: [4, four] | :3:13: axes.bits: Invalid value for option '--bits'
        command: run~axes:~  timing: [ideal, fast] | :3:19: axes.timing: Invalid value for option '--timing'
        command: run~axes:~  bitz: [4] | :3:10: axes.bitz: 'synfire run' has no option --bitz; did you mean bits?
        command: run~options:~  out: a~axes: {bits: [4]} | :3:8: options.out: --out is not an option
        command: run~options:~  save-network: a.sin~axes: {bits: [4]} | :3:17: options.save-network: --save-network
        command: run~options:~  no-float: 1~axes: {bits: [4]} | :3:13: options.no-float: --no-float takes no value
        command: train~axes: {bits: [4]} | :1:10: command: 'train' cannot be swept; give one of run, noc, map
        command: map~axes:~  chip: [darwin3, none] | :3:19: axes.chip: No chip named 'none'
        command: noc~axes:~  rate: [0.1, 2] | :3:15: axes.rate: --rate 2.0: give 0..1
        command: noc~shards: 2~axes: {rate: [0.1]} | :2:9: shards: 'synfire noc' has no samples to divide
        command: run~shards: 2~axes: {bits: [4]} | :2:9: shards: shards divide the samples of a run
        command: run~files: [nowhere.bin]~axes: {bits: [4]} | :2:9: files: there is no file or folder nowhere.bin
        """)
    void saysWhereItIsWrongBeforeAnythingRuns(String text, String message) throws IOException {
        Path out = folder.resolve("out");
        Invocation refused = sweep(text.replace('~', '\n'), "--out", out.toString());
        assertEquals(ExitStatus.WRONG_INPUT, refused.status());
        assertTrue(refused.err().startsWith("synfire: " + folder.resolve("sweep.yaml") + message), refused.err());
        assertFalse(Files.exists(out), "something was begun");
    }

    @Test
    void manyRunsMustBeMeant() throws IOException {
        String seeds = String.join(
                ",",
                IntStream.rangeClosed(0, SweepCommand.MANY_RUNS)
                        .mapToObj(String::valueOf)
                        .toList());
        String text = "command: map\naxes: {seed: [" + seeds + "]}\n";
        Invocation refused = sweep(text);
        assertEquals(ExitStatus.WRONG_INPUT, refused.status());
        assertTrue(refused.err().contains("has 201 runs, more than 200; add --yes"), refused.err());
    }

    @Test
    void goesOnWhereItWasEnded() throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        String text = NOC.replace("cycles: 1000", "cycles: 200000");
        Path file = file(text);
        assertEquals(
                ExitStatus.DONE,
                Invocation.of("sweep", file.toString(), "--on", "threads", "--quiet", "--out", out.toString())
                        .status());
        byte[] table = Files.readAllBytes(out.resolve("sweep-runs.csv"));
        assertFalse(FinishedTasks.isIn(out), "a finished sweep needs no journal");
        Path killed = folder.resolve("killed");
        OwnSweep.killedAfter(2, file, killed);
        Invocation refused = Invocation.of("sweep", file.toString(), "--on", "threads", "--out", killed.toString());
        assertEquals(ExitStatus.WRONG_INPUT, refused.status());
        assertTrue(refused.err().contains("add --resume to go on with it"), refused.err());
        Invocation other = Invocation.of(
                "sweep",
                Files.writeString(folder.resolve("other.yaml"), text.replace("0.9", "0.8"))
                        .toString(),
                "--on",
                "threads",
                "--resume",
                "--out",
                killed.toString());
        assertEquals(ExitStatus.WRONG_INPUT, other.status());
        assertTrue(other.err().contains("is the journal of another sweep of runs"), other.err());
        Invocation resumed =
                Invocation.of("sweep", file.toString(), "--on", "threads", "--resume", "--out", killed.toString());
        assertEquals(ExitStatus.DONE, resumed.status());
        assertTrue(resumed.err().contains("; 2 tasks were finished before"), resumed.err());
        assertArrayEquals(table, Files.readAllBytes(killed.resolve("sweep-runs.csv")));
    }

    @Test
    void keepsTheFolderOfEachRun() throws IOException {
        Path out = folder.resolve("out");
        Invocation sweep = sweep("""
            command: run
            shards: 2
            options: {samples: 4, no-float: true}
            axes: {rot: [0, 1]}
            """, "--reports", "--out", out.toString());
        assertEquals(ExitStatus.DONE, sweep.status(), sweep.err());
        for (String run : List.of("00001", "00002")) {
            assertTrue(Files.exists(out.resolve("runs/" + run + "/report.html")), run);
            assertTrue(
                    Files.readString(out.resolve("runs/" + run + "/run.json")).contains("synfire run --samples 4"));
        }
    }
}
