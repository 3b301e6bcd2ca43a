package org.synfire.noc.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.theory.ChannelLoads;
import org.synfire.noc.theory.CreditBound;

/**
 * The latency curve of a network, and the load at which it saturates.
 *
 * <p>The sweep measures a grid of loads up to the ideal bound, and higher loads if none of them saturates the network.
 * Then it divides the interval between the highest load carried and the lowest load not carried into four,
 * {@value #REFINEMENTS} times. A load whose measurement is too short to tell counts as neither. The loads depend on the
 * results alone. Each load is a run of its own with the same seed, simulated by one thread. The result therefore does
 * not depend on the number of threads.
 *
 * <p><b>Threads:</b> {@link #run} creates its own threads and ends them; they ask whether to stop.
 */
public final class LoadSweep {
    private static final int GRID = 12;
    private static final double GRID_STEP = 0.1;
    private static final double FIRST_SHARE = 0.02;
    private static final double BEYOND = 1.25;
    private static final int PARTS = 4;
    private static final int REFINEMENTS = 2;

    private final NetworkFactory networks;
    private final NetworkSpec spec;
    private final OfferedTraffic traffic;
    private final MeasurementPlan plan;
    private final ChannelLoads loads;
    private final int threads;
    private final MeasurementProgress progress;
    private final SweepMemory memory;
    private final AtomicInteger measured = new AtomicInteger();
    private final List<LoadFigures> points = new ArrayList<>();
    private final BooleanSupplier stop;
    private volatile int planned;

    /**
     * @param networks builds the networks
     * @param spec which network; its threads are replaced by one
     * @param traffic the traffic, whose load is replaced
     * @param plan how long each load is measured
     * @param threads loads measured at a time, at least 1
     * @param stop whether to end early; what was measured until then is returned
     * @param progress told after each load
     */
    public LoadSweep(
            NetworkFactory networks,
            NetworkSpec spec,
            OfferedTraffic traffic,
            MeasurementPlan plan,
            int threads,
            BooleanSupplier stop,
            MeasurementProgress progress) {
        this(networks, spec, traffic, plan, threads, SweepMemory.NONE, stop, progress);
    }

    /**
     * A sweep that goes on where another one of the same network, traffic and plan has ended.
     *
     * @param networks builds the networks
     * @param spec which network; its threads are replaced by one
     * @param traffic the traffic, whose load is replaced
     * @param plan how long each load is measured
     * @param threads loads measured at a time, at least 1
     * @param memory knows the loads that were measured, and is given the others
     * @param stop whether to end early; what was measured until then is returned
     * @param progress told after each load
     */
    public LoadSweep(
            NetworkFactory networks,
            NetworkSpec spec,
            OfferedTraffic traffic,
            MeasurementPlan plan,
            int threads,
            SweepMemory memory,
            BooleanSupplier stop,
            MeasurementProgress progress) {
        this.networks = networks;
        this.spec = spec.withThreads(1);
        this.traffic = traffic;
        this.plan = plan;
        this.threads = threads;
        this.memory = memory;
        this.stop = stop;
        this.progress = progress;
        loads = traffic.loads(spec.mesh());
    }

    /** The points and the saturation load. */
    public SweepResult run() {
        double bound = new CreditBound(spec.router()).saturation(loads);
        try (ExecutorService workers = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().name("synfire-sweep-", 0).daemon().factory())) {
            measure(workers, IntStream.range(0, GRID).mapToDouble(i -> bound * (i == 0 ? FIRST_SHARE : i * GRID_STEP)));
            for (double load = bound * GRID * GRID_STEP;
                    lowestSaturated().isEmpty() && load < highestLoad() && !stop.getAsBoolean();
                    load *= BEYOND) {
                measure(workers, DoubleStream.of(load));
            }
            if (lowestSaturated().isEmpty()) {
                measure(workers, DoubleStream.of(highestLoad()));
            }
            for (int refinement = 0;
                    refinement < REFINEMENTS && lowestSaturated().isPresent();
                    refinement++) {
                double low = highestCarried();
                double part = (lowestSaturated().orElseThrow().offered() - low) / PARTS;
                measure(workers, IntStream.range(1, PARTS).mapToDouble(i -> low + i * part));
            }
        }
        return new SweepResult(List.copyOf(points), bound, !stop.getAsBoolean());
    }

    private double highestLoad() {
        return traffic.process().highestFlitsPerCycle();
    }

    private Optional<LoadFigures> lowestSaturated() {
        return points.stream().filter(LoadFigures::saturated).findFirst();
    }

    /** The highest load below the lowest that saturated; 0 where there is none. */
    private double highestCarried() {
        return points.stream()
                .takeWhile(point -> !point.saturated())
                .filter(point -> point.verdict().carried())
                .mapToDouble(LoadFigures::offered)
                .max()
                .orElse(0);
    }

    private void measure(ExecutorService workers, DoubleStream wanted) {
        double[] offered = wanted.filter(load -> load <= highestLoad())
                .filter(load -> points.stream().noneMatch(point -> point.offered() == load))
                .toArray();
        planned = planned + offered.length;
        List<Future<Optional<LoadFigures>>> futures = DoubleStream.of(offered)
                .mapToObj(load -> workers.submit(() -> point(load)))
                .toList();
        futures.forEach(future -> result(future).ifPresent(points::add));
        points.sort(Comparator.comparingDouble(LoadFigures::offered));
    }

    /** What is known of a load; empty where the measurement was stopped. */
    private Optional<LoadFigures> point(double load) {
        Optional<LoadFigures> figures = memory.find(load).or(() -> measured(load));
        figures.ifPresent(_ -> progress.at("loads", measured.incrementAndGet(), planned));
        return figures;
    }

    private Optional<LoadFigures> measured(double load) {
        LoadPoint point = LoadMeasurement.measure(
                networks,
                spec,
                traffic.atLoad(load),
                UnaryOperator.identity(),
                plan,
                loads,
                stop,
                MeasurementProgress.NONE);
        if (!point.complete()) {
            return Optional.empty();
        }
        LoadFigures figures = LoadFigures.of(point);
        memory.keep(figures);
        return Optional.of(figures);
    }

    private static Optional<LoadFigures> result(Future<Optional<LoadFigures>> future) {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException explained) {
                throw explained;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
