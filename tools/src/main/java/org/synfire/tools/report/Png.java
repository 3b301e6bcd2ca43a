package org.synfire.tools.report;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Images as PNG files, and in the text of a page, made without the desktop classes of the JDK. */
public final class Png {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int GREY = 0;
    private static final int COLOUR = 2;
    private static final int BITS = 8;

    private Png() {}

    /**
     * An image as the address of itself.
     *
     * @param channels 1 for grey, 3 for red, green, blue
     * @param pixels unsigned, in the order channel, row, column
     */
    static String dataUri(int channels, int height, int width, byte[] pixels) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(file(channels, height, width, pixels));
    }

    /**
     * An image as the content of a file.
     *
     * @param channels 1 for grey, 3 for red, green, blue
     * @param pixels unsigned, in the order channel, row, column
     */
    public static byte[] file(int channels, int height, int width, byte[] pixels) {
        try {
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            file.write(SIGNATURE);
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            DataOutputStream fields = new DataOutputStream(head);
            fields.writeInt(width);
            fields.writeInt(height);
            fields.write(new byte[] {BITS, (byte) (channels == 1 ? GREY : COLOUR), 0, 0, 0});
            chunk(file, "IHDR", head.toByteArray());
            chunk(file, "IDAT", rows(channels, height, width, pixels));
            chunk(file, "IEND", new byte[0]);
            return file.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory takes every byte", impossible);
        }
    }

    private static byte[] rows(int channels, int height, int width, byte[] pixels) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream rows = new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_COMPRESSION))) {
            for (int row = 0; row < height; row++) {
                rows.write(0);
                for (int column = 0; column < width; column++) {
                    for (int channel = 0; channel < channels; channel++) {
                        rows.write(pixels[(channel * height + row) * width + column]);
                    }
                }
            }
        }
        return packed.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream file, String name, byte[] content) throws IOException {
        byte[] type = name.getBytes(StandardCharsets.US_ASCII);
        CRC32 checksum = new CRC32();
        checksum.update(type);
        checksum.update(content);
        DataOutputStream out = new DataOutputStream(file);
        out.writeInt(content.length);
        out.write(type);
        out.write(content);
        out.writeInt((int) checksum.getValue());
    }
}
