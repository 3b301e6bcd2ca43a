package org.synfire.network.event.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.synfire.engine.InputException;
import org.synfire.network.event.EventRecording;
import org.synfire.network.event.Sensor;
import org.synfire.network.event.format.EventReading.DvsAddresses;
import org.synfire.network.event.format.EventWriters.Event;

/** Files of every format, written by the test, give back their events, and damaged ones say where. */
class EventFormatsTest {
    private static final List<Event> EVENTS = EventWriters.some();
    private static final Sensor SENSOR = new Sensor(EventWriters.WIDTH, EventWriters.HEIGHT, 2);
    private static final EventReading READING =
            EventReading.PLAIN.withSensor(SENSOR).withAddresses(DvsAddresses.TONIC);

    @TempDir
    private Path folder;

    record Written(EventFormat format, String name, byte[] file) {
        @Override
        public String toString() {
            return format + " " + name;
        }
    }

    private static byte[] lz4(byte[] content) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (FramedLZ4CompressorOutputStream out = new FramedLZ4CompressorOutputStream(packed)) {
            out.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    static Stream<Written> files() {
        return Stream.of(
                new Written(EventFormat.N_MNIST, "a.bin", EventWriters.packed(EVENTS)),
                new Written(EventFormat.N_MNIST, "unnamed", EventWriters.packed(EVENTS)),
                new Written(EventFormat.AEDAT2, "a.aedat", EventWriters.aedat2(EVENTS)),
                new Written(EventFormat.AEDAT3, "a.aedat", EventWriters.aedat3(EVENTS)),
                new Written(EventFormat.AEDAT4, "none", EventWriters.aedat4(EVENTS, 0, packet -> packet)),
                new Written(EventFormat.AEDAT4, "lz4", EventWriters.aedat4(EVENTS, 1, EventFormatsTest::lz4)),
                new Written(EventFormat.AEDAT4, "zstd", EventWriters.aedat4(EVENTS, 3, Zstd::compress)),
                new Written(EventFormat.DAT, "a.dat", EventWriters.dat(EVENTS)),
                new Written(EventFormat.EVT2, "a.raw", EventWriters.evt2(EVENTS)),
                new Written(EventFormat.EVT21, "a.raw", EventWriters.evt21(EVENTS, false)),
                new Written(EventFormat.EVT21, "legacy.raw", EventWriters.evt21(EVENTS, true)),
                new Written(EventFormat.EVT3, "a.raw", EventWriters.evt3(EVENTS)),
                new Written(EventFormat.EVENT_STREAM, "a.es", EventWriters.eventStream(EVENTS)),
                new Written(EventFormat.NPY, "a.npy", EventWriters.structures(EVENTS)),
                new Written(EventFormat.NPY, "rows.npy", EventWriters.rows(EVENTS)),
                new Written(EventFormat.NPZ, "a.npz", EventWriters.archive(EVENTS)),
                new Written(EventFormat.TEXT, "a.csv", EventWriters.lines(EVENTS)),
                new Written(EventFormat.HDF5, "shd.h5", EventWriters.heidelberg(EVENTS)),
                new Written(EventFormat.HDF5, "nirdata.h5", EventWriters.nirData(EVENTS)));
    }

    private Path write(String name, byte[] content) {
        try {
            return Files.write(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Event> events(EventRecording recording) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < recording.size(); i++) {
            events.add(new Event(recording.time(i), recording.x(i), recording.y(i), recording.polarity(i)));
        }
        return events;
    }

    private Recordings read(Written written) {
        return EventFiles.read(write(written.name, written.file), READING);
    }

    private String refused(String name, byte[] file, EventReading reading) {
        Path path = write(name, file);
        String message = assertThrows(InputException.class, () -> EventFiles.read(path, reading))
                .getMessage();
        assertTrue(message.contains(path.toString()), message);
        return message.substring(
                message.indexOf(path.toString()) + path.toString().length());
    }

    /** Neurons 3 and 700 spike, at 5 us and at 70,000 us. */
    @Test
    void numberedNeuronsOfSlayer() {
        byte[] file = {0, 3, (byte) 0x80, 0, 5, 2, (byte) 0xbc, (byte) 0x81, 0x11, 0x70};
        EventRecording recording = EventFiles.recording(write("a.bs1", file), EventReading.PLAIN);
        assertEquals(List.of(new Event(5, 3, 0, 0), new Event(70_000, 700, 0, 0)), events(recording));
        assertEquals(new Sensor(701, 1, 1), recording.sensor());
        file[2] = 0;
        EventRecording both = EventFiles.recording(write("b.BS1", file), EventReading.PLAIN);
        assertEquals(List.of(new Event(5, 3, 0, 0), new Event(70_000, 700, 0, 1)), events(both));
        assertEquals(new Sensor(701, 1, 2), both.sensor());
        String message = refused("c.bs1", file, EventReading.PLAIN.withSensor(new Sensor(700, 1, 2)));
        assertTrue(
                message.contains("at byte 5: an event at column 700, row 0, polarity 1 is out of the frame"), message);
        assertTrue(refused("d.bs1", new byte[] {0, 3, 0, 0}, EventReading.PLAIN).contains("truncated"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFormatGivesBackItsEvents(Written written) {
        Recordings read = read(written);
        assertEquals(written.format, read.format());
        EventRecording recording = read.recordings().getFirst();
        assertEquals(EVENTS, events(recording));
        assertEquals(SENSOR, recording.sensor());
        assertEquals(0, recording.backwardSteps());
    }

    /** Cut before the last byte, a file has no whole last event; only a line of text may end anywhere. */
    @ParameterizedTest
    @MethodSource("files")
    void truncatedFilesSayWhere(Written written) {
        if (written.format == EventFormat.TEXT) {
            return;
        }
        byte[] cut = Arrays.copyOf(written.file, written.file.length - 1);
        if (written.name.equals("unnamed")) {
            assertTrue(refused("unnamed", cut, READING).contains("is of no known format"));
            return;
        }
        String message = refused(written.name, cut, READING);
        assertTrue(message.matches("(?s).*(truncated|damaged|archive|cannot be decoded).*"), message);
    }

    @ParameterizedTest
    @MethodSource("files")
    void eventsOutOfTheFrameAreRefused(Written written) {
        String message =
                refused(written.name, written.file, READING.withSensor(new Sensor(16, EventWriters.HEIGHT, 2)));
        assertTrue(message.contains("out of the frame of 16 x 34") || message.contains("below 1088"), message);
    }

    @Test
    void labelsComeAlong() {
        Recordings read = read(new Written(EventFormat.HDF5, "shd.h5", EventWriters.heidelberg(EVENTS)));
        assertEquals(List.of(7, 3), read.labels());
        assertEquals(0, read.recordings().get(1).size());
        assertEquals(
                new Sensor(34 * 33 + 34 * 34 + 10, 1, 1),
                EventFiles.read(folder.resolve("shd.h5"), EventReading.PLAIN)
                        .recordings()
                        .get(1)
                        .sensor());
    }

    @Test
    void overflowRowsOfAtisFilesMoveTheTime() {
        List<Event> events = List.of(new Event(10, 1, 2, 1), new Event(10, 0, 240, 0), new Event(11, 3, 4, 0));
        EventRecording read = EventFiles.recording(write("a.bin", EventWriters.packed(events)), EventReading.PLAIN);
        assertEquals(List.of(new Event(10, 1, 2, 1), new Event(8_203, 3, 4, 0)), events(read));
        assertEquals(List.of("1 overflows of the time"), read.remarks());
    }

    @Test
    void timesThatRunBackAreCounted() {
        List<Event> events = List.of(new Event(20, 1, 2, 1), new Event(10, 0, 3, 0), new Event(11, 3, 4, 0));
        EventRecording read = EventFiles.recording(write("a.bin", EventWriters.packed(events)), EventReading.PLAIN);
        assertEquals(1, read.backwardSteps());
        assertEquals(10, read.time(1));
    }

    @Test
    void countersThatAreFullGoOn() {
        List<Event> late = List.of(new Event(0xfffffff0L, 1, 2, 1), new Event(0x100000010L, 3, 4, 0));
        assertEquals(late, events(EventFiles.recording(write("a.dat", EventWriters.dat(late)), EventReading.PLAIN)));
        assertEquals(late, events(EventFiles.recording(write("a.aedat", EventWriters.aedat2(late)), READING)));
        List<Event> later = List.of(new Event((1L << 34) - 5, 1, 2, 1), new Event((1L << 34) + 5, 3, 4, 0));
        assertEquals(
                later, events(EventFiles.recording(write("a.raw", EventWriters.evt2(wrapped(later, 34))), READING)));
        List<Event> vectors = List.of(new Event((1L << 24) - 5, 1, 2, 1), new Event((1L << 24) + 5, 3, 4, 0));
        assertEquals(
                vectors,
                events(EventFiles.recording(write("b.raw", EventWriters.evt3(wrapped(vectors, 24))), READING)));
    }

    /** Times of so many bits, as the counter of a camera has them. */
    private static List<Event> wrapped(List<Event> events, int bits) {
        return events.stream()
                .map(e -> new Event(e.t() & ((1L << bits) - 1), e.x(), e.y(), e.p()))
                .toList();
    }

    @Test
    void addressesAreReadAsTheUserSays() {
        Path file = write("a.aedat", EventWriters.aedat2(List.of(new Event(1, 5, 6, 1))));
        assertEquals(List.of(new Event(1, 121, 5, 0)), events(EventFiles.recording(file, EventReading.PLAIN)));
    }

    @Test
    void emptyAndUnknownFilesAreRefused() {
        assertEquals(": is empty, it has no byte", refused("a.raw", new byte[0], READING));
        assertEquals(
                ": the recording is empty, it holds no event", refused("b.raw", EventWriters.evt3(List.of()), READING));
        assertTrue(refused("c", new byte[] {1, 2, 3}, READING).startsWith(": is of no known format of events"));
        assertTrue(refused("d.npy", EventWriters.structures(List.of()), READING).contains("is empty"));
        assertTrue(refused("e.aedat4", EventWriters.aedat4(EVENTS, 9, packet -> packet), READING)
                .contains("unknown compression 9"));
    }

    @Test
    void aPacketThatGrowsWithoutBoundIsRefused() {
        byte[] zeros = Zstd.compress(new byte[64 << 20]);
        String message = refused("a.aedat4", EventWriters.aedat4(EVENTS, 3, packet -> zeros), READING);
        assertTrue(message.contains("decompresses to more than"), message);
    }
}
