import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.synfire.emulator.experiment.Experiment;
import org.synfire.emulator.result.RunOutcome;
import org.synfire.network.data.DataSet;
import org.synfire.network.data.DataSets;
import org.synfire.network.data.Digits;
import org.synfire.network.demo.DigitNetwork;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.onnx.OnnxImporter;
import org.synfire.network.quantize.Preprocessing;
import org.synfire.network.quantize.Quantizer;
import org.synfire.noc.chip.Chips;

/**
 * The accuracy of a network on the chip.
 *
 * <pre>
 * ./synfire java docs/examples/Accuracy.java 200                            the built-in network on generated digits
 * ./synfire java docs/examples/Accuracy.java 200 model.onnx data/mnist      a network of yours, pixels 0..255
 * </pre>
 */
public class Accuracy {
    public static void main(String[] arguments) throws Exception {
        int samples = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
        boolean isBuiltIn = arguments.length < 3;
        DataSet data = isBuiltIn ? Digits.dataSet(1, 200, samples) : DataSets.open(Path.of(arguments[2]));
        byte[] file = isBuiltIn ? DigitNetwork.file() : Files.readAllBytes(Path.of(arguments[1]));
        Preprocessing pixels = isBuiltIn ? Preprocessing.unit() : Preprocessing.rawPixels();

        EncodedNetwork network = Quantizer.symmetric(8)
                .calibrate(data.train().take(200), pixels)
                .quantize(OnnxImporter.read(file, "network"), file);
        RunOutcome outcome = Experiment.on(Chips.darwin3())
                .threads(2)
                .run(network, data.test().take(samples));

        System.out.printf(
                Locale.ROOT,
                "accuracy %.2f %% of %d samples, %.1f uJ a sample%n",
                100 * outcome.accuracy(),
                outcome.result().answers().samples(),
                outcome.energy().perSampleMicrojoules());
    }
}
