package org.synfire.network.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.synfire.engine.InputException;

/**
 * A data set in the IDX format of MNIST and Fashion-MNIST: per split one file of grey images and one of labels 0..9,
 * each plain or gzipped (the plain one is taken where both are there).
 *
 * <p>Source: the format's description at yann.lecun.com/exdb/mnist, "The IDX file format".
 */
final class IdxFiles {
    static final String NAMES =
            "train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte, plain"
                    + " or .gz";

    private IdxFiles() {}

    static boolean areIn(Path folder) {
        return Stream.of(Split.values())
                .flatMap(split -> Stream.of(imagesName(split), labelsName(split)))
                .flatMap(name -> Stream.of(name, name + ".gz"))
                .anyMatch(name -> Files.isRegularFile(folder.resolve(name)));
    }

    static DataSet open(Path folder) {
        return new DataSet(DataSets.nameOf(folder), split -> read(folder, split));
    }

    private static ImageSet read(Path folder, Split split) {
        Path imagesFile = find(folder, imagesName(split), split);
        Path labelsFile = find(folder, labelsName(split), split);
        IdxArray labels = IdxArray.read(labelsFile, "labels", 1);
        int[] labelOf = labels(labels.bytes());
        IdxArray images = IdxArray.read(imagesFile, "images", 3);
        if (images.extent(0) != labels.extent(0)) {
            throw new InputException(imagesFile + " has " + images.extent(0) + " images but " + labelsFile + " has "
                    + labels.extent(0) + " labels; take both from the same data set");
        }
        return new StoredImages(
                DataSets.nameOf(folder) + " " + split.word(),
                1,
                images.extent(1),
                images.extent(2),
                IntStream.of(labelOf).max().orElse(0) + 1,
                labelOf,
                images.bytes());
    }

    private static Path find(Path folder, String name, Split split) {
        return Stream.of(name, name + ".gz")
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .orElseThrow(() -> new InputException(folder + " has no complete " + split.word()
                        + " split: looked for " + name + " and " + name + ".gz"));
    }

    private static int[] labels(byte[] bytes) {
        return IntStream.range(0, bytes.length)
                .map(i -> Byte.toUnsignedInt(bytes[i]))
                .toArray();
    }

    private static String imagesName(Split split) {
        return prefix(split) + "-images-idx3-ubyte";
    }

    private static String labelsName(Split split) {
        return prefix(split) + "-labels-idx1-ubyte";
    }

    private static String prefix(Split split) {
        return split == Split.TRAIN ? "train" : "t10k";
    }
}
