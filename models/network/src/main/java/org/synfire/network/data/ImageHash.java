package org.synfire.network.data;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What identifies a set of images: a SHA-256 of its pixels and labels, whatever files they came from. */
public final class ImageHash {
    private ImageHash() {}

    /**
     * The SHA-256 of channels, rows and columns as 32-bit big-endian integers, then of every image its label, likewise,
     * and its pixels.
     *
     * @return 64 hexadecimal digits
     */
    public static String of(ImageSet images) {
        MessageDigest digest = sha256();
        ByteBuffer integers = ByteBuffer.allocate(3 * Integer.BYTES)
                .putInt(images.channels())
                .putInt(images.height())
                .putInt(images.width());
        digest.update(integers.array());
        byte[] pixels = new byte[images.imageBytes()];
        for (int i = 0; i < images.size(); i++) {
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(images.label(i)).array());
            images.pixels(i, pixels);
            digest.update(pixels);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
