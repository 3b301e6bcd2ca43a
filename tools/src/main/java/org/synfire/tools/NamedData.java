package org.synfire.tools;

import java.nio.file.Path;
import org.synfire.network.data.DataSet;
import org.synfire.network.data.DataSets;
import org.synfire.network.data.Digits;

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
     * @param data {@code digits} for the generated digits, otherwise a folder
     * @param seed of the generated digits
     * @throws org.synfire.engine.InputException if there is no data set in the folder
     */
    static DataSet open(Path data, long seed) {
        return isGenerated(data) ? Digits.dataSet(seed, TRAIN, TEST) : DataSets.open(data);
    }
}
