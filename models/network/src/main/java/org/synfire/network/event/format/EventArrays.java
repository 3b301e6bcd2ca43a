package org.synfire.network.event.format;

import java.util.Arrays;
import java.util.List;
import org.synfire.engine.InputException;
import org.synfire.network.npy.NpyArray;
import org.synfire.network.npy.NpyTable;
import org.synfire.network.npy.NpzArchive;

/**
 * NumPy files of events: structures with the fields t, x, y and p in any order, as tonic and expelliarmus write them;
 * arrays [event][4]; and archives with an array for each of t, x, y and p.
 *
 * <p>The order of columns without names is the user's, or is found by the largest value, which is a time: in the first
 * column the order is t, x, y, p, and in the third x, y, t, p.
 */
final class EventArrays {
    private static final int VALUES = 4;
    private static final int[] TXYP = {0, 1, 2, 3};
    private static final int[] XYTP = {2, 0, 1, 3};

    private EventArrays() {}

    static Recordings decode(EventBytes file, EventReading reading) {
        if (NpyTable.isOne(file.file())) {
            NpyTable table = NpyTable.read(file.file());
            EventColumns.Names names = EventColumns.Names.of(file.file().toString(), table.names());
            String[] fields = {names.time(), names.x(), names.y(), names.polarity()};
            return EventColumns.read(
                    file, reading, EventFormat.NPY, table.rows(), (row, column) -> table.real(row, fields[column]));
        }
        NpyArray array = NpyArray.read(file.file());
        int[] shape = array.shape();
        if (shape.length != 2 || shape[1] != VALUES) {
            throw new InputException(file.file() + ": an array of shape " + Arrays.toString(shape)
                    + " where [event][4] is expected; arrays of spikes [sample][step][channel] are no events");
        }
        int[] order = order(file, reading, array);
        return EventColumns.read(
                file, reading, EventFormat.NPY, shape[0], (row, column) -> array.real(row * VALUES + order[column]));
    }

    private static int[] order(EventBytes file, EventReading reading, NpyArray array) {
        return switch (reading.columns()) {
            case TXYP -> TXYP;
            case XYTP -> XYTP;
            case AUTO -> {
                int largest = 0;
                for (int i = 1; i < array.size(); i++) {
                    largest = array.real(i) > array.real(largest) ? i : largest;
                }
                yield switch (largest % VALUES) {
                    case 0 -> TXYP;
                    case 2 -> XYTP;
                    default ->
                        throw new InputException(
                                file.file() + ": the order of its columns cannot be told; give it, as txyp or xytp");
                };
            }
        };
    }

    static Recordings decodeArchive(EventBytes file, EventReading reading) {
        List<String> present = NpzArchive.names(file.file());
        EventColumns.Names names = EventColumns.Names.of(file.file().toString(), present);
        NpzArchive archive = NpzArchive.read(file.file());
        NpyArray[] columns = {
            archive.array(names.time()),
            archive.array(names.x()),
            archive.array(names.y()),
            archive.array(names.polarity())
        };
        for (NpyArray column : columns) {
            column.requireShape(columns[0].size());
        }
        return EventColumns.read(
                file, reading, EventFormat.NPZ, columns[0].size(), (row, column) -> columns[column].real(row));
    }
}
