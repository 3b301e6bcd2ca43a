package org.synfire.network.integer;

import java.util.Arrays;
import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * Which neurons of a population spike in which step of a sample.
 *
 * <p><b>Memory:</b> one bit for each neuron and step; the bits of a step are {@link #stepWords} words in a row, bit i
 * of word w being neuron {@code 64 w + i}. <b>Threads:</b> as an array.
 */
public final class SpikeTrains {
    private final int neurons;
    private final int steps;
    private final int stepWords;
    private final long[] words;

    /**
     * No spikes.
     *
     * @param neurons of the population, in the order channel, row, column
     * @param steps of the sample
     * @throws InputException if there are more bits than an array can hold
     */
    public SpikeTrains(int neurons, int steps) {
        this.neurons = neurons;
        this.steps = steps;
        this.stepWords = stepWords(neurons);
        long size = (long) stepWords * steps;
        if (size > Integer.MAX_VALUE - Long.BYTES) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "the spikes of %,d neurons in %,d steps do not fit an array; take fewer steps, or compare nothing",
                    neurons,
                    steps));
        }
        this.words = new long[(int) size];
    }

    /** Words of one step of so many neurons. */
    public static int stepWords(int neurons) {
        return Math.ceilDiv(neurons, Long.SIZE);
    }

    /** Neurons of the population. */
    public int neurons() {
        return neurons;
    }

    /** Steps of the sample. */
    public int steps() {
        return steps;
    }

    /** Words of one step. */
    public int stepWords() {
        return stepWords;
    }

    /** The bits of all steps, one step after the other; this object's own. */
    public long[] words() {
        return words;
    }

    /** Forgets all spikes. */
    public void clear() {
        Arrays.fill(words, 0);
    }

    /** Adds a spike. */
    public void set(int neuron, int step) {
        words[step * stepWords + neuron / Long.SIZE] |= 1L << neuron;
    }

    /** Whether a neuron spikes in a step. */
    public boolean hasSpike(int neuron, int step) {
        return (words[step * stepWords + neuron / Long.SIZE] >>> neuron & 1) != 0;
    }

    /**
     * The neurons that spike in a step.
     *
     * @param into receives their numbers, rising; as long as there are neurons
     * @return how many there are
     */
    public int spikes(int step, int[] into) {
        int count = 0;
        for (int w = 0; w < stepWords; w++) {
            for (long rest = words[step * stepWords + w]; rest != 0; rest &= rest - 1) {
                into[count++] = w * Long.SIZE + Long.numberOfTrailingZeros(rest);
            }
        }
        return count;
    }

    /** How often each neuron spikes. */
    public void count(int[] into) {
        Arrays.fill(into, 0, neurons, 0);
        for (int w = 0; w < words.length; w++) {
            int first = w % stepWords * Long.SIZE;
            for (long rest = words[w]; rest != 0; rest &= rest - 1) {
                into[first + Long.numberOfTrailingZeros(rest)]++;
            }
        }
    }

    /** The steps in which a neuron spikes, rising. */
    public int[] stepsOf(int neuron) {
        int[] found = new int[steps];
        int count = 0;
        for (int step = 0; step < steps; step++) {
            if (hasSpike(neuron, step)) {
                found[count++] = step;
            }
        }
        return Arrays.copyOf(found, count);
    }
}
