package org.synfire.network.event;

import java.util.Arrays;
import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * Spikes of channels in time steps, without room for what is silent: step, channel and count of each, sorted by step
 * and then by channel.
 *
 * <p><b>Memory:</b> 12 bytes for each spiking channel of a step, whatever the number of steps. <b>Threads:</b> any.
 */
public final class SpikeFrames {
    private final int channels;
    private final int steps;
    private final int[] stepOf;
    private final int[] channelOf;
    private final int[] countOf;
    private final long leftOut;

    private SpikeFrames(int channels, int steps, int[] stepOf, int[] channelOf, int[] countOf, long leftOut) {
        this.channels = channels;
        this.steps = steps;
        this.stepOf = stepOf;
        this.channelOf = channelOf;
        this.countOf = countOf;
        this.leftOut = leftOut;
    }

    /**
     * Frames of spikes in any order; those of the same channel and step are counted.
     *
     * @param channels how many there are
     * @param steps how many there are
     * @param stepOf the step of each spike
     * @param channelOf its channel
     * @throws InputException if a step or channel is out of range
     */
    public static SpikeFrames of(int channels, int steps, int[] stepOf, int[] channelOf) {
        long[] keys = new long[stepOf.length];
        Arrays.setAll(keys, i -> (long) stepOf[i] << 32 | Integer.toUnsignedLong(channelOf[i]));
        return of(channels, steps, keys, true, 0);
    }

    /**
     * Frames of spikes.
     *
     * @param channels how many there are
     * @param steps how many there are
     * @param keys of spikes in any order, the step in the upper 32 bits and the channel in the lower ones; the same key
     *     twice counts twice. The array is sorted
     * @param isCounted whether several spikes of a channel in one step are counted; otherwise they are one
     * @param leftOut events that have no place in the steps or channels
     * @throws InputException if a step or channel is out of range
     */
    static SpikeFrames of(int channels, int steps, long[] keys, boolean isCounted, long leftOut) {
        Arrays.sort(keys);
        int size = 0;
        for (int i = 0; i < keys.length; i++) {
            size += i == 0 || keys[i] != keys[i - 1] ? 1 : 0;
        }
        int[] stepOf = new int[size];
        int[] channelOf = new int[size];
        int[] countOf = new int[size];
        int last = -1;
        for (int i = 0; i < keys.length; i++) {
            if (i == 0 || keys[i] != keys[i - 1]) {
                last++;
                stepOf[last] = (int) (keys[i] >>> 32);
                channelOf[last] = (int) keys[i];
                countOf[last] = 1;
            } else if (isCounted) {
                countOf[last]++;
            }
        }
        for (int i = 0; i < size; i++) {
            if (stepOf[i] < 0 || stepOf[i] >= steps || channelOf[i] < 0 || channelOf[i] >= channels) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "a spike of channel %d in step %d: there are %d channels and %d steps",
                        channelOf[i],
                        stepOf[i],
                        channels,
                        steps));
            }
        }
        return new SpikeFrames(channels, steps, stepOf, channelOf, countOf, leftOut);
    }

    /**
     * Frames of entries that are sorted, without events that have no place.
     *
     * @param stepOf the step of each entry, ascending
     * @param channelOf the channel of each entry, ascending within a step
     * @param countOf spikes of each entry, at least 1
     */
    static SpikeFrames sorted(int channels, int steps, int[] stepOf, int[] channelOf, int[] countOf) {
        return new SpikeFrames(channels, steps, stepOf, channelOf, countOf, 0);
    }

    /** How many channels there are. */
    public int channels() {
        return channels;
    }

    /** How many steps there are. */
    public int steps() {
        return steps;
    }

    /** How many pairs of step and channel have a spike. */
    public int size() {
        return stepOf.length;
    }

    /** The step of an entry. */
    public int step(int entry) {
        return stepOf[entry];
    }

    /** The channel of an entry. */
    public int channel(int entry) {
        return channelOf[entry];
    }

    /** How many spikes an entry has, at least 1. */
    public int count(int entry) {
        return countOf[entry];
    }

    /** The first entry of a step, or of a later one if the step has none; {@link #size} if there is none. */
    public int firstOf(int step) {
        int low = 0;
        int high = stepOf.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (stepOf[middle] < step) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** How many spikes there are in all. */
    public long spikes() {
        long spikes = 0;
        for (int count : countOf) {
            spikes += count;
        }
        return spikes;
    }

    /** The largest count of one channel in one step. */
    public int largestCount() {
        return Arrays.stream(countOf).max().orElse(0);
    }

    /** How many events have no place in the steps, the window or the part of the sensor that was asked for. */
    public long leftOut() {
        return leftOut;
    }

    /** Spikes as numbers for each channel of one step, which are added to an array of {@link #channels} elements. */
    public void addStep(int step, double[] values) {
        for (int entry = firstOf(step); entry < stepOf.length && stepOf[entry] == step; entry++) {
            values[channelOf[entry]] += countOf[entry];
        }
    }

    /** Spikes, channels and steps. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d spikes of %d channels in %d steps", spikes(), channels, steps);
    }
}
