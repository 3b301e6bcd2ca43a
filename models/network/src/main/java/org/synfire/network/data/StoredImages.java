package org.synfire.network.data;

/**
 * Images held in memory, one after the other in one array.
 *
 * @param labels one byte per image, each below {@code classes}; its length is the number of images
 * @param pixels {@code labels.length * channels * height * width} bytes
 */
record StoredImages(String name, int channels, int height, int width, int classes, byte[] labels, byte[] pixels)
        implements ImageSet {
    StoredImages {
        assert pixels.length == (long) labels.length * channels * height * width;
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
