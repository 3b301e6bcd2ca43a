package org.synfire.emulator.core;

import java.lang.foreign.MemorySegment;
import org.synfire.emulator.kernel.CodeWords;
import org.synfire.emulator.kernel.Kernels;

/**
 * The steps of a window in which spikes arrived at a port, while it is integrated.
 *
 * <p><b>Threads:</b> one for each worker, which lends it to one port after the other.
 */
final class SpikePlanes {
    private static final int NO_SIGN = -1;

    private final MemorySegment[] planes = new MemorySegment[CodeWords.MOST_STEPS];
    private final int[] bitOf = new int[CodeWords.MOST_STEPS];
    private final CodeWords codes;
    private int count;
    private int signBit;

    SpikePlanes(Kernels kernels) {
        this.codes = new CodeWords(kernels);
    }

    /** Lends them to a port. */
    void clear() {
        count = 0;
        signBit = NO_SIGN;
    }

    /**
     * Adds a step.
     *
     * @param bit what its spikes are worth, as the number of a bit
     * @param areSigns whether they count negative
     */
    void add(MemorySegment plane, int bit, boolean areSigns) {
        planes[count] = plane;
        bitOf[count++] = bit;
        signBit = areSigns ? bit : signBit;
    }

    /**
     * Makes the codes of some words of axons and clears their spike bits.
     *
     * @return whether any code is not 0
     */
    boolean take(int firstWord, int words) {
        return codes.take(planes, bitOf, count, signBit, firstWord, words);
    }

    /** Those made last. */
    CodeWords codes() {
        return codes;
    }
}
