package org.synfire.models.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.synfire.models.data.DataSet;
import org.synfire.models.data.Digits;
import org.synfire.models.data.ImageSet;
import org.synfire.models.integer.IntegerNetwork;
import org.synfire.models.network.Network;
import org.synfire.models.onnx.OnnxImporter;
import org.synfire.models.quantize.InputCodes;
import org.synfire.models.quantize.Preprocessing;
import org.synfire.models.quantize.Quantizer;

/** The built-in demo, quantised to 8 bits on 50 of its training images. */
public final class Demo {
    /** 50 training and 500 test images. */
    public static final DataSet DIGITS = Digits.dataSet(5, 50, 500);
    /** The bytes of its model file. */
    public static final byte[] FILE = file();
    /** Of real numbers. */
    public static final Network FLOATING = OnnxImporter.read(FILE, "digits");
    /** Of integers. */
    public static final IntegerNetwork NETWORK = Quantizer.symmetric(8)
            .calibrate(DIGITS.train(), Preprocessing.unit())
            .quantize(FLOATING, FILE);
    /** From pixels to its input. */
    public static final InputCodes CODES = new InputCodes(NETWORK.input(), Preprocessing.unit());

    private Demo() {}

    private static byte[] file() {
        try (InputStream in = OnnxImporter.class.getResourceAsStream("/org/synfire/models/demo/digits.onnx")) {
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The first test images. */
    public static ImageSet images(int count) {
        return DIGITS.test().take(count);
    }
}
