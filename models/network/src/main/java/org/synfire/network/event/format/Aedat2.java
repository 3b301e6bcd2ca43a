package org.synfire.network.event.format;

import java.util.Optional;
import org.synfire.network.event.Sensor;

/**
 * AEDAT 2.0: lines with {@code #}, then 8 bytes for an event, big endian: address and time in microseconds (32 bits
 * each; the time starts anew when it is full).
 *
 * <p>Addresses of a DAVIS have polarity (bit 11), column from the right (12-21) and row (22-30); bit 31 marks frames
 * and bit 10 what comes from outside, which are left out. Addresses of a DVS128 have 16 bits, and programs differ in
 * reading them ({@link EventReading.DvsAddresses}); bit 15 comes from outside. Which of the two a file has is found by
 * the camera that its header names, or by whether some address has more than 16 bits. <b>Source:</b> iniVation's
 * documentation, "AEDAT file formats", and jAER.
 */
final class Aedat2 {
    static final String MAGIC = "#!AER-DAT2.0";

    private static final int EVENT_BYTES = 8;
    private static final long HALF = 1L << 31;
    private static final Sensor DVS128 = new Sensor(128, 128, 2);
    private static final Sensor DAVIS240 = new Sensor(240, 180, 2);

    private Aedat2() {}

    static Recordings decode(EventBytes file, EventReading reading) {
        TextHeader header = TextHeader.read(file, 0, '#', "!END-HEADER");
        file.requireWhole(header.end(), EVENT_BYTES);
        Optional<Sensor> named = CameraNames.sensor(header);
        boolean isDavis =
                named.map(sensor -> !sensor.equals(DVS128)).orElseGet(() -> hasLongAddresses(file, header.end()));
        Sensor stated = named.orElse(isDavis ? DAVIS240 : DVS128);
        Sensor sensor = reading.sensor().orElse(stated);
        EventRecorder recorder = new EventRecorder(file.file().toString(), Optional.of(sensor));
        WrappingTime time = new WrappingTime(32, HALF);
        long others = 0;
        for (int offset = header.end(); offset < file.size(); offset += EVENT_BYTES) {
            int address = Integer.reverseBytes(file.i32(offset));
            long micros = time.at(Integer.toUnsignedLong(Integer.reverseBytes(file.i32(offset + 4))));
            if (isDavis ? address < 0 || (address >> 10 & 1) == 1 : (address >> 15 & 1) == 1) {
                others++;
            } else if (isDavis) {
                int fromRight = address >> 12 & 1023;
                recorder.add(offset, micros, stated.width() - 1 - fromRight, address >> 22 & 511, address >> 11 & 1);
            } else if (reading.addresses() == EventReading.DvsAddresses.TONIC) {
                recorder.add(offset, micros, address >> 8 & 127, address >> 1 & 127, address & 1);
            } else {
                recorder.add(offset, micros, 127 - (address >> 1 & 127), address >> 8 & 127, 1 - (address & 1));
            }
        }
        recorder.remark(others, "addresses of frames, IMU samples and outside events");
        recorder.remark(time.wraps(), "overflows of the time");
        return Recordings.of(EventFormat.AEDAT2, recorder);
    }

    private static boolean hasLongAddresses(EventBytes file, int start) {
        for (int offset = start; offset < file.size(); offset += EVENT_BYTES) {
            if (file.u16(offset) != 0) {
                return true;
            }
        }
        return false;
    }
}
