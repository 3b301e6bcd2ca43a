package org.synfire.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.synfire.network.data.DataSet;
import org.synfire.network.data.DataSets;
import org.synfire.network.data.Digits;
import org.synfire.network.data.ImageSet;
import org.synfire.network.demo.DigitNetwork;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.onnx.OnnxImporter;
import org.synfire.network.quantize.Preprocessing;
import org.synfire.network.quantize.Quantizer;

/**
 * A network of 8 bits and images for it.
 *
 * @param network what runs
 * @param images the samples
 */
record Workload(EncodedNetwork network, ImageSet images) {
    private static final int CALIBRATION_IMAGES = 200;
    private static final long SEED = 1;

    /** The built-in demo on generated digits. */
    static Workload demo(int samples) {
        return of(
                DigitNetwork.file(),
                "digits",
                Digits.dataSet(SEED, CALIBRATION_IMAGES, samples),
                Preprocessing.unit(),
                samples);
    }

    /**
     * A network from an ONNX file.
     *
     * @param data folder of its data set
     */
    static Workload of(Path model, Path data, Preprocessing preprocessing, int samples) throws IOException {
        return of(
                Files.readAllBytes(model), model.getFileName().toString(), DataSets.open(data), preprocessing, samples);
    }

    private static Workload of(byte[] file, String name, DataSet data, Preprocessing preprocessing, int samples) {
        EncodedNetwork network = Quantizer.symmetric(8)
                .calibrate(data.train().take(CALIBRATION_IMAGES), preprocessing)
                .quantize(OnnxImporter.read(file, name), file);
        return new Workload(network, data.test().take(samples));
    }

    /** The images' codes; for one thread. */
    NetworkInput.Codes source() {
        byte[] pixels = new byte[images.imageBytes()];
        return (sample, into) -> {
            images.pixels((int) sample, pixels);
            network.inputCodes().encode(pixels, into);
        };
    }
}
