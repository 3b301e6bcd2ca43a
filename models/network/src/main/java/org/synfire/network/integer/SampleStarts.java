package org.synfire.network.integer;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * In which step of a run each of its samples begins, and how many steps it has.
 *
 * <p>Step 0 is the first sample's first. A sample begins as many steps behind the one before it as
 * {@link SampleTiming#intervalSteps(boolean, int)} says of that one's length. <b>Memory:</b> 12 bytes for each sample
 * where they have different lengths. <b>Threads:</b> immutable.
 */
public final class SampleStarts {
    private final int timeSteps;
    private final int intervalSteps;
    private final long samples;
    private final SampleLengths lengths;
    /** The start of each sample and of one more; empty where all samples have T steps. */
    private final long[] starts;

    private SampleStarts(int timeSteps, int intervalSteps, long samples, SampleLengths lengths, long[] starts) {
        this.timeSteps = timeSteps;
        this.intervalSteps = intervalSteps;
        this.samples = samples;
        this.lengths = lengths;
        this.starts = starts;
    }

    /**
     * Samples of one length.
     *
     * @param timeSteps T, steps of each
     * @param intervalSteps steps from one's start to the next one's, at least T
     * @param samples how many there are
     */
    public static SampleStarts every(int timeSteps, int intervalSteps, long samples) {
        return new SampleStarts(timeSteps, intervalSteps, samples, SampleLengths.EQUAL, new long[0]);
    }

    /**
     * The samples of a run.
     *
     * @param network that is run
     * @param lengths of the samples; those above T are cut off
     * @param pipelined whether a sample enters while the one before it is on its way
     * @param samples how many there are
     */
    public static SampleStarts of(IntegerNetwork network, SampleLengths lengths, boolean pipelined, long samples) {
        SampleTiming timing = network.timing();
        int timeSteps = network.timeSteps();
        if (lengths.areEqual()) {
            return every(timeSteps, timing.intervalSteps(pipelined), samples);
        }
        int[] steps = IntStream.range(0, Math.toIntExact(samples))
                .map(sample -> lengths.steps(sample, timeSteps))
                .toArray();
        int[] intervals = IntStream.of(steps)
                .map(own -> timing.intervalSteps(pipelined, own))
                .toArray();
        return of(timeSteps, timing.intervalSteps(pipelined), steps, intervals);
    }

    /**
     * Samples of which each has a length and a distance of its own.
     *
     * @param timeSteps T, steps of a sample at most
     * @param intervalSteps steps from the start of a sample of T steps to the next one's
     * @param steps of each sample, 1..T
     * @param intervals steps from each sample's start to the next one's, at least its own steps
     */
    public static SampleStarts of(int timeSteps, int intervalSteps, int[] steps, int[] intervals) {
        if (IntStream.of(steps).allMatch(own -> own == timeSteps)
                && IntStream.of(intervals).allMatch(own -> own == intervalSteps)) {
            return every(timeSteps, intervalSteps, steps.length);
        }
        long[] starts = new long[steps.length + 1];
        for (int sample = 0; sample < steps.length; sample++) {
            starts[sample + 1] = starts[sample] + intervals[sample];
        }
        return new SampleStarts(timeSteps, intervalSteps, steps.length, SampleLengths.of(steps), starts);
    }

    /** How many samples there are. */
    public long samples() {
        return samples;
    }

    /** T, the steps of a sample at most. */
    public int timeSteps() {
        return timeSteps;
    }

    /** Steps from the start of a sample of T steps to the next one's. */
    public int intervalSteps() {
        return intervalSteps;
    }

    /** Whether all samples have T steps. */
    public boolean areEqual() {
        return lengths.areEqual();
    }

    /** Time steps of a sample, 1..T. */
    public int steps(long sample) {
        return lengths.steps(sample, timeSteps);
    }

    /**
     * Time steps of each of the first samples.
     *
     * @param count 0..samples
     */
    public int[] stepsOfEach(long count) {
        return IntStream.range(0, Math.toIntExact(count)).map(this::steps).toArray();
    }

    /**
     * Steps from the start of each of the first samples to the next one's.
     *
     * @param count 0..samples
     */
    public int[] intervalsOfEach(long count) {
        return IntStream.range(0, Math.toIntExact(count))
                .map(sample -> (int) (start(sample + 1) - start(sample)))
                .toArray();
    }

    /**
     * Time steps of the first samples together.
     *
     * @param count 0..samples
     */
    public long stepsOfFirst(long count) {
        if (areEqual()) {
            return count * timeSteps;
        }
        long sum = 0;
        for (long sample = 0; sample < count; sample++) {
            sum += steps(sample);
        }
        return sum;
    }

    /**
     * The step in which a sample begins; behind the last one the step in which one more would begin.
     *
     * @param sample 0..samples
     */
    public long start(long sample) {
        return areEqual() ? sample * intervalSteps : starts[Math.toIntExact(sample)];
    }

    /**
     * The last sample that has begun in a step. Behind the last one further samples are counted.
     *
     * @param step of the run, at least 0
     * @return at least 0; at least {@link #samples} if one more would have begun
     */
    public long lastStarted(long step) {
        if (areEqual()) {
            return step / intervalSteps;
        }
        int found = Arrays.binarySearch(starts, step);
        return found >= 0 ? found : -found - 2;
    }

    /**
     * How many samples are in a network at once, at most: they have begun and are not complete.
     *
     * @param timing of the network
     */
    public int inFlight(SampleTiming timing) {
        if (areEqual()) {
            return Math.ceilDiv(timing.completeSteps(), intervalSteps);
        }
        long most = 0;
        for (long sample = 0; sample < samples; sample++) {
            long complete = start(sample) + timing.completeSteps(steps(sample)) - 1;
            most = Math.max(most, Math.min(samples - 1, lastStarted(complete)) - sample + 1);
        }
        return Math.toIntExact(most);
    }
}
