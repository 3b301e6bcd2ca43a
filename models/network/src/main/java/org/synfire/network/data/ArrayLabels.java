package org.synfire.network.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.synfire.engine.InputException;
import org.synfire.network.npy.NpyArray;

/**
 * Labels of samples that are arrays: an array of integers from 0, one for each sample, or the last column of a table.
 */
public final class ArrayLabels {
    private static final int MAX_LABEL = 1 << 20;

    private ArrayLabels() {}

    /**
     * Names of the arrays of samples and of labels in a file, the likeliest first.
     *
     * @param samples what samples are called if not {@code x}, {@code X}, {@code data} or {@code arr_0}
     */
    public static List<List<String>> pairs(String samples) {
        return List.of(
                List.of(samples, "labels"),
                List.of("x", "y"),
                List.of("X", "y"),
                List.of("data", "labels"),
                List.of("data", "target"),
                List.of("arr_0", "arr_1"));
    }

    /**
     * The file of labels beside a file of samples: {@code NAME_labels}, {@code y_NAME} for {@code x_NAME}, {@code y}
     * for {@code x}, or {@code labels} in place of {@code images}, each as .npy or .csv.
     */
    public static Optional<Path> beside(Path samples) {
        return labelFiles(samples).stream().filter(Files::isRegularFile).findFirst();
    }

    private static List<Path> labelFiles(Path images) {
        String stem =
                DataFolders.name(images).substring(0, DataFolders.stem(images).length());
        List<String> stems = new ArrayList<>(List.of(stem + "_labels"));
        if (stem.startsWith("x_") || stem.startsWith("X_")) {
            stems.add("y_" + stem.substring(2));
        }
        if (stem.contains("images")) {
            stems.add(stem.replace("images", "labels"));
        }
        if (stem.equalsIgnoreCase("x")) {
            stems.add("y");
        }
        return stems.stream()
                .flatMap(each -> Stream.of(each + ".npy", each + ".csv"))
                .map(images::resolveSibling)
                .toList();
    }

    /**
     * The labels beside a file of images.
     *
     * @throws InputException if there are none, or one is no label
     */
    static int[] of(Path images) {
        Path file = beside(images)
                .orElseThrow(() -> new InputException(images + ": its labels are missing: looked for "
                        + String.join(
                                ", ",
                                labelFiles(images).stream()
                                        .map(DataFolders::name)
                                        .toList())));
        return read(file);
    }

    /**
     * The labels of a file.
     *
     * @param file an array, or a table whose last column they are
     * @throws InputException if a value is no label
     */
    public static int[] read(Path file) {
        if (DataFolders.endsWith(file, ".npy")) {
            return of(NpyArray.read(file), file.toString());
        }
        SeparatedValues values = SeparatedValues.read(file);
        int first = values.lines().getFirst().getLast().matches("\\d+") ? 0 : 1;
        int[] labels = new int[values.lines().size() - first];
        for (int line = 0; line < labels.length; line++) {
            String label = values.lines().get(line + first).getLast();
            if (!label.matches("\\d{1,7}")) {
                throw values.wrong(line + first, "'" + label + "' is no label; integers from 0 are expected");
            }
            labels[line] = Integer.parseInt(label);
        }
        return requireRange(labels, file.toString());
    }

    /**
     * The labels of an array.
     *
     * @param place named in errors
     * @throws InputException if it has not one integer for each sample, or one is out of its range
     */
    public static int[] of(NpyArray array, String place) {
        int[] shape = array.shape();
        if (shape.length != 1 && !(shape.length == 2 && shape[1] == 1)) {
            throw new InputException(
                    place + ": labels of shape " + IntStream.of(shape).boxed().toList()
                            + "; one integer per image is expected, not one number per class");
        }
        return requireRange(array.integers(), place);
    }

    private static int[] requireRange(int[] labels, String place) {
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] > MAX_LABEL) {
                throw new InputException(String.format(
                        Locale.ROOT, "%s: label %d of image %d is not in 0..%d", place, labels[i], i, MAX_LABEL));
            }
        }
        return labels;
    }
}
