import java.util.Arrays;
import java.util.Locale;
import org.synfire.emulator.experiment.Experiment;
import org.synfire.emulator.map.Mapper;
import org.synfire.emulator.probe.LayerPotentials;
import org.synfire.network.data.Digits;
import org.synfire.network.data.Split;
import org.synfire.network.demo.DigitNetwork;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.Chips;

/**
 * The membrane potentials of one layer, step by step, while the chip computes one sample.
 *
 * <pre>
 * ./synfire java docs/examples/LayerProbe.java stem_relu
 * </pre>
 */
public class LayerProbe {
    public static void main(String[] arguments) {
        String layer = arguments.length > 0 ? arguments[0] : "stem_relu";
        ChipDescription chip = Chips.darwin3();
        EncodedNetwork network = DigitNetwork.quantized(8);

        LayerPotentials probe = LayerPotentials.of(Mapper.map(network.network(), chip), layer, 1);
        Experiment.on(chip).observedBy(probe).run(network, Digits.of(1, Split.TEST, 1));

        System.out.println("potentials of " + layer + ", sample 0");
        System.out.println("step       least        mean     largest");
        for (LayerPotentials.Reading reading : probe.readings()) {
            var statistics = Arrays.stream(reading.values()).summaryStatistics();
            System.out.printf(
                    Locale.ROOT,
                    "%4d %11d %11.1f %11d%n",
                    reading.step(),
                    statistics.getMin(),
                    statistics.getAverage(),
                    statistics.getMax());
        }
    }
}
