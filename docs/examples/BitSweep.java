import java.util.Locale;
import org.synfire.emulator.experiment.Experiment;
import org.synfire.emulator.result.RunOutcome;
import org.synfire.network.data.Digits;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.Split;
import org.synfire.network.demo.DigitNetwork;
import org.synfire.noc.chip.Chips;

/**
 * What fewer bits cost and save: the built-in network at 2 to 8 bits.
 *
 * <pre>
 * ./synfire java docs/examples/BitSweep.java 100
 * </pre>
 */
public class BitSweep {
    public static void main(String[] arguments) {
        int samples = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
        ImageSet digits = Digits.of(1, Split.TEST, samples);
        System.out.println("bits  accuracy  spikes/sample  uJ/sample");
        for (int bits = 8; bits >= 2; bits--) {
            RunOutcome outcome = Experiment.on(Chips.darwin3()).threads(2).run(DigitNetwork.quantized(bits), digits);
            System.out.printf(
                    Locale.ROOT,
                    "%4d %8.1f %% %14.0f %10.2f%n",
                    bits,
                    100 * outcome.accuracy(),
                    (double) outcome.result().events().spikes() / samples,
                    outcome.energy().perSampleMicrojoules());
        }
    }
}
