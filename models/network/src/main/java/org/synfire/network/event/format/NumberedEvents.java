package org.synfire.network.event.format;

import java.util.List;
import java.util.Locale;
import org.synfire.network.event.Sensor;

/**
 * Spikes of numbered neurons as slayerPytorch and lava-dl store them ({@code .bs1}): no header, 5 bytes for an event,
 * big endian: number of the neuron (16 bits), polarity (1), time in microseconds (23).
 *
 * <p>The sensor has one row and as many columns as events need. As in the tools, polarities count from the lowest that
 * occurs, so files that only have polarity 1 have one polarity. <b>Source:</b> {@code encode1Dspikes} of the tools.
 */
final class NumberedEvents {
    private static final int EVENT_BYTES = 5;
    private static final String ENDING = ".bs1";

    private NumberedEvents() {}

    /** Whether a file is one, by its name: the content has no mark. */
    static boolean isOne(EventBytes file) {
        return file.file().toString().toLowerCase(Locale.ROOT).endsWith(ENDING);
    }

    static Recordings decode(EventBytes file, EventReading reading) {
        file.requireWhole(0, EVENT_BYTES);
        int least = 1;
        int most = 0;
        for (int offset = 0; offset < file.size(); offset += EVENT_BYTES) {
            int polarity = file.u8(offset + 2) >> 7;
            least = Math.min(least, polarity);
            most = Math.max(most, polarity);
        }
        EventRecorder recorder = new EventRecorder(file.file().toString(), reading.sensor());
        for (int offset = 0; offset < file.size(); offset += EVENT_BYTES) {
            int number = file.u8(offset) << 8 | file.u8(offset + 1);
            recorder.add(offset, PackedEvents.time(file, offset), number, 0, (file.u8(offset + 2) >> 7) - least);
        }
        recorder.requireEvents();
        Sensor sensor = new Sensor(recorder.lastColumn() + 1, 1, most > least ? 2 : 1);
        return new Recordings(EventFormat.NUMBERED, List.of(recorder.recording(sensor, false)), List.of());
    }
}
