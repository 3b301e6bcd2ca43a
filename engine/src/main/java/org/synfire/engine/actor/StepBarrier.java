package org.synfire.engine.actor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import org.synfire.engine.memory.RecordLayout;
import org.synfire.engine.memory.StateArena;

/**
 * Where threads meet after each step: one word for each, the number of steps that it has done, each on cache lines of
 * its own.
 *
 * <p><b>Threads:</b> each party writes its own word and reads the others'; no call waits, how to wait is the caller's.
 * <b>Order:</b> what a party wrote before {@link #arrive} is visible to one that has seen {@link #haveAllArrived}:
 * release and acquire. <b>Memory:</b> {@link #sizeBytes} off-heap.
 */
public final class StepBarrier {
    private static final RecordLayout PARTY = RecordLayout.named("step barrier party")
            .field("epoch", ValueLayout.JAVA_LONG, 1, 2 * StateArena.CACHE_LINE_BYTES)
            .build();
    private static final VarHandle WORD = ValueLayout.JAVA_LONG.varHandle();

    private final MemorySegment epochs;
    private final int parties;

    /**
     * A barrier that nobody has reached yet.
     *
     * @param arena where its memory is carved from; it must outlive the barrier
     * @param parties number of parties, at least 1
     */
    public StepBarrier(StateArena arena, int parties) {
        if (parties < 1) {
            throw new IllegalArgumentException("a barrier has at least 1 party, was " + parties);
        }
        this.parties = parties;
        epochs = arena.allocate(sizeBytes(parties), PARTY.alignmentBytes());
    }

    /**
     * Bytes that a barrier carves from its arena.
     *
     * @param parties number of parties
     */
    public static long sizeBytes(int parties) {
        return PARTY.sizeBytes() * parties;
    }

    /**
     * Arrives, without waiting for the others.
     *
     * @param party who arrives, 0 until the number of parties
     * @param epoch where at; above what it arrived at before, at least 1
     */
    public void arrive(int party, long epoch) {
        WORD.setRelease(epochs, offset(party), epoch);
    }

    /**
     * Whether every party has arrived there or later.
     *
     * @param epoch an epoch
     */
    public boolean haveAllArrived(long epoch) {
        for (int party = 0; party < parties; party++) {
            if ((long) WORD.getAcquire(epochs, offset(party)) < epoch) {
                return false;
            }
        }
        return true;
    }

    private static long offset(int party) {
        return PARTY.sizeBytes() * party;
    }
}
