package org.synfire.network.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.synfire.engine.InputException;
import org.synfire.network.image.ImageFile;

/**
 * A folder with a folder of images for each class, named as the class.
 *
 * <p><b>Order:</b> classes by the code points of their names, images likewise. The set has the first image of every
 * class, then the second of every class, and so on, so that its first images are of many classes. Files that are not
 * named like images are left aside.
 */
final class ClassFolders {
    private ClassFolders() {}

    /** Whether some folder in this one holds images. */
    static boolean isOne(Path folder) {
        return DataFolders.folders(folder).stream().anyMatch(ClassFolders::hasImages);
    }

    /** Whether images lie in a folder itself. */
    static boolean hasImages(Path folder) {
        return DataFolders.files(folder).stream().anyMatch(ImageFile::isNamedLikeOne);
    }

    /** Names of the classes that are in one of these folders, sorted. */
    static List<String> names(Collection<Path> folders) {
        return folders.stream()
                .flatMap(folder -> DataFolders.folders(folder).stream())
                .map(DataFolders::name)
                .sorted()
                .distinct()
                .toList();
    }

    /**
     * The images below a folder.
     *
     * @param name what a report calls them
     * @param names of the classes of all splits, sorted
     * @throws InputException if images lie beside the classes' folders, or a class has none
     */
    static ImageSet read(Path folder, String name, List<String> names, ImageReading reading) {
        DataFolders.files(folder).stream()
                .filter(ImageFile::isNamedLikeOne)
                .findFirst()
                .ifPresent(stray -> {
                    throw new InputException(stray + ": lies beside the folders of the classes, so its class is not"
                            + " known; move it into one of them");
                });
        List<Path> classes = DataFolders.folders(folder);
        List<List<Path>> images = new ArrayList<>();
        int[] numbers = classes.stream()
                .mapToInt(each -> names.indexOf(DataFolders.name(each)))
                .toArray();
        for (Path each : classes) {
            List<Path> own = DataFolders.files(each).stream()
                    .filter(ImageFile::isNamedLikeOne)
                    .toList();
            if (own.isEmpty()) {
                throw new InputException(each + ": this class has no image; remove the folder, or put images into it");
            }
            images.add(own);
        }
        List<FileImages.Entry> entries = new ArrayList<>();
        int most = images.stream().mapToInt(List::size).max().orElse(0);
        for (int turn = 0; turn < most; turn++) {
            for (int own = 0; own < images.size(); own++) {
                if (turn < images.get(own).size()) {
                    entries.add(new FileImages.Entry(images.get(own).get(turn), numbers[own]));
                }
            }
        }
        ClassLabels labels = ClassLabels.of(folder.toString(), names, names.size(), reading);
        return FileImages.of(name, entries, labels, reading);
    }
}
