package org.synfire.network.image;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the markers before a JPEG's first scan say.
 *
 * @param components samples per pixel; 0 where the frame header was not found
 * @param jfif whether JFIF's marker is there
 * @param adobe whether Adobe's marker is there, which says that CMYK is stored inverted
 * @param transform of Adobe's marker: 0 where colours are stored as they are
 * @param namedRgb whether the components are named R, G, B
 * @param exif the block of EXIF; empty if there is none
 */
record JpegHeader(int components, boolean jfif, boolean adobe, int transform, boolean namedRgb, byte[] exif) {
    private static final int COLOURS = 3;
    private static final int FIRST_FRAME = 0xC0;
    private static final int LAST_FRAME = 0xCF;
    private static final int HUFFMAN_TABLES = 0xC4;
    private static final int JPEG_EXTENSION = 0xC8;
    private static final int ARITHMETIC_TABLES = 0xCC;
    private static final int START_OF_SCAN = 0xDA;
    private static final int JFIF = 0xE0;
    private static final int EXIF = 0xE1;
    private static final int ADOBE = 0xEE;
    private static final int ADOBE_BYTES = 12;

    /** The markers of a file. */
    static JpegHeader of(byte[] file) {
        int components = 0;
        boolean jfif = false;
        boolean namedRgb = false;
        boolean adobe = false;
        int transform = 0;
        byte[] exif = {};
        int at = 2;
        while (at + 4 <= file.length && byteAt(file, at) == 0xFF) {
            int marker = byteAt(file, at + 1);
            if (marker == 0xFF) {
                at++;
                continue;
            }
            int length = byteAt(file, at + 2) << 8 | byteAt(file, at + 3);
            int end = Math.min(file.length, at + 2 + length);
            int begin = Math.min(end, at + 4);
            if (marker == START_OF_SCAN || length < 2) {
                break;
            }
            if (isFrame(marker) && begin + 6 <= end) {
                components = byteAt(file, begin + 5);
                namedRgb = begin + 13 <= end
                        && byteAt(file, begin + 6) == 'R'
                        && byteAt(file, begin + 9) == 'G'
                        && byteAt(file, begin + 12) == 'B';
            } else if (marker == JFIF && startsWith(file, begin, "JFIF")) {
                jfif = true;
            } else if (marker == EXIF && exif.length == 0 && startsWith(file, begin, "Exif")) {
                exif = ImageKind.withoutMark(Arrays.copyOfRange(file, begin, end));
            } else if (marker == ADOBE && end - begin >= ADOBE_BYTES && startsWith(file, begin, "Adobe")) {
                adobe = true;
                transform = byteAt(file, begin + ADOBE_BYTES - 1);
            }
            at = end;
        }
        return new JpegHeader(components, jfif, adobe, transform, namedRgb, exif);
    }

    /** Whether colours are stored as luma and chroma; libjpeg's rules. */
    boolean hasLuma() {
        if (components == COLOURS) {
            return jfif || (adobe ? transform != 0 : !namedRgb);
        }
        return components > COLOURS && adobe && transform != 0;
    }

    private static boolean isFrame(int marker) {
        return marker >= FIRST_FRAME
                && marker <= LAST_FRAME
                && marker != HUFFMAN_TABLES
                && marker != JPEG_EXTENSION
                && marker != ARITHMETIC_TABLES;
    }

    private static int byteAt(byte[] file, int at) {
        return Byte.toUnsignedInt(file[at]);
    }

    private static boolean startsWith(byte[] file, int at, String word) {
        byte[] expected = word.getBytes(StandardCharsets.ISO_8859_1);
        return at + expected.length <= file.length
                && Arrays.equals(file, at, at + expected.length, expected, 0, expected.length);
    }
}
