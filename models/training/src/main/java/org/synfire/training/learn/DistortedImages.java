package org.synfire.training.learn;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.synfire.network.data.DerivedImages;
import org.synfire.network.data.ImageSet;

/**
 * Another set's images, each shifted and perhaps flipped at random, with black where the shift uncovers; the same for
 * the same seed.
 *
 * @param shift up to so many pixels in each direction
 * @param seed image i depends on this and i only
 */
record DistortedImages(ImageSet all, int shift, boolean isFlipped, long seed) implements DerivedImages {
    @Override
    public void pixels(int index, byte[] into) {
        byte[] source = new byte[imageBytes()];
        all.pixels(index, source);
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + index);
        int down = random.nextInt(2 * shift + 1) - shift;
        int right = random.nextInt(2 * shift + 1) - shift;
        boolean flips = isFlipped && random.nextBoolean();
        Arrays.fill(into, 0, source.length, (byte) 0);
        for (int row = Math.max(0, down); row < Math.min(channels() * height(), channels() * height() + down); row++) {
            copyRow(source, into, row, down, right, flips);
        }
    }

    private void copyRow(byte[] source, byte[] into, int row, int down, int right, boolean flips) {
        int y = row % height() - down;
        if (y < 0 || y >= height()) {
            return;
        }
        for (int x = Math.max(0, right); x < Math.min(width(), width() + right); x++) {
            int from = x - right;
            into[row * width() + x] = source[(row - down) * width() + (flips ? width() - 1 - from : from)];
        }
    }
}
