package org.synfire.emulator.core;

import java.util.Arrays;
import org.synfire.network.integer.SparseSynapses;

/**
 * The synapses of a sparse projection in a group of cores, which all receive a spike in the same step: the first of
 * them that is visited adds the weights for all.
 *
 * <p><b>Order:</b> an input's synapses are sorted by their delays; those of one delay are a run, or several.
 * <b>Memory:</b> on the heap, 4 bytes for each synapse, 2 for each run, 8 for each input of the projection.
 */
final class SharedSynapses {
    private static final int NOT_HERE = -1;
    /** What is kept of an input, side by side: the first synapse, the first run. */
    private static final int WORDS = 2;

    private static final int START = 0;
    private static final int FIRST_RUN = 1;

    private static final int LINE = 16;
    private static final int FETCHED = 8 * LINE;

    private final SharedSums sums;
    private final int[] synapses;
    private final int[] inputs;
    /** The delay in the upper byte, one less than the number of synapses in the lower. */
    private final char[] runs;

    /** @param neuronOf for each output of the projection its neuron in the group, or -1 */
    SharedSynapses(SparseSynapses all, int[] neuronOf, SharedSums sums) {
        this.sums = sums;
        int count = all.in().size();
        this.inputs = new int[(count + 1) * WORDS];
        int[] ofDelay = new int[SparseSynapses.MAX_EXTRA_DELAY + 1];
        for (int input = 0; input < count; input++) {
            int at = input * WORDS;
            inputs[at + WORDS + START] = inputs[at + START] + countDelays(all, input, neuronOf, ofDelay);
            inputs[at + WORDS + FIRST_RUN] = inputs[at + FIRST_RUN]
                    + Arrays.stream(ofDelay)
                            .map(synapsesOfDelay -> Math.ceilDiv(synapsesOfDelay, SharedSums.LONGEST_RUN))
                            .sum();
        }
        this.synapses = new int[inputs[count * WORDS + START]];
        this.runs = new char[inputs[count * WORDS + FIRST_RUN]];
        for (int input = 0; input < count; input++) {
            if (countDelays(all, input, neuronOf, ofDelay) > 0) {
                fillRuns(inputs[input * WORDS + FIRST_RUN], ofDelay);
                fillSynapses(all, input, neuronOf, ofDelay);
            }
        }
    }

    /**
     * Counts an input's synapses in the group.
     *
     * @param ofDelay receives the synapses of each delay
     */
    private static int countDelays(SparseSynapses all, int input, int[] neuronOf, int[] ofDelay) {
        Arrays.fill(ofDelay, 0);
        int count = 0;
        for (int s = all.start(input); s < all.start(input + 1); s++) {
            if (neuronOf[all.target(s)] != NOT_HERE) {
                ofDelay[all.extraDelay(s)]++;
                count++;
            }
        }
        return count;
    }

    private void fillRuns(int firstRun, int[] ofDelay) {
        int run = firstRun;
        for (int delay = 0; delay < ofDelay.length; delay++) {
            for (int rest = ofDelay[delay]; rest > 0; rest -= SharedSums.LONGEST_RUN) {
                runs[run++] = (char) (delay << Byte.SIZE | Math.min(rest, SharedSums.LONGEST_RUN) - 1);
            }
        }
    }

    /** Sorts an input's synapses by their delays; the numbers of synapses become places. */
    private void fillSynapses(SparseSynapses all, int input, int[] neuronOf, int[] ofDelay) {
        int place = inputs[input * WORDS + START];
        for (int delay = 0; delay < ofDelay.length; delay++) {
            int count = ofDelay[delay];
            ofDelay[delay] = place;
            place += count;
        }
        for (int s = all.start(input); s < all.start(input + 1); s++) {
            int neuron = neuronOf[all.target(s)];
            if (neuron != NOT_HERE) {
                synapses[ofDelay[all.extraDelay(s)]++] = SharedSums.synapse(neuron, all.weight(s));
            }
        }
    }

    /** Takes note of an input's spike. */
    void spike(int input) {
        sums.spike(this, input);
    }

    /**
     * Reads the first synapses of an input, so that they are on their way from memory.
     *
     * @return anything
     */
    int fetch(int input) {
        int at = input * WORDS;
        int from = inputs[at + START];
        int end = Math.min(inputs[at + WORDS + START], from + FETCHED);
        int any = runs[inputs[at + FIRST_RUN]];
        for (int i = from; i < end; i += LINE) {
            any += synapses[i];
        }
        return any;
    }

    /** Adds the weights of an input's spike. */
    void add(int input) {
        int at = input * WORDS;
        int from = inputs[at + START];
        int end = inputs[at + WORDS + FIRST_RUN];
        for (int run = inputs[at + FIRST_RUN]; run < end; run++) {
            int count = (runs[run] & 0xff) + 1;
            sums.add(runs[run] >>> Byte.SIZE, synapses, from, count);
            from += count;
        }
    }
}
