package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.engine.file.Sha256;

/** Parts of a run of the demo, joined by the command line: what one run has, or a refusal that says why. */
@Timeout(300)
class MergeCommandTest {
    private static final List<String> OF_THE_HOST = List.of("timing", "throughput", "origin", "command", "threads");

    private static Path folder;

    @BeforeAll
    static void runParts(@TempDir Path made) {
        folder = made;
        run("whole", "--samples", "24");
        run("first", "--from", "0", "--samples", "9", "--threads", "1");
        run("second", "--from", "9", "--samples", "15", "--kernel", "scalar");
    }

    private static Path run(String name, String... options) {
        Path out = folder.resolve(name);
        Invocation.done(Stream.concat(
                        Stream.of("run", "--quiet", "--calibrate", "20", "--out", out.toString()), Stream.of(options))
                .toArray(String[]::new));
        return out;
    }

    private static Invocation merge(String out, String... parts) {
        List<String> words =
                new ArrayList<>(List.of("merge", "--out", folder.resolve(out).toString()));
        Stream.of(parts).map(part -> folder.resolve(part).toString()).forEach(words::add);
        return Invocation.of(words.toArray(String[]::new));
    }

    private static String refused(String... parts) {
        Invocation refused = merge("refused", parts);
        assertEquals(ExitStatus.WRONG_INPUT, refused.status(), refused.err());
        assertEquals(1, refused.err().lines().count(), refused.err());
        assertFalse(Files.exists(folder.resolve("refused")));
        return refused.err().replace(folder + "/", "");
    }

    private static ObjectNode result(Path run) throws IOException {
        return (ObjectNode) new ObjectMapper().readTree(run.resolve("run.json").toFile());
    }

    private static ObjectNode ofChip(Path run) throws IOException {
        ObjectNode result = result(run);
        assertEquals(64, result.at("/origin/data/sha256").asText().length());
        result.set("data", result.at("/origin/data"));
        result.remove(OF_THE_HOST);
        result.remove("kernel");
        ((ObjectNode) result.get("latency")).remove("hostStepNanos");
        return result;
    }

    @Test
    void hasWhatOneRunHas() throws IOException {
        Invocation merged = merge("merged", "second", "first");
        assertEquals(ExitStatus.DONE, merged.status(), merged.err());
        assertTrue(merged.out().contains("24 samples, "), merged.out());
        Path whole = folder.resolve("whole");
        Path joined = folder.resolve("merged");
        assertEquals(ofChip(whole), ofChip(joined));
        int compared = 0;
        try (Stream<Path> files = Files.list(whole)) {
            for (Path file : files.filter(one -> one.toString().matches(".*\\.(csv|hgrm|hlog|svg)"))
                    .filter(one -> !one.toString().matches(".*(host-step|losses|loss-).*"))
                    .toList()) {
                assertEquals(
                        Files.readString(file), Files.readString(joined.resolve(file.getFileName())), file.toString());
                compared++;
            }
        }
        assertTrue(compared > 20, compared + " files");
        Invocation.done("report", joined.toString());
        assertEquals(
                result(whole).at("/latency/hostStepNanos/count"), result(joined).at("/latency/hostStepNanos/count"));
    }

    @Test
    void refusesRangesThatDoNotJoin() {
        run("third", "--from", "11", "--samples", "3");
        assertTrue(
                refused("second").contains("second begins at sample 9: samples 0..8 before it are missing"),
                refused("second"));
        String gap = refused("first", "third");
        assertTrue(
                gap.contains("samples 9..10 are missing between first (samples 0..8) and third (samples 11..13)"), gap);
        String both = refused("first", "second", "third");
        assertTrue(both.contains("samples 11..13 are in second (samples 9..23) and in third (samples 11..13)"), both);
        String twice = refused("first", "first");
        assertTrue(twice.contains("first is given twice"), twice);
    }

