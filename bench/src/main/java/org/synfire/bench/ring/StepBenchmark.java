package org.synfire.bench.ring;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
import org.synfire.engine.actor.Actor;
import org.synfire.engine.actor.PacketFormat;
import org.synfire.engine.actor.StepContext;
import org.synfire.engine.actor.StepEngine;
import org.synfire.engine.actor.Wakes;

/** Nanoseconds of a step in which nothing is due, and of a packet sent to an actor of the same or of another worker. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class StepBenchmark {
    private static final int IDLE_STEPS = 10_000;
    private static final int BATCH = 64;
    private static final int BATCHES_PER_STEP = 256;
    private static final int SENDING_STEPS = 16;
    private static final int PACKETS = SENDING_STEPS * BATCHES_PER_STEP * BATCH;

    /** Actors that nobody wakes. */
    @State(Scope.Benchmark)
    public static class Idlers {
        /** Number of actors. */
        @Param("10000")
        public int actors;

        /** Number of workers. */
        @Param({"1", "2"})
        public int workers;

        private StepEngine engine;

        /** Starts the engine. */
        @Setup(Level.Trial)
        public void open() {
            Actor[] all =
                    IntStream.range(0, actors).mapToObj(id -> new BitSetter()).toArray(Actor[]::new);
            engine = StepEngine.of(all)
                    .ownedBy(IntStream.range(0, actors).map(id -> id % workers).toArray(), workers)
                    .start();
        }

        /** Ends it. */
        @TearDown(Level.Trial)
        public void close() {
            engine.close();
        }
    }

    /** One actor that sends and one that receives. */
    @State(Scope.Benchmark)
    public static class Pair {
        /** 1: both have the same worker; 2: each has its own. */
        @Param({"1", "2"})
        public int workers;

        private final BitSetter receiver = new BitSetter();
        private StepEngine engine;

        /** Starts the engine. */
        @Setup(Level.Trial)
        public void open() {
            engine = StepEngine.of(new BatchSender(), receiver)
                    .ownedBy(new int[] {0, workers - 1}, workers)
                    .start();
            engine.wake(0, 0);
        }

        /** Ends it. */
        @TearDown(Level.Trial)
        public void close() {
            engine.close();
        }
    }

    /** Sets the bit that the payload names. */
    private static final class BitSetter implements Actor {
        private final long[] bits = new long[64];
        private long received;

        @Override
        public void receive(long header, long[] packets, int from, int to, Wakes wakes) {
            for (int i = from; i < to; i++) {
                int payload = PacketFormat.payload(packets[i]);
                bits[payload >> 6 & 63] |= 1L << payload;
            }
            received += to - from;
        }

        @Override
        public void step(long step, StepContext context) {
            throw new IllegalStateException("nobody wakes it");
        }
    }

    /** Sends batches to actor 1 in every step. */
    private static final class BatchSender implements Actor {
        private final long[] packets =
                IntStream.range(0, BATCH).mapToLong(i -> i * 61L % 4096).toArray();

        @Override
        public void receive(long header, long[] packets, int from, int to, Wakes wakes) {
            throw new IllegalStateException("nobody sends to it");
        }

        @Override
        public void step(long step, StepContext context) {
            long header = PacketFormat.header(1, context.wakes().slot(step + 1));
            for (int i = 0; i < BATCHES_PER_STEP; i++) {
                context.send(1, header, packets, 0, BATCH);
            }
            context.wakes().at(step + 1, 0);
        }
    }

    /** Steps done. */
    @Benchmark
    @OperationsPerInvocation(IDLE_STEPS)
    public long idleStep(Idlers idlers) {
        return idlers.engine.run(IDLE_STEPS);
    }

    /** Packets received. */
    @Benchmark
    @OperationsPerInvocation(PACKETS)
    public long sentPacket(Pair pair) {
        long before = pair.receiver.received;
        pair.engine.run(SENDING_STEPS);
        long received = pair.receiver.received - before;
        if (received != PACKETS) {
            throw new IllegalStateException(received + " packets received, " + PACKETS + " sent");
        }
        return received;
    }
}
