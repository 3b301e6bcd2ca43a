package org.synfire.network.event;

import java.util.List;
import java.util.Locale;

/**
 * Events of a sensor: time, pixel and polarity of each, in the order of the file.
 *
 * <p><b>Units:</b> times in microseconds. <b>Memory:</b> 14 bytes for each event. <b>Threads:</b> any. <b>Order:</b>
 * events need not be sorted by time; {@link #backwardSteps} counts those that are earlier than the event before.
 */
public final class EventRecording {
    private final String place;
    private final Sensor sensor;
    private final boolean isSensorStated;
    private final long[] times;
    private final int[] columns;
    private final short[] rows;
    private final List<String> remarks;
    private final int backwardSteps;

    /**
     * A recording of arrays, which are not copied.
     *
     * @param place the file, and its sample if there are several; named in errors
     * @param sensor size of the sensor; every event lies on it
     * @param isSensorStated whether the file, its format or the user states the size; otherwise it is the smallest that
     *     has all events
     * @param times in microseconds, one for each event
     * @param columns of the events, 0 at the left
     * @param rowsAndPolarities of the events: twice the row, and 1 more if the event is brighter
     * @param remarks what of the file was left out or corrected, with counts, one sentence part each
     */
    public EventRecording(
            String place,
            Sensor sensor,
            boolean isSensorStated,
            long[] times,
            int[] columns,
            short[] rowsAndPolarities,
            List<String> remarks) {
        this.place = place;
        this.sensor = sensor;
        this.isSensorStated = isSensorStated;
        this.times = times;
        this.columns = columns;
        this.rows = rowsAndPolarities;
        this.remarks = List.copyOf(remarks);
        int backward = 0;
        for (int i = 1; i < times.length; i++) {
            backward += times[i] < times[i - 1] ? 1 : 0;
        }
        this.backwardSteps = backward;
    }

    /** The file, and its sample if there are several. */
    public String place() {
        return place;
    }

    /** The size of the sensor. */
    public Sensor sensor() {
        return sensor;
    }

    /** Whether the file, its format or the user states the sensor's size; otherwise it follows from the events. */
    public boolean isSensorStated() {
        return isSensorStated;
    }

    /** How many events there are. */
    public int size() {
        return times.length;
    }

    /** The time of an event in microseconds. */
    public long time(int event) {
        return times[event];
    }

    /** The column of an event, 0 at the left. */
    public int x(int event) {
        return columns[event];
    }

    /** The row of an event, as the file counts rows. */
    public int y(int event) {
        return (rows[event] & 0xffff) >> 1;
    }

    /** The polarity of an event: 0 for darker, 1 for brighter; 0 where the sensor has one polarity. */
    public int polarity(int event) {
        return rows[event] & 1;
    }

    /** How many events are earlier than the event before them in the file. */
    public int backwardSteps() {
        return backwardSteps;
    }

    /** What of the file was left out or corrected, with counts. */
    public List<String> remarks() {
        return remarks;
    }

    /** File, sensor and number of events. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%s: %d events on %d x %d pixels", place, times.length, sensor.width(), sensor.height());
    }
}
