package org.synfire.network.event.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.synfire.engine.InputException;
import org.synfire.network.event.EventRecording;
import org.synfire.network.event.Sensor;

/** Collects the events of a file; memory follows the events. */
final class EventRecorder {
    private static final int FIRST = 256;
    private static final long MOST_TIME = 1L << 62;
    private static final int MOST_EVENTS = Integer.MAX_VALUE - 64;

    private final String place;
    private final Optional<Sensor> frame;
    private final List<String> remarks = new ArrayList<>();
    private long[] times = new long[FIRST];
    private int[] columns = new int[FIRST];
    private short[] rows = new short[FIRST];
    private int size;
    private int lastColumn;
    private int lastRow;

    /**
     * A recorder without events.
     *
     * @param place file, and sample if there are several, named in errors
     * @param frame the sensor, if file or user states its size
     */
    EventRecorder(String place, Optional<Sensor> frame) {
        this.place = place;
        this.frame = frame;
    }

    int size() {
        return size;
    }

    int lastColumn() {
        return lastColumn;
    }

    int lastRow() {
        return lastRow;
    }

    /**
     * Adds an event.
     *
     * @param offset its byte in the file, or its number, for errors
     * @throws InputException if it lies out of the frame, or there are too many
     */
    void add(long offset, long time, int x, int y, int polarity) {
        if (frame.isPresent()
                && !(frame.get().hasPixel(x, y) && polarity < frame.get().polarities())) {
            throw outOfFrame(offset, x, y, polarity, frame.get());
        }
        boolean isAnywhere = x >= 0 && x < Sensor.MOST && y >= 0 && y < Sensor.MOST_ROWS;
        if (!isAnywhere || polarity < 0 || polarity > 1 || time <= -MOST_TIME || time >= MOST_TIME) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: at byte %d: an event at column %d, row %d of polarity %d at %d us cannot be; give the"
                            + " file's right layout",
                    place,
                    offset,
                    x,
                    y,
                    polarity,
                    time));
        }
        if (size == times.length) {
            grow();
        }
        times[size] = time;
        columns[size] = x;
        rows[size] = (short) (y << 1 | polarity);
        size++;
        lastColumn = Math.max(lastColumn, x);
        lastRow = Math.max(lastRow, y);
    }

    private InputException outOfFrame(long offset, int x, int y, int polarity, Sensor sensor) {
        return new InputException(String.format(
                Locale.ROOT,
                "%s: at byte %d: an event at column %d, row %d, polarity %d is out of the frame of %d x %d pixels and"
                        + " %d polarities; give the sensor's size if the file states a wrong one",
                place,
                offset,
                x,
                y,
                polarity,
                sensor.width(),
                sensor.height(),
                sensor.polarities()));
    }

    private void grow() {
        if (size >= MOST_EVENTS / 2) {
            throw new InputException(place + ": has more than 2^30 events; cut the recording into parts");
        }
        times = Arrays.copyOf(times, 2 * size);
        columns = Arrays.copyOf(columns, 2 * size);
        rows = Arrays.copyOf(rows, 2 * size);
    }

    /** Notes what was left out, if it occurred. */
    void remark(long count, String what) {
        if (count > 0) {
            remarks.add(count + " " + what);
        }
    }

    /**
     * What was recorded.
     *
     * @throws InputException if that is nothing
     */
    EventRecording recording() {
        requireEvents();
        if (frame.isEmpty() && !Sensor.isPossible(lastColumn + 1, lastRow + 1, 2)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: has events up to column %d and row %d, which is no sensor; give the file's right layout",
                    place,
                    lastColumn,
                    lastRow));
        }
        return recording(frame.orElseGet(() -> new Sensor(lastColumn + 1, lastRow + 1, 2)), false);
    }

    /** What was recorded, on a sensor that the format has if the frame is not known. */
    EventRecording recording(Sensor formats, boolean isStated) {
        return new EventRecording(
                place,
                frame.orElse(formats),
                frame.isPresent() || isStated,
                Arrays.copyOf(times, size),
                Arrays.copyOf(columns, size),
                Arrays.copyOf(rows, size),
                remarks);
    }

    /** @throws InputException if nothing was recorded */
    void requireEvents() {
        if (size == 0) {
            throw new InputException(place + ": the recording is empty, it holds no event"
                    + (remarks.isEmpty() ? "" : " (" + String.join(", ", remarks) + ")"));
        }
    }
}
