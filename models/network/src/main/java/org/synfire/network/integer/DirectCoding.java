package org.synfire.network.integer;

import java.util.Locale;
import java.util.Optional;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;

/**
 * The image as currents: what direct coding gives the neurons of a spiking network's first layer in every time step.
 *
 * <p><b>Equation:</b> {@code I = (sum(weight * code) + 2^(shift-1)) >> shift}, with a shift of 0 the sum itself. A host
 * computes it once per sample from the codes of the pixels; the chip's neurons have it as a bias, so that no weight on
 * the chip meets anything but a spike. <b>Source:</b> MINT's public code computes the first convolution once and feeds
 * it in every step; its rounding is this project's.
 *
 * @param in shape of the image
 * @param out shape of the layer
 * @param window kernel of a convolution; absent for a full connection
 * @param weights output first, then input channel, row, column
 * @param shift of the codes: a code is {@code 2^shift} times the real pixel, 0..30
 */
public record DirectCoding(Shape in, Shape out, Optional<Window> window, int[] weights, int shift) implements Drive {
    private static final int MAX_SHIFT = 30;

    /** @throws InputException if the shapes do not fit, or the shift is out of range */
    public DirectCoding {
        if (window.isPresent()
                && !window.get().output(out.channels(), in.height(), in.width()).equals(out)) {
            throw new InputException(
                    String.format(Locale.ROOT, "currents: a convolution of %s does not give %s", in, out));
        }
        long expected = weights(in, out, window);
        if (weights.length != expected) {
            throw new InputException(String.format(
                    Locale.ROOT, "currents: %d weights from %s to %s, expected %d", weights.length, in, out, expected));
        }
        if (shift < 0 || shift > MAX_SHIFT) {
            throw new InputException(
                    String.format(Locale.ROOT, "currents: a shift of %d; 0..%d are possible", shift, MAX_SHIFT));
        }
    }

    /** The current of a sum of weights times codes. */
    public int current(int sum) {
        return shift == 0 ? sum : (sum + (1 << (shift - 1))) >> shift;
    }

    /** Weights that meet in one output. */
    public int fanIn() {
        return fanIn(in, window);
    }

    private static int fanIn(Shape in, Optional<Window> window) {
        return window.map(kernel -> in.channels() * kernel.kernelY() * kernel.kernelX())
                .orElse(in.size());
    }

    /** Weights between an image and a layer of these shapes, by way of a convolution or a full connection. */
    public static long weights(Shape in, Shape out, Optional<Window> window) {
        return (long) fanIn(in, window) * (window.isPresent() ? out.channels() : out.size());
    }

    /** Multiplications of one sample, padding left out. */
    public long connections() {
        return window.map(kernel -> new Synapses.Convolution(in, out, kernel, 1, new short[0]).connections())
                .orElse((long) in.size() * out.size());
    }

    /** Largest magnitude of a sum of weights times codes of at most a magnitude. */
    long sumBound(int largestCode) {
        long bound = 0;
        for (int from = 0; from < weights.length; from += fanIn()) {
            long sum = 0;
            for (int i = from; i < from + fanIn(); i++) {
                sum += Math.abs(weights[i]);
            }
            bound = Math.max(bound, sum);
        }
        return bound * largestCode;
    }
}
