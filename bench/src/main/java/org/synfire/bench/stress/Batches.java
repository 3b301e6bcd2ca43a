package org.synfire.bench.stress;

import org.synfire.engine.ring.PacketRing;

/** Offers and drains of a few small words, as digits that a result can show. */
final class Batches {

    private static final int MOST = 8;

    private Batches() {
    }

    static int offer(PacketRing ring, long... words) {
        return ring.offer(0, words, 0, words.length);
    }

    /** @return the drained words as decimal digits, first word first; 0 when there was none */
    static int drain(PacketRing ring) {
        return drain(ring, MOST);
    }

    static int drain(PacketRing ring, int most) {
        long[] words = new long[most];
        int count = ring.drain(words);
        int digits = 0;
        for (int i = 0; i < count; i++) {
            digits = digits * 10 + (int) words[i];
        }
        return digits;
    }
}
