package org.synfire.training;

import java.util.ArrayList;
import java.util.List;
import org.synfire.engine.InputException;
import org.synfire.network.neuron.PotentialRounding;
import org.synfire.training.precision.Precision;
import org.synfire.training.precision.QuantizationPlan;
import org.synfire.training.precision.Scheme;
import picocli.CommandLine.Option;

/** Options that say how a network is quantised. */
final class PrecisionOptions {
    @Option(
            names = "--scheme",
            paramLabel = "S",
            defaultValue = "MINT",
            description = "float, mint or uniform: nothing, MINT's shared learned scale, or vanilla uniform "
                    + "quantisation (default ${DEFAULT-VALUE}).")
    Scheme scheme;

    @Option(
            names = "--bits",
            split = ",",
            paramLabel = "B",
            defaultValue = "4",
            description = "Bits of weights and potentials: one number for the layers between the first and the last, "
                    + "or one for every layer with weights (default ${DEFAULT-VALUE}).")
    int[] bits;

    @Option(
            names = "--potential-bits",
            paramLabel = "U",
            description = "Bits of potentials where they are not those of the weights.")
    Integer potentialBits;

    @Option(
            names = "--first",
            paramLabel = "B",
            defaultValue = "8",
            description =
                    "Bits of the first layer; 32 leaves it in floating point, as MINT does, and then no chip can have"
                            + " it (default ${DEFAULT-VALUE}).")
    int first;

    @Option(
            names = "--last",
            paramLabel = "B",
            defaultValue = "8",
            description = "Bits of the last layer, likewise (default ${DEFAULT-VALUE}).")
    int last;

    @Option(
            names = "--rounding",
            paramLabel = "R",
            defaultValue = "SHIFT_ON_READ",
            description = "shift_on_read: as MINT's slides; shift_on_store; published: as MINT's training code "
                    + "(default ${DEFAULT-VALUE}).")
    PotentialRounding rounding;

    /** @throws InputException if the bits are neither one number nor one for each of the layers */
    QuantizationPlan plan(final int layers) {
        if (scheme == Scheme.FLOAT) {
            return QuantizationPlan.floating(layers);
        }
        if (bits.length == 1) {
            return QuantizationPlan.of(scheme, rounding, layers, precision(bits[0]), precision(first), precision(last));
        }
        if (bits.length != layers) {
            throw new InputException("--bits has %d numbers for %d layers with weights; give one, or one for each"
                    .formatted(bits.length, layers));
        }
        final List<Precision> all = new ArrayList<>();
        for (final int each : bits) {
            all.add(precision(each));
        }
        return new QuantizationPlan(scheme, rounding, all);
    }

    private Precision precision(final int weightBits) {
        return new Precision(
                weightBits, potentialBits == null || weightBits == Precision.FLOAT_BITS ? weightBits : potentialBits);
    }
}
