package org.synfire.network.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.synfire.engine.InputException;
import org.synfire.network.neuron.PotentialRounding;

/**
 * The precision of every layer with synapses.
 *
 * @param scheme how reals become integers; with {@link Scheme#FLOAT} all layers are floating point
 * @param rounding rounding of potentials; only {@link Scheme#MINT} uses it
 * @param layers one precision for each layer with synapses, in their order
 */
public record QuantizationPlan(Scheme scheme, PotentialRounding rounding, List<Precision> layers) {
    /** @throws InputException if the scheme quantises nothing but a layer has integers */
    public QuantizationPlan {
        layers = List.copyOf(layers);
        if (scheme == Scheme.FLOAT && !layers.stream().allMatch(Precision::isFloat)) {
            throw new InputException("the scheme float quantises nothing, but a layer has integer precision");
        }
    }

    /** No quantisation. */
    public static QuantizationPlan floating(int layers) {
        return new QuantizationPlan(
                Scheme.FLOAT, PotentialRounding.SHIFT_ON_READ, Collections.nCopies(layers, Precision.FLOAT));
    }

    /**
     * One precision for all layers except the first and the last.
     *
     * <p><b>Source:</b> MINT's public code leaves the first convolution and the last full connection in floating point.
     */
    public static QuantizationPlan of(
            Scheme scheme, PotentialRounding rounding, int layers, Precision inner, Precision first, Precision last) {
        List<Precision> all = new ArrayList<>(Collections.nCopies(layers, inner));
        all.set(0, first);
        all.set(layers - 1, last);
        return new QuantizationPlan(scheme, rounding, all);
    }

    /** Whether every layer is integers, which a chip needs. */
    public boolean isAllInteger() {
        return layers.stream().noneMatch(Precision::isFloat);
    }
}
