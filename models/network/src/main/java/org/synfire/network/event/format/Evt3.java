package org.synfire.network.event.format;

/**
 * Prophesee's EVT 3: words of 16 bits, little endian, which change the state of the decoder. Bits 12-15 are the type: 0
 * the row, 2 an event, 3 the first column and polarity of vectors, 4 and 5 a vector of 12 and of 8 columns, 6 and 8 the
 * lower and the upper 12 bits of the time; triggers and others are left out.
 *
 * <p>The time is in microseconds. A new upper half sets the lower one to zero; an upper half that is smaller than the
 * one before by 2048 or more started anew. Events before the first upper half are left out. <b>Source:</b> Prophesee's
 * documentation, "EVT 3.0 format".
 */
final class Evt3 {
    private static final int WORD_BYTES = 2;
    private static final int ROW = 0;
    private static final int EVENT = 2;
    private static final int VECTOR_BASE = 3;
    private static final int VECTOR_12 = 4;
    private static final int VECTOR_8 = 5;
    private static final int TIME_LOW = 6;
    private static final int TIME_HIGH = 8;
    private static final int HALF_BITS = 12;
    private static final int MOST_BACKWARD = 2048;

    private final EventBytes file;
    private final EventRecorder recorder;
    private final WrappingTime high = new WrappingTime(HALF_BITS, MOST_BACKWARD);
    private long upper = -1;
    private long time;
    private int row;
    private int column;
    private int polarity;
    private long early;
    private long others;

    private Evt3(EventBytes file, EventRecorder recorder) {
        this.file = file;
        this.recorder = recorder;
    }

    static Recordings decode(EventBytes file, EventReading reading) {
        TextHeader header = TextHeader.read(file, 0, '%', "end");
        file.requireWhole(header.end(), WORD_BYTES);
        EventRecorder recorder = new EventRecorder(file.file().toString(), reading.sensorOr(header.sensor()));
        Evt3 decoder = new Evt3(file, recorder);
        for (int offset = header.end(); offset < file.size(); offset += WORD_BYTES) {
            decoder.word(offset);
        }
        recorder.remark(decoder.early, "events before the first time");
        recorder.remark(decoder.others, "words that are no event");
        recorder.remark(decoder.high.wraps(), "overflows of the time");
        return Recordings.of(EventFormat.EVT3, recorder);
    }

    private void word(int offset) {
        int word = file.u16(offset);
        int data = word & 0xfff;
        switch (word >> HALF_BITS) {
            case ROW -> row = word & 2047;
            case EVENT -> add(offset, word & 2047, data >> 11);
            case VECTOR_BASE -> {
                column = word & 2047;
                polarity = data >> 11;
            }
            case VECTOR_12 -> vector(offset, data, 12);
            case VECTOR_8 -> vector(offset, data & 0xff, 8);
            case TIME_LOW -> time = (Math.max(0, upper) << HALF_BITS) + data;
            case TIME_HIGH -> {
                long now = high.at(data);
                if (now != upper) {
                    upper = now;
                    time = upper << HALF_BITS;
                }
            }
            default -> others++;
        }
    }

    private void vector(int offset, int mask, int columns) {
        for (int rest = mask; rest != 0; rest &= rest - 1) {
            add(offset, column + Integer.numberOfTrailingZeros(rest), polarity);
        }
        column += columns;
    }

    private void add(int offset, int x, int sign) {
        if (upper < 0) {
            early++;
        } else {
            recorder.add(offset, time, x, row, sign);
        }
    }
}
