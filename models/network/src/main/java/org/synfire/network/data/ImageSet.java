package org.synfire.network.data;

import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;

/**
 * A sized set of labelled images of one shape, read by index.
 *
 * <p><b>Pixels:</b> bytes 0..255 (unsigned), one image after channel, row, column (CHW). <b>Threads:</b> immutable; any
 * number of threads may read. <b>Errors:</b> an index outside 0..size()-1 is an {@link IndexOutOfBoundsException}.
 */
public non-sealed interface ImageSet extends SampleSet {
    /**
     * Images in memory.
     *
     * @param name what a report calls the set
     * @param channels 1 for grey, 3 for red, green, blue
     * @param height rows
     * @param width columns
     * @param classes number of classes
     * @param images one array per image, of channels x height x width pixels, each to be read as unsigned, after
     *     channel, row, column
     * @param labels one per image, 0..classes-1
     * @return a copy of them
     * @throws org.synfire.engine.InputException if the numbers of images and labels differ, an image has another number
     *     of pixels, or a label is out of its range
     */
    static ImageSet of(String name, int channels, int height, int width, int classes, byte[][] images, int[] labels) {
        return StoredImages.of(name, channels, height, width, classes, images, labels);
    }

    /** Number of channels of every image, 1 for grey, 3 for red, green, blue in this order. */
    int channels();

    /** Rows of every image. */
    int height();

    /** Columns of every image. */
    int width();

    /** What a reader of results must know about these images. */
    default ImageNotes notes() {
        return ImageNotes.NONE;
    }

    @Override
    default List<String> remarks() {
        return notes().remarks();
    }

    /**
     * Writes the pixels of image {@code index} to the start of {@code into}.
     *
     * @param into takes {@link #imageBytes()} bytes in CHW order, each to be read as unsigned; may be longer
     */
    void pixels(int index, byte[] into);

    /** Pixel values, and so bytes, of one image: channels x height x width. */
    default int imageBytes() {
        return channels() * height() * width();
    }

    @Override
    default ImageSet take(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("a set of " + count + " images");
        }
        return count >= size() ? this : new FirstImages(this, count);
    }

    @Override
    default ImageSet from(int first) {
        Objects.checkIndex(first, size() + 1);
        return first == 0 ? this : new LaterImages(this, first);
    }

    /**
     * The first {@code count} images that can be read, each of them tried once where that can fail, so that reading
     * them again succeeds unless a file changes.
     *
     * @param count at least 1
     * @return as many as asked for, or all where there are fewer
     * @throws org.synfire.engine.InputException if one cannot be read and may not be left out, or none can be read
     */
    default ImageSet tried(int count) {
        return tried(count, tried -> {});
    }

    /**
     * The same, telling how far it is.
     *
     * @param count at least 1
     * @param progress told the number of images tried so far, from the calling thread; not where images are in memory
     */
    default ImageSet tried(int count, IntConsumer progress) {
        return take(count);
    }

    /** These images with one more remark in their notes. */
    default ImageSet remarking(String remark) {
        return new RemarkedImages(this, remark);
    }
}
