package org.synfire.emulator.neuron;

import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.SampleStarts;
import org.synfire.network.integer.SampleTiming;

/**
 * When a population works on which sample: {@link SampleTiming} repeated for every sample.
 *
 * @param integratesFrom first step after a sample's start in which the population integrates it; for an image, T - 1
 *     steps before it has the value
 * @param sendsFrom first step after a sample's start in which the population sends
 * @param starts in which step each sample begins, and how many steps it has
 */
public record Schedule(int integratesFrom, int sendsFrom, SampleStarts starts) {
    /**
     * Of samples of one length.
     *
     * @param timeSteps T
     * @param intervalSteps steps from one sample's start to the next one's, at least T
     * @param samples how many samples there are
     */
    public Schedule(int integratesFrom, int sendsFrom, int timeSteps, int intervalSteps, long samples) {
        this(integratesFrom, sendsFrom, SampleStarts.every(timeSteps, intervalSteps, samples));
    }

    /** Of a network's population. */
    public static Schedule of(IntegerNetwork network, int population, SampleStarts starts) {
        SampleTiming timing = network.timing();
        return new Schedule(timing.integratesFrom(population), timing.sendsFrom(population), starts);
    }

    /** T, the steps of a sample at most. */
    public int timeSteps() {
        return starts.timeSteps();
    }

    /** The step in which a sample's value is known: the last in which it is integrated. */
    public long valueStep(long sample) {
        return firstStep(sample) + starts.steps(sample) - 1;
    }

    /** The first step in which a sample is integrated. */
    public long firstStep(long sample) {
        return starts.start(sample) + integratesFrom;
    }

    /** The sample that is integrated in a step, or -1. */
    public long integratedSample(long step) {
        return sampleAt(step - integratesFrom);
    }

    /** The sample that is sent in a step, or -1. */
    public long sentSample(long step) {
        return sampleAt(step - sendsFrom);
    }

    private long sampleAt(long sinceFirst) {
        if (sinceFirst < 0) {
            return -1;
        }
        long sample = starts.lastStarted(sinceFirst);
        return sample < starts.samples() && sinceFirst - starts.start(sample) < starts.steps(sample) ? sample : -1;
    }

    /**
     * Which of its steps, 0 first, {@code sample} is in as it is integrated in {@code step}; where values are sent,
     * which bit, most significant first.
     */
    public int integratedBit(long step, long sample) {
        return (int) (step - firstStep(sample));
    }

    /** Whether a step of a sample, 0 first, is its last. */
    public boolean isLast(int stepOfSample, long sample) {
        return stepOfSample == starts.steps(sample) - 1;
    }

    /**
     * Which step of a sample what arrives in a step counts to, 0 first: what arrives after the last one counts to that.
     */
    public int countedStep(long step) {
        long sinceFirst = step - integratesFrom;
        if (starts.areEqual()) {
            return (int) Math.min(Math.floorMod(sinceFirst, (long) starts.intervalSteps()), timeSteps() - 1);
        }
        long sample = Math.min(starts.lastStarted(Math.max(0, sinceFirst)), starts.samples() - 1);
        return Math.clamp(sinceFirst - starts.start(sample), 0, starts.steps(sample) - 1);
    }

    /** The first step after {@code step} in which a sample begins to be integrated, or {@link Long#MAX_VALUE}. */
    public long nextFirstStep(long step) {
        long next = step < integratesFrom ? 0 : starts.lastStarted(step - integratesFrom) + 1;
        return next < starts.samples() ? firstStep(next) : Long.MAX_VALUE;
    }

    /** The first step after {@code step} in which a sample's value is known, or {@link Long#MAX_VALUE}. */
    public long nextValueStep(long step) {
        long begun = step < integratesFrom ? 0 : starts.lastStarted(step - integratesFrom);
        long next = begun < starts.samples() && valueStep(begun) <= step ? begun + 1 : begun;
        return next < starts.samples() ? valueStep(next) : Long.MAX_VALUE;
    }

    /**
     * In how many of the first steps the layer holds a sample: integrates one, or sends one.
     *
     * @param steps steps done
     * @param sends whether the layer sends
     */
    public long busySteps(long steps, boolean sends) {
        long busy = 0;
        long counted = 0;
        for (long sample = 0; sample < starts.samples() && firstStep(sample) < steps; sample++) {
            long from = Math.max(counted, firstStep(sample));
            long to = Math.min(
                    steps,
                    Math.max(
                            valueStep(sample) + 1,
                            sends ? starts.start(sample) + sendsFrom + starts.steps(sample) : 0));
            busy += Math.max(0, to - from);
            counted = Math.max(counted, to);
        }
        return busy;
    }
}
