package org.synfire.training.spiking;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.synfire.engine.InputException;
import org.synfire.network.data.ImageSet;
import org.synfire.network.description.Layer;
import org.synfire.network.description.SpikingDescription;
import org.synfire.network.spiking.PixelCode;
import org.synfire.network.training.Precision;
import org.synfire.network.training.QuantizationPlan;
import org.synfire.network.training.Scheme;
import org.synfire.training.learn.ImageTask;
import org.synfire.training.learn.Trainable;
import org.synfire.training.tensor.Tensors;

/**
 * A spiking network that can be trained.
 *
 * <p><b>Threads:</b> one. <b>Memory:</b> parameters live as long as the network. The tensors of a pass live as long as
 * the {@link PointerScope} that it runs in.
 */
public final class SpikingNetwork extends Module implements Trainable {
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
     * @throws InputException if the plan does not fit the layers, or the network cannot have its integers
     */
    public SpikingNetwork(SpikingDescription description, QuantizationPlan plan) {
        this.description = description;
        this.plan = plan;
        List<Layer.Weighted> layers = description.weighted();
        if (plan.layers().size() != layers.size()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "network %s has %d layers with weights, but %d precisions are given",
                    description.name(),
                    layers.size(),
                    plan.layers().size()));
        }
        if (description.neuron().isRelu() && plan.scheme() != Scheme.FLOAT) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "network %s has ReLUs, which are quantised when the emulator reads its ONNX file: train it "
                            + "with the scheme float",
                    description.name()));
        }
        if (description.neuron().isRelu() && description.timeSteps() != 1) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "network %s has ReLUs, which know one time step only, not %d",
                    description.name(),
                    description.timeSteps()));
        }
        if (plan.scheme() == Scheme.MINT && description.neuron().leak() != 0.5) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "network %s: MINT's leak is a shift by one place, so it must be 0.5, not %s",
                    description.name(),
                    description.neuron().leak()));
        }
        this.pixelValues = plan.layers().getFirst().isFloat()
                ? PixelCode.reals(description.mean(), description.std())
                : PixelCode.of(description.name(), description.mean(), description.std())
                        .realCodes();
        description.layers().forEach(layer -> stages.add(stage(layer)));
    }

    private Stage stage(Layer layer) {
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

    private Stage weighted(Layer.Weighted layer) {
        Precision precision = plan.layers().get(weighted.size());
        QuantizedWeights weights =
                new QuantizedWeights(this, layer, plan.scheme(), precision, QuantizedWeights.starting(layer));
        boolean normalized = layer instanceof Layer.Convolution convolution && convolution.normalized();
        Normalization normalization =
                normalized ? new Normalization(this, layer.name(), layer.out().channels()) : null;
        Tensor largestPotential = torch.zeros(1);
        if (plan.scheme() == Scheme.UNIFORM) {
            register_buffer(layer.name() + "_potential", largestPotential);
        }
        WeightedStage stage = new WeightedStage(
                description, plan.rounding(), weights, normalization, largestPotential, weighted.isEmpty());
        weighted.add(stage);
        return in -> stage.forward(in, surrogate, isFollowing && is_training());
    }

    /** The network without its weights. */
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

    /** Makes the surrogate gradient differentiable, as second derivatives need it. */
    public void differentiateTwice() {
        surrogate = Surrogate.TWICE;
    }

    @Override
    public ImageTask task() {
        return new ImageTask(description.name(), description.input(), description.classes());
    }

    @Override
    public Tensor images(ImageSet set, int[] indices) {
        return Tensors.images(set, indices, pixelValues);
    }

    /**
     * Runs the network over all time steps.
     *
     * @param images see {@link #images}
     * @return the outputs of the last layer in every time step: {@code [T * N, classes]}, step 0 first
     */
    public Tensor outputs(Tensor images) {
        Tensor flowing = images;
        for (Stage stage : stages) {
            flowing = stage.forward(flowing);
        }
        return flowing;
    }

    /** Mean over time steps and samples of the cross-entropy between a step's outputs and the labels. */
    @Override
    public Tensor loss(Tensor images, Tensor labels) {
        return torch.cross_entropy_loss(outputs(images), labels.repeat(description.timeSteps()));
    }

    /** The classes with the largest sums of outputs over all time steps; the lowest where several are equal. */
    @Override
    public int[] classify(Tensor images) {
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            int classes = description.classes();
            Tensor sums = outputs(images)
                    .reshape(description.timeSteps(), -1, classes)
                    .sum(0);
            return Tensors.largest(Tensors.floats(sums), classes);
        }
    }

    /**
     * Sets the mode of training.
     *
     * @param isFrozen whether averages of normalisations and largest potentials, which follow the batches otherwise,
     *     are used as they are and no longer updated
     */
    @Override
    public void trainMode(boolean isFrozen) {
        train(true);
        isFollowing = !isFrozen;
        if (isFrozen) {
            weighted.stream()
                    .map(WeightedStage::normalization)
                    .filter(Objects::nonNull)
                    .forEach(Normalization::freeze);
        }
    }

    @Override
    public void constrain() {
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            weighted.forEach(stage -> stage.weights().constrain());
        }
    }

    /**
     * Copies the weights and normalisations of another network of any precision. Scales are computed again from them.
     *
     * @throws InputException if the other network has other layers
     */
    public void takeWeights(SpikingNetwork other) {
        if (!other.description.layers().equals(description.layers())) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "network %s cannot begin with the weights of %s: their layers differ",
                    description.name(),
                    other.description.name()));
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
