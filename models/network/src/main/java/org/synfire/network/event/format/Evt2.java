package org.synfire.network.event.format;

import java.util.Optional;
import org.synfire.network.event.Sensor;

/**
 * Prophesee's EVT 2: words of 32 bits, little endian. Bits 28-31 are the type: 0 and 1 are an event with 6 bits of time
 * (22-27), column (11-21) and row (0-10), 8 is the time's upper 28 bits; triggers and others are left out.
 *
 * <p>The time is in microseconds and starts anew after 2^34. Events before the first upper time are left out, as their
 * time is not known. <b>Source:</b> Prophesee's documentation, "EVT 2.0 format".
 */
final class Evt2 {
    private static final int WORD_BYTES = 4;
    private static final int TIME_HIGH = 8;
    private static final int LOW_BITS = 6;
    private static final int HIGH_BITS = 28;

    private Evt2() {}

    static Recordings decode(EventBytes file, EventReading reading) {
        TextHeader header = TextHeader.read(file, 0, '%', "end");
        file.requireWhole(header.end(), WORD_BYTES);
        Optional<Sensor> sensor = reading.sensorOr(header.sensor());
        EventRecorder recorder = new EventRecorder(file.file().toString(), sensor);
        WrappingTime high = new WrappingTime(HIGH_BITS, 1 << (HIGH_BITS - 1));
        long base = -1;
        long early = 0;
        long others = 0;
        for (int offset = header.end(); offset < file.size(); offset += WORD_BYTES) {
            int word = file.i32(offset);
            int type = word >>> 28;
            if (type == TIME_HIGH) {
                base = high.at(word & ((1 << HIGH_BITS) - 1)) << LOW_BITS;
            } else if (type > 1) {
                others++;
            } else if (base < 0) {
                early++;
            } else {
                recorder.add(offset, base + (word >> 22 & 63), word >> 11 & 2047, word & 2047, type);
            }
        }
        recorder.remark(early, "events before the first time");
        recorder.remark(others, "words that are no event");
        recorder.remark(high.wraps(), "overflows of the time");
        return Recordings.of(EventFormat.EVT2, recorder);
    }
}
