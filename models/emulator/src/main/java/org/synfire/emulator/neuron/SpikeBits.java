package org.synfire.emulator.neuron;

/**
 * The spikes of one core in one time step: bit i of the words is neuron i.
 *
 * <p><b>Threads:</b> belongs to one worker, which lends it to one core after the other.
 */
public final class SpikeBits {
    private final long[] words;
    private int count;
    private long sample;
    private int bitStep;
    private boolean isSignStep;

    /** @param neurons most neurons of a core */
    public SpikeBits(int neurons) {
        words = new long[Math.ceilDiv(neurons, Long.SIZE)];
    }

    /** The words; what lies beyond the core's last neuron is 0. */
    public long[] words() {
        return words;
    }

    /** How many neurons spike. */
    public int count() {
        return count;
    }

    /** The sample the spikes belong to. */
    public long sample() {
        return sample;
    }

    /** The step within the sample's train, 0 first. */
    public int bitStep() {
        return bitStep;
    }

    /** Whether the spikes are sign bits. */
    public boolean isSignStep() {
        return isSignStep;
    }

    /** No neuron spikes. */
    public void none() {
        count = 0;
    }

    /** Says what the words, which the caller has written, mean. */
    public void describe(int spikes, long ofSample, int ofBitStep, boolean areSigns) {
        count = spikes;
        sample = ofSample;
        bitStep = ofBitStep;
        isSignStep = areSigns;
    }
}
