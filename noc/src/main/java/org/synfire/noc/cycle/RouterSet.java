package org.synfire.noc.cycle;

/**
 * A set of a band's routers as bits, with a second level that says which words are not empty, so that visiting the routers in
 * rising order costs nothing for those that are not in it.
 *
 * <p><b>Memory:</b> {@code 1/8 + 1/512} bytes a router.
 */
final class RouterSet {
    final long[] words;
    final long[] summary;

    RouterSet(int routers) {
        words = new long[(routers + 63) / 64];
        summary = new long[(words.length + 63) / 64];
    }

    void add(int router) {
        int word = router >>> 6;
        words[word] |= 1L << router;
        summary[word >>> 6] |= 1L << word;
    }

    /** Replaces a word that was found in the set. */
    void replace(int word, long bits) {
        words[word] = bits;
        if (bits == 0) {
            summary[word >>> 6] &= ~(1L << word);
        }
    }

    boolean isEmpty() {
        for (long bits : summary) {
            if (bits != 0) {
                return false;
            }
        }
        return true;
    }
}
