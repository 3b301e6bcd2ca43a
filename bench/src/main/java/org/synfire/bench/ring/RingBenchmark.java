package org.synfire.bench.ring;

import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
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
import org.synfire.engine.ring.PacketRing;

/**
 * Packets a second from a producer thread to the benchmark's own thread, through the engine's ring and through queues
 * of libraries.
 *
 * <p>An operation is a packet. Each invocation moves {@value #PACKETS} of them and compares their sum. Queues of
 * references carry objects made beforehand.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class RingBenchmark {
    private static final int PACKETS = 1 << 20;
    private static final int CAPACITY = 1 << 14;
    private static final int DISTINCT = PacketChannel.DISTINCT_PACKETS;

    /** What carries the packets. */
    @Param
    public Transport transport;

    /** Packets in an offer. */
    @Param({"1", "16", "128"})
    public int batch;

    private final PacketRing.Receiver receiver = this::add;
    private PacketChannel channel;
    private long sum;
    private long expectedSum;
    private final IdleStrategy consumerIdle = idle();
    private volatile long rounds;
    private volatile boolean ended;

    /** Opens the channel and starts the producer. */
    @Setup(Level.Trial)
    public void open() {
        long[] packets = LongStream.range(0, DISTINCT).toArray();
        channel = transport.open(CAPACITY);
        expectedSum = LongStream.of(packets).sum() * (PACKETS / DISTINCT);
        Thread.ofPlatform().daemon().start(() -> produce(packets));
    }

    /** Ends the producer and closes the channel. */
    @TearDown(Level.Trial)
    public void close() {
        ended = true;
        channel.close();
    }

    private void produce(long[] packets) {
        IdleStrategy idle = idle();
        for (long round = 1; awaitRound(round, idle); round++) {
            for (int sent = 0; sent < PACKETS; ) {
                int from = sent % DISTINCT;
                int taken = channel.offer(packets, from, Math.min(DISTINCT, from + batch));
                sent += taken;
                idle.idle(taken);
            }
        }
    }

    private boolean awaitRound(long round, IdleStrategy idle) {
        while (rounds < round && !ended) {
            idle.idle();
        }
        return !ended;
    }

    /** Spins, then yields: where a core is shared, spinning alone would keep the other side from running. */
    private static IdleStrategy idle() {
        return new BackoffIdleStrategy(100, Long.MAX_VALUE, 1, 1);
    }

    /** The sum of the packets. */
    @Benchmark
    @OperationsPerInvocation(PACKETS)
    public long transfer() {
        rounds++;
        sum = 0;
        for (int received = 0; received < PACKETS; ) {
            int count = channel.drain(receiver);
            received += count;
            consumerIdle.idle(count);
        }
        if (sum != expectedSum) {
            throw new IllegalStateException("the packets add up to " + sum + " instead of " + expectedSum);
        }
        return sum;
    }

    private void add(long header, long[] packets, int count) {
        long added = 0;
        for (int i = 0; i < count; i++) {
            added += packets[i];
        }
        sum += added;
    }
}
