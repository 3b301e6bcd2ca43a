package org.synfire.network.event.format;

import java.util.Optional;
import org.synfire.network.event.Sensor;

/**
 * Event Stream, {@code .es}, of version 2 and of DVS events: {@code Event Stream}, three bytes of version, the type,
 * width and height (16 bits, little endian), then events: a byte with the microseconds since the event before (7 bits)
 * and the polarity, column and row (16 bits each). A byte 0xff adds 127 us, and 0xfe adds nothing.
 *
 * <p>Rows count as the file counts them, which is from the bottom in recordings of this format's authors.
 * <b>Source:</b> the format's specification, neuromorphicsystems/event_stream.
 */
final class EventStreamFile {
    static final String MAGIC = "Event Stream";

    private static final int HEADER_BYTES = 20;
    private static final int EVENT_BYTES = 5;
    private static final int LATER = 0xff;
    private static final int RESET = 0xfe;
    private static final int LATER_MICROS = 127;

    private EventStreamFile() {}

    static Recordings decode(EventBytes file, EventReading reading) {
        file.require(MAGIC.length(), HEADER_BYTES - MAGIC.length(), "the header");
        if (file.u8(12) != 2 || file.u8(15) != 1) {
            throw file.fault(
                    12,
                    "an event stream of version " + file.u8(12) + " and type " + file.u8(15)
                            + "; version 2 and type 1 (DVS events) are read, so convert the file");
        }
        int width = file.u16(16);
        int height = file.u16(18);
        if (!Sensor.isPossible(width, height, 2)) {
            throw file.fault(16, "a sensor of " + width + " x " + height + " pixels; the header is damaged");
        }
        EventRecorder recorder =
                new EventRecorder(file.file().toString(), reading.sensorOr(Optional.of(new Sensor(width, height, 2))));
        long time = 0;
        int offset = HEADER_BYTES;
        while (offset < file.size()) {
            int first = file.u8(offset);
            if (first == LATER || first == RESET) {
                time += first == LATER ? LATER_MICROS : 0;
                offset++;
            } else {
                file.require(offset, EVENT_BYTES, "an event");
                time += first >> 1;
                recorder.add(offset, time, file.u16(offset + 1), file.u16(offset + 3), first & 1);
                offset += EVENT_BYTES;
            }
        }
        return Recordings.of(EventFormat.EVENT_STREAM, recorder);
    }
}
