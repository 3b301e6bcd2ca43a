package org.synfire.network.data;

import java.nio.file.Files;
import java.nio.file.Path;
import org.synfire.engine.InputException;

/** Finds out which data set a folder holds. */
public final class DataSets {
    private static final String RECOGNISED = "recognised are IDX files as MNIST and Fashion-MNIST come in ("
            + IdxFiles.NAMES + ") and the binary form of CIFAR-10 (" + Cifar10Files.NAMES + ")";

    private DataSets() {}

    /**
     * Opens the data set in a folder by the names of its files; the files themselves are read when a split is asked
     * for.
     *
     * @param folder holds the files of one data set, not below further folders
     * @throws InputException if the folder is missing, holds no file of a known name, or holds two kinds of data set
     */
    public static DataSet open(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new InputException(folder + " is not a folder; " + RECOGNISED);
        }
        boolean idx = IdxFiles.areIn(folder);
        boolean cifar = Cifar10Files.areIn(folder);
        if (idx && cifar) {
            throw new InputException(
                    folder + " holds both IDX files and CIFAR-10 batches; keep one data set per folder");
        }
        if (!idx && !cifar) {
            throw new InputException(folder + " holds no data set; " + RECOGNISED);
        }
        return idx ? IdxFiles.open(folder) : Cifar10Files.open(folder);
    }

    /** The name of a folder as a report gives it. */
    static String nameOf(Path folder) {
        Path last = folder.toAbsolutePath().normalize().getFileName();
        return last == null ? "data" : last.toString();
    }
}
