package org.synfire.emulator.timing;

import java.util.Arrays;

/**
 * The packets of one time step in the order in which they are created; of equal cycles in the order in which they were
 * added.
 *
 * <p><b>Memory:</b> 20 bytes a packet, grows to the fullest step and stays. <b>Limits:</b> cycles within a step below
 * 2^31.
 */
final class StepPackets {
    private long[] order = new long[1 << 10];
    private int[] from = new int[1 << 10];
    private int[] to = new int[1 << 10];
    private int[] words = new int[1 << 10];
    private int size;

    /**
     * @param cycle cycles from the step's beginning
     * @param ofWords words of weights it makes the target read
     */
    void add(int cycle, int source, int target, int ofWords) {
        if (size == order.length) {
            order = Arrays.copyOf(order, 2 * size);
            from = Arrays.copyOf(from, 2 * size);
            to = Arrays.copyOf(to, 2 * size);
            words = Arrays.copyOf(words, 2 * size);
        }
        order[size] = (long) cycle << Integer.SIZE | size;
        from[size] = source;
        to[size] = target;
        words[size++] = ofWords;
    }

    /** Puts them in order; the i-th is meant from then on, until {@link #clear}. */
    void sort() {
        Arrays.sort(order, 0, size);
    }

    int size() {
        return size;
    }

    int cycle(int i) {
        return (int) (order[i] >>> Integer.SIZE);
    }

    /** The number of the i-th in the order in which they were added. */
    int number(int i) {
        return (int) order[i];
    }

    int from(int i) {
        return from[number(i)];
    }

    int to(int i) {
        return to[number(i)];
    }

    int toOf(int number) {
        return to[number];
    }

    int wordsOf(int number) {
        return words[number];
    }

    void clear() {
        size = 0;
    }
}
