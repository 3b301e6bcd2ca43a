package org.synfire.network.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/**
 * The digits are the same bytes on every machine. When they are changed on purpose, the demo network has to be trained
 * anew and the hashes taken from the failure message.
 */
class DigitsGoldenTest {
    private static final int SAMPLES = 100;

    @Test
    void trainingDigitsStayTheSame() throws NoSuchAlgorithmException {
        assertEquals(
                "f4ac97748537e6186f84c3eb1ea11b3167d43d9351920a20ee556d062bc3d474",
                hash(Digits.of(1, Split.TRAIN, SAMPLES)));
    }

    @Test
    void testDigitsStayTheSame() throws NoSuchAlgorithmException {
        assertEquals(
                "0ce616d387b2658bcecf2fefc6bb7f766b7fe84007cd0b3019541e5fe925e864",
                hash(Digits.of(1, Split.TEST, SAMPLES)));
    }

    private static String hash(ImageSet digits) throws NoSuchAlgorithmException {
        MessageDigest hash = MessageDigest.getInstance("SHA-256");
        byte[] pixels = new byte[digits.imageBytes()];
        for (int i = 0; i < digits.size(); i++) {
            digits.pixels(i, pixels);
            hash.update((byte) digits.label(i));
            hash.update(pixels);
        }
        return HexFormat.of().formatHex(hash.digest());
    }
}
