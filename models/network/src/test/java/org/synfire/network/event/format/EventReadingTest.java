package org.synfire.network.event.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.engine.InputException;
import org.synfire.network.event.EventRecording;
import org.synfire.network.event.Sensor;
import org.synfire.network.event.format.EventReading.ColumnOrder;
import org.synfire.network.event.format.EventWriters.Event;
import org.synfire.network.hdf5.TinyHdf5;
import org.synfire.network.hdf5.TinyHdf5.Doubles;

/** Variants of formats, and what the user says about files. */
class EventReadingTest {
    @TempDir
    private Path folder;

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private Path text(String content) throws IOException {
        return write("a.txt", content.getBytes(StandardCharsets.US_ASCII));
    }

    private static Event event(EventRecording recording, int i) {
        return new Event(recording.time(i), recording.x(i), recording.y(i), recording.polarity(i));
    }

    private static String refused(Path file, EventReading reading) {
        return assertThrows(InputException.class, () -> EventFiles.read(file, reading))
                .getMessage();
    }

    @Test
    void textHasTheUsersOrderAndUnit() throws IOException {
        EventRecording plain = EventFiles.recording(text("# events\n7 1 2 1\n9 3 4 0\n"), EventReading.PLAIN);
        assertEquals(new Event(7, 1, 2, 1), event(plain, 0));
        assertEquals(new Sensor(4, 5, 2), plain.sensor());
        EventReading seconds = EventReading.PLAIN.withColumns(ColumnOrder.XYTP).withUnit(1e6);
        EventRecording other = EventFiles.recording(text("1 2 0.000007 1\n3 4 0.5 -1\n"), seconds);
        assertEquals(new Event(7, 1, 2, 1), event(other, 0));
        assertEquals(new Event(500_000, 3, 4, 0), event(other, 1));
        assertTrue(refused(text("0.5 1 2 1\n"), EventReading.PLAIN).endsWith("give the unit of times"));
        assertTrue(refused(text("t,x,y\n1,2,3\n"), EventReading.PLAIN).contains("has no column p"));
        assertTrue(refused(text("1,2,3\n"), EventReading.PLAIN).contains("a.txt line 1 is no event"));
        assertTrue(refused(text(",\n"), EventReading.PLAIN).contains("a.txt line 1 has no value"));
        assertThrows(InputException.class, () -> EventReading.PLAIN.withUnit(0));
    }

    @Test
    void stepsOfNirDataBecomeTimes() throws IOException {
        Map<String, Object> spikes = Map.of(
                "@__type__",
                "TimeGriddedData",
                "@dt",
                0.002,
                "data",
                new Doubles(new int[] {2, 3, 2}, 0, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0));
        Map<String, Object> file = Map.of(
                "@__type__", "NIRGraphData", "nodes", Map.of("n", Map.of("observables", Map.of("spikes", spikes))));
        Recordings read = EventFiles.read(write("a.h5", TinyHdf5.file(file)), EventReading.PLAIN);
        assertEquals(2, read.recordings().size());
        EventRecording first = read.recordings().getFirst();
        assertEquals(new Event(2_000, 0, 0, 0), event(first, 0));
        assertEquals(new Event(4_000, 1, 0, 0), event(first, 1));
        assertEquals(new Sensor(2, 1, 1), first.sensor());
        assertTrue(assertThrows(
                        InputException.class, () -> EventFiles.recording(folder.resolve("a.h5"), EventReading.PLAIN))
                .getMessage()
                .endsWith("holds 2 recordings where one is expected"));
    }

    @Test
    void labelsOfAnotherNumberAreRefused() throws IOException {
        Map<String, Object> spikes =
                Map.of("times", new double[][] {{0.5}, {0.25}}, "units", new double[][] {{1}, {2}});
        byte[] file = TinyHdf5.file(Map.of("spikes", spikes, "labels", new long[] {1}));
        assertTrue(refused(write("a.h5", file), EventReading.PLAIN)
                .endsWith("a.h5: dataset /labels has no label from 0 for each of 2 samples"));
    }

    @Test
    void sensorsThatCannotBeAreRefused() throws IOException {
        byte[] file = EventWriters.eventStream(EventWriters.some());
        ByteBuffer.wrap(file).putShort(16, (short) -1).putShort(18, (short) 0xff7f);
        assertTrue(refused(write("a.es", file), EventReading.PLAIN)
                .contains("a.es: at byte 16: a sensor of 65535 x 32767 pixels"));
    }

    @Test
    void theFirstVersionOfDatHasOtherBits() throws IOException {
        ByteBuffer events = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN);
        events.put((byte) 0).put((byte) 8).putInt(77).putInt(300 | 200 << 9 | 1 << 20);
        byte[] header = "% Version 1\n".getBytes(StandardCharsets.US_ASCII);
        byte[] file = ByteBuffer.allocate(header.length + 10)
                .put(header)
                .put(events.flip())
                .array();
        EventRecording read = EventFiles.recording(write("a.dat", file), EventReading.PLAIN);
        assertEquals(new Event(77, 300, 200, 1), event(read, 0));
    }

    /** Two events of a DAVIS240: column 5 of the file is column 234 of the sensor; a frame's sample is left out. */
    @Test
    void addressesOfADavisAreMirrored() throws IOException {
        byte[] header = "#!AER-DAT2.0\r\n# AEChip: Davis240C\r\n".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer file = ByteBuffer.allocate(header.length + 24).put(header);
        file.putInt(1 << 31).putInt(1);
        file.putInt(100 << 22 | 5 << 12 | 1 << 11).putInt(2);
        file.putInt(101 << 22 | 239 << 12).putInt(3);
        EventRecording read = EventFiles.recording(write("a.aedat", file.array()), EventReading.PLAIN);
        assertEquals(new Event(2, 234, 100, 1), event(read, 0));
        assertEquals(new Event(3, 0, 101, 0), event(read, 1));
        assertEquals(new Sensor(240, 180, 2), read.sensor());
        assertEquals(List.of("1 addresses of frames, IMU samples and outside events"), read.remarks());
    }
}
