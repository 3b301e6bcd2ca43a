package org.synfire.network.data;

import java.util.List;
import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * Images held in memory, one after the other in one array.
 *
 * @param classNames one per class; empty where they are not known
 * @param labels one per image, each below {@code classes}; its length is the number of images
 * @param pixels {@code labels.length * channels * height * width} bytes
 */
record StoredImages(
        String name,
        int channels,
        int height,
        int width,
        int classes,
        List<String> classNames,
        int[] labels,
        byte[] pixels,
        ImageNotes notes)
        implements ImageSet {
    private static final int MOST_CLASSES = 1 << 20;

    /** Images whose classes have no names. */
    StoredImages(String name, int channels, int height, int width, int classes, int[] labels, byte[] pixels) {
        this(name, channels, height, width, classes, List.of(), labels, pixels, ImageNotes.NONE);
    }

    StoredImages {
        assert pixels.length == (long) labels.length * channels * height * width;
    }

    static StoredImages of(
            String name, int channels, int height, int width, int classes, byte[][] images, int[] labels) {
        if (channels < 1 || height < 1 || width < 1 || classes < 1 || classes > MOST_CLASSES) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: images of %dx%dx%d and %d classes; extents must be at least 1, classes 1..%d",
                    name,
                    channels,
                    height,
                    width,
                    classes,
                    MOST_CLASSES));
        }
        if (images.length != labels.length) {
            throw new InputException(
                    String.format(Locale.ROOT, "%s: %,d images, but %,d labels", name, images.length, labels.length));
        }
        int size = Math.multiplyExact(Math.multiplyExact(channels, height), width);
        byte[] pixels = new byte[Math.multiplyExact(images.length, size)];
        for (int i = 0; i < images.length; i++) {
            if (images[i].length != size) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "%s: image %d has %,d pixels; %dx%dx%d are %,d",
                        name,
                        i,
                        images[i].length,
                        channels,
                        height,
                        width,
                        size));
            }
            if (labels[i] < 0 || labels[i] >= classes) {
                throw new InputException(String.format(
                        Locale.ROOT, "%s: label %d of image %d is not in 0..%d", name, labels[i], i, classes - 1));
            }
            System.arraycopy(images[i], 0, pixels, i * size, size);
        }
        return new StoredImages(name, channels, height, width, classes, labels.clone(), pixels);
    }

    @Override
    public int size() {
        return labels.length;
    }

    @Override
    public int label(int index) {
        return labels[index];
    }

    @Override
    public void pixels(int index, byte[] into) {
        System.arraycopy(pixels, index * imageBytes(), into, 0, imageBytes());
    }
}
