package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.synfire.network.hdf5.TinyHdf5.Doubles;
import org.synfire.network.nir.TinyNir;

/** Recurrent networks that are killed in mid-run, or whose disk is full, go on to the result of an undisturbed run. */
@Timeout(value = 3_600, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CheckpointCommandsTest {
    private static final boolean IS_LONG = Boolean.getBoolean("synfire.long");
    private static final int KILLS = IS_LONG ? 20 : 1;
    private static final int CHANNELS = 16;
    private static final int HIDDEN = 200;
    private static final int STEPS = IS_LONG ? 20_000 : 5_000;

    private static Path folder;

    @BeforeAll
    static void draw(@TempDir Path made) throws IOException {
        folder = made;
        Files.write(folder.resolve("net.nir"), graph().bytes());
        Files.write(folder.resolve("spikes.npy"), spikes());
    }

    /** What is run. */
    enum Job {
        NIR("400", "run", "--threads", "2") {
            @Override
            List<String> options() {
                return List.of(
                        "--model",
                        folder.resolve("net.nir").toString(),
                        "--data",
                        folder.resolve("spikes.npy").toString());
            }
        },
        BRUNEL("250", "reproduce", "brunel", "--scale", "0.1", "--neurons-per-core", "400", "--threads", "2");

        private final String interval;
        private final List<String> words;

        Job(String interval, String... words) {
            this.interval = interval;
            this.words = List.of(words);
        }

        List<String> options() {
            return List.of();
        }

        /** Without checkpoints. */
        String[] undisturbed(Path out) {
            List<String> all = new ArrayList<>(words);
            all.addAll(options());
            all.addAll(List.of("--quiet", "--out", out.toString()));
            return all.toArray(String[]::new);
        }

        String[] command(Path out, String... more) {
            return Stream.of(Stream.of(undisturbed(out)), Stream.of("--checkpoint", interval), Stream.of(more))
                    .flatMap(some -> some)
                    .toArray(String[]::new);
        }

        Path out(String run) {
            return folder.resolve(name().toLowerCase(Locale.ROOT) + "-" + run);
        }
    }

    private static TinyNir graph() {
        return new TinyNir()
                .node("in", "Input", "shape", new long[] {CHANNELS})
                .node("w", "Linear", "weight", weights(1, HIDDEN, CHANNELS, 0.8))
                .node("hidden", "LIF", "tau", 0.01, "r", 10.0, "v_leak", 0.0, "v_threshold", 1.2, "v_reset", 0.0)
                .node("back", "Linear", "weight", weights(3, HIDDEN, HIDDEN, 0.03))
                .node("v", "Linear", "weight", weights(2, 3, HIDDEN, 0.1))
                .node("last", "IF", "r", 1.0, "v_threshold", 1.5, "v_reset", 0.0)
                .node("out", "Output", "shape", new long[] {3})
                .edges("in>w w>hidden hidden>back back>hidden hidden>v v>last last>out");
    }

    private static Doubles weights(long seed, int out, int in, double most) {
        return new Doubles(
                new int[] {out, in},
                new Random(seed).doubles((long) out * in, -most, most).toArray());
    }

    /** One sample, as an array of bytes [sample][step][channel]. */
    private static byte[] spikes() {
        String head = String.format(
                Locale.ROOT, "{'descr': '|u1', 'fortran_order': False, 'shape': (1, %d, %d), }", STEPS, CHANNELS);
        String padded = head + " ".repeat(63 - (10 + head.length()) % 64) + "\n";
        byte[] bytes = new byte[10 + padded.length() + STEPS * CHANNELS];
        byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) padded.length(), 0};
        System.arraycopy(magic, 0, bytes, 0, magic.length);
        System.arraycopy(padded.getBytes(StandardCharsets.US_ASCII), 0, bytes, magic.length, padded.length());
        Random random = new Random(9);
        for (int i = 10 + padded.length(); i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextInt(8) == 0 ? 1 : 0);
        }
        return bytes;
    }

    private static Path whole(Job job) throws IOException {
        Path out = job.out("whole");
        if (!Files.exists(out)) {
            Invocation.done(job.undisturbed(out));
        }
        return out;
    }

    /** Files of two folders are the same but for figures of the host. */
    private static void assertUndisturbed(Path whole, Path other) throws IOException {
        int compared = 0;
        try (Stream<Path> files = Files.list(whole)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                Path same = other.resolve(name);
                if (name.equals("run.json")) {
                    assertEquals(ofChip(file), ofChip(same));
                    compared++;
                } else if ((name.matches(".*\\.(csv|hgrm|hlog)") && !name.matches("host-step.*|.*cost.*"))
                        || name.matches("packet-cycles.svg|.*raster.svg")) {
                    assertEquals(Files.readString(file), Files.readString(same), name);
                    compared++;
                }
            }
        }
        assertTrue(compared >= 3, compared + " files");
        try (Stream<Path> files = Files.list(other)) {
            assertEquals(
                    List.of(),
                    files.filter(file -> file.getFileName().toString().matches("run-checkpoint.*|.*\\.part"))
                            .toList());
        }
    }

    private static ObjectNode ofChip(Path file) throws IOException {
        ObjectNode result = (ObjectNode) new ObjectMapper().readTree(file.toFile());
        result.set("data", result.at("/origin/data"));
        result.remove(List.of("timing", "throughput", "origin", "command"));
        ((ObjectNode) result.get("latency")).remove("hostStepNanos");
        return result;
    }

    /** The step of the last checkpoint, -1 without one. */
    private static long saved(Path out) throws IOException {
        long last = -1;
        for (int number = 1; number <= 2; number++) {
            try (var in = Files.newInputStream(out.resolve("run-checkpoint-" + number + ".bin"))) {
                String head = new String(in.readNBytes(1 << 13), StandardCharsets.ISO_8859_1);
                last = Math.max(last, Long.parseLong(head.split("\n", 4)[2]));
            } catch (NoSuchFileException none) {
                assertFalse(none.getFile().isEmpty());
            }
        }
        return last;
    }

    private static Process start(Path log, String... words) throws IOException {
        return OwnProcess.of(List.of(), List.of(words))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    /** Every process is killed at a random moment after it has saved its state anew; the last one is left alone. */
    @ParameterizedTest
    @EnumSource
    void goesOnAfterItWasKilled(Job job) throws IOException, InterruptedException {
        Path whole = whole(job);
        Path out = job.out("killed");
        Path log = folder.resolve(job + ".log");
        SplittableRandom random = new SplittableRandom();
        int killed = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            long before = saved(out);
            Process run = start(log, job.command(out, "--resume"));
            try {
                while (run.isAlive() && saved(out) == before) {
                    Thread.sleep(1);
                }
                Thread.sleep(random.nextInt(IS_LONG ? 100 : 300));
            } finally {
                run.destroyForcibly();
            }
            killed += run.waitFor() == ExitStatus.DONE ? 0 : 1;
        }
        assertTrue(killed > 0, "all runs ended before they were killed");
        Process last = start(log, job.command(out, "--resume"));
        assertEquals(0, last.waitFor(), Files.readString(log));
        assertUndisturbed(whole, out);
        if (IS_LONG) {
            System.out.println(job + ": " + killed + " runs killed; " + Files.readString(log));
        }
    }

    /** Files may have so few bytes that no checkpoint fits; what was computed is not lost, as there was nothing. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void goesOnAfterTheDiskWasFull() throws IOException, InterruptedException {
        Path out = Job.NIR.out("full");
        Path log = folder.resolve("full.log");
        ProcessBuilder tool = OwnProcess.of(List.of(), List.of(Job.NIR.command(out)));
        ProcessBuilder limited = new ProcessBuilder(
                Stream.concat(Stream.of("bash", "-c", "ulimit -f 40; exec \"$@\"", "bash"), tool.command().stream())
                        .toList());
        limited.environment().putAll(tool.environment());
        Process run =
                limited.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        assertEquals(ExitStatus.FAILED, run.waitFor(), Files.readString(log));
        String said = Files.readString(log);
        assertTrue(said.contains(".bin: the checkpoint cannot be written ("), said);
        assertTrue(said.contains("--resume goes on from there"), said);
        Invocation resumed = Invocation.of(Job.NIR.command(out, "--resume"));
        assertEquals(ExitStatus.DONE, resumed.status(), resumed.err());
        assertEquals("", resumed.err(), "--quiet");
        assertUndisturbed(whole(Job.NIR), out);
    }

    /** A file system of its own that is full; then it grows, and the run goes on. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void goesOnAfterAFileSystemWasFull() throws IOException, InterruptedException {
        assumeTrue(IS_LONG, "only in the long form");
        Path out = Files.createDirectories(Job.NIR.out("tmpfs"));
        assumeTrue(
                call("mount", "-t", "tmpfs", "-o", "size=1500k", "synfire", out.toString()) == 0,
                "file systems must not be mounted here");
        try {
            Path log = folder.resolve("tmpfs.log");
            Process run = start(log, Job.NIR.command(out));
            assertEquals(ExitStatus.FAILED, run.waitFor(), Files.readString(log));
            String said = Files.readString(log);
            assertTrue(said.contains("no space left on device"), said);
            long step = saved(out);
            assertTrue(step > 0, said);
            System.out.println("file system of 1,500 kB full at step " + step + " and later: " + said);
            assertEquals(0, call("mount", "-o", "remount,size=100m", out.toString()));
            String[] aloud = Stream.of(Job.NIR.command(out, "--resume"))
                    .filter(word -> !word.equals("--quiet"))
                    .toArray(String[]::new);
            Process rest = start(log, aloud);
            assertEquals(0, rest.waitFor(), Files.readString(log));
            assertTrue(Files.readString(log).contains("the run goes on from step"), Files.readString(log));
            assertUndisturbed(whole(Job.NIR), out);
        } finally {
            call("umount", out.toString());
        }
    }

    private static int call(String... words) throws IOException, InterruptedException {
        return new ProcessBuilder(words).inheritIO().start().waitFor();
    }

    @Test
    void saysWhatIsWrong() throws IOException {
        assertWrong("--checkpoint needs a folder", "run", "--checkpoint", "5min");
        assertWrong("--checkpoint: '5x' is no interval: give steps", "run", "--checkpoint", "5x", "--out", "none");
        assertWrong("give at least 1", "run", "--checkpoint", "0", "--out", "none");
        assertWrong("--checkpoint does not go with --from", "run", "--checkpoint", "5", "--from", "0", "--out", "none");
        assertWrong("--checkpoint needs a folder", "reproduce", "brunel", "--checkpoint", "9");
        assertWrong("--resume goes on from a checkpoint; add --ch", "reproduce", "brunel", "--resume", "--out", "none");
        Path out = Files.createDirectories(folder.resolve("foreign"));
        Files.writeString(out.resolve(".synfire"), "run-checkpoint-*.bin\n");
        Files.writeString(out.resolve("run-checkpoint-1.bin"), "nothing");
        String[] begin = Job.BRUNEL.command(out);
        assertWrong("has the checkpoint of a run that was ended; add --resume to go on", begin);
        assertWrong("no checkpoint can be used: ", Job.BRUNEL.command(out, "--resume"));
        assertFalse(Files.exists(out.resolve("brunel.json")));
    }

    private static void assertWrong(String words, String... command) {
        Invocation run = Invocation.of(command);
        assertEquals(ExitStatus.WRONG_INPUT, run.status(), run.err());
        assertTrue(run.err().contains(words), run.err());
    }
}
