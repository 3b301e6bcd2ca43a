package org.synfire.network.spiking;

import java.util.Locale;
import java.util.Optional;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.integer.Neurons;
import org.synfire.network.neuron.NeuronProgram;

/**
 * Synapses and the neurons they end in.
 *
 * <p>A layer reads the spikes of the one before, after its max-pooling; the first reads the image. The last layer has
 * no neurons: its sums over all time steps are the answer.
 *
 * @param name shown to people
 * @param maxPool side of the windows in which the layer before is pooled first (any spike counts), without overlap; 1
 *     for none
 * @param in shape after that pooling
 * @param connection how the weights meet the input
 * @param out shape of its neurons
 * @param weightBits bits of a weight
 * @param weights output first, then input channel, row, column, as far as the connection tells them apart; each fits
 *     {@code weightBits} as two's complement
 * @param unit real value of one unit of a sum
 * @param neurons absent in the last layer
 */
public record IntegerLayer(
        String name,
        int maxPool,
        Shape in,
        Connection connection,
        Shape out,
        int weightBits,
        int[] weights,
        double unit,
        Optional<NeuronProgram> neurons) {
    /** Most bits of a weight. */
    public static final int MAX_WEIGHT_BITS = 16;

    /**
     * @throws InputException if the weights are too many, too few or too large, or the parameters of the neurons do not
     *     fit their shape
     */
    public IntegerLayer {
        if (weightBits < 2 || weightBits > MAX_WEIGHT_BITS) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "layer %s: weights of %d bits; 2..%d are supported",
                    name,
                    weightBits,
                    MAX_WEIGHT_BITS));
        }
        if (connection instanceof Connection.Convolution(Window window)
                && !window.output(out.channels(), in.height(), in.width()).equals(out)) {
            throw new InputException(
                    String.format(Locale.ROOT, "layer %s: its convolution of %s does not give %s", name, in, out));
        }
        long expected = connection.weights(in, out);
        if (weights.length != expected) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "layer %s: %d weights from %s to %s, expected %d",
                    name,
                    weights.length,
                    in,
                    out,
                    expected));
        }
        int least = -(1 << (weightBits - 1));
        for (int weight : weights) {
            if (weight < least || weight > -least - 1) {
                throw new InputException(String.format(
                        Locale.ROOT, "layer %s: the weight %d does not fit %d bits", name, weight, weightBits));
            }
        }
        if (!(unit > 0) || Double.isInfinite(unit)) {
            throw new InputException(
                    String.format(Locale.ROOT, "layer %s: a unit must be positive and finite, not %s", name, unit));
        }
        if (neurons.isPresent()) {
            new Neurons.Program(neurons.get()).requireFits(name, out);
        }
    }

    /** Weights that meet in one output. */
    public int fanIn() {
        return connection.fanIn(in);
    }

    /**
     * The weights, where positions share them standing at each of these: those of a full connection as [output][input
     * element].
     */
    int[] weightsByElement() {
        if (!(connection instanceof Connection.PerChannel)) {
            return weights;
        }
        int[] all = new int[Math.multiplyExact(out.size(), in.size())];
        for (int i = 0; i < all.length; i++) {
            all[i] = weights[i / in.size() * in.channels() + i % in.size() / in.positions()];
        }
        return all;
    }

    /**
     * Largest magnitude that a sum of weights times inputs can have, inputs being 0 to {@code largestInput} in
     * magnitude.
     */
    public long sumBound(int largestInput) {
        long bound = 0;
        for (int from = 0; from < weights.length; from += fanIn()) {
            long sum = 0;
            for (int i = from; i < from + fanIn(); i++) {
                sum += Math.abs(weights[i]);
            }
            bound = Math.max(bound, sum);
        }
        return bound * largestInput * (connection instanceof Connection.PerChannel ? in.positions() : 1);
    }
}
