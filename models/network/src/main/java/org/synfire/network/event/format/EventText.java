package org.synfire.network.event.format;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.synfire.engine.InputException;

/**
 * Text with an event a line: four numbers with commas, semicolons, tabs or blanks between them. A first line of names
 * gives their order; without one it is t, x, y, p, or what the user says. Lines that begin with {@code #} are left
 * aside.
 */
final class EventText {
    private static final Pattern SEPARATOR = Pattern.compile("[,;\\s]+");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,19}(\\.\\d{0,19})?([eE][+-]?\\d{1,3})?");
    private static final int TRIED_BYTES = 1_000;
    private static final int VALUES = 4;

    private EventText() {}

    /** Whether a file begins with a line of four or more numbers, or of names with t, x, y and p among them. */
    static boolean isOne(EventBytes file) {
        int tried = Math.min(TRIED_BYTES, file.size());
        for (int i = 0; i < tried; i++) {
            int one = file.u8(i);
            if ((one < ' ' && one != '\n' && one != '\r' && one != '\t') || one > 126) {
                return false;
            }
        }
        return true;
    }

    static Recordings decode(EventBytes file, EventReading reading) {
        List<String> lines = file.text().lines().toList();
        EventRecorder recorder = new EventRecorder(file.file().toString(), reading.sensor());
        int[] order =
                reading.columns() == EventReading.ColumnOrder.XYTP ? new int[] {2, 0, 1, 3} : new int[] {0, 1, 2, 3};
        boolean isFirst = true;
        for (int number = 0; number < lines.size(); number++) {
            String line = lines.get(number).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] values = SEPARATOR.split(line);
            if (values.length == 0) {
                throw fault(file, number, "has no value");
            }
            if (isFirst && !NUMBER.matcher(values[0]).matches()) {
                order = named(file, values);
            } else {
                event(file, reading, recorder, number, values, order);
            }
            isFirst = false;
        }
        return Recordings.of(EventFormat.TEXT, recorder);
    }

    private static int[] named(EventBytes file, String[] head) {
        List<String> names = Arrays.asList(head);
        EventColumns.Names found = EventColumns.Names.of(file.file() + " line 1", names);
        return new int[] {
            names.indexOf(found.time()),
            names.indexOf(found.x()),
            names.indexOf(found.y()),
            names.indexOf(found.polarity())
        };
    }

    private static void event(
            EventBytes file, EventReading reading, EventRecorder recorder, int line, String[] values, int[] order) {
        double[] numbers = new double[VALUES];
        for (int i = 0; i < VALUES; i++) {
            if (order[i] >= values.length || !NUMBER.matcher(values[order[i]]).matches()) {
                throw fault(file, line, "is no event; four numbers are expected: time, column, row, polarity");
            }
            numbers[i] = Double.parseDouble(values[order[i]]);
        }
        double time = numbers[0] * reading.microsecondsPerUnit();
        if (!(Math.abs(time) < 0x1p62) || (time != Math.rint(time) && reading.microsecondsPerUnit() == 1)) {
            throw fault(
                    file,
                    line,
                    "has the time " + values[order[0]]
                            + ", which is no whole number of microseconds; give the unit of times");
        }
        if (numbers[1] != (int) numbers[1] || numbers[2] != (int) numbers[2] || Math.abs(numbers[3]) > 1) {
            throw fault(file, line, "has no whole column and row, or a polarity other than 0, 1 and -1");
        }
        recorder.add(line, Math.round(time), (int) numbers[1], (int) numbers[2], numbers[3] > 0 ? 1 : 0);
    }

    private static InputException fault(EventBytes file, int line, String what) {
        return new InputException(String.format(Locale.ROOT, "%s line %d %s", file.file(), line + 1, what));
    }
}
