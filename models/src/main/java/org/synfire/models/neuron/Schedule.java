package org.synfire.models.neuron;

/**
 * When a layer works on which sample: DESIGN's "Time" as arithmetic.
 *
 * <p>Layer l integrates a sample's bits at updates {@code start + (l-1)T + 1 .. start + lT}, has its value at the last of them and sends its own bits in steps {@code
 * start + lT .. start + lT + T - 1}, where the sample starts at {@code number * interval}.
 *
 * @param level         l; 0 is the input
 * @param bits          T
 * @param intervalSteps steps from one sample to the next, at least T
 * @param samples       how many samples there are
 */
public record Schedule(int level, int bits, int intervalSteps, long samples) {
    /** The step in which a sample's value is known and its first bit is sent. */
    public long valueStep(long sample) {
        return sample * intervalSteps + (long) level * bits;
    }

    /** The sample whose bits are integrated in a step, or -1. */
    public long integratedSample(long step) {
        return sampleAt(step - ((long) (level - 1) * bits + 1));
    }

    /** The sample whose bits are sent in a step, or -1. */
    public long sentSample(long step) {
        return sampleAt(step - (long) level * bits);
    }

    private long sampleAt(long sinceFirst) {
        long sample = sinceFirst < 0 ? -1 : sinceFirst / intervalSteps;
        return sample < samples && sample >= 0 && sinceFirst - sample * intervalSteps < bits ? sample : -1;
    }

    /** Which bit, most significant first, of {@code sample} is integrated in {@code step}. */
    public int integratedBit(long step, long sample) {
        return (int) (step - valueStep(sample)) + bits - 1;
    }

    /**
     * In how many of the first steps the layer holds a sample: integrates one, or sends one.
     *
     * @param steps steps done
     * @param sends whether the layer sends its codes on
     */
    public long busySteps(long steps, boolean sends) {
        long busy = 0;
        long counted = 0;
        for (long sample = 0; sample < samples && valueStep(sample) - bits + 1 < steps; sample++) {
            long from = Math.max(counted, valueStep(sample) - bits + 1);
            long to = Math.min(steps, valueStep(sample) + (sends ? bits : 1));
            busy += Math.max(0, to - from);
            counted = Math.max(counted, to);
        }
        return busy;
    }
}
