package org.synfire.emulator.probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.synfire.emulator.core.RouteGroup;
import org.synfire.emulator.core.StepObserver;
import org.synfire.emulator.map.Mapping;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.result.RecordedTable;
import org.synfire.emulator.timing.ChipTiming;
import org.synfire.emulator.timing.EventTiming;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.noc.Mesh;
import org.synfire.noc.energy.EnergyEvents;
import org.synfire.noc.energy.EnergyModel;
import org.synfire.noc.energy.EventEnergyModel;

/**
 * Records the figures of every step: spikes, packets, links crossed, synaptic operations, neurons updated, cycles and
 * energy.
 *
 * <p><b>Operations:</b> weights added to sums in the step, whenever their packets were sent. <b>Energy:</b> of the
 * step's events by the chip's model, static power included; on a chip whose single events have costs, those of the
 * packets that were sent in the step. <b>Limits:</b> 2^24 steps, and 2^31 of each count in a step. <b>Threads:</b> the
 * observers' thread, told after the timing.
 */
public final class StepRecorder implements StepObserver, Checkpointed {
    private static final List<String> NAMES =
            List.of("step", "spikes", "packets", "hops", "operations", "updates", "cycles");
    private static final double MICRO = 1e6;

    private final Mapping mapping;
    private final ChipTiming timing;
    private final Optional<EventTiming> events;
    private final Updates updates;
    private final IntColumns rows = new IntColumns("steps", "record fewer samples", NAMES);
    private double[] joules = new double[1 << 10];
    private int[] destinations;
    private int[] hopsOfRoute;
    private int[] crossingsOfRoute;
    private long spikes;
    private long packets;
    private long hops;
    private long crossings;
    private long operations;
    private long cyclesBefore;
    private double joulesBefore;

    /** Neurons of a layer that are updated in a step. */
    @FunctionalInterface
    public interface Updates {
        /** How many there are. */
        long of(int layer, long step);
    }

    /**
     * @param timing that gives the cycles
     * @param events of a chip whose single events have costs
     */
    public StepRecorder(Mapping mapping, ChipTiming timing, Optional<EventTiming> events, Updates updates) {
        this.mapping = mapping;
        this.timing = timing;
        this.events = events;
        this.updates = updates;
    }

    @Override
    public void onStart(List<RouteGroup> routes) {
        Mesh mesh = mapping.chip().mesh();
        destinations = new int[routes.size()];
        hopsOfRoute = new int[routes.size()];
        crossingsOfRoute = new int[routes.size()];
        for (RouteGroup route : routes) {
            int from = mapping.slices().get(route.from()).node();
            for (int to : route.to()) {
                Slice target = mapping.slices().get(to);
                destinations[route.id()]++;
                hopsOfRoute[route.id()] += mesh.hops(from, target.node());
                crossingsOfRoute[route.id()] += mesh.chipCrossings(from, target.node());
            }
        }
    }

    @Override
    public void onCore(int core, int fired, long added, long sample, int bitStep, long hash) {
        spikes += fired;
        operations += added;
    }

    @Override
    public void onPackets(int route, int sent) {
        packets += (long) sent * destinations[route];
        hops += (long) sent * hopsOfRoute[route];
        crossings += (long) sent * crossingsOfRoute[route];
    }

    @Override
    public void onStepEnd(long step, long hostNanos) {
        long updated = 0;
        for (int layer = 1; layer < mapping.network().populations().size(); layer++) {
            updated += updates.of(layer, step);
        }
        if (rows.rows() == joules.length) {
            joules = Arrays.copyOf(joules, 2 * joules.length);
        }
        int row = rows.rows();
        rows.add(
                Math.toIntExact(step),
                Math.toIntExact(spikes),
                Math.toIntExact(packets),
                Math.toIntExact(hops),
                Math.toIntExact(operations),
                Math.toIntExact(updated),
                Math.toIntExact(timing.totalCycles() - cyclesBefore));
        joules[row] = joules();
        cyclesBefore = timing.totalCycles();
        spikes = 0;
        packets = 0;
        hops = 0;
        crossings = 0;
        operations = 0;
    }

    private double joules() {
        return events.map(timed -> {
                    double all = new EventEnergyModel(mapping.chip(), timed.costs())
                            .energy(timed.counts(), timed.chipSeconds())
                            .totalJoules();
                    double ofStep = all - joulesBefore;
                    joulesBefore = all;
                    return ofStep;
                })
                .orElseGet(() -> new EnergyModel(mapping.chip())
                        .energy(new EnergyEvents(operations, 0, hops, crossings, 1))
                        .totalJoules());
    }

    /**
     * What was recorded.
     *
     * @param joulesOfUpdate energy of one neuron update of a layer, where it is not among the single events
     */
    public RecordedTable table(IntToDoubleFunction joulesOfUpdate) {
        double[] micro = new double[rows.rows()];
        for (int step = 0; step < micro.length; step++) {
            micro[step] = joules[step] * MICRO;
            for (int layer = 1;
                    events.isEmpty() && layer < mapping.network().populations().size();
                    layer++) {
                micro[step] += updates.of(layer, step) * joulesOfUpdate.applyAsDouble(layer) * MICRO;
            }
        }
        List<RecordedTable.Column> columns = new ArrayList<>(rows.columns());
        columns.add(new RecordedTable.Real("microjoules", micro));
        return new RecordedTable("steps", columns);
    }

    @Override
    public void state(StateFields fields) {
        fields.part("rows", rows);
        joules = joules.length >= rows.rows() ? joules : new double[rows.rows()];
        double[] kept = Arrays.copyOf(joules, rows.rows());
        fields.all("joules", kept);
        System.arraycopy(kept, 0, joules, 0, kept.length);
        spikes = fields.whole("spikes", spikes);
        packets = fields.whole("packets", packets);
        hops = fields.whole("hops", hops);
        crossings = fields.whole("chip crossings", crossings);
        operations = fields.whole("operations", operations);
        cyclesBefore = fields.whole("cycles before", cyclesBefore);
        joulesBefore = fields.real("joules before", joulesBefore);
    }
}
