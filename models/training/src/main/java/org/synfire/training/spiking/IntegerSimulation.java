package org.synfire.training.spiking;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.synfire.engine.InputException;
import org.synfire.network.data.ImageSet;
import org.synfire.network.graph.Window;
import org.synfire.network.neuron.MintNeurons;
import org.synfire.network.neuron.PotentialRounding;
import org.synfire.network.spiking.Connection;
import org.synfire.network.spiking.IntegerLayer;
import org.synfire.network.spiking.IntegerSpikingNetwork;
import org.synfire.training.tensor.Convolutions;
import org.synfire.training.tensor.Tensors;

/**
 * Computes an exported network with PyTorch, step by step. It states what training expects of an integer neuron.
 *
 * <p>Floats hold the integers exactly; where sums may be too large for them, doubles do. It uses the exported network
 * only, nothing of the trained one. <b>Equation:</b> see {@link MintNeurons}.
 */
public final class IntegerSimulation {
    /**
     * Floats hold integers up to 2^24. Rounding a current, or adding a potential to a sum, needs less than twice a sum.
     */
    private static final long MOST_IN_FLOATS = 1 << 22;

    private final IntegerSpikingNetwork network;
    private final float[][] codes;
    private final torch.ScalarType type;

    /** Receives every potential and every spike. */
    @FunctionalInterface
    public interface Observer {
        /**
         * Called once for each layer and time step.
         *
         * @param layer number of the layer
         * @param step time step, from 0
         * @param potentials H before firing, {@code [N, ...]} of the layer's shape
         * @param spikes 0 or 1, likewise
         */
        void onStep(int layer, int step, Tensor potentials, Tensor spikes);
    }

    /** @param network what to compute */
    public IntegerSimulation(IntegerSpikingNetwork network) {
        this.network = network;
        this.type = largestSum(network) <= MOST_IN_FLOATS ? torch.ScalarType.Float : torch.ScalarType.Double;
        int[][] integers = network.pixels().codes();
        this.codes = new float[integers.length][integers[0].length];
        for (int c = 0; c < codes.length; c++) {
            for (int p = 0; p < codes[c].length; p++) {
                codes[c][p] = integers[c][p];
            }
        }
    }

    private static long largestSum(IntegerSpikingNetwork network) {
        long first = network.layers().getFirst().sumBound(network.pixels().largest());
        return Math.max(
                first,
                network.timeSteps()
                        * network.layers().stream()
                                .mapToLong(layer -> layer.sumBound(1))
                                .max()
                                .orElse(0));
    }

    /** The sums of the last layer over all time steps for some images of a set, image by image. */
    public int[] sums(ImageSet set, int[] indices, Observer observer) {
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            Tensor sums =
                    new Pass(observer).run(Tensors.images(set, indices, codes).to(type));
            return Tensors.integers(sums);
        }
    }

    /** The classes with the largest sums; the lowest where several are equal. */
    public int[] classify(ImageSet set, int[] indices) {
        return Tensors.largest(
                sums(set, indices, (layer, step, potentials, spikes) -> {}),
                network.layers().getLast().out().size());
    }

    /** One batch on its way through the network. */
    private final class Pass {
        private final Observer observer;
        private final List<Tensor> weights = new ArrayList<>();
        private final Tensor[] carried = new Tensor[network.layers().size()];
        private Tensor currents;
        private Tensor answer;

        Pass(Observer observer) {
            this.observer = observer;
            network.layers().forEach(layer -> weights.add(weights(layer)));
        }

        Tensor run(Tensor images) {
            double unit = Math.scalb(1.0, -network.pixels().shift());
            currents = Tensors.plus(
                            Tensors.times(sums(0, images), unit),
                            network.pixels().shift() == 0 ? 0 : 0.5)
                    .floor();
            for (int step = 0; step < network.timeSteps(); step++) {
                step(step);
            }
            return answer;
        }

        private void step(int step) {
            Tensor spikes = fired(0, step, currents);
            for (int i = 1; i < carried.length - 1; i++) {
                spikes = fired(i, step, sums(i, spikes));
            }
            Tensor sums = sums(carried.length - 1, spikes);
            answer = answer == null ? sums : answer.add(sums);
        }

        private Tensor sums(int index, Tensor in) {
            IntegerLayer layer = network.layers().get(index);
            long side = layer.maxPool();
            Tensor read = side == 1
                    ? in
                    : torch.max_pool2d(
                            in,
                            new long[] {side, side},
                            new long[] {side, side},
                            new long[] {0, 0},
                            new long[] {1, 1},
                            false);
            return switch (layer.connection()) {
                case Connection.Full _ -> torch.linear(read.flatten(1, -1), weights.get(index));
                case Connection.PerChannel _ -> torch.linear(read.flatten(2, -1).sum(2), weights.get(index));
                case Connection.Convolution(Window window) ->
                    Convolutions.convolved(read, weights.get(index), window, 1);
            };
        }

        private Tensor fired(int index, int step, Tensor sums) {
            MintNeurons neurons = mint(network.layers().get(index));
            Tensor potentials = carried[index] == null ? sums : sums.add(carried[index]);
            Tensor spikes = spikes(neurons, potentials);
            observer.onStep(index, step, potentials, spikes);
            carried[index] = carried(neurons, potentials.sub(potentials.mul(spikes)));
            return spikes;
        }
    }

    private static MintNeurons mint(IntegerLayer layer) {
        if (layer.neurons().orElseThrow() instanceof MintNeurons neurons) {
            return neurons;
        }
        throw new InputException(String.format(
                Locale.ROOT,
                "layer %s: only MINT's neurons are simulated here; synfire run runs the others",
                layer.name()));
    }

    private Tensor weights(IntegerLayer layer) {
        Tensor flat = torch.tensor(layer.weights()).to(type);
        return switch (layer.connection()) {
            case Connection.Full _, Connection.PerChannel _ ->
                flat.reshape(layer.out().size(), -1);
            case Connection.Convolution(Window window) ->
                flat.reshape(layer.out().channels(), layer.in().channels(), window.kernelY(), window.kernelX());
        };
    }

    private Tensor spikes(MintNeurons neurons, Tensor potentials) {
        int[] signs = new int[neurons.thresholds().length];
        int[] levels = new int[signs.length];
        for (int c = 0; c < signs.length; c++) {
            signs[c] = neurons.inverted()[c] ? -1 : 1;
            levels[c] = signs[c] * neurons.thresholds()[c];
        }
        return potentials
                .mul(perChannel(signs, potentials))
                .ge(perChannel(levels, potentials))
                .to(type);
    }

    private Tensor perChannel(int[] values, Tensor potentials) {
        Tensor tensor = torch.tensor(values).to(type);
        return potentials.dim() == 4 ? tensor.reshape(1, -1, 1, 1) : tensor.reshape(1, -1);
    }

    private static Tensor carried(MintNeurons neurons, Tensor kept) {
        int levels = MintNeurons.levels(neurons.potentialBits());
        Scalar half = new Scalar(0.5);
        return neurons.rounding() == PotentialRounding.SHIFT_ON_READ
                ? Tensors.clamp(kept, -levels, levels).mul(half).floor()
                : Tensors.clamp(kept.mul(half).floor(), -levels, levels);
    }
}
