package org.synfire.noc.cycle;

/**
 * A set of a partition's routers as bits: visiting the routers in rising order costs those that are not in it a 64th of
 * a word.
 */
final class RouterSet {
    final long[] words;

    RouterSet(int routers) {
        words = new long[(routers + 63) / 64];
    }

    void add(int router) {
        words[router >>> 6] |= 1L << router;
    }

    boolean isEmpty() {
        for (long bits : words) {
            if (bits != 0) {
                return false;
            }
        }
        return true;
    }
}
