package org.synfire.engine.actor;

import java.util.Objects;
import org.agrona.concurrent.IdleStrategy;
import org.synfire.engine.measure.StepRecord;
import org.synfire.engine.ring.PacketRing;

/**
 * Runs the steps of the actors that it owns, and is the context of their steps.
 *
 * <p><b>Threads:</b> {@link #run()} in one thread at a time. It takes packets in after each visit, and whenever it
 * waits, for the others at the barrier, for room in a ring or for consumers of records that are behind: of two workers
 * with full rings to each other, both get on.
 */
final class Worker implements StepContext {
    private final int id;
    private final Actor[] actors;
    private final int[] ownerOfActor;
    private final PacketRing[] ringToWorker;
    private final boolean alone;
    private final WakeCalendar wakes;
    private final PacketRing[] ringsToHere;
    private final StepBarrier barrier;
    private final RunControl control;
    private final Recorder recorder;
    private final IdleStrategy idle;
    private final WakeCalendar.Visitor visit = this::visit;
    private final PacketRing.Receiver receiver = this::receive;

    /** What all workers of an engine share. */
    record Shared(
            Actor[] actors,
            int[] ownerOfActor,
            int wakeHorizon,
            PacketGrid rings,
            StepBarrier barrier,
            RunControl control) {}

    Worker(int id, Shared shared, Recorder recorder, IdleStrategy idle) {
        this.id = id;
        this.recorder = recorder;
        this.idle = idle;
        actors = shared.actors();
        ownerOfActor = shared.ownerOfActor();
        ringToWorker = shared.rings().from(id);
        alone = ringToWorker.length == 1;
        wakes = new WakeCalendar(id, ownerOfActor, shared.wakeHorizon());
        ringsToHere = shared.rings().to(id);
        barrier = shared.barrier();
        control = shared.control();
    }

    /** Runs steps up to the limit; a failure is left with the control. */
    void run() {
        try {
            while (wakes.nextStep() < control.limit()) {
                runStep(wakes.nextStep());
            }
            // between runs no packet is on its way, as with one worker
            takeIn();
        } catch (RunControl.Aborted anotherFailed) {
            // the one that failed has left its failure with the control
        } catch (RuntimeException | Error failure) {
            control.fail(id, failure);
        }
    }

    private void runStep(long step) {
        recorder.begin(step, id);
        takeIn();
        wakes.visitDue(visit);
        recorder.end();
        while (!recorder.tryPublish()) {
            takeInWhileWaiting();
        }
        if (id == 0) {
            control.stepDone(step + 1);
        }
        if (!alone) {
            meetOthers(step + 1);
        }
    }

    private void visit(long step, int actor) {
        actors[actor].step(step, this);
        if (!alone) {
            // a worker that sends much must not find its ring full until this one has visited all its actors
            takeIn();
        }
    }

    /**
     * Delivers all that others had sent when this was called.
     *
     * @return how many packets
     */
    private int takeIn() {
        int packets = 0;
        for (PacketRing ring : ringsToHere) {
            packets += ring.drain(receiver);
        }
        return packets;
    }

    private void receive(long header, long[] packets, int count) {
        actors[PacketFormat.actor(header)].receive(header, packets, 0, count, wakes);
    }

    private void meetOthers(long epoch) {
        barrier.arrive(id, epoch);
        while (!barrier.haveAllArrived(epoch)) {
            takeInWhileWaiting();
        }
        idle.reset();
    }

    private void takeInWhileWaiting() {
        control.abortIfFailed();
        idle.idle(takeIn());
    }

    @Override
    public void send(int actor, long header, long[] packets, int from, int to) {
        Objects.checkFromToIndex(from, to, packets.length);
        assert PacketFormat.actor(header) == actor && haveHeader(header, packets, from, to)
                : "a header of another actor, or none";
        if (from == to) {
            return;
        }
        int owner = ownerOfActor[actor];
        if (owner == id) {
            actors[actor].receive(header, packets, from, to, wakes);
        } else {
            publish(ringToWorker[owner], header, packets, from, to);
        }
    }

    private static boolean haveHeader(long header, long[] packets, int from, int to) {
        boolean same = PacketFormat.payload(header) == 0;
        for (int i = from; i < to; i++) {
            same &= PacketFormat.header(header | packets[i]) == header;
        }
        return same;
    }

    private void publish(PacketRing ring, long header, long[] packets, int from, int to) {
        int next = from + ring.offer(header, packets, from, to);
        while (next < to) {
            takeInWhileWaiting();
            next += ring.offer(header, packets, next, to);
        }
    }

    /** Asks for a visit, while the worker is not running. */
    void wake(long step, int actor) {
        wakes.at(step, actor);
    }

    @Override
    public Wakes wakes() {
        return wakes;
    }

    @Override
    public StepRecord record() {
        return recorder.record();
    }

    @Override
    public int worker() {
        return id;
    }
}
