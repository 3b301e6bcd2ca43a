package org.synfire.network.data;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.function.IntConsumer;
import org.synfire.engine.InputException;
import org.synfire.network.image.ImageFile;
import org.synfire.network.image.ImageSize;

/**
 * The first images of a set of files that have boxes.
 *
 * @param all files whose entries have boxes
 * @param size number of images, at most that of all
 */
record BoxedFileImages(FileImages all, int size) implements DerivedImages, BoxedImages {
    @Override
    public int label(int index) {
        return all.label(Objects.checkIndex(index, size));
    }

    @Override
    public void pixels(int index, byte[] into) {
        all.pixels(Objects.checkIndex(index, size), into);
    }

    @Override
    public Scene scene(int index) {
        FileImages.Entry entry = all.entry(Objects.checkIndex(index, size));
        Path file = entry.file();
        ImageSize own = ImageFile.size(file);
        entry.boxes().stream()
                .filter(box -> box.right() > own.width() + BoxedEntry.TOLERANCE
                        || box.bottom() > own.height() + BoxedEntry.TOLERANCE)
                .findFirst()
                .ifPresent(outside -> {
                    throw entry.fault(new InputException(String.format(
                            Locale.ROOT,
                            "the box %s, %s, %s, %s stands out of the image, which has %s pixels; correct the"
                                    + " annotation",
                            outside.left(),
                            outside.top(),
                            outside.right(),
                            outside.bottom(),
                            own)));
                });
        return new Scene(file.getFileName().toString(), own, all.transform().placement(own), entry.boxes());
    }

    @Override
    public int labelOf(Box box) {
        return all.labels().labels()[box.own()];
    }

    @Override
    public BoxedFileImages take(int count) {
        return new BoxedFileImages(all, Math.min(size, count));
    }

    @Override
    public BoxedFileImages tried(int count, IntConsumer progress) {
        FileImages tried = all.tried(Math.min(size, count), progress);
        return new BoxedFileImages(tried, tried.size());
    }
}
