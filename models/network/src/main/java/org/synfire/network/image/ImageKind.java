package org.synfire.network.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The formats of image files that are read, known by their first bytes and not by the file's name. */
enum ImageKind {
    PNG("png", "\u0089PNG"),
    JPEG("jpeg", "\u00ff\u00d8\u00ff"),
    GIF("gif", "GIF8"),
    BMP("bmp", "BM"),
    WEBP("webp", "RIFF"),
    TIFF("tiff", "II*\0", "MM\0*");

    /** All of them in words. */
    static final String ALL = "PNG, JPEG, GIF, BMP, WebP and TIFF";

    private static final byte[] EXIF_MARK = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int RIFF_HEADER = 12;

    /** WebP's decoder needs about 25 bytes for each pixel, and a second for four million of them. */
    private static final int MOST_OF_WEBP = 1 << 24;

    private static final byte[] WEBP_START = {(byte) 0x9D, 1, 0x2A};
    private static final int WEBP_START_PLACE = 3;

    private final String plugin;
    private final String[] beginnings;

    ImageKind(String plugin, String... beginnings) {
        this.plugin = plugin;
        this.beginnings = beginnings;
    }

    /** The name under which ImageIO knows decoders of this format. */
    String plugin() {
        return plugin;
    }

    /** Most pixels of an image of this format. */
    int mostPixels() {
        return this == WEBP ? MOST_OF_WEBP : ImageFile.MAX_PIXELS;
    }

    /** Whether a file is damaged in a way that its decoder does not see. */
    boolean isDamaged(byte[] file) {
        if (this != WEBP) {
            return false;
        }
        ByteBuffer lossy = chunk(file, RIFF_HEADER, ByteOrder.LITTLE_ENDIAN, "VP8 ");
        int end = WEBP_START_PLACE + WEBP_START.length;
        return lossy.remaining() > 0
                && (lossy.remaining() < end
                        || !lossy.slice(WEBP_START_PLACE, WEBP_START.length).equals(ByteBuffer.wrap(WEBP_START)));
    }

    /** The format of a file; {@code null} if it is none of these. */
    static ImageKind of(byte[] file) {
        for (ImageKind kind : values()) {
            if (Arrays.stream(kind.beginnings).anyMatch(beginning -> startsWith(file, 0, beginning))
                    && (kind != WEBP || startsWith(file, 8, "WEBP"))) {
                return kind;
            }
        }
        return null;
    }

    private static boolean startsWith(byte[] file, int at, String beginning) {
        byte[] expected = beginning.getBytes(StandardCharsets.ISO_8859_1);
        return file.length >= at + expected.length
                && Arrays.equals(file, at, at + expected.length, expected, 0, expected.length);
    }

    /** The orientation that the file asks for, {@link Orientation#UPRIGHT} if none. */
    int orientation(byte[] file) {
        return switch (this) {
            case JPEG -> Orientation.in(ByteBuffer.wrap(JpegHeader.of(file).exif()));
            case TIFF -> Orientation.in(ByteBuffer.wrap(file));
            case PNG -> Orientation.in(chunk(file, 8, ByteOrder.BIG_ENDIAN, "eXIf"));
            case WEBP -> Orientation.in(chunk(file, RIFF_HEADER, ByteOrder.LITTLE_ENDIAN, "EXIF"));
            case GIF, BMP -> Orientation.UPRIGHT;
        };
    }

    /** A chunk of a PNG or RIFF file by its name; empty if there is none. */
    private static ByteBuffer chunk(byte[] file, int first, ByteOrder order, String name) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(order);
        boolean isRiff = order == ByteOrder.LITTLE_ENDIAN;
        long at = first;
        while (at + 8 <= file.length) {
            long length = Integer.toUnsignedLong(bytes.getInt((int) at + (isRiff ? 4 : 0)));
            if (startsWith(file, (int) at + (isRiff ? 0 : 4), name)) {
                int begin = (int) at + 8;
                int end = (int) Math.min(file.length, begin + length);
                return ByteBuffer.wrap(withoutMark(Arrays.copyOfRange(file, begin, end)));
            }
            at += 8 + length + (isRiff ? length % 2 : 4);
        }
        return ByteBuffer.allocate(0);
    }

    /** An EXIF block without the mark that JPEG files, and some WebP files, have before it. */
    static byte[] withoutMark(byte[] block) {
        return block.length >= EXIF_MARK.length
                        && Arrays.equals(block, 0, EXIF_MARK.length, EXIF_MARK, 0, EXIF_MARK.length)
                ? Arrays.copyOfRange(block, EXIF_MARK.length, block.length)
                : block;
    }
}
