package org.synfire.models.emulate;

import java.util.List;
import java.util.stream.IntStream;
import org.synfire.models.integer.IntegerNetwork;
import org.synfire.models.integer.Projection;
import org.synfire.models.integer.Synapses;
import org.synfire.models.map.Slice;

/**
 * Which worker owns which core, so that all workers have about the same to do in a step.
 *
 * <p>In the pipeline all layers work at the same time, so each worker gets neighbouring layers: then few packets cross from one worker to another. Without the
 * pipeline one layer works at a time, so each layer's cores go round among the workers. The estimated costs only move host time around, never a result.
 */
final class WorkerShares {
    /** Host nanoseconds, about, fitted to the times of ResNet-20's cores: a neuron in a step; a packet sent; a packet received; a synaptic operation. */
    private static final double NEURON = 2;
    private static final double SENT = 1.5;
    private static final double RECEIVED = 1;
    private static final double OPERATION = 0.01;

    private final IntegerNetwork network;
    private final List<Slice> slices;
    private final Firing firing;

    WorkerShares(IntegerNetwork network, List<Slice> slices, Firing firing) {
        this.network = network;
        this.slices = slices;
        this.firing = firing;
    }

    /** For each core the worker that owns it. */
    int[] owners(int workers, boolean pipelined) {
        return pipelined ? neighbouringLayers(workers) : IntStream.range(0, slices.size()).map(core -> core % workers).toArray();
    }

    private int[] neighbouringLayers(int workers) {
        double[] cost = slices.stream().mapToDouble(this::cost).toArray();
        double total = IntStream.range(0, cost.length).mapToDouble(core -> cost[core]).sum();
        int[] owners = new int[cost.length];
        double before = 0;
        for (int core = 0; core < cost.length; core++) {
            owners[core] = (int) Math.min(workers - 1, (before + cost[core] / 2) / total * workers);
            before += cost[core];
        }
        return owners;
    }

    private double cost(Slice slice) {
        double cost = NEURON * slice.neurons();
        double share = (double) slice.neurons() / network.population(slice.population()).shape().size();
        for (Projection projection : network.inbound(slice.population())) {
            double spikes = firing.rate(projection.source()) * inputs(projection.synapses(), share);
            cost += spikes * (RECEIVED + OPERATION * share * synapsesPerInput(projection.synapses()));
        }
        for (Projection projection : network.outbound(slice.population())) {
            double copies = projection.synapses() instanceof Synapses.Relay ? 1 : slices.stream().filter(to -> to.population() == projection.target()).count();
            cost += firing.rate(slice.population()) * slice.neurons() * SENT * copies;
        }
        return cost;
    }

    /** Inputs that reach a core which holds a share of the layer. */
    private static double inputs(Synapses synapses, double share) {
        return synapses.in().size() * (synapses instanceof Synapses.Relay ? share : 1);
    }

    private static double synapsesPerInput(Synapses synapses) {
        return switch (synapses) {
            case Synapses.Convolution s -> (double) s.out().size() * s.inPerGroup() * s.window().kernelY() * s.window().kernelX() / s.in().size();
            case Synapses.Dense s -> s.out().size();
            case Synapses.Relay s -> 1;
        };
    }
}
