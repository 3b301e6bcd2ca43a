package org.synfire.network.event.format;

import java.nio.file.Path;
import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.event.EventRecording;

/**
 * Reads files of events.
 *
 * <p><b>Limits:</b> a file has at most 2^30 bytes. A truncated file, an event out of the frame and an empty recording
 * are errors that name the byte. Events that go back in time are counted ({@link EventRecording#backwardSteps}).
 * <b>Threads:</b> any.
 */
public final class EventFiles {
    private EventFiles() {}

    /**
     * Reads all recordings of a file.
     *
     * @param file of any {@link EventFormat}
     * @param reading what the file does not say
     * @throws InputException if it cannot be read, is of no such format, is damaged, or holds no event
     */
    public static Recordings read(Path file, EventReading reading) {
        EventBytes bytes = EventBytes.read(file);
        if (bytes.size() == 0) {
            throw new InputException(file + ": is empty, it has no byte");
        }
        if (isNamedPacked(file)) {
            return EventFormat.N_MNIST.decode(bytes, reading);
        }
        EventFormat format = EventFormat.of(bytes)
                .orElseThrow(() -> new InputException(file + ": is of no known format of events; read are "
                        + EventFormat.all() + ", the last by the name .bin or .bs2 too"));
        return format.decode(bytes, reading);
    }

    /**
     * Reads the one recording of a file.
     *
     * @throws InputException as {@link #read}, or if there are several
     */
    public static EventRecording recording(Path file, EventReading reading) {
        Recordings recordings = read(file, reading);
        if (recordings.recordings().size() > 1) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: holds %d recordings where one is expected",
                    file,
                    recordings.recordings().size()));
        }
        return recordings.recordings().getFirst();
    }

    private static boolean isNamedPacked(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".bin") || name.endsWith(".bs2");
    }
}
