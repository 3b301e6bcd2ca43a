package org.synfire.emulator.probe;

import java.util.List;
import java.util.Optional;
import org.synfire.emulator.core.RouteGroup;
import org.synfire.emulator.core.StepObserver;
import org.synfire.emulator.map.Mapping;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.result.RecordedTable;
import org.synfire.emulator.timing.CycleTiming;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.noc.Mesh;
import org.synfire.noc.ZeroLoadLatency;

/**
 * Records every packet: the neuron that sent it, both cores, and its cycles.
 *
 * <p><b>Cycles:</b> with the cycle-accurate network those in which a packet is created and delivered, from the
 * beginning of its step; otherwise it is created at 0 and delivered after the cycles of an empty network.
 * <b>Neuron:</b> its number in its layer, in the order channel, row, column; of max-pooling, the neuron that decides
 * its window. <b>Limits:</b> 2^24 packets. <b>Threads:</b> the observers' thread, told after the timing.
 */
public final class PacketRecorder implements StepObserver, Checkpointed {
    private static final List<String> NAMES = List.of(
            "step",
            "source_layer",
            "neuron",
            "source_x",
            "source_y",
            "target_layer",
            "target_x",
            "target_y",
            "hops",
            "operations",
            "created",
            "delivered");
    private static final int CREATED = NAMES.size() - 2;
    private static final int DELIVERED = NAMES.size() - 1;

    private final IntegerNetwork network;
    private final List<Slice> slices;
    private final Mesh mesh;
    private final ZeroLoadLatency zeroLoad;
    private final Optional<CycleTiming> cycles;
    private final IntColumns packets = new IntColumns("packets", "record fewer samples or steps", NAMES);
    private RouteGroup[] routes;
    private int core;
    private int step;
    private int firstOfStep;

    /** @param cycles the cycle-accurate network, if it is there */
    public PacketRecorder(Mapping mapping, Optional<CycleTiming> cycles) {
        this.network = mapping.network();
        this.slices = mapping.slices();
        this.mesh = mapping.chip().mesh();
        this.zeroLoad = new ZeroLoadLatency(mapping.chip().routerTiming());
        this.cycles = cycles;
    }

    @Override
    public boolean wantsSenders() {
        return true;
    }

    @Override
    public void onStart(List<RouteGroup> all) {
        routes = all.toArray(RouteGroup[]::new);
    }

    @Override
    public void onCore(int told, int spikes, long operations, long sample, int bitStep, long hash) {
        core = told;
    }

    @Override
    public void onSenders(int number, long[] words, int from, int to) {
        RouteGroup route = routes[number];
        for (int w = from; w < to; w++) {
            for (long left = words[w]; left != 0; left &= left - 1) {
                int sender = (w - from) * Long.SIZE + Long.numberOfTrailingZeros(left);
                for (int d = 0; d < route.to().length; d++) {
                    add(route, sender, d);
                }
            }
        }
    }

    private void add(RouteGroup route, int sender, int destination) {
        Slice source = slices.get(core);
        Slice target = slices.get(route.to()[destination]);
        int hops = mesh.hops(source.node(), target.node());
        packets.add(
                step,
                source.population(),
                source.element(
                        network.population(source.population()).shape(),
                        route.senders().releasedBy()[sender]),
                mesh.x(source.node()),
                mesh.y(source.node()),
                target.population(),
                mesh.x(target.node()),
                mesh.y(target.node()),
                hops,
                route.senders().operations()[destination][sender],
                0,
                (int) zeroLoad.cycles(hops, mesh.chipCrossings(source.node(), target.node())));
    }

    @Override
    public void onStepEnd(long ended, long hostNanos) {
        int first = firstOfStep;
        cycles.ifPresent(network -> {
            for (int row = first; row < packets.rows(); row++) {
                packets.set(CREATED, row, network.created(row - first));
                packets.set(DELIVERED, row, network.delivered(row - first));
            }
        });
        firstOfStep = packets.rows();
        step = Math.toIntExact(ended + 1);
    }

    /** What was recorded. */
    public RecordedTable table() {
        return new RecordedTable("packets", packets.columns());
    }

    @Override
    public void state(StateFields fields) {
        fields.part("packets", packets);
        step = (int) fields.whole("step", step);
        firstOfStep = (int) fields.whole("first packet of the step", firstOfStep);
    }
}
