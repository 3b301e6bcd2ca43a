package org.synfire.emulator.neuron;

import java.util.Arrays;

/**
 * The spikes of one core in one time step, in planes: bit i of plane p is set where neuron i spikes more than p times.
 * So each spike is one bit, and behind the first plane without a bit there is none. Neurons that spike once at most
 * have plane 0 alone.
 *
 * <p><b>Threads:</b> belongs to one worker, which lends it to one core after the other.
 */
public final class SpikeBits {
    private final long[][] planes;
    private final int[] counts;
    private int used;
    private int count;
    private long sample;
    private int bitStep;
    private boolean isSignStep;

    /** @param neurons most neurons of a core, each of which spikes once in a step at most */
    public SpikeBits(int neurons) {
        this(neurons, 1);
    }

    /**
     * @param neurons most neurons of a core
     * @param most spikes of a neuron in a step
     */
    public SpikeBits(int neurons, int most) {
        planes = new long[most][Math.ceilDiv(neurons, Long.SIZE)];
        counts = new int[most];
    }

    /** The words of plane 0; what lies beyond the core's last neuron is 0. */
    public long[] words() {
        return planes[0];
    }

    /** The words of all planes. */
    public long[][] planes() {
        return planes;
    }

    /** How many planes have a spike. */
    public int used() {
        return used;
    }

    /** How many spikes there are. */
    public int count() {
        return count;
    }

    /** How many neurons spike more than so many times. */
    public int count(int plane) {
        return plane < used ? counts[plane] : 0;
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
        used = 0;
    }

    /** Clears the first words of the first planes, for spikes that are set one by one. */
    public void clear(int words, int most) {
        for (int plane = 0; plane < most; plane++) {
            Arrays.fill(planes[plane], 0, words, 0);
        }
    }

    /** Says what the words of plane 0, which the caller has written, mean. */
    public void describe(int spikes, long ofSample, int ofBitStep, boolean areSigns) {
        count = spikes;
        counts[0] = spikes;
        used = spikes > 0 ? 1 : 0;
        sample = ofSample;
        bitStep = ofBitStep;
        isSignStep = areSigns;
    }

    /**
     * Counts the spikes that the caller has written, and says what they mean.
     *
     * @param words of each plane
     * @param most how many planes the caller has written
     */
    public void describePlanes(int words, int most, long ofSample, int ofBitStep) {
        describe(0, ofSample, ofBitStep, false);
        while (used < most && countPlane(used, words) > 0) {
            count += counts[used++];
        }
    }

    private int countPlane(int plane, int words) {
        int spikes = 0;
        for (int w = 0; w < words; w++) {
            spikes += Long.bitCount(planes[plane][w]);
        }
        counts[plane] = spikes;
        return spikes;
    }
}
