package org.synfire.noc.chip;

import org.synfire.noc.Mesh;

/**
 * Every single number of a chip file's section {@code events}: what single events on a chip take, where the chip's
 * steps end when all cores are done. The order is the order in which they are shown.
 */
public enum EventFigure {
    /** Nodes of a tile across; the cores of a tile share a router. */
    TILE_WIDTH("tileWidth", "nodes", 1, Mesh.MAX_NODES, true),
    /** Nodes of a tile down. */
    TILE_HEIGHT("tileHeight", "nodes", 1, Mesh.MAX_NODES, true),
    /** Energy of looking a neuron up, which happens in every step. */
    ACCESS_ENERGY("neuronAccessEnergy", "pJ"),
    /** Time of looking a neuron up. */
    ACCESS_TIME("neuronAccessTime", "ns"),
    /** Energy of an update that changes a neuron, on top of the access. */
    UPDATE_ENERGY("neuronUpdateEnergy", "pJ"),
    /** Time of an update that changes a neuron, on top of the access. */
    UPDATE_TIME("neuronUpdateTime", "ns"),
    /** Energy of a neuron's spike, on top of its update. */
    SPIKE_ENERGY("spikeEnergy", "pJ"),
    /** Time of a neuron's spike, on top of its update. */
    SPIKE_TIME("spikeTime", "ns"),
    /** Energy of a synaptic operation of a full connection. */
    DENSE_ENERGY("denseOperationEnergy", "pJ"),
    /** Time of a synaptic operation of a full connection. */
    DENSE_TIME("denseOperationTime", "ns"),
    /** Energy of a synaptic operation of synapses listed one by one. */
    SPARSE_ENERGY("sparseOperationEnergy", "pJ"),
    /** Time of a synaptic operation of synapses listed one by one. */
    SPARSE_TIME("sparseOperationTime", "ns"),
    /** Energy of a synaptic operation of shared weights. */
    CONVOLUTION_ENERGY("convolutionOperationEnergy", "pJ"),
    /** Time of a synaptic operation of shared weights. */
    CONVOLUTION_TIME("convolutionOperationTime", "ns"),
    /** Energy of sending a packet. */
    MESSAGE_OUT_ENERGY("messageOutEnergy", "pJ"),
    /** Time of sending a packet. */
    MESSAGE_OUT_TIME("messageOutTime", "ns"),
    /** Energy of receiving a packet. */
    MESSAGE_IN_ENERGY("messageInEnergy", "pJ"),
    /** Time of receiving a packet. */
    MESSAGE_IN_TIME("messageInTime", "ns"),
    /** Energy of a packet from tile to tile along x. */
    EAST_WEST_HOP_ENERGY("eastWestHopEnergy", "pJ"),
    /** Energy of a packet from tile to tile along y. */
    NORTH_SOUTH_HOP_ENERGY("northSouthHopEnergy", "pJ");

    private static final double MOST = 1e12;

    private final FigureRange range;
    private final String key;

    EventFigure(String key, String unit) {
        this(key, unit, 0, MOST, false);
    }

    EventFigure(String key, String unit, double least, double most, boolean isWhole) {
        this.key = key;
        this.range = new FigureRange(unit, least, most, isWhole);
    }

    /** Its key in the section. */
    public String key() {
        return key;
    }

    /** Its unit, which the chip file must repeat. */
    public String unit() {
        return range.unit();
    }

    /** Section and key, joined by a dot. */
    public String path() {
        return EventCosts.SECTION + "." + key;
    }

    FigureRange range() {
        return range;
    }
}
