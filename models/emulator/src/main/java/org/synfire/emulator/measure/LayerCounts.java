package org.synfire.emulator.measure;

import java.util.List;
import org.synfire.emulator.core.RouteGroup;
import org.synfire.emulator.core.StepObserver;
import org.synfire.emulator.map.Slice;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;

/** Counts spikes, synaptic operations and packets of each layer. */
public final class LayerCounts implements StepObserver, Checkpointed {
    private final int[] layerOfCore;
    private final long[] spikes;
    private final long[] operations;
    private final long[] packets;
    private int[] layerOfRoute;
    private int[] destinations;

    public LayerCounts(int layers, List<Slice> slices) {
        layerOfCore = slices.stream().mapToInt(Slice::population).toArray();
        spikes = new long[layers];
        operations = new long[layers];
        packets = new long[layers];
    }

    @Override
    public void onStart(List<RouteGroup> routes) {
        layerOfRoute =
                routes.stream().mapToInt(route -> layerOfCore[route.from()]).toArray();
        destinations = routes.stream().mapToInt(route -> route.to().length).toArray();
    }

    @Override
    public void onCore(int core, int coreSpikes, long coreOperations, long sample, int bitStep, long hash) {
        spikes[layerOfCore[core]] += coreSpikes;
        operations[layerOfCore[core]] += coreOperations;
    }

    @Override
    public void onPackets(int route, int routeSpikes) {
        packets[layerOfRoute[route]] += (long) routeSpikes * destinations[route];
    }

    public long spikes(int layer) {
        return spikes[layer];
    }

    public long operations(int layer) {
        return operations[layer];
    }

    public long packets(int layer) {
        return packets[layer];
    }

    @Override
    public void state(StateFields fields) {
        fields.all("spikes", spikes);
        fields.all("operations", operations);
        fields.all("packets", packets);
    }
}
