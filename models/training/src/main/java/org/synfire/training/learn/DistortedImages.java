package org.synfire.training.learn;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.synfire.network.data.DerivedImages;
import org.synfire.network.data.ImageSet;

/**
 * The images of another set, each shifted and possibly flipped at random. Pixels that the shift uncovers are black.
 *
 * @param shift most pixels of the shift in each direction
 * @param seed the distortion of image i depends on the seed and i only
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
