package org.synfire.engine.actor;

import java.util.Objects;
import org.agrona.concurrent.IdleStrategy;
import org.synfire.engine.measure.StepRecord;
import org.synfire.engine.ring.PacketRing;

/**
 * Runs the steps of the actors that it owns, and is the context of their steps.
 *
 * <p>A step begins when all has arrived that is needed in it: the marks in the rings say how far the others are. So a
 * worker that only sends to another may be ahead of it by as many steps as the engine allows and the ring has room for.
 *
 * <p><b>Threads:</b> {@link #run()} in one thread at a time. It takes packets in after each visit, and whenever it
 * waits, for others, for room in a ring or for consumers of records that are behind: of two workers with full rings to
 * each other, both get on. The one that is furthest behind never waits for another, as all others take in what it
 * sends.
 */
final class Worker implements StepContext {
    private final int id;
    private final Actor[] actors;
    private final int[] ownerOfActor;
    private final PacketRing[] ringToWorker;
    private final boolean alone;
    private final WakeCalendar wakes;
    private final Inbox[] inboxes;
    private final RunControl control;
    private final Recorder recorder;
    private final IdleStrategy idle;
    private final WakeCalendar.Visitor visit = this::visit;

    /**
     * What all workers of an engine share.
     *
     * @param delays [from][to] steps after which a packet between two workers is needed, at least
     */
    record Shared(
            Actor[] actors,
            int[] ownerOfActor,
            int wakeHorizon,
            PacketGrid rings,
            int[][] delays,
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
        inboxes = shared.rings().inboxes(id, actors, wakes, shared.delays());
        control = shared.control();
    }

    /** Runs steps up to the limit; a failure is left with the control. */
    void run() {
        try {
            for (long step = wakes.nextStep(); step < control.limit(); step = wakes.nextStep()) {
                awaitWhatIsNeeded(step);
                // who waits for the others sees the limit that they see
                if (step < control.limit()) {
                    runStep(step);
                }
            }
            // between runs no packet is on its way, as with one worker
            awaitAllBefore(wakes.nextStep());
        } catch (RunControl.Aborted anotherFailed) {
            // the one that failed has left its failure with the control
        } catch (RuntimeException | Error failure) {
            control.fail(id, failure);
        }
    }

    private void runStep(long step) {
        recorder.begin(step, id);
        wakes.visitDue(visit);
        recorder.end();
        while (!recorder.tryPublish()) {
            takeInWhileWaiting();
        }
        if (id == 0) {
            control.stepDone(step + 1);
        }
        for (PacketRing ring : ringToWorker) {
            while (ring != null && !ring.offerEnd()) {
                takeInWhileWaiting();
            }
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
     * Delivers all that others had sent when this was called, up to this worker's next step.
     *
     * @return how many packets and words
     */
    private int takeIn() {
        int packets = 0;
        for (Inbox inbox : inboxes) {
            packets += inbox.takeIn();
        }
        return packets;
    }

    private void awaitWhatIsNeeded(long step) {
        takeIn();
        for (Inbox inbox : inboxes) {
            while (!inbox.isReadyFor(step)) {
                takeInWhileWaiting();
            }
        }
        idle.reset();
    }

    private void awaitAllBefore(long step) {
        for (Inbox inbox : inboxes) {
            while (!inbox.hasAllBefore(step)) {
                takeInWhileWaiting();
            }
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

    @Override
    public void sendWords(int actor, long header, long[] words, int count) {
        Objects.checkIndex(count - 1, words.length);
        assert PacketFormat.actor(header) == actor : "a header of another actor";
        int owner = ownerOfActor[actor];
        if (owner == id) {
            actors[actor].receiveWords(header, words, count, wakes);
        } else {
            while (!ringToWorker[owner].offerWords(header, words, count)) {
                takeInWhileWaiting();
            }
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

    /** Its calendar, while the worker is not running. */
    WakeCalendar calendar() {
        return wakes;
    }

    /**
     * Goes on from a step, while the worker is not running.
     *
     * @param due as {@link WakeCalendar#copyTo} leaves it
     * @param later likewise
     */
    void goOnFrom(long[] due, long[] later, long next) {
        wakes.copyFrom(due, later, next);
        for (Inbox inbox : inboxes) {
            inbox.goOnFrom(next);
        }
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
