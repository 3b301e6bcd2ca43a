import java.util.Locale;
import org.synfire.emulator.experiment.Experiment;
import org.synfire.emulator.result.RunOutcome;
import org.synfire.network.data.Digits;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.Split;
import org.synfire.network.demo.DigitNetwork;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.ChipFigure;
import org.synfire.noc.chip.Chips;

/**
 * The same network on Darwin3 and on a chip of one's own, with smaller cores and cheaper hops. A chip can also be a
 * file of its own, see docs/chips.md and ChipFile.read.
 *
 * <pre>
 * ./synfire java docs/examples/OwnChip.java 1024 50      neurons a core, samples
 * </pre>
 */
public class OwnChip {
    public static void main(String[] arguments) {
        int neurons = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1024;
        int samples = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 50;
        ChipDescription darwin = Chips.darwin3();
        ChipDescription own = darwin.with(ChipFigure.NEURONS, neurons, "an experiment")
                .with(
                        ChipFigure.HOP_ENERGY,
                        darwin.figure(ChipFigure.HOP_ENERGY).value() / 2,
                        "an experiment");

        EncodedNetwork network = DigitNetwork.quantized(8);
        ImageSet digits = Digits.of(1, Split.TEST, samples);
        System.out.println("chip     cores  accuracy  hops/sample  uJ/sample");
        print("darwin3", Experiment.on(darwin).threads(2).run(network, digits), samples);
        print("own", Experiment.on(own).threads(2).run(network, digits), samples);
    }

    private static void print(String chip, RunOutcome outcome, int samples) {
        System.out.printf(
                Locale.ROOT,
                "%-8s %5d %7.1f %% %12.0f %10.2f%n",
                chip,
                outcome.mapping().cores(),
                100 * outcome.accuracy(),
                (double) outcome.result().events().hops() / samples,
                outcome.energy().perSampleMicrojoules());
    }
}
