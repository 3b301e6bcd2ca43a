package org.synfire.network.image;

/** Which channels a network wants, in which order. */
public enum ColorOrder {
    /** Red, green, blue; a grey image has three equal channels. */
    RGB,
    /** Blue, green, red. */
    BGR,
    /** One channel: (19595 R + 38470 G + 7471 B + 32768) / 65536 in integers, as PIL's convert("L"). */
    GREY;

    private static final int RED = 19595;
    private static final int GREEN = 38470;
    private static final int BLUE = 7471;
    private static final int HALF = 0x8000;

    /** The word that options and reports use. */
    public String word() {
        return switch (this) {
            case RGB -> "rgb";
            case BGR -> "bgr";
            case GREY -> "grey";
        };
    }

    /** Number of channels. */
    public int channels() {
        return this == GREY ? 1 : PixelImage.COLOURS;
    }

    /** An image of grey, or of red, green, blue, with these channels. */
    PixelImage of(PixelImage image) {
        if (image.channels() == channels() && this != BGR) {
            return image;
        }
        int pixels = Math.toIntExact(image.size().pixels());
        byte[] from = image.samples();
        byte[] to = new byte[pixels * channels()];
        for (int pixel = 0; pixel < pixels; pixel++) {
            int at = pixel * image.channels();
            int last = at + image.channels() - 1;
            if (this == GREY) {
                to[pixel] = grey(from, at);
            } else {
                int middle = (at + last) / 2;
                to[pixel * PixelImage.COLOURS] = from[this == RGB ? at : last];
                to[pixel * PixelImage.COLOURS + 1] = from[middle];
                to[pixel * PixelImage.COLOURS + 2] = from[this == RGB ? last : at];
            }
        }
        return new PixelImage(image.size(), channels(), to);
    }

    private static byte grey(byte[] colours, int at) {
        return (byte) ((Byte.toUnsignedInt(colours[at]) * RED
                        + Byte.toUnsignedInt(colours[at + 1]) * GREEN
                        + Byte.toUnsignedInt(colours[at + 2]) * BLUE
                        + HALF)
                >> 16);
    }
}
