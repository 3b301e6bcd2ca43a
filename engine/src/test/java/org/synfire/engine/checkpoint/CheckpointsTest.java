package org.synfire.engine.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.engine.InputException;
import org.synfire.engine.file.OutputException;
import org.synfire.engine.file.Sha256;

@Timeout(60)
class CheckpointsTest {
    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();

    /** One field of every kind. */
    private static final class All implements Checkpointed {
        private long whole;
        private double real;
        private String text = "";
        private final long[] longs = new long[20_000];
        private final int[] ints = new int[3];
        private final double[] reals = new double[2];
        private final MemorySegment memory = Arena.ofAuto().allocate(100_001);
        private long[] more = new long[0];
        private int[] others = new int[0];
        private final int[] inner = new int[1];

        static All filled(long seed) {
            Random random = new Random(seed);
            All all = new All();
            all.whole = random.nextLong();
            all.real = seed == 1 ? Double.NaN : random.nextDouble();
            all.text = "\u00e4 \n" + seed;
            for (int i = 0; i < all.longs.length; i++) {
                all.longs[i] = random.nextLong();
            }
            all.ints[2] = Integer.MIN_VALUE;
            all.reals[1] = -0.0;
            all.memory.set(ValueLayout.JAVA_BYTE, 100_000, (byte) seed);
            all.more = random.longs(5_000).toArray();
            all.others = new int[] {1, 2};
            all.inner[0] = (int) seed;
            return all;
        }

        @Override
        public void state(StateFields fields) {
            whole = fields.whole("whole", whole);
            real = fields.real("real", real);
            text = fields.text("text", text);
            fields.all("longs", longs);
            fields.all("ints", ints);
            fields.all("reals", reals);
            fields.memory("memory", memory);
            more = fields.varying("more", more);
            others = fields.varying("others", others);
            fields.part("inner", part -> part.all("ints", inner));
        }

        void assertEqualTo(All other) {
            assertEquals(whole, other.whole);
            assertEquals(Double.doubleToRawLongBits(real), Double.doubleToRawLongBits(other.real));
            assertEquals(text, other.text);
            assertArrayEquals(longs, other.longs);
            assertArrayEquals(ints, other.ints);
            assertEquals(Double.doubleToRawLongBits(reals[1]), Double.doubleToRawLongBits(other.reals[1]));
            assertEquals(-1, memory.mismatch(other.memory));
            assertArrayEquals(more, other.more);
            assertArrayEquals(others, other.others);
            assertArrayEquals(inner, other.inner);
        }
    }

    private Checkpoints checkpoints() {
        return new Checkpoints(folder, "thing A, of size 3");
    }

    private OptionalLong restore(Checkpointed state) {
        return checkpoints().restore(state, told::add);
    }

    @Test
    void theLastStateComesBack() throws IOException {
        assertFalse(Checkpoints.areIn(folder));
        assertEquals(OptionalLong.empty(), restore(new All()));
        Checkpoints writer = checkpoints();
        for (long step = 1; step <= 5; step++) {
            long bytes = writer.save(10 * step, All.filled(step));
            assertTrue(bytes > 160_000, "random longs cannot be packed: " + bytes);
            All restored = new All();
            assertEquals(10 * step, restore(restored).orElseThrow());
            All.filled(step).assertEqualTo(restored);
            try (var files = Files.list(folder)) {
                assertEquals(Math.min(2, step), files.count());
            }
        }
        assertEquals(List.of(), told);
        Checkpoints.discard(folder);
        assertFalse(Checkpoints.areIn(folder));
    }

    /** After a restored one, the other file is written. */
    @Test
    void theRestoredOneIsKeptWhileTheNextIsWritten() throws IOException {
        checkpoints().save(10, All.filled(1));
        Checkpoints again = checkpoints();
        again.restore(new All(), told::add);
        again.save(20, All.filled(2));
        Files.delete(folder.resolve("run-checkpoint-2.bin"));
        assertEquals(10, restore(new All()).orElseThrow());
    }

