package org.synfire.training.spiking;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.synfire.engine.InputException;
import org.synfire.network.description.Layer;
import org.synfire.network.graph.Shape;
import org.synfire.network.neuron.MintNeurons;
import org.synfire.network.neuron.PotentialRounding;
import org.synfire.network.spiking.Connection;
import org.synfire.network.spiking.IntegerLayer;
import org.synfire.network.spiking.IntegerSpikingNetwork;
import org.synfire.network.spiking.PixelCode;
import org.synfire.network.training.Scheme;

/**
 * Exports the integers of a trained network.
 *
 * <p>Thresholds absorb the normalisation: {@code gain H + shift >= threshold} becomes {@code H >= ceil((threshold -
 * shift) / (gain unit))}. Where the gain is negative, the comparison is the other way round.
 */
public final class IntegerExport {
    /** Larger than every sum: a neuron with this threshold always or never fires. */
    private static final int BEYOND = 1 << 30;

    private final SpikingNetwork network;
    private final PotentialRounding rounding;
    private final List<IntegerLayer> layers = new ArrayList<>();
    private int stage;
    private int maxPool = 1;
    private int averaged;

    private IntegerExport(SpikingNetwork network, PotentialRounding rounding) {
        this.network = network;
        this.rounding = rounding;
    }

    /**
     * The integers with the rounding of potentials that they were trained with.
     *
     * @throws InputException if a layer has no integers, or no integer neuron computes its scheme
     */
    public static IntegerSpikingNetwork of(SpikingNetwork network) {
        return of(network, network.plan().rounding());
    }

    /**
     * The integers with a rounding of potentials of choice.
     *
     * @throws InputException if a layer has no integers, or no integer neuron computes its scheme
     */
    public static IntegerSpikingNetwork of(SpikingNetwork network, PotentialRounding rounding) {
        if (network.plan().scheme() != Scheme.MINT || !network.plan().isAllInteger()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "network %s is not integers throughout: train it with MINT and give the first and the last "
                            + "layer bits too",
                    network.description().name()));
        }
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            return new IntegerExport(network, rounding).export();
        }
    }

    private IntegerSpikingNetwork export() {
        for (Layer layer : network.description().layers()) {
            switch (layer) {
                case Layer.MaxPool pool -> maxPool *= pool.side();
                case Layer.GlobalAverage average -> averaged = average.in().positions();
                case Layer.Weighted _ -> add(network.weightedStages().get(stage++));
            }
        }
        return new IntegerSpikingNetwork(
                network.description().name(),
                network.description().timeSteps(),
                PixelCode.of(
                        network.description().name(),
                        network.description().mean(),
                        network.description().std()),
                layers);
    }

    private void add(WeightedStage source) {
        Layer.Weighted layer = source.layer();
        boolean spikes = !(layer instanceof Layer.Dense dense) || dense.spiking();
        if (averaged > 0 && spikes) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "layer %s: a global average can only stand before the output, where its division does not matter",
                    layer.name()));
        }
        double unit = source.weights().unit().item_float();
        Connection connection = layer instanceof Layer.Convolution convolution
                ? new Connection.Convolution(convolution.window())
                : averaged > 0 ? new Connection.PerChannel() : new Connection.Full();
        layers.add(new IntegerLayer(
                layer.name(),
                maxPool,
                averaged > 0 ? sent() : layer.in(),
                connection,
                layer.out(),
                source.weights().precision().weightBits(),
                source.weights().integers(),
                averaged > 0 ? unit / averaged : unit,
                spikes ? Optional.of(neurons(source, unit)) : Optional.empty()));
        maxPool = 1;
        averaged = 0;
    }

    /** What the layer before sends, after pooling. */
    private Shape sent() {
        Shape shape = layers.getLast().out();
        return new Shape(shape.channels(), shape.height() / maxPool, shape.width() / maxPool);
    }

    private MintNeurons neurons(WeightedStage source, double unit) {
        double threshold = network.description().neuron().threshold();
        int bits = source.weights().precision().potentialBits();
        if (source.normalization() == null) {
            return new MintNeurons(bits, rounding, new int[] {limited(Math.ceil(threshold / unit))}, new boolean[1]);
        }
        double[] gains = source.normalization().gains();
        double[] shifts = source.normalization().shifts();
        int[] thresholds = new int[gains.length];
        boolean[] inverted = new boolean[gains.length];
        for (int c = 0; c < gains.length; c++) {
            double level = (threshold - shifts[c]) / (gains[c] * unit);
            inverted[c] = gains[c] < 0;
            thresholds[c] = gains[c] == 0
                    ? (shifts[c] >= threshold ? -BEYOND : BEYOND)
                    : limited(inverted[c] ? Math.floor(level) : Math.ceil(level));
        }
        return new MintNeurons(bits, rounding, thresholds, inverted);
    }

    private static int limited(double threshold) {
        return (int) Math.clamp(threshold, -BEYOND, BEYOND);
    }
}
