package org.synfire.network.event.format;

/**
 * AEDAT 3.1: lines with {@code #} up to {@code #!END-HEADER}, then packets with 28 bytes of header, little endian. Of
 * polarity packets (type 1) each event has 8 bytes: valid (bit 0), polarity (1), row (2-16), column (17-31), and the
 * lower 31 bits of the time in microseconds, whose upper bits the packet's header has.
 *
 * <p>Packets of other types are left out, as are events that are not valid. <b>Source:</b> iniVation's documentation,
 * "AEDAT 3.1".
 */
final class Aedat3 {
    static final String MAGIC = "#!AER-DAT3.";

    private static final int HEADER_BYTES = 28;
    private static final int EVENT_BYTES = 8;
    private static final int POLARITY = 1;

    private Aedat3() {}

    static Recordings decode(EventBytes file, EventReading reading) {
        TextHeader header = TextHeader.read(file, 0, '#', "!END-HEADER");
        EventRecorder recorder =
                new EventRecorder(file.file().toString(), reading.sensorOr(CameraNames.sensor(header)));
        long packets = 0;
        long invalid = 0;
        long offset = header.end();
        while (offset < file.size()) {
            file.require(offset, HEADER_BYTES, "the header of a packet");
            int at = (int) offset;
            int type = file.u16(at);
            long eventBytes = file.u32(at + 4);
            long overflow = file.u32(at + 12);
            long events = file.u32(at + 20);
            if (eventBytes == 0 || (type == POLARITY && eventBytes != EVENT_BYTES) || overflow > Integer.MAX_VALUE) {
                throw file.fault(
                        offset,
                        "a packet of type " + type + " with events of " + eventBytes + " bytes and " + overflow
                                + " overflows of the time; the file is damaged");
            }
            long most = file.size() + 1L;
            long bytes = Math.min(events, most) * Math.min(eventBytes, most);
            file.require(offset + HEADER_BYTES, bytes, "a packet");
            if (type == POLARITY) {
                invalid += polarities(file, at + HEADER_BYTES, (int) events, overflow << 31, recorder);
            } else {
                packets++;
            }
            offset += HEADER_BYTES + bytes;
        }
        recorder.remark(packets, "packets of other types");
        recorder.remark(invalid, "events that are marked as not valid");
        return Recordings.of(EventFormat.AEDAT3, recorder);
    }

    private static long polarities(EventBytes file, int start, int events, long base, EventRecorder recorder) {
        long invalid = 0;
        for (int offset = start; offset < start + events * EVENT_BYTES; offset += EVENT_BYTES) {
            int data = file.i32(offset);
            if ((data & 1) == 0) {
                invalid++;
            } else {
                long time = base | (file.i32(offset + 4) & 0x7fffffff);
                recorder.add(offset, time, data >>> 17, data >> 2 & 0x7fff, data >> 1 & 1);
            }
        }
        return invalid;
    }
}
