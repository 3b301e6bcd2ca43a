package org.synfire.network.data;

import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Images of independent, evenly distributed pixels, for measuring a network's ranges where no data is at hand. All have
 * label 0.
 */
public final class RandomImages implements ImageSet {
    private final int channels;
    private final int height;
    private final int width;
    private final int size;
    private final long seed;

    /** @param seed image i depends on this and i only */
    public RandomImages(int channels, int height, int width, int size, long seed) {
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.size = size;
        this.seed = seed;
    }

    @Override
    public String name() {
        return "random images";
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int classes() {
        return 1;
    }

    @Override
    public int label(int index) {
        Objects.checkIndex(index, size);
        return 0;
    }

    @Override
    public void pixels(int index, byte[] into) {
        SplittableRandom random = new SplittableRandom(seed + Objects.checkIndex(index, size));
        for (int i = 0; i < imageBytes(); i++) {
            into[i] = (byte) random.nextInt(256);
        }
    }
}
