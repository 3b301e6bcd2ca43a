package org.synfire.network.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.synfire.engine.InputException;

/** Finds out which data set a folder or a file holds. */
public final class DataSets {
    private static final String RECOGNISED = "recognised are IDX files as MNIST and Fashion-MNIST come in ("
            + IdxFiles.NAMES + "), the binary form of CIFAR-10 (" + Cifar10Files.NAMES + ") and of CIFAR-100 ("
            + Cifar100Files.NAMES + "), a folder of images for each class, a list labels.csv or labels.tsv of images,"
            + " NumPy arrays, and annotations of VOC and COCO";

    private DataSets() {}

    /**
     * Opens a data set with its images as they are stored.
     *
     * @see #open(Path, ImageReading)
     */
    public static DataSet open(Path place) {
        return open(place, ImageReading.PLAIN);
    }

    /**
     * Opens the data set in a folder by the names of its files, or of a file by its ending; the files themselves are
     * read when a split is asked for.
     *
     * @param place a folder of one data set, a list of images ({@code .csv}, {@code .tsv}), an array ({@code .npy},
     *     {@code .npz}) or a COCO annotation ({@code .json})
     * @param reading how images and labels are read
     * @throws InputException if the place is missing, holds nothing of a known name, or holds two kinds of data set
     */
    public static DataSet open(Path place, ImageReading reading) {
        if (Files.isRegularFile(place)) {
            return ofFile(place, reading);
        }
        if (!Files.isDirectory(place)) {
            throw new InputException(place + " is not a folder; " + RECOGNISED);
        }
        boolean idx = IdxFiles.areIn(place);
        boolean cifar = Cifar10Files.areIn(place);
        if (idx && cifar) {
            throw new InputException(
                    place + " holds both IDX files and CIFAR-10 batches; keep one data set per folder");
        }
        if (idx || cifar) {
            return as(idx ? IdxFiles.open(place) : Cifar10Files.open(place), reading);
        }
        if (Cifar100Files.areIn(place)) {
            return as(Cifar100Files.open(place), reading);
        }
        return ofImages(place, reading);
    }

    private static DataSet ofFile(Path file, ImageReading reading) {
        if (LabelList.isNamedLikeOne(file)) {
            String name = DataFolders.stem(file);
            return DataSet.unsplit(name, () -> LabelList.read(file, name, List.of(file), reading));
        }
        if (ArrayFiles.isNamedLikeOne(file)) {
            return as(ArrayFiles.ofFile(file, reading), reading);
        }
        if (DataFolders.endsWith(file, ".json")) {
            String name = DataFolders.stem(file);
            return DataSet.unsplit(name, () -> CocoFiles.read(file, name, reading));
        }
        throw new InputException(
                file + " is no data set: a file ends in .csv or .tsv for a list of images, in .npy or .npz for arrays,"
                        + " in .json for COCO; otherwise give a folder");
    }

    private static DataSet ofImages(Path folder, ImageReading reading) {
        if (VocFiles.areIn(folder)) {
            return VocFiles.open(folder, reading);
        }
        if (ArrayFiles.areIn(folder)) {
            return as(ArrayFiles.ofFolder(folder, reading), reading);
        }
        List<Path> lists = DataFolders.files(folder).stream()
                .filter(LabelList::isNamedLikeOne)
                .toList();
        if (isSplit(lists)) {
            return split(folder, lists, (list, name) -> LabelList.read(list, name, lists, reading));
        }
        Path list = LabelList.in(folder);
        if (list != null) {
            String name = nameOf(folder);
            return DataSet.unsplit(name, () -> LabelList.read(list, name, List.of(list), reading));
        }
        if (CocoFiles.areIn(folder)) {
            return CocoFiles.open(folder, reading);
        }
        List<Path> folders = DataFolders.folders(folder);
        if (isSplit(folders)
                && folders.stream()
                        .allMatch(each ->
                                DataFolders.split(DataFolders.name(each)).isPresent())) {
            List<String> names = ClassFolders.names(folders);
            return split(folder, folders, (own, name) -> ofSplit(own, name, names, reading));
        }
        if (ClassFolders.isOne(folder)) {
            String name = nameOf(folder);
            return DataSet.unsplit(
                    name, () -> ClassFolders.read(folder, name, ClassFolders.names(List.of(folder)), reading));
        }
        if (ClassFolders.hasImages(folder)) {
            throw new InputException(folder + " holds images whose classes are not known; put those of each class into"
                    + " a folder of the class's name, or add a list labels.csv with the columns file and label");
        }
        throw new InputException(folder + " holds no data set; " + RECOGNISED);
    }

    private static ImageSet ofSplit(Path folder, String name, List<String> names, ImageReading reading) {
        Path list = LabelList.in(folder);
        if (list != null) {
            return LabelList.read(list, name, List.of(list), reading);
        }
        if (!ClassFolders.isOne(folder)) {
            throw new InputException(folder + ": holds neither folders of classes nor a list of images");
        }
        return ClassFolders.read(folder, name, names, reading);
    }

    private static boolean isSplit(List<Path> entries) {
        return Stream.of(Split.values())
                .anyMatch(split -> DataFolders.ofSplit(entries, split).isPresent());
    }

    private static DataSet split(Path folder, List<Path> entries, BiFunction<Path, String, ImageSet> reader) {
        String name = nameOf(folder);
        return new DataSet(
                name,
                split -> reader.apply(
                        DataFolders.ofSplit(entries, split)
                                .orElseThrow(() -> new InputException(folder + " has no " + split.word()
                                        + " split: looked for "
                                        + (split == Split.TRAIN ? "train" : "test, val and validation"))),
                        name + " " + split.word()));
    }

    /** A set of images of one size, its images and labels read like this; computed for each when it is asked for. */
    public static DataSet as(DataSet set, ImageReading reading) {
        return set.map(images -> TransformedImages.of(LabelledImages.of(images, reading), reading.transform()));
    }

    /** The name of a folder as a report gives it. */
    static String nameOf(Path folder) {
        Path last = folder.toAbsolutePath().normalize().getFileName();
        return last == null ? "data" : last.toString();
    }
}
