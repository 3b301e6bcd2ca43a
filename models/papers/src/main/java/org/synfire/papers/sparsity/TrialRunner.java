package org.synfire.papers.sparsity;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.synfire.network.data.ImageSet;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.reference.DenseReference;
import org.synfire.network.sparsity.SparsityPlan;

/**
 * Tries plans on samples with the dense reference, which counts synaptic operations as the emulator does.
 *
 * <p><b>Threads:</b> samples are shared out among so many; nothing but the last digits of the output error could depend
 * on the order of sums, and that is fixed.
 */
final class TrialRunner {
    private final IntegerNetwork network;
    private final int[][] inputs;
    private final int[] labels;
    private final int threads;
    private final int[][] denseAnswers;
    private final int[] denseBest;

    TrialRunner(EncodedNetwork encoded, ImageSet images, int threads) {
        this.network = encoded.network();
        this.threads = threads;
        this.inputs = new int[images.size()][network.input().shape().size()];
        this.labels = IntStream.range(0, images.size()).map(images::label).toArray();
        byte[] pixels = new byte[images.imageBytes()];
        for (int i = 0; i < inputs.length; i++) {
            images.pixels(i, pixels);
            encoded.inputCodes().encode(pixels, inputs[i]);
        }
        this.denseAnswers = new int[inputs.length][];
        this.denseBest = new int[inputs.length];
        sharedOut(network, (sample, reference) -> {
            denseAnswers[sample] = reference.answer().clone();
            denseBest[sample] = reference.bestAnswer();
        });
    }

    /** What is done with a sample that was computed. */
    private interface PerSample {
        void done(int sample, DenseReference reference);
    }

    private void sharedOut(IntegerNetwork sparse, PerSample then) {
        List<Integer> shares = IntStream.range(0, threads).boxed().toList();
        shares.parallelStream().forEach(share -> {
            DenseReference reference = new DenseReference(sparse);
            for (int sample = share; sample < inputs.length; sample += threads) {
                reference.compute(inputs[sample]);
                then.done(sample, reference);
            }
        });
    }

    /** A number that is another for other weights or other samples: a checksum of what is answered with every spike. */
    String fingerprint() {
        CRC32C checksum = new CRC32C();
        for (int sample = 0; sample < inputs.length; sample++) {
            ByteBuffer bytes =
                    ByteBuffer.allocate((inputs[sample].length + denseAnswers[sample].length) * Integer.BYTES);
            bytes.asIntBuffer().put(inputs[sample]).put(denseAnswers[sample]);
            checksum.update(bytes);
        }
        return String.format(Locale.ROOT, "%08x", checksum.getValue());
    }

    int samples() {
        return inputs.length;
    }

    Trial run(SparsityPlan plan) {
        long[] operations = new long[inputs.length];
        double[] errors = new double[inputs.length];
        double[] variances = new double[inputs.length];
        int[] answers = new int[inputs.length];
        sharedOut(plan.applyTo(network), (sample, reference) -> {
            operations[sample] = reference.operations();
            answers[sample] = reference.bestAnswer();
            errors[sample] = squaredDistance(reference.answer(), denseAnswers[sample]);
            variances[sample] = variance(denseAnswers[sample]);
        });
        int correct = (int) IntStream.range(0, answers.length)
                .filter(s -> answers[s] == labels[s])
                .count();
        int changed = (int) IntStream.range(0, answers.length)
                .filter(s -> answers[s] != denseBest[s])
                .count();
        return new Trial(correct, changed, Arrays.stream(operations).sum(), sum(errors) / Math.max(1, sum(variances)));
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    private static double squaredDistance(int[] a, int[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += ((double) a[i] - b[i]) * ((double) a[i] - b[i]);
        }
        return sum;
    }

    private static double variance(int[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        return Arrays.stream(values).mapToDouble(v -> (v - mean) * (v - mean)).sum();
    }
}
