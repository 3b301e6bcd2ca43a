package org.synfire.network.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.engine.InputException;
import org.synfire.network.event.PixelMap.Part;
import org.synfire.network.event.PixelMap.Size;

/** Times become steps, and pixels channels, as the tools of the field do it. */
class EventBinningTest {
    private static final Sensor SENSOR = new Sensor(4, 3, 2);

    @TempDir
    private Path folder;

    /** A recording of events t, x, y, p. */
    private static EventRecording recording(long[]... events) {
        long[] times = new long[events.length];
        int[] columns = new int[events.length];
        short[] rows = new short[events.length];
        for (int i = 0; i < events.length; i++) {
            times[i] = events[i][0];
            columns[i] = (int) events[i][1];
            rows[i] = (short) (events[i][2] << 1 | events[i][3]);
        }
        return new EventRecording("a.bin", SENSOR, true, times, columns, rows, List.of());
    }

    private static long[] event(long... values) {
        return values;
    }

    private static final EventRecording SOME = recording(
            event(1_000, 0, 0, 0),
            event(1_400, 3, 2, 1),
            event(1_500, 3, 2, 1),
            event(2_499, 1, 1, 0),
            event(2_500, 1, 1, 1),
            event(3_999, 2, 0, 0));

    /** Entries as step:channelxcount. */
    private static List<String> entries(SpikeFrames frames) {
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            entries.add(frames.step(i) + ":" + frames.channel(i) + "x" + frames.count(i));
        }
        return entries;
    }

    @Test
    void lengthFromTheFirstEventDropsThePartialEnd() {
        SpikeFrames frames = EventBinning.everyMicros(1_000).frames(SOME);
        assertEquals(2, frames.steps());
        assertEquals(24, frames.channels());
        assertEquals(List.of("0:0x1", "0:23x2", "1:5x1", "1:17x1"), entries(frames));
        assertEquals(1, frames.leftOut());
        assertEquals(5, frames.spikes());
        assertEquals(2, frames.largestCount());
    }

    @Test
    void aNumberOfStepsDividesTheRecording() {
        SpikeFrames frames = EventBinning.inSteps(2).frames(SOME);
        assertEquals(2, frames.steps());
        assertEquals(List.of("0:0x1", "0:23x2", "1:5x1", "1:17x1"), entries(frames));
        String message = assertThrows(
                        InputException.class, () -> EventBinning.inSteps(3_000).frames(SOME))
                .getMessage();
        assertTrue(message.contains("2999 microseconds is too short for 3000 steps"), message);
    }

    @Test
    void slayerRoundsHalvesToEvenAndHasOneSpike() {
        SpikeFrames frames = EventBinning.slayer(1_000).frames(SOME);
        assertEquals(List.of("1:0x1", "1:23x1", "2:5x1", "2:17x1", "2:23x1", "4:2x1"), entries(frames));
        assertEquals(5, frames.steps());
    }

    @Test
    void nirDataRoundsDownFromZero() {
        assertEquals(
                List.of("1:0x1", "1:23x1", "2:5x1", "2:17x1", "3:2x1"),
                entries(EventBinning.nirData(1_000).frames(SOME)));
    }

    @Test
    void windowAndFixedStepsCut() {
        EventBinning binning = EventBinning.everyMicros(100).within(new EventBinning.Window(400, 1_500));
        assertEquals(List.of("0:23x1", "1:23x1"), entries(binning.withSteps(5).frames(SOME)));
        assertEquals(5, binning.withSteps(5).frames(SOME).steps());
        assertEquals(4, binning.withSteps(5).frames(SOME).leftOut());
        assertEquals(1_000_000, binning.withSteps(1_000_000).frames(SOME).steps());
        assertThrows(InputException.class, () -> new EventBinning.Window(5, 5));
    }

    @Test
    void pixelsAreCutMadeSmallerAndMerged() {
        PixelMap merged = new PixelMap(Optional.empty(), Optional.of(new Size(2, 1)), false);
        assertEquals(
                List.of("0:0x1", "0:1x2", "1:0x2"),
                entries(EventBinning.everyMicros(1_000).withPixels(merged).frames(SOME)));
        PixelMap middle = new PixelMap(Optional.of(Part.middle(SENSOR, 2, 1)), Optional.empty(), true);
        EventBinning binning = EventBinning.everyMicros(1_000).withPixels(middle);
        assertEquals(new Sensor(2, 1, 2), binning.frame(SENSOR));
        assertEquals(List.of("1:0x1", "1:2x1"), entries(binning.frames(SOME)));
        PixelMap outside = new PixelMap(Optional.of(new Part(1, 0, 4, 3)), Optional.empty(), true);
        assertThrows(
                InputException.class,
                () -> EventBinning.everyMicros(1).withPixels(outside).frames(SOME));
        PixelMap larger = new PixelMap(Optional.empty(), Optional.of(new Size(5, 3)), true);
        assertThrows(
                InputException.class,
                () -> EventBinning.everyMicros(1).withPixels(larger).frames(SOME));
    }

    @Test
    void eventsOutOfOrderFallIntoTheirSteps() {
        EventRecording mixed = recording(event(2_000, 1, 1, 0), event(0, 0, 0, 0), event(3_000, 0, 0, 0));
        assertEquals(
                List.of("0:0x1", "2:5x1"),
                entries(EventBinning.everyMicros(1_000).frames(mixed)));
    }

    @Test
    void timesSince1970HaveTooManySteps() {
        EventRecording late = recording(event(1_633_953_690_975_950L, 0, 0, 0));
        String message = assertThrows(
                        InputException.class, () -> EventBinning.slayer(1).frames(late))
                .getMessage();
        assertTrue(message.contains("start at the first event"), message);
    }

    @Test
    void arraysOfSpikesAreFrames() throws IOException {
        byte[] header = "{'descr': '|u1', 'fortran_order': False, 'shape': (2, 3, 1, 2), }\n"
                .getBytes(StandardCharsets.US_ASCII);
        byte[] file = new byte[10 + header.length + 12];
        byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length, 0};
        System.arraycopy(magic, 0, file, 0, 10);
        System.arraycopy(header, 0, file, 10, header.length);
        byte[] data = {0, 1, 0, 0, 3, 0, 0, 0, 0, 0, 0, 1};
        System.arraycopy(data, 0, file, 10 + header.length, 12);
        List<SpikeFrames> samples = SpikeArrays.read(Files.write(folder.resolve("a.npy"), file));
        assertEquals(List.of("0:1x1", "2:0x3"), entries(samples.get(0)));
        assertEquals(List.of("2:1x1"), entries(samples.get(1)));
        assertEquals(3, samples.get(1).steps());
        double[] values = new double[2];
        samples.get(0).addStep(2, values);
        assertEquals(3, values[0]);
    }
}
