package org.synfire.tools;

import java.util.List;
import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.neuron.PotentialRounding;
import org.synfire.network.training.Precision;
import org.synfire.network.training.QuantizationPlan;
import org.synfire.network.training.Scheme;
import picocli.CommandLine.Option;

/** Options that say how a network is quantised while it is trained. */
final class TrainingPrecisionOptions {
    @Option(
            names = "--scheme",
            paramLabel = "S",
            defaultValue = "mint",
            description = "float, mint or uniform: nothing, MINT's shared learned scale, or vanilla uniform "
                    + "quantisation (default ${DEFAULT-VALUE}).")
    private Scheme scheme;

    @Option(
            names = "--bits",
            split = ",",
            paramLabel = "B",
            defaultValue = "4",
            description = "Bits of weights and potentials: one number for the layers between the first and the last, "
                    + "or one for every layer with weights (default ${DEFAULT-VALUE}).")
    private List<Integer> bits;

    @Option(
            names = "--potential-bits",
            paramLabel = "U",
            description = "Bits of potentials where they are not those of the weights.")
    private Integer potentialBits;

    @Option(
            names = "--first",
            paramLabel = "B",
            defaultValue = "8",
            description = "Bits of the first layer; 32 leaves it in floating point, as MINT does, and then no chip can"
                    + " run it (default ${DEFAULT-VALUE}).")
    private int first;

    @Option(
            names = "--last",
            paramLabel = "B",
            defaultValue = "8",
            description = "Bits of the last layer, likewise (default ${DEFAULT-VALUE}).")
    private int last;

    @Option(
            names = "--rounding",
            paramLabel = "R",
            defaultValue = "shift_on_read",
            description = "shift_on_read: as MINT's slides; shift_on_store; published: as MINT's training code "
                    + "(default ${DEFAULT-VALUE}).")
    private PotentialRounding rounding;

    /** @throws InputException if the bits are neither one number nor one for each of the layers */
    QuantizationPlan plan(int layers) {
        if (scheme == Scheme.FLOAT) {
            return QuantizationPlan.floating(layers);
        }
        if (bits.size() == 1) {
            return QuantizationPlan.of(
                    scheme, rounding, layers, precision(bits.getFirst()), precision(first), precision(last));
        }
        if (bits.size() != layers) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "--bits has %d numbers for %d layers with weights; give one, or one for each",
                    bits.size(),
                    layers));
        }
        return new QuantizationPlan(
                scheme, rounding, bits.stream().map(this::precision).toList());
    }

    private Precision precision(int weightBits) {
        return new Precision(
                weightBits, potentialBits == null || weightBits == Precision.FLOAT_BITS ? weightBits : potentialBits);
    }
}
