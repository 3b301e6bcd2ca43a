package org.synfire.network.image;

/**
 * Width and height of an image in pixels.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 */
public record ImageSize(int width, int height) {
    public ImageSize {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("an image of " + width + "x" + height + " pixels");
        }
    }

    /** Number of pixels. */
    public long pixels() {
        return (long) width * height;
    }

    /** Width and height exchanged. */
    ImageSize transposed() {
        int columns = height;
        int rows = width;
        return new ImageSize(columns, rows);
    }

    /** Such as {@code 500x375}, the width first. */
    @Override
    public String toString() {
        return width + "x" + height;
    }
}
