package org.synfire.training.spiking;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.synfire.engine.InputException;
import org.synfire.network.data.ImageSet;
import org.synfire.network.spiking.PixelCode;
import org.synfire.training.description.Layer;
import org.synfire.training.description.SpikingDescription;
import org.synfire.training.precision.Precision;
import org.synfire.training.precision.QuantizationPlan;
import org.synfire.training.precision.Scheme;
import org.synfire.training.tensor.Tensors;

/**
 * A spiking network that can be trained.
 *
 * <p><b>Threads:</b> one. <b>Memory:</b> parameters live as long as the network, what a pass makes as long as the
 * {@link PointerScope} it runs in.
 */
public final class SpikingNetwork extends Module {
    private final SpikingDescription description;
    private final QuantizationPlan plan;
    private final float[][] pixelValues;
    private final List<Stage> stages = new ArrayList<>();
    private final List<WeightedStage> weighted = new ArrayList<>();
    private Surrogate surrogate = Surrogate.ONCE;
    private boolean isFollowing = true;

    /**
     * @param description its layers
     * @param plan their precision
     * @throws InputException if the plan does not fit the layers, or integers are asked for that a leak or a fan-in
     *     rules out
     */
    public SpikingNetwork(final SpikingDescription description, final QuantizationPlan plan) {
        this.description = description;
        this.plan = plan;
        final List<Layer.Weighted> layers = description.weighted();
        if (plan.layers().size() != layers.size()) {
            throw new InputException("network %s has %d layers with weights, but %d precisions are given"
                    .formatted(description.name(), layers.size(), plan.layers().size()));
        }
        if (description.neuron().isRelu() && plan.scheme() != Scheme.FLOAT) {
            throw new InputException(
                    ("network %s has ReLUs, which are quantised when the emulator reads its ONNX file: train it "
                                    + "with --scheme float")
                            .formatted(description.name()));
        }
        if (description.neuron().isRelu() && description.timeSteps() != 1) {
            throw new InputException("network %s has ReLUs, which know one time step only, not %d"
                    .formatted(description.name(), description.timeSteps()));
        }
        if (plan.scheme() == Scheme.MINT && description.neuron().leak() != 0.5) {
            throw new InputException("network %s: MINT's leak is a shift by one place, so it must be 0.5, not %s"
                    .formatted(description.name(), description.neuron().leak()));
        }
        this.pixelValues = plan.layers().getFirst().isFloat()
                ? PixelCode.reals(description.mean(), description.std())
                : PixelCode.of(description.name(), description.mean(), description.std())
                        .realCodes();
        description.layers().forEach(layer -> stages.add(stage(layer)));
    }

    private Stage stage(final Layer layer) {
        return switch (layer) {
            case Layer.Weighted l -> weighted(l);
            case Layer.MaxPool l ->
                in -> torch.max_pool2d(
                        in,
                        new long[] {l.side(), l.side()},
                        new long[] {l.side(), l.side()},
                        new long[] {0, 0},
                        new long[] {1, 1},
                        false);
            case Layer.GlobalAverage l -> in -> in.mean(2, 3);
        };
    }

    private Stage weighted(final Layer.Weighted layer) {
        final Precision precision = plan.layers().get(weighted.size());
        final QuantizedWeights weights =
                new QuantizedWeights(this, layer, plan.scheme(), precision, QuantizedWeights.starting(layer));
        final boolean normalized = layer instanceof Layer.Convolution convolution && convolution.normalized();
        final Normalization normalization =
                normalized ? new Normalization(this, layer.name(), layer.out().channels()) : null;
        final Tensor largestPotential = torch.zeros(1);
        if (plan.scheme() == Scheme.UNIFORM) {
            register_buffer(layer.name() + "_potential", largestPotential);
        }
        final WeightedStage stage = new WeightedStage(
                description, plan.rounding(), weights, normalization, largestPotential, weighted.isEmpty());
        weighted.add(stage);
        return in -> stage.forward(in, surrogate, isFollowing && is_training());
    }

    /** What it was made from. */
    public SpikingDescription description() {
        return description;
    }

    /** The precision of its layers. */
    public QuantizationPlan plan() {
        return plan;
    }

    /** The layers with weights, in order. */
    public List<WeightedStage> weightedStages() {
        return List.copyOf(weighted);
    }

    /** Makes the surrogate gradient itself differentiable, as second derivatives need it. */
    public void differentiateTwice() {
        surrogate = Surrogate.TWICE;
    }

    /** Some images of a set as the first layer reads them: {@code [N, channels, rows, columns]}. */
    public Tensor images(final ImageSet set, final int[] indices) {
        return Tensors.images(set, indices, pixelValues);
    }

    /**
     * @param images see {@link #images}
     * @return what the last layer puts out in every time step: {@code [T * N, classes]}, step 0 first
     */
    public Tensor outputs(final Tensor images) {
        Tensor flowing = images;
        for (final Stage stage : stages) {
            flowing = stage.forward(flowing);
        }
        return flowing;
    }

    /** Mean over time steps and samples of the cross-entropy between a step's outputs and the labels. */
    public Tensor loss(final Tensor images, final Tensor labels) {
        return torch.cross_entropy_loss(outputs(images), labels.repeat(description.timeSteps()));
    }

    /** The classes that the sums over all time steps favour; the lowest number where several do. */
    public int[] classify(final Tensor images) {
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            final int classes = description.classes();
            final Tensor sums = outputs(images)
                    .reshape(description.timeSteps(), -1, classes)
                    .sum(0);
            return Tensors.largest(Tensors.floats(sums), classes);
        }
    }

    /** How many of a set's images are classified as labelled. */
    public int countCorrect(final ImageSet set, final int batch) {
        eval();
        int correct = 0;
        for (int from = 0; from < set.size(); from += batch) {
            final int[] indices =
                    IntStream.range(from, Math.min(set.size(), from + batch)).toArray();
            try (PointerScope _ = new PointerScope()) {
                final int[] answers = classify(images(set, indices));
                for (int i = 0; i < answers.length; i++) {
                    correct += answers[i] == set.label(indices[i]) ? 1 : 0;
                }
            }
        }
        return correct;
    }

    /**
     * Into the mode of training.
     *
     * @param isFrozen whether what follows the batches while training, averages of normalisations and largest
     *     potentials, is used as it is and stays so, as in evaluation
     */
    public void trainMode(final boolean isFrozen) {
        train(true);
        isFollowing = !isFrozen;
        if (isFrozen) {
            weighted.stream()
                    .map(WeightedStage::normalization)
                    .filter(Objects::nonNull)
                    .forEach(Normalization::freeze);
        }
    }

    /** To be called after each step of the optimiser. */
    public void constrain() {
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            weighted.forEach(stage -> stage.weights().constrain());
        }
    }

    /**
     * Copies the weights and normalisations that another network has learned, of whatever precision; scales are set
     * anew from them.
     *
     * @throws InputException if the other has other layers
     */
    public void takeWeights(final SpikingNetwork other) {
        if (!other.description.layers().equals(description.layers())) {
            throw new InputException("network %s cannot begin with the weights of %s: their layers differ"
                    .formatted(description.name(), other.description.name()));
        }
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            for (int i = 0; i < weighted.size(); i++) {
                weighted.get(i).take(other.weighted.get(i));
            }
        }
    }

    @FunctionalInterface
    private interface Stage {
        Tensor forward(Tensor in);
    }
}
