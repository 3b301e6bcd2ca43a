package org.synfire.noc.cycle.partition;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.synfire.engine.actor.StepBarrier;
import org.synfire.engine.memory.StateArena;

/**
 * Takes the partitions through the cycles, each in a thread of its own: no partition begins a window of cycles before
 * all have ended the one before. A window is as long as the shortest way from partition to partition, so what is sent
 * in it arrives after it.
 *
 * <p><b>Threads:</b> partition 0 runs in the caller's thread, the others in daemon threads that live as long as the
 * workers. All of them find the next cycle by the same rule from what each published at the barrier, so they take the
 * same cycles and stop at the same one. <b>Memory:</b> two cache lines a partition, and the barrier's.
 */
final class WorkerGroup implements AutoCloseable {
    private static final int WORDS_PER_PARTITION = 32;
    private static final int WORDS_PER_WINDOW = 2;
    private static final int MAX_SPINS = 2000;
    private static final int MAX_YIELDS = 20;
    private static final long MIN_PARK_NANOS = 1_000;
    private static final long MAX_PARK_NANOS = 100_000;

    private final Partition[] partitions;
    private int windowCycles;
    private final ExecutorService threads;
    private final StateArena arena;
    private final StepBarrier barrier;
    /** Of every partition, for odd and for even turns: its next cycle, and the packets it has delivered. */
    private final long[] published;

    private volatile boolean hasFailed;
    private long turns;

    /** @param windowCycles cycles that partitions may be apart */
    WorkerGroup(Partition[] partitions, int windowCycles) {
        this.partitions = partitions.clone();
        this.windowCycles = windowCycles;
        published = new long[partitions.length * WORDS_PER_PARTITION];
        boolean isAlone = partitions.length == 1;
        arena = isAlone ? null : StateArena.ofBytes(StepBarrier.sizeBytes(partitions.length), "network barrier");
        barrier = isAlone ? null : new StepBarrier(arena, partitions.length);
        threads = isAlone
                ? null
                : Executors.newFixedThreadPool(partitions.length - 1, task -> {
                    Thread thread = new Thread(task, "synfire-network");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Goes on with as many other partitions, which no thread runs now. */
    void replacePartitions(Partition[] others, int window) {
        System.arraycopy(others, 0, partitions, 0, partitions.length);
        windowCycles = window;
    }

    /**
     * Simulates cycles until the target, or until enough packets have been delivered since the network's first cycle:
     * then partitions meet after every cycle, so that none goes beyond the last one that counts.
     *
     * @return the next cycle in which there is something to simulate, at least the target unless packets were enough;
     *     {@link Wakeups#NEVER} if no flit or credit is in flight, no stage at work, and no source will send
     */
    long run(long from, long target, long enoughPackets) {
        return partitions.length == 1
                ? runAlone(from, target, enoughPackets)
                : runTogether(from, target, enoughPackets);
    }

    private long runAlone(long from, long target, long enoughPackets) {
        Partition partition = partitions[0];
        long now = from;
        while (now < target && partition.deliveredPackets() < enoughPackets) {
            partition.step(now);
            now = partition.nextCycle();
        }
        return now;
    }

    private long runTogether(long from, long target, long enoughPackets) {
        long delivered = 0;
        for (Partition partition : partitions) {
            delivered += partition.deliveredPackets();
        }
        long already = delivered;
        Future<?>[] others = new Future<?>[partitions.length];
        for (int id = 1; id < partitions.length; id++) {
            int other = id;
            others[id] = threads.submit(() -> work(other, from, target, already, enoughPackets));
        }
        long end = from;
        try {
            end = work(0, from, target, already, enoughPackets);
        } finally {
            await(others);
        }
        return end;
    }

    private void await(Future<?>[] others) {
        Throwable failure = null;
        for (int id = 1; id < others.length; id++) {
            try {
                others[id].get();
            } catch (ExecutionException e) {
                failure = e.getCause() instanceof Aborted ? failure : e.getCause();
            } catch (InterruptedException e) {
                hasFailed = true;
                Thread.currentThread().interrupt();
                failure = e;
            }
        }
        if (failure != null) {
            throw new IllegalStateException("a partition of the network failed", failure);
        }
    }

    /** The cycle after the last one. */
    private long work(int id, long from, long target, long alreadyDelivered, long enoughPackets) {
        try {
            IdleStrategy idle = new BackoffIdleStrategy(MAX_SPINS, MAX_YIELDS, MIN_PARK_NANOS, MAX_PARK_NANOS);
            Partition partition = partitions[id];
            long turn = turns;
            long now = from;
            long delivered = alreadyDelivered;
            int window = enoughPackets == Wakeups.NEVER ? windowCycles : 1;
            while (now < target && delivered < enoughPackets) {
                for (long end = Math.min(target, now + window); now < end; now++) {
                    partition.step(now);
                }
                turn++;
                publish(id, turn, partition);
                meet(id, turn, idle);
                now = nextCycle(turn);
                delivered = deliveredPackets(turn);
            }
            if (id == 0) {
                turns = turn;
            }
            return now;
        } catch (RuntimeException | Error e) {
            hasFailed = true;
            throw e;
        }
    }

    private void publish(int id, long turn, Partition partition) {
        int at = wordOf(id, turn);
        published[at] = partition.nextCycle();
        published[at + 1] = partition.deliveredPackets();
    }

    private static int wordOf(int id, long turn) {
        return id * WORDS_PER_PARTITION + (int) (turn & 1) * WORDS_PER_WINDOW;
    }

    private void meet(int id, long turn, IdleStrategy idle) {
        barrier.arrive(id, turn);
        while (!barrier.haveAllArrived(turn)) {
            if (hasFailed) {
                throw new Aborted();
            }
            idle.idle();
        }
        idle.reset();
    }

    private long nextCycle(long turn) {
        long next = Wakeups.NEVER;
        for (int id = 0; id < partitions.length; id++) {
            next = Math.min(next, published[wordOf(id, turn)]);
        }
        return next;
    }

    private long deliveredPackets(long turn) {
        long sum = 0;
        for (int id = 0; id < partitions.length; id++) {
            sum += published[wordOf(id, turn) + 1];
        }
        return sum;
    }

    /** Ends a partition's thread because another one failed. */
    private static final class Aborted extends RuntimeException {
        private static final long serialVersionUID = 1;

        Aborted() {
            super("another partition failed", null, false, false);
        }
    }

    @Override
    public void close() {
        if (threads != null) {
            threads.shutdownNow();
            try {
                threads.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            arena.close();
        }
    }
}
