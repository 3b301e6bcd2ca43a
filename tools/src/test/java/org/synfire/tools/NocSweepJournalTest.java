package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A sweep that was killed goes on from its journal, to the result of one that was not. */
@Timeout(value = 180, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NocSweepJournalTest {
    private static final String SWEEP =
            "noc --mesh 8x8 --traffic transpose --packet-flits 2 --sweep --cycles 12000 --warmup 1000 --threads 1";

    @TempDir
    private Path directory;

    private static List<String> command(Path out) {
        List<String> words = new ArrayList<>(Arrays.asList(SWEEP.split(" ")));
        words.addAll(List.of("--out", out.toString()));
        return words;
    }

    private static Invocation sweep(Path out) {
        return Invocation.of(command(out).toArray(String[]::new));
    }

    private static List<String> lines(Path journal) throws IOException {
        return Files.exists(journal) ? Files.readAllLines(journal) : List.of();
    }

    /** Without host times and the command line, which names the folder. */
    private static JsonNode result(Path out) throws IOException {
        ObjectNode result =
                (ObjectNode) new ObjectMapper().readTree(out.resolve("noc.json").toFile());
        result.remove("command");
        result.get("points").forEach(point -> ((ObjectNode) point).remove("routerTraversalsPerSecond"));
        return result;
    }

    @Test
    void goesOnAfterItWasKilled() throws IOException, InterruptedException {
        Path killed = directory.resolve("killed");
        Path journal = killed.resolve("sweep.journal");
        Process run = OwnProcess.of(List.of(), command(killed))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("shown").toFile())
                .start();
        try {
            while (lines(journal).size() < 5) {
                assertTrue(run.isAlive(), () -> "ended early");
                Thread.sleep(10);
            }
        } finally {
            run.destroyForcibly();
        }
        run.waitFor();
        assertFalse(Files.exists(killed.resolve("noc.json")));
        Invocation goesOn = sweep(killed);
        assertEquals(ExitStatus.DONE, goesOn.status(), goesOn.err());
        assertTrue(
                goesOn.err().matches("(?s).*sweep.journal has [0-9]+ loads of this sweep; the others are measured.*"),
                goesOn.err());
        assertFalse(Files.exists(journal), "it is finished");
        Path undisturbed = directory.resolve("undisturbed");
        assertEquals(ExitStatus.DONE, sweep(undisturbed).status());
        assertEquals(result(undisturbed), result(killed));
        assertEquals(Files.readString(undisturbed.resolve("sweep.csv")), Files.readString(killed.resolve("sweep.csv")));
        assertEquals(
                Files.readString(undisturbed.resolve("latency.svg")), Files.readString(killed.resolve("latency.svg")));
    }

    @Test
    void refusesTheJournalOfAnotherSweep() throws IOException {
        Path file = directory.resolve("sweep.journal");
        Files.writeString(file, "synfire journal 1, sweep: chips 1x1 of 4x4 nodes\n");
        Invocation refused = sweep(directory);
        assertEquals(ExitStatus.WRONG_INPUT, refused.status());
        assertEquals(1, refused.err().lines().count(), refused.err());
        assertTrue(
                refused.err()
                        .contains("is the journal of another sweep, of chips 1x1 of 4x4 nodes; this is chips 1x1"
                                + " of 8x8 nodes, "),
                refused.err());
        Files.writeString(file, "{\"no\": \"journal\"}");
        Invocation other = sweep(directory);
        assertEquals(ExitStatus.WRONG_INPUT, other.status());
        assertTrue(other.err().contains("sweep.journal is no journal of a sweep; delete it"), other.err());
        assertFalse(Files.exists(directory.resolve("noc.json")));
    }

    /** A line that was changed, and one that no sweep writes, are measured again. */
    @Test
    void ignoresDamagedLines() throws IOException {
        Path file = directory.resolve("sweep.journal");
        SweepJournal journal = SweepJournal.open(directory, subject(file));
        assertEquals(0, journal.size());
        Files.writeString(file, Files.readString(file) + "0123456789abcdef {\"offered\":0.0028}\nnonsense\n");
        Invocation run = sweep(directory);
        assertEquals(ExitStatus.DONE, run.status(), run.err());
        assertTrue(
                run.err().contains("sweep.journal: 2 damaged lines are ignored; what stood there is measured again"),
                run.err());
    }

    /** What this sweep's journal is about, as it says when it finds another. */
    private String subject(Path file) throws IOException {
        Files.writeString(file, "synfire journal 1, sweep: another\n");
        String said = sweep(directory).err();
        Files.delete(file);
        return said.substring(said.indexOf("; this is ") + "; this is ".length(), said.indexOf("; delete it"));
    }
}
