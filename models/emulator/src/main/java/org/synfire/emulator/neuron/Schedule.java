package org.synfire.emulator.neuron;

import org.synfire.network.integer.IntegerNetwork;

/**
 * When a layer works on which sample: DESIGN's "Time" as arithmetic.
 *
 * <p>A layer integrates a sample in T steps, has its value at the last of them and sends in T steps. Where it sends its
 * value, layer l integrates at updates {@code start + (l-1)T + 1 .. start + lT} and sends in steps {@code start + lT ..
 * start + lT + T - 1}; where its neurons spike, it does both in steps {@code start + l .. start + l + T - 1}. A sample
 * starts at {@code number * interval}.
 *
 * @param integratesFrom first step after a sample's start in which the layer integrates it; for the input, T - 1 steps
 *     before it has the value
 * @param sendsFrom first step after a sample's start in which the layer sends
 * @param bits T
 * @param intervalSteps steps from one sample to the next, at least T
 * @param samples how many samples there are
 */
public record Schedule(int integratesFrom, int sendsFrom, int bits, int intervalSteps, long samples) {
    /** Of a layer that sends its value. @param level l; 0 is the input */
    public Schedule(int level, int bits, int intervalSteps, long samples) {
        this((level - 1) * bits + 1, level * bits, bits, intervalSteps, samples);
    }

    /** Of a network's layer. */
    public static Schedule of(IntegerNetwork network, int population, boolean pipelined, long samples) {
        int level = network.level(population);
        int interval = network.intervalSteps(pipelined);
        return network.isSpiking()
                ? new Schedule(level, level, network.bits(), interval, samples)
                : new Schedule(level, network.bits(), interval, samples);
    }

    /** The step in which a sample's value is known: the last in which it is integrated. */
    public long valueStep(long sample) {
        return sample * intervalSteps + integratesFrom + bits - 1;
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
        return sample < samples && sample >= 0 && sinceFirst - sample * intervalSteps < bits ? sample : -1;
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
                    steps, Math.max(valueStep(sample) + 1, sends ? sample * intervalSteps + sendsFrom + bits : 0));
            busy += Math.max(0, to - from);
            counted = Math.max(counted, to);
        }
        return busy;
    }
}
