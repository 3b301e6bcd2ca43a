package org.synfire.network.event.format;

/**
 * Prophesee's EVT 2.1: words of 64 bits, little endian. Bits 60-63 are the type: 0 and 1 are up to 32 events of one
 * row, with 6 bits of time (54-59), the first column (43-53), row (32-42) and a bit for each column (0-31); 8 is the
 * time's upper 28 bits (32-59).
 *
 * <p>With {@code endianness=legacy} in the header, the halves of a word are exchanged. <b>Source:</b> Prophesee's
 * documentation, "EVT 2.1 format".
 */
final class Evt21 {
    private static final int WORD_BYTES = 8;
    private static final int TIME_HIGH = 8;
    private static final int LOW_BITS = 6;
    private static final int HIGH_BITS = 28;

    private Evt21() {}

    static Recordings decode(EventBytes file, EventReading reading) {
        TextHeader header = TextHeader.read(file, 0, '%', "end");
        file.requireWhole(header.end(), WORD_BYTES);
        int upper = header.hasText("endianness=legacy") ? 0 : 4;
        EventRecorder recorder = new EventRecorder(file.file().toString(), reading.sensorOr(header.sensor()));
        WrappingTime high = new WrappingTime(HIGH_BITS, 1 << (HIGH_BITS - 1));
        long base = -1;
        long early = 0;
        long others = 0;
        for (int offset = header.end(); offset < file.size(); offset += WORD_BYTES) {
            int word = file.i32(offset + upper);
            int mask = file.i32(offset + 4 - upper);
            int type = word >>> 28;
            if (type == TIME_HIGH) {
                base = high.at(word & ((1 << HIGH_BITS) - 1)) << LOW_BITS;
            } else if (type > 1) {
                others++;
            } else if (base < 0) {
                early += Integer.bitCount(mask);
            } else {
                long time = base + (word >> 22 & 63);
                for (int rest = mask; rest != 0; rest &= rest - 1) {
                    int column = (word >> 11 & 2047) + Integer.numberOfTrailingZeros(rest);
                    recorder.add(offset, time, column, word & 2047, type);
                }
            }
        }
        recorder.remark(early, "events before the first time");
        recorder.remark(others, "words that are no event");
        recorder.remark(high.wraps(), "overflows of the time");
        return Recordings.of(EventFormat.EVT21, recorder);
    }
}