    @Test
    void aDamagedOneIsNotUsedWhereverItIsDamaged() throws IOException {
        Checkpointed small = fields -> fields.all("ints", new int[] {1, 2, 3});
        Checkpoints writer = checkpoints();
        writer.save(10, small);
        writer.save(20, small);
        Path last = folder.resolve("run-checkpoint-2.bin");
        byte[] whole = Files.readAllBytes(last);
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 1;
            Files.write(last, damaged);
            assertEquals(10, restore(small).orElseThrow(), "byte " + at);
            Files.write(last, Arrays.copyOf(whole, at));
            assertEquals(10, restore(small).orElseThrow(), "without byte " + at);
        }
        assertEquals(2 * whole.length, told.size());
        assertTrue(told.getFirst().endsWith("is damaged; the other one is of step 10"), told.getFirst());
        Files.write(folder.resolve("run-checkpoint-1.bin"), new byte[0]);
        String refused =
                assertThrows(InputException.class, () -> restore(small)).getMessage();
        assertTrue(refused.startsWith("no checkpoint can be used: "), refused);
        assertEquals(1, refused.lines().count());
    }

    @Test
    void anotherSubjectIsRefusedWithWhatDiffers() {
        new Checkpoints(folder, "thing A, of size 4, red").save(1, All.filled(1));
        String refused =
                assertThrows(InputException.class, () -> restore(new All())).getMessage();
        assertTrue(
                refused.contains("is the checkpoint of another run, of of size 4, red; this is of size 3; begin anew"),
                refused);
    }

    @Test
    void otherFieldsAreRefusedByName() {
        checkpoints().save(1, fields -> fields.part("core 3", part -> part.all("sums", new int[4])));
        assertOther(
                fields -> fields.part("core 3", part -> part.all("sums", new int[5])),
                "core 3, 'sums' is 5 whole numbers of 32 bits here, and 'sums' there is 4 whole numbers of 32 bits");
        assertOther(fields -> fields.part("core 3", part -> part.all("sums", new long[4])), "of 64 bits here");
        assertOther(
                fields -> fields.part("core 4", part -> {}), "'core 4' is a part here, and 'core 3' there is a part");
        assertOther(fields -> fields.part("core 3", part -> {}), "has more fields than the state of this run");
        assertOther(
                fields -> {
                    fields.part("core 3", part -> part.all("sums", new int[4]));
                    fields.whole("more", 1);
                },
                "cannot be read");
    }

    private void assertOther(Checkpointed state, String words) {
        String refused =
                assertThrows(InputException.class, () -> restore(state)).getMessage();
        assertTrue(refused.contains(words), refused);
    }

    /** A file that says that it has 2^31 - 9 values, and has none, takes no memory for them. */
    @Test
    void aNumberAloneTakesNoMemory() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes("synfire checkpoint 3\nthing A, of size 3\n7\n".getBytes(StandardCharsets.UTF_8));
        DeflaterOutputStream packed = new DeflaterOutputStream(all);
        DataOutputStream fields = new DataOutputStream(packed);
        fields.writeUTF("many");
        fields.writeByte('l');
        fields.writeLong(Integer.MAX_VALUE - 8);
        packed.finish();
        all.writeBytes(HexFormat.of().parseHex(Sha256.of(all.toByteArray())));
        Files.write(folder.resolve("run-checkpoint-1.bin"), all.toByteArray());
        String refused = assertThrows(InputException.class, () -> restore(state -> state.varying("many", new long[0])))
                .getMessage();
        assertTrue(refused.contains("this checkpoint cannot be read"), refused);
    }

    @Test
    void aFolderThatIsNotThereIsAnOutputError() {
        Checkpoints nowhere = new Checkpoints(folder.resolve("none"), "nothing");
        String failed = assertThrows(OutputException.class, () -> nowhere.save(1, All.filled(1)))
                .getMessage();
        assertTrue(failed.contains("the checkpoint cannot be written ("), failed);
    }

    @Test
    void intervals() {
        assertEquals(new CheckpointInterval.Steps(1_000), CheckpointInterval.of("1000"));
        assertEquals("PT30S", time("30s"));
        assertEquals("PT5M", time("5min"));
        assertEquals("PT2H", time("2h"));
        for (String wrong : new String[] {"", "x", "5 min", "-1", "1.5", "0", "0s", "9999999999999"}) {
            assertThrows(InputException.class, () -> CheckpointInterval.of(wrong), wrong);
        }
    }

    private static String time(String words) {
        return ((CheckpointInterval.Time) CheckpointInterval.of(words)).length().toString();
    }

    /** Steps of 1 ms and a checkpoint every second: never more than an eighth late, and seldom asked. */
    @Test
    void timeIsLookedAtInTime() {
        long[] clock = {0};
        CheckpointPace pace = new CheckpointPace(CheckpointInterval.of("1s"), () -> clock[0]);
        List<Long> saved = new ArrayList<>();
        int looks = 0;
        while (clock[0] < 20_000_000_000L) {
            clock[0] += pace.steps() * 1_000_000L;
            pace.ran(pace.steps());
            looks++;
            if (pace.isDue()) {
                saved.add(clock[0]);
                pace.saved();
            }
        }
        assertTrue(saved.size() >= 17 && looks < 500, saved.size() + " saved, " + looks + " looks");
        long longest = LongStream.range(1, saved.size())
                .map(i -> saved.get((int) i) - saved.get((int) i - 1))
                .max()
                .orElseThrow();
        assertTrue(longest <= 1_130_000_000L, longest + " ns");
    }

    @Test
    void stepsAreExact() {
        CheckpointPace pace = new CheckpointPace(new CheckpointInterval.Steps(10), () -> 0);
        assertEquals(10, pace.steps());
        pace.ran(4);
        assertEquals(6, pace.steps());
        assertFalse(pace.isDue());
        pace.ran(6);
        assertTrue(pace.isDue());
        pace.saved();
        assertEquals(10, pace.steps());
    }
}
