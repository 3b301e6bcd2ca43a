package org.synfire.network.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * EXIF's orientation, 1..8: how stored pixels are turned and mirrored to be seen upright.
 *
 * <p><b>Source:</b> EXIF 2.3, tag 274 of the first directory; PIL's {@code ImageOps.exif_transpose} does the same. A
 * block that is damaged, or a number that EXIF does not know, counts as 1.
 */
final class Orientation {
    /** Upright as stored. */
    static final int UPRIGHT = 1;

    private static final int TAG = 274;
    private static final int SHORT = 3;
    private static final int ENTRY_BYTES = 12;
    private static final int FIRST_SIDEWAYS = 5;
    private static final int LAST = 8;

    private Orientation() {}

    /** The orientation in a block of TIFF structure, as EXIF is stored. */
    static int in(ByteBuffer tiff) {
        if (tiff.remaining() < 8) {
            return UPRIGHT;
        }
        ByteBuffer block = tiff.slice();
        if (block.get(0) == 'I' && block.get(1) == 'I') {
            block.order(ByteOrder.LITTLE_ENDIAN);
        } else if (block.get(0) != 'M' || block.get(1) != 'M') {
            return UPRIGHT;
        }
        long directory = Integer.toUnsignedLong(block.getInt(4));
        if (directory + 2 > block.limit()) {
            return UPRIGHT;
        }
        int entries = Short.toUnsignedInt(block.getShort((int) directory));
        for (int entry = 0; entry < entries; entry++) {
            long at = directory + 2 + (long) entry * ENTRY_BYTES;
            if (at + ENTRY_BYTES > block.limit()) {
                return UPRIGHT;
            }
            if (Short.toUnsignedInt(block.getShort((int) at)) == TAG && block.getShort((int) at + 2) == SHORT) {
                return known(Short.toUnsignedInt(block.getShort((int) at + 8)));
            }
        }
        return UPRIGHT;
    }

    private static int known(int orientation) {
        return orientation >= UPRIGHT && orientation <= LAST ? orientation : UPRIGHT;
    }

    /** The size after turning. */
    static ImageSize turned(ImageSize size, int orientation) {
        return orientation >= FIRST_SIDEWAYS ? size.transposed() : size;
    }

    /** The image upright. */
    static PixelImage upright(PixelImage image, int orientation) {
        if (orientation == UPRIGHT) {
            return image;
        }
        ImageSize size = turned(image.size(), orientation);
        int channels = image.channels();
        int lastColumn = image.width() - 1;
        int lastRow = image.height() - 1;
        byte[] samples = new byte[image.samples().length];
        for (int y = 0; y < size.height(); y++) {
            for (int x = 0; x < size.width(); x++) {
                int along = orientation >= FIRST_SIDEWAYS ? y : x;
                int across = orientation >= FIRST_SIDEWAYS ? x : y;
                int column = switch (orientation) {
                    case 2, 3, 7, 8 -> lastColumn - along;
                    default -> along;
                };
                int row = switch (orientation) {
                    case 3, 4, 6, 7 -> lastRow - across;
                    default -> across;
                };
                System.arraycopy(
                        image.samples(),
                        (row * image.width() + column) * channels,
                        samples,
                        (y * size.width() + x) * channels,
                        channels);
            }
        }
        return new PixelImage(size, channels, samples);
    }
}