    @Test
    void refusesPartsOfAnotherRunWithTheFirstDifference() {
        run("precision", "--from", "9", "--samples", "3", "--precision", "darwin3");
        String precision = refused("first", "precision");
        assertTrue(precision.contains("the precision is exact in the first and 16-bit registers in"), precision);
        run("unpipelined", "--from", "9", "--samples", "3", "--no-pipeline");
        String pipeline = refused("first", "unpipelined");
        assertTrue(pipeline.contains("the pipeline is on in the first and off in the second"), pipeline);
        run("bits", "--from", "9", "--samples", "3", "--bits", "7");
        String bits = refused("first", "bits");
        assertTrue(bits.contains("the number of time steps is 8 in the first and 7 in the second"), bits);
        run("train", "--from", "9", "--samples", "3", "--split", "train");
        String split = refused("first", "train");
        assertTrue(split.contains("option --split is test in the first and train in the second"), split);
    }

    /** A part whose own hash is right, but that was changed. */
    private static void rewrite(String name, String former, String now) throws IOException {
        Path part = folder.resolve(name).resolve("part.txt");
        String all = Files.readString(part);
        String json = all.substring(all.indexOf('\n') + 1);
        assertTrue(json.contains(former), former);
        String changed = json.replaceFirst(Pattern.quote(former), now);
        Files.writeString(
                part, "synfire part 1 " + Sha256.of(changed.getBytes(StandardCharsets.UTF_8)) + "\n" + changed);
    }

    @Test
    void refusesOtherDataAndOtherVersions() throws IOException {
        run("data", "--from", "9", "--samples", "2");
        rewrite("data", "\"before\":\"", "\"before\":\"0");
        String data = refused("first", "data");
        assertTrue(data.contains("saw different data: the samples before number 9 have another hash"), data);
        run("version", "--from", "9", "--samples", "2");
        rewrite("version", "\"version\":\"", "\"version\":\"9.");
        String version = refused("first", "version");
        assertTrue(version.contains("the version is ") && version.contains(" in the first and 9."), version);
    }

    @Test
    void refusesWhatIsDamagedOrNoPart() throws IOException {
        Path damaged = run("damaged", "--from", "9", "--samples", "2").resolve("part.txt");
        byte[] bytes = Files.readAllBytes(damaged);
        bytes[bytes.length / 2]++;
        Files.write(damaged, bytes);
        assertTrue(refused("first", "damaged").contains("damaged/part.txt is damaged"), refused("first", "damaged"));
        Files.writeString(damaged, "nonsense");
        assertTrue(refused("first", "damaged").contains("is no part of a run"), refused("first", "damaged"));
        Files.delete(damaged);
        assertTrue(refused("first", "damaged").contains("damaged has no part.txt"), refused("first", "damaged"));
        run("steps", "--from", "9", "--samples", "2");
        rewrite("steps", "\"groups\":[[", "\"groups\":[[900,");
        assertTrue(refused("first", "steps").contains("steps/part.txt is not as this version"), refused("steps"));
        Invocation same = merge("first", "first", "second");
        assertEquals(ExitStatus.WRONG_INPUT, same.status());
        assertTrue(same.err().contains("is the folder of a part, which would be overwritten"), same.err());
    }

    @Test
    void refusesOptionsThatMakeNoPart() {
        String out = folder.resolve("impossible").toString();
        for (List<String> wrong : List.of(
                List.of("--from -1", "samples are numbered from 0 on"),
                List.of("--from 900000", "--from 900000: digits test has only "),
                List.of("--from 9 --samples 900000", "samples from number 9 on"),
                List.of("--from 5 --timing cycle", "routers carry their state from sample to sample"),
                List.of("--from 5 --record stem_relu", "recordings and probes are of a whole run"),
                List.of("--from 5 --resume", "--resume does not go with --from"),
                List.of("--from 5 --skip-bad", "--from does not go with --skip-bad"))) {
            Invocation refused = Invocation.of(Stream.concat(
                            Stream.of("run", "--quiet", "--out", out),
                            Stream.of(wrong.getFirst().split(" ")))
                    .toArray(String[]::new));
            assertEquals(ExitStatus.WRONG_INPUT, refused.status(), wrong.getFirst());
            assertTrue(refused.err().contains(wrong.getLast()), refused.err());
            assertFalse(Files.exists(Path.of(out).resolve("run.json")));
        }
        Invocation nowhere = Invocation.of("run", "--from", "3");
        assertTrue(nowhere.err().contains("--from needs a folder"), nowhere.err());
    }
}
