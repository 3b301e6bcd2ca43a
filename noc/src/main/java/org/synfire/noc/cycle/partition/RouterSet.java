package org.synfire.noc.cycle.partition;

import java.util.Arrays;

/**
 * A set of a partition's routers as bits: visiting the routers in rising order costs those that are not in it a 64th of
 * a word.
 */
public final class RouterSet {
    private final long[] words;

    public RouterSet(int routers) {
        words = new long[(routers + 63) / 64];
    }

    /** The set itself, one bit a router. */
    public long[] words() {
        return words;
    }

    public void add(int router) {
        words[router >>> 6] |= 1L << router;
    }

    /** Takes all routers out. */
    public void clear() {
        Arrays.fill(words, 0);
    }

    public boolean isEmpty() {
        for (long bits : words) {
            if (bits != 0) {
                return false;
            }
        }
        return true;
    }
}
