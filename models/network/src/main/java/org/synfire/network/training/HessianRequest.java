package org.synfire.network.training;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.synfire.engine.InputException;
import org.synfire.network.data.ImageSet;
import org.synfire.network.graph.Network;
import org.synfire.network.quantize.Preprocessing;

/**
 * A measurement of curvature, layer by layer, and the choices of bits to derive from it.
 *
 * @param subject the trained network
 * @param images images that the loss is computed on
 * @param batch images drawn for each random vector, at least 1
 * @param tolerance relative standard error at which a layer's trace is accurate enough
 * @param maxVectors most random vectors
 * @param seed of the vectors and batches
 * @param offered numbers of bits to choose from
 * @param budgets bits per weight, on average, that the chosen bits may take
 * @param byRank bits by rank of the trace, the largest trace first
 * @param judging whether and how networks with rounded weights are judged
 */
public record HessianRequest(
        Subject subject,
        ImageSet images,
        int batch,
        double tolerance,
        int maxVectors,
        long seed,
        List<Integer> offered,
        List<Double> budgets,
        List<Integer> byRank,
        Optional<Judging> judging) {
    /** The trained network whose curvature is measured. */
    public sealed interface Subject {
        /** A spiking network in a file that {@link TrainingService#train} wrote. */
        record Checkpoint(Path file) implements Subject {}

        /**
         * A network of real numbers.
         *
         * @param preprocessing what the network reads for a pixel
         */
        record Real(Network network, Preprocessing preprocessing) implements Subject {}
    }

    /**
     * Judges the network with its weights rounded after training: with one layer at a time at lower bits, and with
     * every choice of bits.
     *
     * @param test images to judge on
     * @param lowered bits that one layer at a time is lowered to, at least one number
     */
    public record Judging(ImageSet test, List<Integer> lowered) {
        public Judging {
            lowered = List.copyOf(lowered);
        }
    }

    /** @throws InputException if there is no image in a batch, or bits are out of range */
    public HessianRequest {
        offered = List.copyOf(offered);
        budgets = List.copyOf(budgets);
        byRank = List.copyOf(byRank);
        if (batch < 1) {
            throw new InputException("images in a batch: found " + batch + ", expected at least 1");
        }
        Stream.of(
                        offered,
                        byRank,
                        judging.map(Judging::lowered).orElse(List.of()),
                        budgets.stream().map(Double::intValue).toList())
                .flatMap(List::stream)
                .forEach(HessianRequest::requireBits);
    }

    private static void requireBits(int bits) {
        if (bits < Precision.MIN_BITS || bits > Precision.MAX_BITS) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "weights of %d bits: %d..%d are supported",
                    bits,
                    Precision.MIN_BITS,
                    Precision.MAX_BITS));
        }
    }

    /** Equal bits for all layers that the choices are compared with: those offered, and the budgets in whole bits. */
    public List<Integer> equalBits() {
        return Stream.concat(offered.stream(), budgets.stream().map(Double::intValue))
                .distinct()
                .sorted()
                .toList();
    }
}
