package org.synfire.models.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.synfire.models.data.DataSet;
import org.synfire.models.data.Digits;
import org.synfire.models.data.ImageSet;
import org.synfire.models.integer.IntegerNetwork;
import org.synfire.models.onnx.OnnxImporter;
import org.synfire.models.quantize.InputCodes;
import org.synfire.models.quantize.Preprocessing;
import org.synfire.models.quantize.Quantizer;

/** The built-in demo, quantised to 8 bits on 50 of its training images. */
final class Demo {
    static final DataSet DIGITS = Digits.dataSet(5, 50, 500);
    static final IntegerNetwork NETWORK = quantized();
    static final InputCodes CODES = new InputCodes(NETWORK.input(), Preprocessing.unit());

    private Demo() {
    }

    private static IntegerNetwork quantized() {
        try (InputStream in = OnnxImporter.class.getResourceAsStream("/org/synfire/models/demo/digits.onnx")) {
            byte[] file = in.readAllBytes();
            return Quantizer.symmetric(8).calibrate(DIGITS.train(), Preprocessing.unit()).quantize(OnnxImporter.read(file, "digits"), file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static ImageSet images(int count) {
        return DIGITS.test().take(count);
    }
}
