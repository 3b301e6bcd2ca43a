package org.synfire.emulator.neuron;

import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.SampleTiming;

/**
 * When a population works on which sample: {@link SampleTiming} repeated for every sample.
 *
 * @param integratesFrom first step after a sample's start in which the population integrates it; for an image, T - 1
 *     steps before it has the value
 * @param sendsFrom first step after a sample's start in which the population sends
 * @param timeSteps T
 * @param intervalSteps steps from one sample's start to the next one's, at least T
 * @param samples how many samples there are
 */
public record Schedule(int integratesFrom, int sendsFrom, int timeSteps, int intervalSteps, long samples) {
    /** Of a network's population. */
    public static Schedule of(IntegerNetwork network, int population, boolean pipelined, long samples) {
        SampleTiming timing = network.timing();
        return new Schedule(
                timing.integratesFrom(population),
                timing.sendsFrom(population),
                network.timeSteps(),
                timing.intervalSteps(pipelined),
                samples);
    }

    /** The step in which a sample's value is known: the last in which it is integrated. */
    public long valueStep(long sample) {
        return sample * intervalSteps + integratesFrom + timeSteps - 1;
    }

    /** The first step in which a sample is integrated. */
    public long firstStep(long sample) {
        return sample * intervalSteps + integratesFrom;
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
        long sample = sinceFirst < 0 ? -1 : sinceFirst / intervalSteps;
        return sample < samples && sample >= 0 && sinceFirst - sample * intervalSteps < timeSteps ? sample : -1;
    }

    /**
     * Which of its T steps, 0 first, {@code sample} is in as it is integrated in {@code step}; where values are sent,
     * which bit, most significant first.
     */
    public int integratedBit(long step, long sample) {
        return (int) (step - firstStep(sample));
    }

    /** The first step after {@code step} in which a sample begins to be integrated, or {@link Long#MAX_VALUE}. */
    public long nextFirstStep(long step) {
        long next = Math.max(0, Math.floorDiv(step - integratesFrom, (long) intervalSteps) + 1);
        return next < samples ? firstStep(next) : Long.MAX_VALUE;
    }

    /** The first step after {@code step} in which a sample's value is known, or {@link Long#MAX_VALUE}. */
    public long nextValueStep(long step) {
        long next = nextFirstStep(step - (timeSteps - 1));
        return next == Long.MAX_VALUE ? next : next + timeSteps - 1;
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
        for (long sample = 0; sample < samples && firstStep(sample) < steps; sample++) {
            long from = Math.max(counted, firstStep(sample));
            long to = Math.min(
                    steps, Math.max(valueStep(sample) + 1, sends ? sample * intervalSteps + sendsFrom + timeSteps : 0));
            busy += Math.max(0, to - from);
            counted = Math.max(counted, to);
        }
        return busy;
    }
}
