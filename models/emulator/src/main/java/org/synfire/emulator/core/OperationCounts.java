package org.synfire.emulator.core;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.LongStream;

/**
 * Counts the synaptic operations of a step's spikes a word at a time: most axons of a word have equally many synapses,
 * so its spikes are counted and multiplied, and what other axons have more or less is added.
 *
 * <p><b>Memory:</b> 4 bytes for each word and 16 for each set of axons of a word that differs from the word's usual.
 */
final class OperationCounts {
    /** An axon number that no input has. */
    static final int UNUSED = -1;

    private final int[] usual;
    private final int[] wordOf;
    private final long[] axonsOf;
    private final int[] moreOf;

    /** Axons of a word that have so many synapses more than the word's usual. */
    private record Others(int word, long axons, int more) {}

    /**
     * @param words of spike bits
     * @param operations of each axon number in these, or {@link #UNUSED}
     */
    OperationCounts(int words, IntUnaryOperator operations) {
        usual = new int[words];
        List<Others> others = new ArrayList<>();
        for (int word = 0; word < words; word++) {
            count(word, operations, others);
        }
        wordOf = others.stream().mapToInt(Others::word).toArray();
        axonsOf = others.stream().mapToLong(Others::axons).toArray();
        moreOf = others.stream().mapToInt(Others::more).toArray();
    }

    private void count(int word, IntUnaryOperator operations, List<Others> others) {
        int[] ofWord = new int[Long.SIZE];
        Arrays.setAll(ofWord, axon -> operations.applyAsInt(word * Long.SIZE + axon));
        int[] different =
                Arrays.stream(ofWord).filter(of -> of != UNUSED).distinct().toArray();
        int most = 0;
        for (int of : different) {
            int axons = Long.bitCount(withSo(ofWord, of));
            if (axons > most) {
                most = axons;
                usual[word] = of;
            }
        }
        for (int of : different) {
            if (of != usual[word]) {
                others.add(new Others(word, withSo(ofWord, of), of - usual[word]));
            }
        }
    }

    private static long withSo(int[] ofWord, int operations) {
        return LongStream.range(0, Long.SIZE)
                .filter(axon -> ofWord[(int) axon] == operations)
                .map(axon -> 1L << axon)
                .reduce(0, (a, b) -> a | b);
    }

    /** Synaptic operations of spikes, which stay as they are. */
    long of(MemorySegment spikes) {
        long operations = 0;
        for (int word = 0; word < usual.length; word++) {
            operations += (long) Long.bitCount(spikes.getAtIndex(ValueLayout.JAVA_LONG, word)) * usual[word];
        }
        for (int i = 0; i < wordOf.length; i++) {
            long own = spikes.getAtIndex(ValueLayout.JAVA_LONG, wordOf[i]) & axonsOf[i];
            operations += (long) Long.bitCount(own) * moreOf[i];
        }
        return operations;
    }

    /** Heap bytes. */
    long bytes() {
        return (long) Integer.BYTES * (usual.length + wordOf.length + moreOf.length)
                + (long) Long.BYTES * axonsOf.length;
    }
}
