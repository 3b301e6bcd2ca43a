package org.synfire.papers.encoding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;
import org.synfire.network.data.ImageSet;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.InputCodes;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.reference.DenseReference;
import org.synfire.papers.run.Fingerprints;
import org.synfire.papers.run.FinishedParts;

/**
 * The same network and images by three encodings: positional bits (SDANN), rate coding, direct coding.
 *
 * <p>A rate-coded network of T steps is the beginning of one of more steps, so one simulation of the longest gives all
 * of them. <b>Threads:</b> samples are shared out; the result does not depend on how many.
 */
public final class EncodingComparison {
    /** Time steps of the paper's comparison and around it. */
    public static final List<Integer> STEPS = List.of(2, 4, 8, 16, 32, 64);

    private final IntegerNetwork network;
    private final ImageSet images;
    private final InputCodes codes;
    private final int threads;

    /**
     * One encoding.
     *
     * @param encoding as a table shows it
     * @param timeSteps of one sample in each layer
     * @param correct samples answered as labelled
     * @param samples of so many
     * @param sopsPerSample weights added because of a spike
     * @param macsPerSample multiplications: the first layer of direct coding, once
     */
    public record Row(
            String encoding, int timeSteps, int correct, int samples, double sopsPerSample, double macsPerSample) {
        /** 0..1. */
        public double accuracy() {
            return (double) correct / samples;
        }
    }

    /** Counts of one share of the samples. */
    private record Counts(int[] correct, long[] operations) {
        static Counts zero(int entries) {
            return new Counts(new int[entries], new long[entries]);
        }

        Counts plus(Counts other) {
            Counts sum = zero(correct.length);
            Arrays.setAll(sum.correct, i -> correct[i] + other.correct[i]);
            Arrays.setAll(sum.operations, i -> operations[i] + other.operations[i]);
            return sum;
        }
    }

    /**
     * @param encoded an exact network of codes
     * @throws InputException if it is not, or there are no images
     */
    public EncodingComparison(EncodedNetwork encoded, ImageSet images, int threads) {
        IntegerNetwork network = encoded.network();
        if (!network.isExact() || network.coding() != org.synfire.network.integer.Coding.CODES || images.size() == 0) {
            throw new InputException("network " + network.name()
                    + ": encodings are compared on an exact network and at least one image");
        }
        this.network = network;
        this.images = images;
        this.codes = encoded.inputCodes();
        this.threads = threads;
    }

    /**
     * As {@link #rows(List)}, from finished parts if they are there.
     *
     * @param steps numbers of time steps, which rise
     * @param parts where the rows are looked for and kept
     */
    public List<Row> rows(List<Integer> steps, FinishedParts parts) {
        if (!parts.areKept()) {
            return rows(steps);
        }
        String name = "encodings " + steps + " " + Fingerprints.of(new EncodedNetwork(network, codes), images);
        return List.of(parts.get(name, Row[].class, () -> rows(steps).toArray(Row[]::new)));
    }

    /** SDANN, then rate and direct coding over each of the numbers of time steps, which rise. */
    public List<Row> rows(List<Integer> steps) {
        List<Row> rows = new ArrayList<>();
        Counts positional = shared(1, this::positional);
        rows.add(row("positional bits (SDANN)", network.timeSteps(), positional, 0, 0));
        for (Coding coding : Coding.values()) {
            Counts counts = shared(steps.size(), (share, into) -> firing(coding, steps, share, into));
            double macs = coding == Coding.DIRECT
                    ? network.outbound(0).stream()
                            .mapToLong(p -> p.synapses().connections())
                            .sum()
                    : 0;
            for (int i = 0; i < steps.size(); i++) {
                rows.add(row(coding == Coding.RATE ? "rate" : "direct", steps.get(i), counts, i, macs));
            }
        }
        return rows;
    }

    private Row row(String encoding, int timeSteps, Counts counts, int entry, double macs) {
        return new Row(
                encoding,
                timeSteps,
                counts.correct[entry],
                images.size(),
                (double) counts.operations[entry] / images.size(),
                macs);
    }

    /** What one thread does. */
    private interface Share {
        void run(int share, Counts into);
    }

    private Counts shared(int entries, Share work) {
        return IntStream.range(0, threads)
                .parallel()
                .mapToObj(share -> {
                    Counts own = Counts.zero(entries);
                    work.run(share, own);
                    return own;
                })
                .reduce(Counts.zero(entries), Counts::plus);
    }

    private void positional(int share, Counts into) {
        DenseReference reference = new DenseReference(network);
        forEach(share, (sample, input) -> {
            reference.compute(input);
            into.correct[0] += reference.bestAnswer() == images.label(sample) ? 1 : 0;
            into.operations[0] += reference.operations();
        });
    }

    private void firing(Coding coding, List<Integer> steps, int share, Counts into) {
        FiringNetwork firing = new FiringNetwork(network, coding == Coding.RATE);
        forEach(share, (sample, input) -> {
            firing.begin(input);
            int done = 0;
            for (int i = 0; i < steps.size(); i++) {
                for (; done < steps.get(i); done++) {
                    firing.step();
                }
                into.correct[i] += firing.answer() == images.label(sample) ? 1 : 0;
                into.operations[i] += firing.operations();
            }
        });
    }

    /** What is done with a sample's codes. */
    private interface PerSample {
        void run(int sample, int[] input);
    }

    private void forEach(int share, PerSample work) {
        byte[] pixels = new byte[images.imageBytes()];
        int[] input = new int[network.input().shape().size()];
        for (int sample = share; sample < images.size(); sample += threads) {
            images.pixels(sample, pixels);
            codes.encode(pixels, input);
            work.run(sample, input);
        }
    }
}
