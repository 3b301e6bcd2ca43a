package org.synfire.network.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.synfire.engine.InputException;
import org.synfire.network.npy.NpyArray;
import org.synfire.network.npy.NpzArchive;

/**
 * Images in NumPy arrays: N,H,W for grey, N,H,W,C or N,C,H,W with 1 or 3 channels.
 *
 * <pre>
 *   .npz   images and labels under one of the names of {@link ArrayLabels#pairs}; x_train, y_train, x_test, y_test
 *          are splits
 *   .npy   images; labels in NAME_labels.npy or .csv, or in y_NAME for x_NAME, or in labels for images
 *   folder the same names, with train and test in them
 * </pre>
 *
 * <p>Integers are pixels 0..255. Real numbers are brought to them: {@code rint((x - low) / (high - low) * 255)}, and
 * the largest error of that is remarked. Labels are integers from 0, one per image. <b>Memory:</b> all images, as
 * bytes.
 */
final class ArrayFiles {
    private static final List<List<String>> NAMES = ArrayLabels.pairs("images");
    private static final int PIXELS = 256;

    private ArrayFiles() {}

    /** Whether a file is named like arrays. */
    static boolean isNamedLikeOne(Path file) {
        return DataFolders.endsWith(file, ".npy", ".npz");
    }

    static boolean areIn(Path folder) {
        return DataFolders.files(folder).stream().anyMatch(ArrayFiles::isNamedLikeOne);
    }

    /** The arrays of images that a split may have, with the labels of each. */
    private static List<List<String>> names(Split split) {
        List<List<String>> names = new ArrayList<>();
        for (String word : split == Split.TRAIN ? List.of("train") : List.of("test", "val")) {
            names.add(List.of("x_" + word, "y_" + word));
            names.add(List.of("X_" + word, "y_" + word));
            names.add(List.of(word + "_images", word + "_labels"));
            names.add(List.of(word + "_data", word + "_labels"));
            names.add(List.of(word, word + "_labels"));
        }
        return names;
    }

    /** The arrays of a file. */
    static DataSet ofFile(Path file, ImageReading reading) {
        String name = DataFolders.stem(file);
        if (DataFolders.endsWith(file, ".npy")) {
            return DataSet.unsplit(
                    name, () -> images(file.toString(), name, NpyArray.read(file), ArrayLabels.of(file), reading));
        }
        List<String> arrays = NpzArchive.names(file);
        boolean isSplit = Stream.of(Split.values())
                .anyMatch(split -> names(split).stream().anyMatch(arrays::containsAll));
        return isSplit
                ? new DataSet(name, split -> ofArchive(file, name + " " + split.word(), names(split), reading))
                : DataSet.unsplit(name, () -> ofArchive(file, name, NAMES, reading));
    }

    private static ImageSet ofArchive(Path file, String name, List<List<String>> candidates, ImageReading reading) {
        List<String> arrays = NpzArchive.names(file);
        List<String> pair = candidates.stream()
                .filter(arrays::containsAll)
                .findFirst()
                .orElseThrow(() -> new InputException(file + ": holds no images with labels for " + name + ": it has "
                        + String.join(", ", arrays) + "; looked for " + words(candidates)));
        return images(
                file + ", array " + pair.getFirst(),
                name,
                NpzArchive.read(file, pair.getFirst()),
                ArrayLabels.of(NpzArchive.read(file, pair.getLast()), file + ", array " + pair.getLast()),
                reading);
    }

    private static String words(List<List<String>> candidates) {
        return String.join(
                "; ",
                candidates.stream().map(pair -> String.join(" and ", pair)).toList());
    }

    /** The arrays of a folder. */
    static DataSet ofFolder(Path folder, ImageReading reading) {
        List<Path> files = DataFolders.files(folder).stream()
                .filter(ArrayFiles::isNamedLikeOne)
                .toList();
        String name = DataSets.nameOf(folder);
        if (Stream.of(Split.values()).anyMatch(split -> find(files, split).isPresent())) {
            return new DataSet(name, split -> {
                Path file = find(files, split)
                        .orElseThrow(() -> new InputException(folder + " has no " + split.word()
                                + " split: looked for .npy and .npz of the names " + words(names(split))));
                return ofFile(file, reading).split(split);
            });
        }
        List<Path> images = files.stream()
                .filter(file -> DataFolders.endsWith(file, ".npz") || isImages(file))
                .toList();
        if (images.size() != 1) {
            throw new InputException(folder + ": holds " + files.size()
                    + " arrays, and which of them are images is not clear; give one file as --data");
        }
        return ofFile(images.getFirst(), reading);
    }

