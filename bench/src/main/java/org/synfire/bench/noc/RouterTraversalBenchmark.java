package org.synfire.bench.noc;

import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.synfire.noc.Mesh;
import org.synfire.noc.cycle.CycleNetwork;
import org.synfire.noc.cycle.Delivery;
import org.synfire.noc.cycle.DeliveryListener;
import org.synfire.noc.cycle.NetworkCounters;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.cycle.RouterConfig;
import org.synfire.noc.cycle.form.CycleNetworks;

/**
 * Router traversals per second of the cycle-accurate network under uniform traffic of single-flit packets, at a share
 * of the ideal bound of 4 / side.
 *
 * <p>The secondary result {@code routerTraversals} is the figure: flits that crossed a router, per second of
 * simulation. An invocation is {@value #CYCLES} cycles; their packets are offered before it, outside of the time.
 * Traversals are those of the packets that arrived; at the end of every trial the network runs empty, and what its
 * routers counted must be what the packets' hops add up to, with no packet lost.
 *
 * <pre>{@code
 * ./synfire bench RouterTraversal -p side=48 -p percent=5,20 -p threads=1
 * }</pre>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(
        value = 2,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-XX:+UseParallelGC"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RouterTraversalBenchmark {
    private static final int BUFFER_FLITS = 8;
    private static final int CYCLES = 256;
    private static final long EMPTY_WITHIN_CYCLES = 100_000_000;

    /** Which form of the network simulates. */
    public enum Form {
        /** The one that suits the load. */
        AUTO,
        /** Routers with something to decide are visited. */
        EVENT,
        /** All routers at once; one virtual channel only. */
        LOCKSTEP
    }

    /** Nodes across and down. */
    @Param({"8", "24", "48", "96"})
    public int side;

    /** The load in percent of the bound. */
    @Param({"5", "20", "80"})
    public int percent;

    /** Virtual channels of every port. */
    @Param({"1", "4"})
    public int channels;

    /** Threads that simulate. */
    @Param({"1", "2"})
    public int threads;

    /** Cycles from router to router. */
    @Param("3")
    public int hopCycles;

    /** Which form simulates. */
    @Param("AUTO")
    public Form form;

    private CycleNetwork network;
    private SplittableRandom random;
    private double rate;
    private long[] nextCycle;
    private final Arrivals arrivals = new Arrivals();

    /** What JMH counts besides invocations. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Counted {
        /** Flits that crossed a router. */
        public long routerTraversals;
    }

    /** Adds up what the packets that arrived have crossed. */
    private static final class Arrivals implements DeliveryListener {
        private long packets;
        private long traversals;

        @Override
        public void delivered(Delivery delivery) {
            packets++;
            traversals += delivery.hops() + 1;
        }
    }

    /** Builds the network, empty. */
    @Setup(Level.Trial)
    public void build() {
        random = new SplittableRandom(1);
        rate = percent / 100.0 * 4 / side;
        NetworkSpec spec = NetworkSpec.of(
                        Mesh.ofOneChip(side, side), RouterConfig.ofHopCycles(hopCycles, channels, BUFFER_FLITS))
                .withThreads(threads);
        network = switch (form) {
            case AUTO -> CycleNetworks.forLoad(spec, arrivals, rate * (2.0 * side / 3 + 1));
            case EVENT -> CycleNetworks.eventDriven(spec, arrivals);
            case LOCKSTEP -> CycleNetworks.lockstep(spec, arrivals);
        };
        nextCycle = new long[side * side];
        for (int node = 0; node < nextCycle.length; node++) {
            nextCycle[node] = gap() - 1;
        }
    }

    /** Offers the packets of the next invocation's cycles. */
    @Setup(Level.Invocation)
    public void offer() {
        long end = network.cycle() + CYCLES;
        for (int node = 0; node < nextCycle.length; node++) {
            for (; nextCycle[node] < end; nextCycle[node] += gap()) {
                network.offer(0, node, random.nextInt(nextCycle.length), 1, nextCycle[node]);
            }
        }
    }

    /** Cycles from a packet to the next of the same node: Bernoulli injection. */
    private long gap() {
        return 1 + (long) (Math.log1p(-random.nextDouble()) / Math.log1p(-rate));
    }

    /** Simulates {@value #CYCLES} cycles. */
    @Benchmark
    public void advance(Counted counted) {
        long before = arrivals.traversals;
        network.advanceTo(network.cycle() + CYCLES);
        counted.routerTraversals += arrivals.traversals - before;
    }

    /**
     * Lets the network run empty and compares its counters with the packets. @throws IllegalStateException if they
     * disagree
     */
    @TearDown(Level.Trial)
    public void verify() {
        boolean isEmpty = network.advanceUntilEmpty(network.cycle() + EMPTY_WITHIN_CYCLES);
        NetworkCounters counters = network.counters();
        network.close();
        if (!isEmpty
                || counters.routerTraversals() != arrivals.traversals
                || counters.packetsOffered() != arrivals.packets) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "%d traversals and %d packets arrived, the network counted %s",
                    arrivals.traversals,
                    arrivals.packets,
                    counters));
        }
    }
}
