package org.synfire.network.event.format;

import java.util.Optional;
import org.synfire.network.event.Sensor;

/**
 * AEDAT 4.0: {@code #!AER-DAT4.0}, the length of a FlatBuffers table ({@code IOHE}: compression, position behind the
 * packets, description in XML), then packets: stream, length, and a FlatBuffers table, compressed by LZ4 or Zstandard.
 * A table of events ({@code EVTS}) has structures of 16 bytes: time in microseconds since 1970 (64 bits), column and
 * row (16 bits each), polarity (8 bits).
 *
 * <p>Packets of frames, triggers and IMU samples are left out. Events of several cameras in one file are refused.
 * <b>Source:</b> iniVation's documentation, "AEDAT 4.0", and the schemas of dv-processing.
 */
final class Aedat4 {
    static final String MAGIC = "#!AER-DAT4.0";

    private static final int MAGIC_BYTES = 14;
    private static final int PACKET_BYTES = 8;
    private static final int EVENT_BYTES = 16;
    private static final String HEADER = "IOHE";
    private static final String EVENTS = "EVTS";

    private final EventBytes file;
    private final Packing packing;
    private final int start;
    private final long end;
    private final EventRecorder recorder;
    private long others;
    private long stream = -1;

    private Aedat4(EventBytes file, EventReading reading) {
        this.file = file;
        file.require(MAGIC_BYTES, 4, "the header");
        long length = file.u32(MAGIC_BYTES);
        file.require(MAGIC_BYTES + 4, length, "the header");
        this.start = MAGIC_BYTES + 4 + (int) length;
        FlatTable table = FlatTable.root(file, MAGIC_BYTES + 4, file.copy(MAGIC_BYTES + 4, (int) length), 0, HEADER);
        this.packing = Packing.of(table.integer(0), file);
        long position = table.whole(1, -1);
        this.end = position < 0 ? file.size() : position;
        if (end < start || end > file.size()) {
            throw file.fault(MAGIC_BYTES + 4, "truncated, its packets end at byte " + end + "; copy the file again");
        }
        Optional<Sensor> stated = DescriptionOfStreams.sensor(table.text(2));
        this.recorder = new EventRecorder(file.file().toString(), reading.sensorOr(stated));
    }

    static Recordings decode(EventBytes file, EventReading reading) {
        Aedat4 decoder = new Aedat4(file, reading);
        decoder.packets();
        decoder.recorder.remark(decoder.others, "packets without events");
        return Recordings.of(EventFormat.AEDAT4, decoder.recorder);
    }

    private void packets() {
        int offset = start;
        while (offset < end) {
            file.require(offset, PACKET_BYTES, "the header of a packet");
            long length = file.u32(offset + 4);
            file.require(offset + PACKET_BYTES, length, "a packet");
            byte[] content = packing.unpacked(file, offset + PACKET_BYTES, (int) length);
            if (FlatTable.isOf(content, 4, EVENTS)) {
                events(offset, content);
            } else {
                others++;
            }
            offset += PACKET_BYTES + (int) length;
        }
    }

    private void events(int offset, byte[] content) {
        long ownStream = file.u32(offset);
        if (stream >= 0 && stream != ownStream) {
            throw file.fault(
                    offset,
                    "has events of the streams " + stream + " and " + ownStream
                            + "; export the events of one camera into a file of their own");
        }
        stream = ownStream;
        FlatTable table = FlatTable.root(file, offset, content, 4, EVENTS);
        int first = table.vector(0, EVENT_BYTES);
        for (int event = 0; event < table.vectorLength(0); event++) {
            int at = first + event * EVENT_BYTES;
            recorder.add(offset, table.i64(at), table.u16(at + 8), table.u16(at + 10), table.u8(at + 12) == 0 ? 0 : 1);
        }
    }
}
