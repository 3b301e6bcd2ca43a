package org.synfire.network.event.format;

/**
 * Prophesee's DAT: lines with {@code %}, the type of events and their size (8) as a byte each, then 64 bits for an
 * event, little endian: time (32 bits, microseconds, starts anew when it is full), and in version 2 column (14), row
 * (14) and polarity (4); in version 1 column (9), row (8) and polarity (1) from bit 52.
 *
 * <p><b>Source:</b> Prophesee's documentation, "DAT file format".
 */
final class PropheseeDat {
    private static final int EVENT_BYTES = 8;
    private static final int TYPE_2D = 0x00;
    private static final int TYPE_CD = 0x0c;
    private static final long HALF = 1L << 31;

    private PropheseeDat() {}

    static Recordings decode(EventBytes file, EventReading reading) {
        TextHeader header = TextHeader.read(file, 0, '%', "end");
        int start = header.end();
        file.require(start, 2, "the type of events");
        int type = file.u8(start);
        int size = file.u8(start + 1);
        if ((type != TYPE_2D && type != TYPE_CD) || size != EVENT_BYTES) {
            throw file.fault(
                    start,
                    "events of type " + type + " and " + size
                            + " bytes; a DAT file of events has type 0 or 12 and 8 bytes, and EVT files name their"
                            + " version in the header");
        }
        boolean isFirstVersion = header.rest("Version").filter("1"::equals).isPresent();
        file.requireWhole(start + 2, EVENT_BYTES);
        EventRecorder recorder = new EventRecorder(file.file().toString(), reading.sensorOr(header.sensor()));
        WrappingTime time = new WrappingTime(32, HALF);
        for (int offset = start + 2; offset < file.size(); offset += EVENT_BYTES) {
            int word = file.i32(offset + 4);
            long micros = time.at(file.u32(offset));
            if (isFirstVersion) {
                recorder.add(offset, micros, word & 0x1ff, word >> 9 & 0xff, word >> 20 & 1);
            } else {
                recorder.add(offset, micros, word & 0x3fff, word >> 14 & 0x3fff, word >>> 28);
            }
        }
        recorder.remark(time.wraps(), "overflows of the time");
        return Recordings.of(EventFormat.DAT, recorder);
    }
}
