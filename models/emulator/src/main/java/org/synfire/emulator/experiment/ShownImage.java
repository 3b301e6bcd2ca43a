package org.synfire.emulator.experiment;

import org.synfire.network.data.ImageSet;
import org.synfire.network.image.ImageSize;
import org.synfire.network.image.ImageTransform;
import org.synfire.network.image.PixelImage;
import org.synfire.network.image.Resampling;
import org.synfire.network.image.Resize;

/**
 * An image as a page shows it: what the network sees, made smaller where it is large, so that a page of many stays
 * small.
 *
 * @param size of the picture
 * @param pixels unsigned, in the order channel, row, column
 */
record ShownImage(ImageSize size, byte[] pixels) {
    /** Whether images can be shown: grey ones and those of three colours. */
    static boolean isPossible(ImageSet images) {
        return images.channels() == 1 || images.channels() == PixelImage.COLOURS;
    }

    /**
     * An image of a set.
     *
     * @param mostSide most rows and columns of the picture
     */
    static ShownImage of(ImageSet images, int sample, int mostSide) {
        byte[] seen = new byte[images.imageBytes()];
        images.pixels(sample, seen);
        PixelImage shown = smaller(
                PixelImage.ofPlanes(new ImageSize(images.width(), images.height()), images.channels(), seen), mostSide);
        byte[] planes = new byte[shown.samples().length];
        shown.planes(planes);
        return new ShownImage(shown.size(), planes);
    }

    private static PixelImage smaller(PixelImage image, int mostSide) {
        if (Math.max(image.width(), image.height()) <= mostSide) {
            return image;
        }
        ImageSize size = new Resize.Letterbox(new ImageSize(mostSide, mostSide)).of(image.size());
        return new ImageTransform(null, new Resize.Exact(size), Resampling.BILINEAR, true, 0, null).apply(image);
    }
}
