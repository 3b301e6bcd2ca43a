package org.synfire.network.event.format;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleBiFunction;
import org.synfire.engine.InputException;

/** Events from columns of numbers, with names or in a known order. */
final class EventColumns {
    private static final List<String> TIMES = List.of("t", "ts", "time", "times", "timestamp");
    private static final List<String> COLUMNS = List.of("x", "col", "column");
    private static final List<String> ROWS = List.of("y", "row");
    private static final List<String> POLARITIES = List.of("p", "pol", "polarity", "on");
    private static final double MOST_TIME = 0x1p62;

    private EventColumns() {}

    /** Names of the columns for time, column, row and polarity, as a file spells them. */
    record Names(String time, String x, String y, String polarity) {
        /** @throws InputException if a column is missing */
        static Names of(String place, List<String> names) {
            return new Names(
                    found(place, names, TIMES),
                    found(place, names, COLUMNS),
                    found(place, names, ROWS),
                    found(place, names, POLARITIES));
        }

        private static String found(String place, List<String> names, List<String> known) {
            return names.stream()
                    .filter(name -> known.contains(name.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new InputException(place + ": has no column " + known.getFirst()
                            + "; columns t, x, y and p are needed, there are " + names));
        }
    }

    /**
     * The events of rows.
     *
     * @param value the number in a row and a column: 0 time, 1 column, 2 row, 3 polarity
     */
    static Recordings read(
            EventBytes file,
            EventReading reading,
            EventFormat format,
            int rows,
            ToDoubleBiFunction<Integer, Integer> value) {
        EventRecorder recorder = new EventRecorder(file.file().toString(), reading.sensor());
        for (int row = 0; row < rows; row++) {
            double time = value.applyAsDouble(row, 0) * reading.microsecondsPerUnit();
            double x = value.applyAsDouble(row, 1);
            double y = value.applyAsDouble(row, 2);
            double polarity = value.applyAsDouble(row, 3);
            if (!(Math.abs(time) < MOST_TIME) || x != (int) x || y != (int) y || Math.abs(polarity) > 1) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "%s: event %d is at time %s, column %s, row %s, polarity %s; a time, whole pixels and a"
                                + " polarity of 0 or 1 (or -1) are expected",
                        file.file(),
                        row,
                        time,
                        x,
                        y,
                        polarity));
            }
            recorder.add(row, Math.round(time), (int) x, (int) y, polarity > 0 ? 1 : 0);
        }
        return Recordings.of(format, recorder);
    }
}
