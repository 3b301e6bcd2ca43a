package org.synfire.bench.noc;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.SplittableRandom;
import org.synfire.noc.Mesh;
import org.synfire.noc.cycle.CycleNetwork;
import org.synfire.noc.cycle.CycleNetworks;
import org.synfire.noc.cycle.DeliveryListener;
import org.synfire.noc.cycle.NetworkCounters;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.cycle.RouterConfig;

/**
 * Router traversals a second under uniform traffic of single-flit packets at a share of the ideal bound of 4 / side.
 *
 * <p>The time is that of the simulation alone, deliveries reported to nobody; the time of offers is printed beside it. Every run checks
 * that what was delivered crossed as many routers as its hops say, and that nothing is lost.
 *
 * <pre>{@code
 * java --add-modules jdk.incubator.vector -cp 'bench/target/classes:bench/target/lib/*' org.synfire.bench.noc.RouterTraversalBenchmark 1 1 8,24,48,96 5,20,80 3
 * }</pre>
 * On a machine that others use too, the figure per second of the caller's own processor time says more; it holds with one thread.
 * The arguments are the virtual channels (1), the threads (1), the sides of the meshes, the shares of the bound in percent, the
 * cycles a hop (3), and the form: {@code event}, {@code lockstep}, or {@code auto} for the one that suits the load. Buffers have 8 slots.
 */
public final class RouterTraversalBenchmark {
    private static final int BUFFER_FLITS = 8;
    private static final int CYCLES_AT_ONCE = 256;
    private static final double SECONDS = 2;
    private static final double NANOS = 1e9;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final CycleNetwork network;
    private final SplittableRandom random = new SplittableRandom(1);
    private final long[] nextCycle;
    private final double rate;
    private long hops;
    private long delivered;

    private RouterTraversalBenchmark(int side, double rate, RouterConfig router, int threads, String form) {
        DeliveryListener listener = delivery -> {
            hops += delivery.hops();
            delivered++;
        };
        NetworkSpec spec = NetworkSpec.of(Mesh.ofOneChip(side, side), router).withThreads(threads);
        network = switch (form) {
            case "event" -> CycleNetworks.eventDriven(spec, listener);
            case "lockstep" -> CycleNetworks.lockstep(spec, listener);
            case "auto" -> CycleNetworks.forLoad(spec, listener, rate * (2.0 * side / 3 + 1));
            default -> throw new IllegalArgumentException(form + ": event, lockstep or auto");
        };
        this.rate = rate;
        nextCycle = new long[side * side];
        for (int node = 0; node < nextCycle.length; node++) {
            nextCycle[node] = gap() - 1;
        }
    }

    /** @param arguments virtual channels, threads, sides, percents of the bound, cycles a hop, form */
    public static void main(String[] arguments) {
        int channels = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1;
        int threads = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
        String[] sides = (arguments.length > 2 ? arguments[2] : "8,24,48,96").split(",");
        String[] percents = (arguments.length > 3 ? arguments[3] : "5,20,80").split(",");
        int hopCycles = arguments.length > 4 ? Integer.parseInt(arguments[4]) : 3;
        String form = arguments.length > 5 ? arguments[5] : "auto";
        for (String side : sides) {
            for (String percent : percents) {
                int k = Integer.parseInt(side);
                double share = Double.parseDouble(percent) / 100;
                RouterConfig router = RouterConfig.ofHopCycles(hopCycles, channels, BUFFER_FLITS);
                String label = String.format(Locale.ROOT, "%dx%d %s %% of the bound, %d VC, %d cycles a hop, %d threads, %s",
                        k, k, percent, channels, hopCycles, threads, form);
                new RouterTraversalBenchmark(k, share * 4 / k, router, threads, form).measure(label);
            }
        }
    }

    private void measure(String label) {
        run(SECONDS);
        long before = network.counters().routerTraversals();
        long fromCycle = network.cycle();
        double[] seconds = run(SECONDS);
        long traversals = network.counters().routerTraversals() - before;
        long cycles = network.cycle() - fromCycle;
        check();
        network.close();
        System.out.printf(Locale.ROOT,
                "%s: %.1f million traversals/s (%.1f a processor second, %.1f with offers), %.2f a cycle and router, %.0f thousand cycles/s%n",
                label, traversals / seconds[0] / 1e6, traversals / seconds[2] / 1e6, traversals / (seconds[0] + seconds[1]) / 1e6,
                (double) traversals / cycles / nextCycle.length, cycles / seconds[0] / 1e3);
    }

    /** @return seconds of simulation, seconds of offers, seconds of this thread's processor time in simulation */
    private double[] run(double seconds) {
        long simulating = 0;
        long offering = 0;
        long processing = 0;
        while (simulating < seconds * NANOS) {
            long start = System.nanoTime();
            offerTo(network.cycle() + CYCLES_AT_ONCE);
            long offered = System.nanoTime();
            long processed = THREADS.getCurrentThreadCpuTime();
            network.advanceTo(network.cycle() + CYCLES_AT_ONCE);
            processing += THREADS.getCurrentThreadCpuTime() - processed;
            offering += offered - start;
            simulating += System.nanoTime() - offered;
        }
        return new double[] {simulating / NANOS, offering / NANOS, processing / NANOS};
    }

    private void offerTo(long cycle) {
        for (int node = 0; node < nextCycle.length; node++) {
            for (; nextCycle[node] < cycle; nextCycle[node] += gap()) {
                network.offer(0, node, random.nextInt(nextCycle.length), 1, nextCycle[node]);
            }
        }
    }

    private long gap() {
        return 1 + (long) (Math.log1p(-random.nextDouble()) / Math.log1p(-rate));
    }

    private void check() {
        if (!network.advanceUntilEmpty(network.cycle() + 10_000_000)) {
            throw new IllegalStateException("the network does not run empty");
        }
        NetworkCounters counters = network.counters();
        if (counters.routerTraversals() != hops + delivered || counters.packetsOffered() != delivered) {
            throw new IllegalStateException("traversals and hops disagree: " + counters + ", hops " + hops);
        }
    }
}
