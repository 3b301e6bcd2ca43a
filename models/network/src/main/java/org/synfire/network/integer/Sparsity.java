package org.synfire.network.integer;

import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * Fewer spikes for less exact values: what a population does to its codes before it sends them.
 *
 * <p>First RoT(n), round-off truncation, SDANN eq. 22: the code is rounded to a multiple of 2^n, the largest multiple
 * in the code's range at most. Then DRLO(k), discarding redundant low-order spikes: of the code's spike train the first
 * k spikes stay. The paper's example: 83 = 01010011b is 84 = 01010100b by RoT(2), and then 80 = 01010000b by DRLO(2). A
 * sign bit is a spike like any other.
 *
 * @param rounded n, 1..7; 0 for no rounding
 * @param kept k, 1..8; 0 for all spikes
 */
public record Sparsity(int rounded, int kept) {
    /** Every spike as it is. */
    public static final Sparsity NONE = new Sparsity(0, 0);
    /** Largest n. */
    public static final int MAX_ROUNDED = Code.MAX_BITS - 1;
    /** Largest k. */
    public static final int MAX_KEPT = Code.MAX_BITS;

    /** @throws InputException if n or k is out of range */
    public Sparsity {
        if (rounded < 0 || rounded > MAX_ROUNDED) {
            throw new InputException(
                    String.format(Locale.ROOT, "RoT(%d): n must be 1..%d, or 0 for none", rounded, MAX_ROUNDED));
        }
        if (kept < 0 || kept > MAX_KEPT) {
            throw new InputException(
                    String.format(Locale.ROOT, "DRLO(%d): k must be 1..%d, or 0 for none", kept, MAX_KEPT));
        }
    }

    /** RoT(n) alone. */
    public static Sparsity rot(int n) {
        return new Sparsity(n, 0);
    }

    /** DRLO(k) alone. */
    public static Sparsity drlo(int k) {
        return new Sparsity(0, k);
    }

    /** Whether it changes nothing. */
    public boolean isNone() {
        return rounded == 0 && kept == 0;
    }

    /** What is sent in place of a value of the code. */
    public int apply(int value, Code code) {
        int sent = Rescale.roundOff(value, rounded, code.low(), code.high());
        return kept == 0 ? sent : firstSpikes(sent, code);
    }

    private int firstSpikes(int value, Code code) {
        int unused = Integer.SIZE - code.bits();
        int train = value << unused;
        int first = 0;
        for (int spike = 0; spike < kept && train != 0; spike++) {
            int highest = Integer.highestOneBit(train);
            first |= highest;
            train ^= highest;
        }
        return code.isSigned() ? first >> unused : first >>> unused;
    }

    @Override
    public String toString() {
        String rot = rounded == 0 ? "" : "RoT(" + rounded + ")";
        String drlo = kept == 0 ? "" : "DRLO(" + kept + ")";
        return isNone() ? "none" : rot.isEmpty() ? drlo : drlo.isEmpty() ? rot : rot + "+" + drlo;
    }
}
