package org.synfire.papers.run;

import org.synfire.engine.file.Sha256;
import org.synfire.network.data.ImageHash;
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
        return beginning(Sha256.of(bytes));
    }

    /** Of all pixels and labels. */
    public static String of(ImageSet images) {
        return beginning(ImageHash.of(images));
    }

    /**
     * Of the images, and of the raw answers of a network to the first {@value #ANSWERED} of them; of the images alone
     * if the network does not read such.
     */
    public static String of(EncodedNetwork network, ImageSet images) {
        if (images.imageBytes() != network.inputCodes().size()) {
            return of(images);
        }
        Sha256 answers = new Sha256();
        Reference reference = Reference.of(network.network());
        byte[] pixels = new byte[images.imageBytes()];
        int[] input = new int[network.inputCodes().size()];
        for (int image = 0; image < Math.min(ANSWERED, images.size()); image++) {
            images.pixels(image, pixels);
            network.inputCodes().encode(pixels, input);
            reference.compute(input);
            for (int value : reference.answer()) {
                answers.add(value);
            }
        }
        return of(images) + beginning(answers.hex());
    }

    private static String beginning(String hash) {
        return hash.substring(0, DIGITS);
    }
}
