package org.synfire.tools;

import java.nio.file.Path;
import org.synfire.network.data.DataSet;
import org.synfire.network.data.DataSets;
import org.synfire.network.data.Digits;
import org.synfire.network.data.ImageReading;

/** Data sets as users name them. */
final class NamedData {
    private static final Path GENERATED = Path.of("digits");
    private static final int TRAIN = 10_000;
    private static final int TEST = 10_000;

    private NamedData() {}

    /** Whether the generated digits are meant; a folder of that name is {@code ./digits}. */
    static boolean isGenerated(Path data) {
        return GENERATED.equals(data);
    }

    /**
     * A data set.
     *
     * @param data {@code digits} for the generated digits, otherwise a folder or a file
     * @param seed of the generated digits
     * @param reading how images and labels are read
     * @throws org.synfire.engine.InputException if there is no data set in the place
     */
    static DataSet open(Path data, long seed, ImageReading reading) {
        return isGenerated(data)
                ? DataSets.as(Digits.dataSet(seed, TRAIN, TEST), reading)
                : DataSets.open(data, reading);
    }
}
