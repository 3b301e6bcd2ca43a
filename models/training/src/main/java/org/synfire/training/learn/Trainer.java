package org.synfire.training.learn;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.InputArchive;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.OutputArchive;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.synfire.engine.InputException;
import org.synfire.network.data.ImageSet;
import org.synfire.network.graph.Shape;
import org.synfire.training.spiking.SpikingNetwork;
import org.synfire.training.tensor.Tensors;

/**
 * Trains a spiking network, batch by batch.
 *
 * <p><b>Repeatable:</b> the same network, images and recipe give the same weights on one thread of the same machine and
 * library, however often it was stopped and resumed: order and distortion of the images follow from seed and epoch
 * alone. <b>Threads:</b> one.
 */
public final class Trainer {
    private final SpikingNetwork network;
    private final ImageSet images;
    private final Recipe recipe;
    private final Adam optimizer;
    private Position position = Position.START;
    private int[] order;
    private ImageSet distorted;

    /**
     * @param network to be trained, in its starting state
     * @param images to learn from
     * @throws InputException if the images are of another shape than the network's, or of more classes
     */
    public Trainer(final SpikingNetwork network, final ImageSet images, final Recipe recipe) {
        requireFit(network, images);
        this.network = network;
        this.images = images;
        this.recipe = recipe;
        final AdamOptions options = new AdamOptions(recipe.learningRate());
        options.weight_decay().put(recipe.weightDecay());
        this.optimizer = new Adam(network.parameters(), options);
        beginEpoch();
    }

    /** @throws InputException if images do not fit a network */
    public static void requireFit(final SpikingNetwork network, final ImageSet images) {
        final Shape shape = new Shape(images.channels(), images.height(), images.width());
        if (!shape.equals(network.description().input())) {
            throw new InputException("network %s reads images of %s, but %s has %s"
                    .formatted(
                            network.description().name(), network.description().input(), images.name(), shape));
        }
        if (images.classes() > network.description().classes()) {
            throw new InputException("network %s knows %d classes, but %s has %d"
                    .formatted(
                            network.description().name(),
                            network.description().classes(),
                            images.name(),
                            images.classes()));
        }
        if (images.size() == 0) {
            throw new InputException(images.name() + " has no image to learn from");
        }
    }

    private void beginEpoch() {
        final SplittableRandom random = new SplittableRandom(recipe.seed() * 31 + position.epoch());
        order = IntStream.range(0, images.size()).toArray();
        for (int i = order.length - 1; i > 0; i--) {
            final int j = random.nextInt(i + 1);
            final int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        final long seed = random.nextLong();
        distorted = recipe.shift() == 0 && !recipe.isFlipped()
                ? images
                : new DistortedImages(images, recipe.shift(), recipe.isFlipped(), seed);
    }

    /** What is trained. */
    public SpikingNetwork network() {
        return network;
    }

    /** What it learns from. */
    public ImageSet images() {
        return images;
    }

    /** How it is trained. */
    public Recipe recipe() {
        return recipe;
    }

    /** How far it has come. */
    public Position position() {
        return position;
    }

    /** Whether all epochs are done. */
    public boolean isDone() {
        return position.epoch() == recipe.epochs();
    }

    /** Images seen so far, over all epochs. */
    public long imagesSeen() {
        return (long) position.epoch() * images.size() + position.images();
    }

    /** Images to be seen by the end. */
    public long imagesInAll() {
        return (long) recipe.epochs() * images.size();
    }

    /**
     * Learns from the next batch.
     *
     * @return its mean loss before the step, in nats
     * @throws DivergedException if the loss is no number; nothing has been learned from the batch then
     */
    public double step() {
        final int from = position.images();
        final int to = Math.min(images.size(), from + recipe.batch());
        final double loss = learn(IntStream.range(from, to).map(i -> order[i]).toArray());
        position = new Position(position.epoch(), to, position.lossSum() + loss * (to - from));
        return loss;
    }

    /** Whether every image of the present epoch has been seen. */
    public boolean isEpochComplete() {
        return position.images() == images.size();
    }

    /** Goes on to the next epoch. */
    public void nextEpoch() {
        position = new Position(position.epoch() + 1, 0, 0);
        beginEpoch();
    }

    private double learn(final int[] batch) {
        network.trainMode(position.epoch() >= recipe.epochs() - recipe.frozenEpochs());
        try (PointerScope _ = new PointerScope()) {
            optimizer
                    .param_groups()
                    .get(0)
                    .options()
                    .set_lr(recipe.learningRateAt((double) imagesSeen() / imagesInAll()));
            optimizer.zero_grad();
            final Tensor loss = network.loss(network.images(distorted, batch), Tensors.labels(images, batch));
            final double value = loss.item_float();
            if (!Double.isFinite(value)) {
                throw new DivergedException("the loss is %s in epoch %d after %d of its images"
                        .formatted(value, position.epoch() + 1, position.images()));
            }
            loss.backward();
            optimizer.step();
            network.constrain();
            return value;
        }
    }

    /** @throws DivergedException if a weight is no number */
    void requireFinite() {
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            final TensorVector parameters = network.parameters();
            for (long i = 0; i < parameters.size(); i++) {
                if (!parameters.get(i).isfinite().all().item_bool()) {
                    throw new DivergedException("a weight is no longer a number in epoch %d after %d of its images"
                            .formatted(position.epoch() + 1, position.images()));
                }
            }
        }
    }

    void save(final OutputArchive into) {
        network.save(into);
        final OutputArchive state = new OutputArchive();
        optimizer.save(state);
        into.write("optimizer", state);
    }

    void load(final InputArchive from, final Position reached) {
        network.load(from);
        final InputArchive state = new InputArchive();
        from.read("optimizer", state);
        optimizer.load(state);
        position = reached;
        beginEpoch();
    }
}
