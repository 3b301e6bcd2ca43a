package org.synfire.emulator.core;

import java.util.List;
import java.util.stream.DoubleStream;
import org.synfire.emulator.map.Slice;
import org.synfire.network.integer.Coding;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.SparseSynapses;
import org.synfire.network.integer.Synapses;

/**
 * Which worker owns which core, so that all workers have about the same to do in a step.
 *
 * <p>In the pipeline all layers work at the same time, so each worker gets neighbouring layers: then few packets cross
 * from one worker to another, and what those cost their receiver is part of its share. Without the pipeline one layer
 * works at a time, so each worker gets an equal part of each layer, of neighbouring cores. The estimated costs only
 * move host time around, never a result.
 */
final class WorkerShares {
    /**
     * Host nanoseconds, about.
     *
     * @param neuron of a neuron in a step
     * @param sent of a packet sent
     * @param received of a packet received
     * @param operation of a synaptic operation
     * @param crossed of a packet from another worker, besides
     */
    private record Costs(double neuron, double sent, double received, double operation, double crossed) {
        /** Fitted to the times of ResNet-20's cores, step by step and packet by packet. */
        static final Costs OF_STEPS = new Costs(2, 1.5, 1, 0.01, 3);

        /** Fitted to a profile of ResNet-20 with windows, words and cores together. */
        static final Costs OF_WINDOWS = new Costs(0.4, 0.3, 0.4, 0.02, 0.3);
    }

    /** What a worker has to do for each other in a step, whatever it sends. */
    private static final double MEETING = 1_000;

    private static final int HALVINGS = 30;

    private final IntegerNetwork network;
    private final List<Slice> slices;
    private final Firing firing;
    private final Costs costs;
    private final int[] cores;
    /** For each core the neurons of its layer on the cores before it. */
    private final int[] neuronsBefore;

    WorkerShares(IntegerNetwork network, List<Slice> slices, Firing firing) {
        this.network = network;
        this.slices = slices;
        this.firing = firing;
        this.costs = network.coding() == Coding.CODES ? Costs.OF_WINDOWS : Costs.OF_STEPS;
        this.cores = new int[network.populations().size()];
        this.neuronsBefore = new int[slices.size()];
        int[] neurons = new int[cores.length];
        for (Slice slice : slices) {
            cores[slice.population()]++;
            neuronsBefore[slice.id()] = neurons[slice.population()];
            neurons[slice.population()] += slice.neurons();
        }
    }

    /** For each core the worker that owns it. */
    int[] owners(int workers, boolean pipelined) {
        return pipelined ? neighbouringLayers(workers) : partsOfLayers(workers);
    }

    private int[] partsOfLayers(int workers) {
        int[] owners = new int[slices.size()];
        int[] before = new int[cores.length];
        for (Slice slice : slices) {
            int population = slice.population();
            owners[slice.id()] = (int) ((long) before[population]++ * workers / cores[population]);
        }
        return owners;
    }

    /** Estimated host nanoseconds of a step with so many workers: of the one that has most to do. */
    double nanosOfStep(int workers, boolean pipelined) {
        double meeting = MEETING * (workers - 1);
        double[] cost = slices.stream().mapToDouble(this::cost).toArray();
        int[] owners = owners(workers, pipelined);
        if (!pipelined) {
            return DoubleStream.of(cost).sum() / workers / network.populations().size() + meeting;
        }
        double[] load = new double[workers];
        Slice[] first = new Slice[workers];
        for (Slice slice : slices) {
            int worker = owners[slice.id()];
            first[worker] = first[worker] == null ? slice : first[worker];
            load[worker] += cost[slice.id()] + crossing(first[worker], slice);
        }
        return DoubleStream.of(load).max().orElse(0) + meeting;
    }

    /** Neighbouring cores for each worker, so that the one with most to do has as little as possible. */
    private int[] neighbouringLayers(int workers) {
        double[] cost = slices.stream().mapToDouble(this::cost).toArray();
        int[] owners = new int[cost.length];
        double tooLittle = 0;
        double enough = 2 * DoubleStream.of(cost).sum();
        for (int halving = 0; halving < HALVINGS; halving++) {
            double most = (tooLittle + enough) / 2;
            if (share(cost, most, owners) <= workers) {
                enough = most;
            } else {
                tooLittle = most;
            }
        }
        share(cost, enough, owners);
        return owners;
    }

    /**
     * Gives each worker in turn as many cores as it can have with at most so much to do. @return how many workers that
     * takes
     */
    private int share(double[] cost, double most, int[] owners) {
        int worker = 0;
        Slice first = slices.getFirst();
        double load = 0;
        for (Slice slice : slices) {
            double more = cost[slice.id()] + crossing(first, slice);
            if (slice != first && load + more > most) {
                worker++;
                first = slice;
                load = 0;
                more = cost[slice.id()] + crossing(first, slice);
            }
            load += more;
            owners[slice.id()] = worker;
        }
        return worker + 1;
    }

    /** What packets cost a core that come from other workers, if its worker's cores begin with {@code first}. */
    private double crossing(Slice first, Slice slice) {
        double packets = 0;
        for (Projection projection : network.inbound(slice.population())) {
            packets += shareBefore(first, projection.source()) * arriving(projection, slice);
        }
        return costs.crossed * packets;
    }

    /** How much of a layer is on cores before this one. */
    private double shareBefore(Slice first, int population) {
        if (first.population() != population) {
            return first.population() > population ? 1 : 0;
        }
        return (double) neuronsBefore[first.id()]
                / network.population(population).shape().size();
    }

    /** Spikes of a step that reach a core by a projection. */
    private double arriving(Projection projection, Slice slice) {
        return firing.rate(projection.source()) * inputs(projection.synapses(), share(slice));
    }

    private double share(Slice slice) {
        return (double) slice.neurons()
                / network.population(slice.population()).shape().size();
    }

    private double cost(Slice slice) {
        double cost = costs.neuron * slice.neurons();
        for (Projection projection : network.inbound(slice.population())) {
            cost += arriving(projection, slice)
                    * (costs.received + costs.operation * share(slice) * synapsesPerInput(projection.synapses()));
        }
        for (Projection projection : network.outbound(slice.population())) {
            double copies = projection.synapses() instanceof Synapses.Identity ? 1 : cores[projection.target()];
            cost += firing.rate(slice.population()) * slice.neurons() * costs.sent * copies;
        }
        return cost;
    }

    /** Inputs that reach a core which holds a share of the layer. */
    private static double inputs(Synapses synapses, double share) {
        return synapses.in().size() * (synapses instanceof Synapses.Identity ? share : 1);
    }

    private static double synapsesPerInput(Synapses synapses) {
        return switch (synapses) {
            case Synapses.Convolution s ->
                (double) s.out().size()
                        * s.inPerGroup()
                        * s.window().kernelY()
                        * s.window().kernelX()
                        / s.in().size();
            case Synapses.Dense s -> s.out().size();
            case Synapses.Identity s -> 1;
            case SparseSynapses s -> (double) s.connections() / s.in().size();
        };
    }
}
