package org.synfire.network.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.synfire.network.data.Digits;
import org.synfire.network.data.Split;
import org.synfire.network.graph.Network;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.onnx.OnnxImporter;
import org.synfire.network.quantize.Preprocessing;
import org.synfire.network.quantize.Quantizer;

/**
 * A small residual network that was trained on {@link Digits}: one channel of 28 x 28 pixels in, one value for each of
 * ten digits out.
 *
 * <p>It is kept as an ONNX file, as every network that a user brings. It reads pixels as {@link Preprocessing#unit()}.
 */
public final class DigitNetwork {
    private static final String RESOURCE = "digits.onnx";
    private static final int CALIBRATION_IMAGES = 200;
    private static final long SEED = 1;

    private DigitNetwork() {}

    /** The bytes of its ONNX file. */
    public static byte[] file() {
        try (InputStream in = DigitNetwork.class.getResourceAsStream(RESOURCE)) {
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The network of real numbers in that file. */
    public static Network network() {
        return OnnxImporter.read(file(), "digits");
    }

    /**
     * The network of integers, calibrated on 200 digits of the training split.
     *
     * @param bits of every layer's codes, see {@link Quantizer#symmetric}
     */
    public static EncodedNetwork quantized(int bits) {
        return Quantizer.symmetric(bits)
                .calibrate(Digits.of(SEED, Split.TRAIN, CALIBRATION_IMAGES), Preprocessing.unit())
                .quantize(network(), file());
    }
}
