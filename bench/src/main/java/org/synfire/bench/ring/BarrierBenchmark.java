package org.synfire.bench.ring;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.synfire.engine.actor.StepBarrier;
import org.synfire.engine.memory.StateArena;

/**
 * Nanoseconds for two threads to meet, spinning: the engine's barrier, one shared counter, and the JDK's barrier.
 *
 * <p>An operation is a meeting. The other thread counts them in plain memory; after each invocation the count is
 * compared, so that a meeting that did not wait, or did not show what was written before it, is found.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class BarrierBenchmark {
    private static final int MEETINGS = 10_000;
    private static final int OTHER = 16;

    /** How they meet. */
    @Param
    public Kind kind;

    private StateArena arena;
    private Meeting meeting;
    private volatile boolean ended;
    private volatile long rounds;
    private long epoch;
    private final long[] counted = new long[2 * OTHER];

    /** Ways to meet. */
    public enum Kind {
        /** One epoch word for each thread. */
        STEP_BARRIER,
        /** One counter for both. */
        SHARED_COUNTER,
        /** {@link java.util.concurrent.CyclicBarrier}. */
        CYCLIC_BARRIER
    }

    private interface Meeting {
        void meet(int party, long epoch);
    }

    /** Makes the barrier and starts the other thread. */
    @Setup(Level.Trial)
    public void open() {
        arena = StateArena.ofBytes(StepBarrier.sizeBytes(2), "barrier of a benchmark");
        meeting = switch (kind) {
            case STEP_BARRIER -> stepBarrier();
            case SHARED_COUNTER -> sharedCounter();
            case CYCLIC_BARRIER -> cyclicBarrier();
        };
        Thread.ofPlatform().daemon().start(this::meetAsTheOther);
    }

    /** Ends the other thread. */
    @TearDown(Level.Trial)
    public void close() {
        ended = true;
        arena.close();
    }

    private Meeting stepBarrier() {
        StepBarrier barrier = new StepBarrier(arena, 2);
        return (party, at) -> {
            barrier.arrive(party, at);
            while (!barrier.haveAllArrived(at)) {
                Thread.onSpinWait();
            }
        };
    }

    private static Meeting sharedCounter() {
        AtomicLong arrivals = new AtomicLong();
        return (party, at) -> {
            arrivals.incrementAndGet();
            while (arrivals.getAcquire() < 2 * at) {
                Thread.onSpinWait();
            }
        };
    }

    private static Meeting cyclicBarrier() {
        CyclicBarrier barrier = new CyclicBarrier(2);
        return (party, at) -> {
            try {
                barrier.await();
            } catch (InterruptedException | BrokenBarrierException failure) {
                throw new IllegalStateException(failure);
            }
        };
    }

    private void meetAsTheOther() {
        long at = 0;
        for (long round = 1; awaitRound(round); round++) {
            for (int i = 0; i < MEETINGS; i++) {
                counted[OTHER] = ++at;
                meeting.meet(1, at);
            }
        }
    }

    private boolean awaitRound(long round) {
        while (rounds < round && !ended) {
            Thread.onSpinWait();
        }
        return !ended;
    }

    /** Meetings so far. */
    @Benchmark
    @OperationsPerInvocation(MEETINGS)
    public long meet() {
        rounds++;
        for (int i = 0; i < MEETINGS; i++) {
            meeting.meet(0, ++epoch);
        }
        if (counted[OTHER] != epoch) {
            throw new IllegalStateException(
                    "the other thread had met " + counted[OTHER] + " times after meeting " + epoch);
        }
        return epoch;
    }
}
