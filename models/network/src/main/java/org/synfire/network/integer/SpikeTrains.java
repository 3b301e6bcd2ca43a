package org.synfire.network.integer;

import java.util.Arrays;
import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * How often each neuron of a population spikes in each step of a sample.
 *
 * <p><b>Memory:</b> for each neuron and step as many bits as the largest count has. The counts of a step are planes of
 * {@link #stepWords} words, one behind the other: plane b has bit b of the counts, and bit i of its word w is that of
 * neuron {@code 64 w + i}. Neurons that spike once at most have one plane. <b>Threads:</b> as an array.
 */
public final class SpikeTrains {
    private final int neurons;
    private final int steps;
    private final int planes;
    private final int stepWords;
    private final long[] words;

    /**
     * No spikes, of neurons that spike once a step at most.
     *
     * @param neurons of the population, in the order channel, row, column
     * @param steps of the sample
     * @throws InputException if there are more bits than an array can hold
     */
    public SpikeTrains(int neurons, int steps) {
        this(neurons, steps, 1);
    }

    /**
     * No spikes.
     *
     * @param neurons of the population, in the order channel, row, column
     * @param steps of the sample
     * @param most spikes of a neuron in a step at most, 1 or more
     * @throws InputException if there are more bits than an array can hold
     */
    public SpikeTrains(int neurons, int steps, int most) {
        this.neurons = neurons;
        this.steps = steps;
        this.planes = planes(most);
        this.stepWords = stepWords(neurons);
        long size = (long) stepWords * planes * steps;
        if (size > Integer.MAX_VALUE - Long.BYTES) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "the spikes of %,d neurons in %,d steps do not fit an array; take fewer steps, or compare nothing",
                    neurons,
                    steps));
        }
        this.words = new long[(int) size];
    }

    /** Trains for the spikes of a population of a network. */
    public static SpikeTrains of(IntegerNetwork network, int population) {
        Population of = network.population(population);
        return new SpikeTrains(
                of.shape().size(), network.timeSteps(), of.neurons().mostSpikes());
    }

    /** Words of one step of so many neurons, in each plane. */
    public static int stepWords(int neurons) {
        return Math.ceilDiv(neurons, Long.SIZE);
    }

    /** Planes that a count of at most so many spikes takes. */
    public static int planes(int most) {
        return Integer.SIZE - Integer.numberOfLeadingZeros(most);
    }

    /** Neurons of the population. */
    public int neurons() {
        return neurons;
    }

    /** Steps of the sample. */
    public int steps() {
        return steps;
    }

    /** Words of one step in each plane. */
    public int stepWords() {
        return stepWords;
    }

    /** The bits of all steps, one step after the other; this object's own. */
    public long[] words() {
        return words;
    }

    /** Where a plane of a step begins in {@link #words}. */
    public int first(int step, int plane) {
        return (step * planes + plane) * stepWords;
    }

    /** Forgets all spikes. */
    public void clear() {
        Arrays.fill(words, 0);
    }

    /**
     * Adds spikes.
     *
     * @param count of the neuron in the step, so that all of them fit the planes
     * @throws IllegalArgumentException if they do not
     */
    public void add(int neuron, int step, int count) {
        int sum = count(neuron, step) + count;
        if (sum < 0 || sum >= 1 << planes) {
            throw new IllegalArgumentException(
                    sum + " spikes of a neuron in a step, where planes of " + planes + " bits are");
        }
        for (int plane = 0; plane < planes; plane++) {
            int at = first(step, plane) + neuron / Long.SIZE;
            long bit = 1L << neuron;
            words[at] = (sum >>> plane & 1) == 0 ? words[at] & ~bit : words[at] | bit;
        }
    }

    /** Adds a spike. */
    public void add(int neuron, int step) {
        add(neuron, step, 1);
    }

    /** How often a neuron spikes in a step. */
    public int count(int neuron, int step) {
        int count = 0;
        for (int plane = 0; plane < planes; plane++) {
            count |= (int) (words[first(step, plane) + neuron / Long.SIZE] >>> neuron & 1) << plane;
        }
        return count;
    }

    /** Whether a neuron spikes in a step. */
    public boolean hasSpike(int neuron, int step) {
        return count(neuron, step) > 0;
    }

    /**
     * Neurons of a word that spike in a step of these trains and of others in another number.
     *
     * @param others of as many neurons, steps and planes
     * @param word 0..{@link #stepWords}-1
     * @return bit i is set where the counts of neuron {@code 64 word + i} differ
     */
    public long differing(SpikeTrains others, int step, int word) {
        long differing = 0;
        for (int plane = 0; plane < planes; plane++) {
            int at = first(step, plane) + word;
            differing |= words[at] ^ others.words[at];
        }
        return differing;
    }

    /**
     * The spikes of a step.
     *
     * @param into receives the number of the neuron of each spike, rising; as long as there are spikes
     * @return how many there are
     */
    public int spikes(int step, int[] into) {
        int count = 0;
        for (int w = 0; w < stepWords; w++) {
            for (long rest = spiking(step, w); rest != 0; rest &= rest - 1) {
                int neuron = w * Long.SIZE + Long.numberOfTrailingZeros(rest);
                for (int spike = count(neuron, step); spike > 0; spike--) {
                    into[count++] = neuron;
                }
            }
        }
        return count;
    }

    /** The neurons of a word that spike in a step. */
    private long spiking(int step, int word) {
        long spiking = 0;
        for (int plane = 0; plane < planes; plane++) {
            spiking |= words[first(step, plane) + word];
        }
        return spiking;
    }

    /** How often each neuron spikes. */
    public void count(int[] into) {
        Arrays.fill(into, 0, neurons, 0);
        for (int at = 0; at < words.length; at++) {
            int neuron = at % stepWords * Long.SIZE;
            int spikes = 1 << at / stepWords % planes;
            for (long rest = words[at]; rest != 0; rest &= rest - 1) {
                into[neuron + Long.numberOfTrailingZeros(rest)] += spikes;
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
