package org.synfire.bench.stress;

import java.util.StringJoiner;
import org.synfire.engine.ring.PacketRing;

/** Offers and drains of a few small packets, as text that a result can show. */
final class Batches {
    /** The capacity of rings under stress: eight batches of two packets, or seven where a word stays unused. */
    static final int CAPACITY = 32;

    private static final String NONE = "-";

    private Batches() {}

    /** How many packets were taken. */
    static int offer(PacketRing ring, long... packets) {
        return ring.offer(0, packets, 0, packets.length);
    }

    /** Offers the batch 12 as often as it is taken. */
    static void fill(PacketRing ring) {
        int taken;
        do {
            taken = offer(ring, 1, 2);
        } while (taken > 0);
    }

    /** The drained batches, the packets of each as digits in a row; {@value #NONE} for none. */
    static String drain(PacketRing ring) {
        StringJoiner batches = new StringJoiner(" ").setEmptyValue(NONE);
        ring.drain((header, packets, count) -> batches.add(digits(packets, count)));
        return batches.toString();
    }

    private static String digits(long[] packets, int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(packets[i]);
        }
        return digits.toString();
    }
}
