package org.synfire.network.event.format;

import java.util.List;
import java.util.stream.Stream;
import org.synfire.network.event.Sensor;

/**
 * Files of N-MNIST and N-Caltech101 ({@code .bin}), which slayerPytorch calls {@code .bs2}: no header, 5 bytes for an
 * event, big endian: column (8 bits), row (8), polarity (1), time in microseconds (23).
 *
 * <p>A row of {@value #OVERFLOW_ROW} is no event: it adds 2^13 us to all later times, as in files straight from the
 * ATIS camera. The sensor is the smallest of 34 x 34 (N-MNIST), 240 x 180 (N-Caltech101) and 256 x 256 that has all
 * events. <b>Source:</b> Orchard et al., "Converting static image datasets to spiking neuromorphic datasets using
 * saccades", 2015, and the file reader published with it.
 */
final class PackedEvents {
    private static final int EVENT_BYTES = 5;
    private static final int OVERFLOW_ROW = 240;
    private static final int OVERFLOW_MICROS = 1 << 13;
    private static final int TRIED = 64;
    private static final List<Sensor> SENSORS =
            List.of(new Sensor(34, 34, 2), new Sensor(240, 180, 2), new Sensor(256, 256, 2));

    private PackedEvents() {}

    /** Whether a file without any mark may be one: its first times do not run back. */
    static boolean isLikely(EventBytes file) {
        if (file.size() % EVENT_BYTES != 0) {
            return false;
        }
        for (int event = 1; event < Math.min(TRIED, file.size() / EVENT_BYTES); event++) {
            if (time(file, event * EVENT_BYTES) < time(file, (event - 1) * EVENT_BYTES)) {
                return false;
            }
        }
        return true;
    }

    /** The time of the event at a byte, in microseconds. */
    static int time(EventBytes file, int offset) {
        return (file.u8(offset + 2) & 127) << 16 | file.u8(offset + 3) << 8 | file.u8(offset + 4);
    }

    static Recordings decode(EventBytes file, EventReading reading) {
        file.requireWhole(0, EVENT_BYTES);
        EventRecorder recorder = new EventRecorder(file.file().toString(), reading.sensor());
        long overflow = 0;
        for (int offset = 0; offset < file.size(); offset += EVENT_BYTES) {
            int row = file.u8(offset + 1);
            if (row == OVERFLOW_ROW) {
                overflow++;
            } else {
                recorder.add(
                        offset,
                        overflow * OVERFLOW_MICROS + time(file, offset),
                        file.u8(offset),
                        row,
                        file.u8(offset + 2) >> 7);
            }
        }
        recorder.remark(overflow, "overflows of the time");
        recorder.requireEvents();
        Stream<Sensor> sensors = SENSORS.stream();
        Sensor sensor = sensors.filter(each -> each.hasPixel(recorder.lastColumn(), recorder.lastRow()))
                .findFirst()
                .orElseThrow();
        return new Recordings(EventFormat.N_MNIST, List.of(recorder.recording(sensor, true)), List.of());
    }
}
