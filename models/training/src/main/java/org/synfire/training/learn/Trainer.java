package org.synfire.training.learn;

import java.util.Locale;
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
import org.synfire.network.data.ImageHash;
import org.synfire.network.data.ImageSet;
import org.synfire.network.training.DivergedException;
import org.synfire.network.training.Recipe;
import org.synfire.training.tensor.Tensors;

/**
 * Trains a network batch by batch with Adam.
 *
 * <p>The learning rate falls to 0 along half a cosine. <b>Repeatable:</b> order and distortion of the images depend on
 * seed and epoch only. The same network, images and recipe therefore give the same weights on one thread of the same
 * machine and library, however often the training was stopped and resumed. <b>Threads:</b> one.
 *
 * @param <N> kind of the network
 */
public final class Trainer<N extends Trainable> {
    private final N network;
    private final ImageSet images;
    private final Recipe recipe;
    private final boolean isShuffled;
    private final Adam optimizer;
    private Position position = Position.START;
    private int[] order;
    private ImageSet distorted;
    private String imageHash = "";

    /**
     * @param network to be trained, in its starting state
     * @param images to learn from
     * @throws InputException if the images are of another shape than the network's, or of more classes
     */
    public Trainer(N network, ImageSet images, Recipe recipe) {
        this(network, images, recipe, true);
    }

    private Trainer(N network, ImageSet images, Recipe recipe, boolean isShuffled) {
        network.task().requireFit(images);
        this.network = network;
        this.images = images;
        this.recipe = recipe;
        this.isShuffled = isShuffled;
        AdamOptions options = new AdamOptions(recipe.learningRate());
        options.weight_decay().put(recipe.weightDecay());
        this.optimizer = new Adam(network.parameters(), options);
        beginEpoch();
    }

    /**
     * A trainer that takes the images in the order of their set instead of a random one.
     *
     * @param network to be trained, in its starting state
     * @param images to learn from
     * @throws InputException if the images are of another shape than the network's, or of more classes
     */
    public static <N extends Trainable> Trainer<N> inOrder(N network, ImageSet images, Recipe recipe) {
        return new Trainer<>(network, images, recipe, false);
    }

    /** The {@link ImageHash} of the images. */
    public String imageHash() {
        if (imageHash.isEmpty()) {
            imageHash = ImageHash.of(images);
        }
        return imageHash;
    }

    private void beginEpoch() {
        SplittableRandom random = new SplittableRandom(recipe.seed() * 31 + position.epoch());
        order = IntStream.range(0, images.size()).toArray();
        for (int i = order.length - 1; isShuffled && i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        long seed = random.nextLong();
        distorted = recipe.shift() == 0 && !recipe.isFlipped()
                ? images
                : new DistortedImages(images, recipe.shift(), recipe.isFlipped(), seed);
    }

    /** The network in its present state. */
    public N network() {
        return network;
    }

    /** The images to learn from. */
    public ImageSet images() {
        return images;
    }

    /** The recipe. */
    public Recipe recipe() {
        return recipe;
    }

    /** How far the training has come. */
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
     * @throws DivergedException if the loss is not finite; nothing was learned from the batch
     */
    public double step() {
        int from = position.images();
        int to = Math.min(images.size(), from + recipe.batch());
        double loss = learn(IntStream.range(from, to).map(i -> order[i]).toArray());
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

    private double learn(int[] batch) {
        network.trainMode(position.epoch() >= recipe.epochs() - recipe.frozenEpochs());
        try (PointerScope _ = new PointerScope()) {
            optimizer
                    .param_groups()
                    .get(0)
                    .options()
                    .set_lr(recipe.learningRateAt((double) imagesSeen() / imagesInAll()));
            optimizer.zero_grad();
            Tensor loss = network.loss(network.images(distorted, batch), Tensors.labels(images, batch));
            double value = loss.item_float();
            if (!Double.isFinite(value)) {
                throw new DivergedException(String.format(
                        Locale.ROOT,
                        "the loss is %s in epoch %d after %d of its images",
                        value,
                        position.epoch() + 1,
                        position.images()));
            }
            loss.backward();
            optimizer.step();
            network.constrain();
            return value;
        }
    }

    /**
     * Checks the trained weights.
     *
     * @throws DivergedException if a weight is not finite
     */
    public void requireFinite() {
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            TensorVector parameters = network.parameters();
            for (long i = 0; i < parameters.size(); i++) {
                if (!parameters.get(i).isfinite().all().item_bool()) {
                    throw new DivergedException(String.format(
                            Locale.ROOT,
                            "a weight is no longer a number in epoch %d after %d of its images",
                            position.epoch() + 1,
                            position.images()));
                }
            }
        }
    }

    /** Writes the states of network and optimiser. */
    public void save(OutputArchive into) {
        network.save(into);
        OutputArchive state = new OutputArchive();
        optimizer.save(state);
        into.write("optimizer", state);
    }

    /**
     * Continues from a state that {@link #save} wrote.
     *
     * @param reached how far the training had come then
     */
    public void load(InputArchive from, Position reached) {
        network.load(from);
        InputArchive state = new InputArchive();
        from.read("optimizer", state);
        optimizer.load(state);
        position = reached;
        beginEpoch();
    }
}
