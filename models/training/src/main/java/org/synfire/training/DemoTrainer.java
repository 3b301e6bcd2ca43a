package org.synfire.training;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.synfire.network.data.ImageSet;
import org.synfire.training.tensor.Tensors;

/**
 * Trains a {@link DemoNetwork} by going once through a set of images in batches, the learning rate falling to 0 along
 * half a cosine.
 *
 * <p><b>Repeatable:</b> seed, images and one thread give the same weights on the same machine and library.
 * <b>Threads:</b> one.
 */
final class DemoTrainer {

    private static final int BATCH = 100;
    private static final double LEARNING_RATE = 4e-3;

    private final ImageSet images;
    private final DemoNetwork network;
    private final Adam optimizer;
    private int next;

    /**
     * @param seed of the weights' starting values
     * @param images what to learn from
     */
    DemoTrainer(final long seed, final ImageSet images) {
        torch.set_num_threads(1);
        torch.manual_seed(seed);
        this.images = images;
        this.network = new DemoNetwork();
        this.optimizer = new Adam(network.parameters(), new AdamOptions(LEARNING_RATE));
    }

    /** The network in its present state. */
    DemoNetwork network() {
        return network;
    }

    /**
     * Learns from the next images, as many as there are up to {@code count}.
     *
     * @return mean cross-entropy over them, in nats, each batch before its step
     */
    double learn(final int count) {
        network.train(true);
        final int end = Math.min(images.size(), next + count);
        final int started = next;
        double sum = 0;
        while (next < end) {
            final int batchEnd = Math.min(end, next + BATCH);
            sum += step(next, batchEnd) * (batchEnd - next);
            next = batchEnd;
        }
        return sum / (end - started);
    }

    private double step(final int from, final int to) {
        final double progress = (double) from / images.size();
        try (PointerScope _ = new PointerScope()) {
            optimizer.param_groups().get(0).options().set_lr(LEARNING_RATE * (1 + Math.cos(Math.PI * progress)) / 2);
            optimizer.zero_grad();
            final Tensor logits = network.forward(Tensors.images(images, from, to));
            final Tensor loss = torch.cross_entropy_loss(logits, Tensors.labels(images, from, to));
            loss.backward();
            optimizer.step();
            return loss.item_float();
        }
    }

    /** How many of a set's images the network classifies as labelled. */
    int countCorrect(final ImageSet set) {
        network.eval();
        int correct = 0;
        for (int from = 0; from < set.size(); from += BATCH) {
            final int to = Math.min(set.size(), from + BATCH);
            final float[] logits = logits(set, from, to);
            for (int i = from; i < to; i++) {
                correct += largest(logits, (i - from) * set.classes(), set.classes()) == set.label(i) ? 1 : 0;
            }
        }
        return correct;
    }

    /** What the trained network puts out for images {@code from} to {@code to - 1}, image by image. */
    float[] logits(final ImageSet set, final int from, final int to) {
        network.eval();
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            return Tensors.floats(network.forward(Tensors.images(set, from, to)));
        }
    }

    private static int largest(final float[] values, final int from, final int count) {
        int largest = 0;
        for (int i = 1; i < count; i++) {
            if (values[from + i] > values[from + largest]) {
                largest = i;
            }
        }
        return largest;
    }
}
