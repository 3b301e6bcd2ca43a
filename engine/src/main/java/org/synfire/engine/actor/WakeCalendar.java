package org.synfire.engine.actor;

import java.util.Arrays;
import java.util.Locale;

/**
 * The {@link Wakes} of one worker: for every slot a set of bits, one for each of the worker's actors in ascending order
 * of their ids; and for each actor the first step beyond the slots in which it is due. Twice in a horizon, those that
 * have come into reach get their slots.
 *
 * <p><b>Memory:</b> {@code horizon * actors / 8} bytes and 8 bytes for each actor on the heap, and 4 bytes for each
 * actor of all workers.
 */
final class WakeCalendar implements Wakes {
    private static final int FOREIGN = -1;
    private static final int NONE = -1;
    private static final long NEVER = Long.MAX_VALUE;

    private final int[] rankOfActor;
    private final int[] actorOfRank;
    private final int wordsPerSlot;
    private final int horizon;
    private final long[] bits;
    private final long[] laterStepOfRank;
    private long lastLook;
    private long nextLook = NEVER;
    private long nextStep;
    private int slotAtHand = NONE;

    /** Called for each actor that is due. */
    interface Visitor {
        void visit(long step, int actor);
    }

    /**
     * A calendar without a visit.
     *
     * @param worker the worker
     * @param ownerOfActor the worker of each actor
     * @param horizon slots, a power of two
     */
    WakeCalendar(int worker, int[] ownerOfActor, int horizon) {
        this.horizon = horizon;
        rankOfActor = new int[ownerOfActor.length];
        Arrays.fill(rankOfActor, FOREIGN);
        int[] owned = new int[ownerOfActor.length];
        int count = 0;
        for (int actor = 0; actor < ownerOfActor.length; actor++) {
            if (ownerOfActor[actor] == worker) {
                rankOfActor[actor] = count;
                owned[count++] = actor;
            }
        }
        actorOfRank = Arrays.copyOf(owned, count);
        wordsPerSlot = (count + Long.SIZE - 1) / Long.SIZE;
        bits = new long[Math.multiplyExact(wordsPerSlot, horizon)];
        laterStepOfRank = new long[count];
        Arrays.fill(laterStepOfRank, NEVER);
    }

    @Override
    public void at(long step, int actor) {
        long earliest = slotAtHand == NONE ? nextStep : nextStep + 1;
        if (step < earliest) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "actor %d cannot be woken in step %d: it is past, step %d is the next one that can be asked for",
                    actor,
                    step,
                    earliest));
        }
        if (step < nextStep + horizon) {
            set(slot(step), rank(actor));
        } else {
            int rank = rank(actor);
            moveIntoReach(rank);
            laterStepOfRank[rank] = Math.min(laterStepOfRank[rank], step);
            nextLook = Math.min(nextLook, lookFor(step));
        }
    }

    /** When to look next, if this is the first of the later steps. */
    private long lookFor(long step) {
        return Math.max(step - horizon + 1, lastLook + horizon / 2);
    }

    @Override
    public void atSlot(int slot, int actor) {
        if (slot == slotAtHand || (slot & -horizon) != 0) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "actor %d cannot be woken in slot %d: step %d is at hand, horizon %d",
                    actor,
                    slot,
                    nextStep,
                    horizon));
        }
        set(slot, rank(actor));
    }

    private int rank(int actor) {
        int rank = rankOfActor[actor];
        if (rank == FOREIGN) {
            throw new IllegalArgumentException("actor " + actor + " belongs to another worker");
        }
        return rank;
    }

    private void set(int slot, int rank) {
        bits[slot * wordsPerSlot + (rank >> 6)] |= 1L << rank;
    }

    @Override
    public int slot(long step) {
        return (int) step & (horizon - 1);
    }

    @Override
    public int horizon() {
        return horizon;
    }

    /** The step that is at hand during its visits, and the one to come between them. */
    long nextStep() {
        return nextStep;
    }

    /** Words of an actor in what {@link #copyTo} writes. */
    static int wordsPerActor(int horizon) {
        return Math.ceilDiv(horizon, Long.SIZE);
    }

    /**
     * Writes for each of its actors the slots in which it is due, as bits, and the first later step, or
     * {@link Long#MAX_VALUE}.
     *
     * @param due {@link #wordsPerActor} words for each actor of all workers
     * @param later a step for each actor of all workers
     */
    void copyTo(long[] due, long[] later) {
        int words = wordsPerActor(horizon);
        for (int rank = 0; rank < actorOfRank.length; rank++) {
            int first = actorOfRank[rank] * words;
            later[actorOfRank[rank]] = laterStepOfRank[rank];
            for (int slot = 0; slot < horizon; slot++) {
                if ((bits[slot * wordsPerSlot + (rank >> 6)] & 1L << rank) != 0) {
                    due[first + (slot >> 6)] |= 1L << slot;
                }
            }
        }
    }

    /**
     * Becomes a calendar in which its actors are due so, between steps.
     *
     * @param due as {@link #copyTo} writes it, of any number of workers
     * @param later likewise
     * @param next the step to come
     */
    void copyFrom(long[] due, long[] later, long next) {
        int words = wordsPerActor(horizon);
        Arrays.fill(bits, 0);
        for (int rank = 0; rank < actorOfRank.length; rank++) {
            int first = actorOfRank[rank] * words;
            laterStepOfRank[rank] = later[actorOfRank[rank]];
            for (int slot = 0; slot < horizon; slot++) {
                if ((due[first + (slot >> 6)] & 1L << slot) != 0) {
                    bits[slot * wordsPerSlot + (rank >> 6)] |= 1L << rank;
                }
            }
        }
        nextStep = next;
        nextLook = next;
    }

    private void look() {
        lastLook = nextStep;
        long first = NEVER;
        for (int rank = 0; rank < laterStepOfRank.length; rank++) {
            moveIntoReach(rank);
            first = Math.min(first, laterStepOfRank[rank]);
        }
        nextLook = first == NEVER ? NEVER : lookFor(first);
    }

    /** Gives the later step of an actor its slot, if there is one by now. */
    private void moveIntoReach(int rank) {
        long step = laterStepOfRank[rank];
        if (step < nextStep + horizon) {
            set(slot(step), rank);
            laterStepOfRank[rank] = NEVER;
        }
    }

    /** Visits the actors that are due in the next step, in ascending order of their ids, and moves on by a step. */
    void visitDue(Visitor visitor) {
        if (nextStep >= nextLook) {
            look();
        }
        slotAtHand = slot(nextStep);
        int first = slotAtHand * wordsPerSlot;
        for (int word = 0; word < wordsPerSlot; word++) {
            long due = bits[first + word];
            bits[first + word] = 0;
            for (; due != 0; due &= due - 1) {
                visitor.visit(nextStep, actorOfRank[(word << 6) + Long.numberOfTrailingZeros(due)]);
            }
        }
        slotAtHand = NONE;
        nextStep++;
    }
}
