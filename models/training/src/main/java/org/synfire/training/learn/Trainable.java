package org.synfire.training.learn;

import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InputArchive;
import org.bytedeco.pytorch.OutputArchive;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.synfire.network.data.ImageSet;
import org.synfire.training.tensor.Tensors;

/**
 * A PyTorch module that classifies images and that a {@link Trainer} can train.
 *
 * <p><b>Threads:</b> one.
 */
public interface Trainable {
    /** Images that are judged in one pass. */
    int JUDGED_AT_ONCE = 100;

    /** What it classifies. */
    ImageTask task();

    /** What is learned. */
    TensorVector parameters();

    /**
     * Sets the mode of training.
     *
     * @param isFrozen whether statistics that follow the batches, such as the averages of a normalisation, are used as
     *     they are and no longer updated
     */
    void trainMode(boolean isFrozen);

    /** Sets the mode of evaluation. */
    void eval();

    /** Some images of a set as the network reads them, {@code [N, channels, rows, columns]}. */
    Tensor images(ImageSet set, int[] indices);

    /**
     * The mean loss of some images, in nats, with its graph.
     *
     * @param images see {@link #images}
     * @param labels their classes as 64-bit integers, {@code [N]}
     */
    Tensor loss(Tensor images, Tensor labels);

    /** The class that the network answers for each of some images; the lowest where several are equal. */
    int[] classify(Tensor images);

    /** How many images of a set are classified as labelled. Leaves the network in the mode of evaluation. */
    default int countCorrect(ImageSet set) {
        eval();
        int correct = 0;
        for (int from = 0; from < set.size(); from += JUDGED_AT_ONCE) {
            int[] indices = IntStream.range(from, Math.min(set.size(), from + JUDGED_AT_ONCE))
                    .toArray();
            try (PointerScope _ = new PointerScope()) {
                correct += Tensors.countEqual(classify(images(set, indices)), set, indices);
            }
        }
        return correct;
    }

    /** Brings parameters back into their range. Called after every step of the optimiser. */
    void constrain();

    /** Writes parameters and statistics. */
    void save(OutputArchive into);

    /** Reads what {@link #save} wrote. */
    void load(InputArchive from);
}
