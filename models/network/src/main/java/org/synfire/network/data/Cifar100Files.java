package org.synfire.network.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.InputFile;

/**
 * CIFAR-100 in its binary form: {@code train.bin} and {@code test.bin}. A record is a byte 0..19 for the superclass, a
 * byte 0..99 for the class, which is the label, then 1024 red, 1024 green and 1024 blue pixels, row by row. The names
 * are those of {@code fine_label_names.txt}, where it is there.
 *
 * <p>Source: Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009, and the data set's page.
 */
final class Cifar100Files {
    static final String NAMES = "train.bin, test.bin";

    private static final int COARSE = 20;
    private static final int CLASSES = 100;
    private static final int CHANNELS = 3;
    private static final int SIDE = 32;
    private static final int IMAGE_BYTES = CHANNELS * SIDE * SIDE;
    private static final int RECORD_BYTES = 2 + IMAGE_BYTES;
    private static final int MAX_BYTES = 1 << 30;

    private Cifar100Files() {}

    static boolean areIn(Path folder) {
        return Arrays.stream(Split.values()).anyMatch(split -> Files.isRegularFile(file(folder, split)));
    }

    static DataSet open(Path folder) {
        return new DataSet(DataSets.nameOf(folder), split -> read(folder, split));
    }

    private static Path file(Path folder, Split split) {
        return folder.resolve(split.word() + ".bin");
    }

    private static ImageSet read(Path folder, Split split) {
        Path file = file(folder, split);
        if (!Files.isRegularFile(file)) {
            throw new InputException(
                    folder + " has no " + split.word() + " split: looked for " + DataFolders.name(file));
        }
        byte[] records = bytes(file);
        if (records.length == 0 || records.length % RECORD_BYTES != 0) {
            throw new InputException(file + ": has " + records.length + " bytes; expected a whole number of records of "
                    + RECORD_BYTES + " bytes");
        }
        int images = records.length / RECORD_BYTES;
        int[] labels = new int[images];
        byte[] pixels = new byte[images * IMAGE_BYTES];
        for (int i = 0; i < images; i++) {
            int at = i * RECORD_BYTES;
            int coarse = Byte.toUnsignedInt(records[at]);
            labels[i] = Byte.toUnsignedInt(records[at + 1]);
            if (coarse >= COARSE || labels[i] >= CLASSES) {
                throw new InputException(file + ": labels " + coarse + " and " + labels[i] + " of record " + i
                        + " (byte " + at + ") are not in 0.." + (COARSE - 1) + " and 0.." + (CLASSES - 1));
            }
            System.arraycopy(records, at + 2, pixels, i * IMAGE_BYTES, IMAGE_BYTES);
        }
        return new StoredImages(
                DataSets.nameOf(folder) + " " + split.word(),
                CHANNELS,
                SIDE,
                SIDE,
                CLASSES,
                names(folder),
                labels,
                pixels,
                ImageNotes.NONE);
    }

    private static List<String> names(Path folder) {
        Path file = folder.resolve("fine_label_names.txt");
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        List<String> names = new String(bytes(file), StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (names.size() != CLASSES) {
            throw new InputException(file + ": has " + names.size() + " names; " + CLASSES + " are expected");
        }
        return names;
    }

    private static byte[] bytes(Path file) {
        try {
            return InputFile.bytes(file, MAX_BYTES);
        } catch (IOException | OutOfMemoryError unreadable) {
            throw new InputException(file + ": cannot be read: " + FileReason.of(unreadable), unreadable);
        }
    }
}
