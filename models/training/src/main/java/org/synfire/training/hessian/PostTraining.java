package org.synfire.training.hessian;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.synfire.network.data.ImageSet;
import org.synfire.network.training.Precision;
import org.synfire.training.allocation.RoundingError;
import org.synfire.training.tensor.Tensors;

/**
 * Judges a trained network with its weights rounded to fewer bits, without training it again.
 *
 * <p>Only weights are rounded, since the traces are of weights only. <b>Threads:</b> one. The network has its own
 * weights again when a call returns.
 */
public final class PostTraining {
    private static final int BATCH = 100;

    private final JudgedLoss source;
    private final ImageSet test;
    private final List<float[]> weights = new ArrayList<>();

    /** @param test images to judge on */
    public PostTraining(JudgedLoss source, ImageSet test) {
        this.source = source;
        this.test = test;
        source.parameters().forEach(parameter -> weights.add(Tensors.floats(parameter)));
    }

    /**
     * Judges the network with its weights rounded.
     *
     * @param bits one per layer; {@value Precision#FLOAT_BITS} leaves a layer as it is
     * @param isStopped ends the judging early
     * @return empty if it was ended early
     */
    public Optional<Score> withBits(List<Integer> bits, BooleanSupplier isStopped) {
        try {
            IntStream.range(0, bits.size())
                    .filter(layer -> bits.get(layer) != Precision.FLOAT_BITS)
                    .forEach(layer -> set(layer, RoundingError.rounded(weights.get(layer), bits.get(layer))));
            return judged(isStopped);
        } finally {
            IntStream.range(0, bits.size()).forEach(layer -> set(layer, weights.get(layer)));
        }
    }

    private void set(int layer, float[] values) {
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            Tensor parameter = source.parameters().get(layer);
            parameter.copy_(torch.tensor(values).reshape(parameter.sizes()));
        }
    }

    private Optional<Score> judged(BooleanSupplier isStopped) {
        Score score = Score.NONE;
        for (int from = 0; from < test.size(); from += BATCH) {
            if (isStopped.getAsBoolean()) {
                return Optional.empty();
            }
            int[] indices =
                    IntStream.range(from, Math.min(test.size(), from + BATCH)).toArray();
            try (PointerScope _ = new PointerScope();
                    NoGradGuard _ = new NoGradGuard()) {
                score = score.plus(source.score(test, indices));
            }
        }
        return Optional.of(score);
    }
}
