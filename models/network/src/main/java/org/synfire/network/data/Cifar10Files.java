package org.synfire.network.data;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.InputFile;

/**
 * CIFAR-10 in its binary form: {@code data_batch_1.bin} to {@code data_batch_5.bin} for training, of which some may be
 * absent, and {@code test_batch.bin}. A record is one label byte 0..9, then 1024 red, 1024 green and 1024 blue pixels,
 * row by row.
 *
 * <p>Source: Krizhevsky, "Learning Multiple Layers of Features from Tiny Images", 2009, and the data set's page.
 */
final class Cifar10Files {
    static final String NAMES = "data_batch_1.bin to data_batch_5.bin, test_batch.bin";

    private static final int CLASSES = 10;
    private static final int CHANNELS = 3;
    private static final int SIDE = 32;
    private static final int IMAGE_BYTES = CHANNELS * SIDE * SIDE;
    private static final int RECORD_BYTES = 1 + IMAGE_BYTES;
    private static final int MAX_IMAGES = Integer.MAX_VALUE / RECORD_BYTES;

    private Cifar10Files() {}

    static boolean areIn(Path folder) {
        return !files(folder, Split.TRAIN).isEmpty()
                || !files(folder, Split.TEST).isEmpty();
    }

    static DataSet open(Path folder) {
        return new DataSet(DataSets.nameOf(folder), split -> read(folder, split));
    }

    private static List<String> names(Split split) {
        return split == Split.TEST
                ? List.of("test_batch.bin")
                : IntStream.rangeClosed(1, 5)
                        .mapToObj(batch -> "data_batch_" + batch + ".bin")
                        .toList();
    }

    private static List<Path> files(Path folder, Split split) {
        return names(split).stream()
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .toList();
    }

    private static ImageSet read(Path folder, Split split) {
        List<Path> files = files(folder, split);
        if (files.isEmpty()) {
            throw new InputException(
                    folder + " has no " + split.word() + " split: looked for " + String.join(", ", names(split)));
        }
        int[] counts = files.stream().mapToInt(Cifar10Files::countImages).toArray();
        int images = IntStream.of(counts).sum();
        if (images > MAX_IMAGES) {
            throw new InputException(folder + " has " + images + " images; at most " + MAX_IMAGES + " are read");
        }
        int[] labels = new int[images];
        byte[] pixels = new byte[images * IMAGE_BYTES];
        int first = 0;
        for (int batch = 0; batch < counts.length; batch++) {
            readBatch(files.get(batch), first, first + counts[batch], labels, pixels);
            first += counts[batch];
        }
        return new StoredImages(
                DataSets.nameOf(folder) + " " + split.word(), CHANNELS, SIDE, SIDE, CLASSES, labels, pixels);
    }

    private static int countImages(Path file) {
        try {
            long fileBytes = Files.size(file);
            if (fileBytes == 0 || fileBytes % RECORD_BYTES != 0 || fileBytes / RECORD_BYTES > MAX_IMAGES) {
                throw new InputException(file + ": has " + fileBytes + " bytes; expected a whole number of records of "
                        + RECORD_BYTES + " bytes, from 1 to " + MAX_IMAGES);
            }
            return (int) (fileBytes / RECORD_BYTES);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static void readBatch(Path file, int first, int end, int[] labels, byte[] pixels) {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(InputFile.open(file), 1 << 16))) {
            for (int i = first; i < end; i++) {
                labels[i] = label(file, i - first, in.readUnsignedByte());
                in.readFully(pixels, i * IMAGE_BYTES, IMAGE_BYTES);
            }
        } catch (EOFException e) {
            throw new InputException(file + ": became shorter while it was read", e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static int label(Path file, int record, int label) {
        if (label >= CLASSES) {
            throw new InputException(file + ": label " + label + " of record " + record + " (byte "
                    + (long) record * RECORD_BYTES + ") is not in 0.." + (CLASSES - 1));
        }
        return label;
    }

    private static InputException unreadable(Path file, IOException cause) {
        return new InputException(file + ": cannot be read: " + FileReason.of(cause), cause);
    }
}