    private static Optional<Path> find(List<Path> files, Split split) {
        List<String> stems = names(split).stream()
                .map(pair -> pair.getFirst().toLowerCase(Locale.ROOT))
                .toList();
        return files.stream()
                .filter(file -> stems.contains(DataFolders.stem(file)))
                .findFirst();
    }

    private static boolean isImages(Path file) {
        return ArrayLabels.beside(file).isPresent();
    }

    private static String words(int[] shape) {
        return IntStream.of(shape).mapToObj(String::valueOf).toList().toString();
    }

    private static ImageSet images(String place, String name, NpyArray array, int[] labels, ImageReading reading) {
        int[] shape = array.shape();
        if ((shape.length != 3 && shape.length != 4) || IntStream.of(shape).anyMatch(extent -> extent < 1)) {
            throw new InputException(place + ": an array of shape " + words(shape)
                    + ", but images are N,H,W or N,H,W,C or N,C,H,W with at least one of each");
        }
        boolean isChannelsLast = isChannelsLast(place, shape, reading.layout());
        int channels = shape.length == 3 ? 1 : isChannelsLast ? shape[3] : shape[1];
        int height = shape[shape.length == 3 || isChannelsLast ? 1 : 2];
        int width = shape[shape.length == 3 || isChannelsLast ? 2 : 3];
        if (channels != 1 && channels != 3) {
            throw new InputException(place + ": images of " + channels + " channels in an array of shape "
                    + words(shape) + "; 1 and 3 are possible");
        }
        if (labels.length != shape[0]) {
            throw new InputException(
                    String.format(Locale.ROOT, "%s: %,d images, but %,d labels", place, shape[0], labels.length));
        }
        ImageNotes[] notes = {ImageNotes.NONE};
        byte[] pixels = array.isReal() ? ofReals(place, array, reading, notes) : ofIntegers(place, array);
        int classes = IntStream.of(labels).max().orElse(0) + 1;
        byte[] planes = isChannelsLast && channels > 1 ? planes(pixels, channels, height * width) : pixels;
        return new StoredImages(name, channels, height, width, classes, List.of(), labels, planes, notes[0]);
    }

    private static boolean isChannelsLast(String place, int[] shape, ImageReading.Layout layout) {
        if (shape.length == 3) {
            return false;
        }
        boolean mayBeFirst = shape[1] == 1 || shape[1] == 3;
        boolean mayBeLast = shape[3] == 1 || shape[3] == 3;
        if (layout == ImageReading.Layout.AUTO && mayBeFirst && mayBeLast) {
            throw new InputException(place + ": where the channels are is not clear from the shape " + words(shape)
                    + "; say it with --layout chw or --layout hwc");
        }
        return layout == ImageReading.Layout.HWC || (layout == ImageReading.Layout.AUTO && mayBeLast);
    }

    private static byte[] planes(byte[] pixels, int channels, int positions) {
        byte[] planes = new byte[pixels.length];
        int image = channels * positions;
        for (int i = 0; i < pixels.length; i++) {
            int at = i % image;
            planes[i - at + at % channels * positions + at / channels] = pixels[i];
        }
        return planes;
    }

    private static byte[] ofIntegers(String place, NpyArray array) {
        byte[] pixels = new byte[array.size()];
        for (int i = 0; i < pixels.length; i++) {
            int value = array.integer(i);
            if (value < 0 || value >= PIXELS) {
                throw new InputException(
                        String.format(Locale.ROOT, "%s: element %d is %d, but pixels are 0..255", place, i, value));
            }
            pixels[i] = (byte) value;
        }
        return pixels;
    }

    private static byte[] ofReals(String place, NpyArray array, ImageReading reading, ImageNotes[] notes) {
        double range = reading.high() - reading.low();
        byte[] pixels = new byte[array.size()];
        double error = 0;
        for (int i = 0; i < pixels.length; i++) {
            double value = array.real(i);
            double pixel = (value - reading.low()) / range * (PIXELS - 1);
            double rounded = Math.rint(pixel);
            if (!(rounded >= 0 && rounded < PIXELS)) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "%s: element %d is %s, outside %s..%s; give the range of its values with --array-range",
                        place,
                        i,
                        value,
                        reading.low(),
                        reading.high()));
            }
            error = Math.max(error, Math.abs(pixel - rounded));
            pixels[i] = (byte) (int) rounded;
        }
        notes[0] = ImageNotes.NONE.with(String.format(
                Locale.ROOT,
                "The images are real numbers of %s..%s, rounded to 256 levels; the largest error is %.3f of a level.",
                reading.low(),
                reading.high(),
                error));
        return pixels;
    }
}
