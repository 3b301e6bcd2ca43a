package org.synfire.papers.run;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.synfire.network.data.ImageSet;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.reference.Reference;

/** Short names of images and networks by what they are, not by where they lie: the beginning of a SHA-256. */
public final class Fingerprints {
    private static final int DIGITS = 16;
    private static final int ANSWERED = 3;

    private Fingerprints() {}

    /** Of bytes. */
    public static String of(byte[] bytes) {
        MessageDigest digest = digest();
        digest.update(bytes);
        return text(digest);
    }

    /** Of all pixels and labels. */
    public static String of(ImageSet images) {
        MessageDigest digest = digest();
        byte[] pixels = new byte[images.imageBytes()];
        for (int image = 0; image < images.size(); image++) {
            images.pixels(image, pixels);
            digest.update(pixels);
            digest.update(ByteBuffer.allocate(Integer.BYTES)
                    .putInt(images.label(image))
                    .array());
        }
        return text(digest);
    }

    /**
     * Of the images, and of the raw answers of a network to the first {@value #ANSWERED} of them; of the images alone
     * if the network does not read such.
     */
    public static String of(EncodedNetwork network, ImageSet images) {
        if (images.imageBytes() != network.inputCodes().size()) {
            return of(images);
        }
        MessageDigest digest = digest();
        Reference reference = Reference.of(network.network());
        byte[] pixels = new byte[images.imageBytes()];
        int[] input = new int[network.inputCodes().size()];
        for (int image = 0; image < Math.min(ANSWERED, images.size()); image++) {
            images.pixels(image, pixels);
            network.inputCodes().encode(pixels, input);
            reference.compute(input);
            for (int value : reference.answer()) {
                digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
            }
        }
        return of(images) + text(digest);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    private static String text(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    }
}
