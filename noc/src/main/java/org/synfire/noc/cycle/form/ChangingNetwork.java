package org.synfire.noc.cycle.form;

import java.util.Arrays;
import java.util.Optional;
import org.synfire.noc.cycle.DeliveryListener;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.cycle.event.EventNetwork;
import org.synfire.noc.cycle.lockstep.LockstepNetwork;
import org.synfire.noc.cycle.partition.Handover;
import org.synfire.noc.cycle.partition.Partition;
import org.synfire.noc.cycle.partition.XyNetwork;

/**
 * A network that changes between the event form and the lock-step form while it runs, by the flits that are in flight.
 * Queues, credits, turns and all that is on its way are handed over between two cycles, so deliveries and counters are
 * those of either form.
 *
 * <p><b>Choice:</b> without contention a flit crosses a router once in as many cycles as a hop takes. So many flits in
 * flight for each hop's cycle, router by router, are taken for the flits that cross a router in a cycle. Lock step
 * begins above one bound and ends below a lower one, so that a load between them does not change the form again and
 * again. <b>Memory:</b> that of the form that it began with, and that of the other from the first change on. Without
 * room for both it stays in its form.
 */
final class ChangingNetwork extends XyNetwork {
    /** Routers times cycles from one look at the flits in flight to the next. */
    private static final long ROUTER_CYCLES_PER_LOOK = 1 << 21;

    private static final long FEWEST_CYCLES_PER_LOOK = 16;

    private final Parts parts;
    private final double denseFlits;
    private final double sparseFlits;
    private final long cyclesPerLook;
    private Handover[] current;
    private Optional<Handover[]> other = Optional.empty();
    private boolean isInLockstep;
    private long nextLook;

    /**
     * @param spec what to build; {@link LockstepNetwork#obstacle} finds none
     * @param listener receives the packets that arrive
     * @param beginsInLockstep the form of the first cycles
     * @param dense flits that cross a router in a cycle, from which on lock step begins
     * @param sparse the same, below which it ends
     */
    static ChangingNetwork of(
            NetworkSpec spec, DeliveryListener listener, boolean beginsInLockstep, double dense, double sparse) {
        long cycles =
                Math.clamp(ROUTER_CYCLES_PER_LOOK / spec.mesh().nodes(), FEWEST_CYCLES_PER_LOOK, CYCLES_PER_INTERVAL);
        return of(spec, listener, beginsInLockstep, dense, sparse, cycles);
    }

    /** @param cyclesPerLook cycles from one look at the flits in flight to the next */
    static ChangingNetwork of(
            NetworkSpec spec,
            DeliveryListener listener,
            boolean beginsInLockstep,
            double dense,
            double sparse,
            long cyclesPerLook) {
        Parts parts = new Parts(spec);
        return new ChangingNetwork(
                parts, handovers(parts, beginsInLockstep), listener, beginsInLockstep, dense, sparse, cyclesPerLook);
    }

    private ChangingNetwork(
            Parts parts,
            Handover[] first,
            DeliveryListener listener,
            boolean beginsInLockstep,
            double dense,
            double sparse,
            long cyclesPerLook) {
        super(parts, partitions(first), windowCycles(parts, beginsInLockstep), listener);
        this.parts = parts;
        current = first;
        isInLockstep = beginsInLockstep;
        double flitsPerTraversal = (double) mesh.nodes() * layout.linkDelay();
        denseFlits = dense * flitsPerTraversal;
        sparseFlits = sparse * flitsPerTraversal;
        this.cyclesPerLook = cyclesPerLook;
        nextLook = cyclesPerLook;
    }

    private static Handover[] handovers(Parts parts, boolean inLockstep) {
        return inLockstep ? LockstepNetwork.handovers(parts) : EventNetwork.handovers(parts);
    }

    private static Partition[] partitions(Handover[] handovers) {
        return Arrays.stream(handovers).map(Handover::partition).toArray(Partition[]::new);
    }

    private static int windowCycles(Parts parts, boolean inLockstep) {
        return inLockstep ? LockstepNetwork.WINDOW_CYCLES : parts.layout().windowCycles();
    }

    /** Whether the next cycle is simulated in lock step, as far as it is known before that cycle. */
    boolean isInLockstep() {
        return isInLockstep;
    }

    @Override
    protected long mostCyclesPerInterval() {
        return cyclesPerLook;
    }

    @Override
    protected void prepareCycles() {
        if (cycle() < nextLook) {
            return;
        }
        nextLook = cycle() + cyclesPerLook;
        long flits = flitsInFlight();
        if ((isInLockstep ? flits < sparseFlits : flits > denseFlits) && hasRoomForOther()) {
            change();
        }
    }

    /** Whether the other form is there, or the heap has room for it: neither takes twice what the other takes. */
    private boolean hasRoomForOther() {
        Runtime heap = Runtime.getRuntime();
        long room = heap.maxMemory() - heap.totalMemory() + heap.freeMemory();
        return other.isPresent() || room > 2 * super.stateBytes();
    }

    private void change() {
        isInLockstep = !isInLockstep;
        Handover[] next = other.orElseGet(() -> handovers(parts, isInLockstep));
        for (int partition = 0; partition < current.length; partition++) {
            current[partition].describeTo(next[partition], cycle());
        }
        for (Handover described : current) {
            described.reset();
        }
        replacePartitions(partitions(next), windowCycles(parts, isInLockstep));
        other = Optional.of(current);
        current = next;
    }

    @Override
    public long stateBytes() {
        long idle = Arrays.stream(other.orElse(new Handover[0]))
                .mapToLong(handover ->
                        handover.partition().stateBytes() - handover.partition().coreBytes())
                .sum();
        return super.stateBytes() + idle;
    }
}
