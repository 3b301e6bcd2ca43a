package org.synfire.emulator.map;

import org.synfire.network.graph.Shape;

/**
 * The part of a population that one core holds: some channels of a rectangle of positions.
 *
 * <p>A core's neurons are numbered in the order row, column, channel, the last running fastest: neurons of one position
 * are neighbours.
 *
 * @param id its number in the mapping; slices are numbered in the order of populations
 * @param node the mesh node that holds it
 * @param population the population it belongs to
 */
public record Slice(
        int id,
        int node,
        int population,
        int channelFrom,
        int channelTo,
        int rowFrom,
        int rowTo,
        int columnFrom,
        int columnTo) {
    /**
     * Which part of its population a slice holds, whatever its number, its node and its population are.
     *
     * @param channelFrom first channel
     * @param channelTo one past the last channel
     * @param rowFrom first row
     * @param rowTo one past the last row
     * @param columnFrom first column
     * @param columnTo one past the last column
     */
    public record Bounds(int channelFrom, int channelTo, int rowFrom, int rowTo, int columnFrom, int columnTo) {}

    /** Which part of its population it holds. */
    public Bounds bounds() {
        return new Bounds(channelFrom, channelTo, rowFrom, rowTo, columnFrom, columnTo);
    }

    /** Channels held. */
    public int channels() {
        return channelTo - channelFrom;
    }

    /** Rows held. */
    public int rows() {
        return rowTo - rowFrom;
    }

    /** Columns held. */
    public int columns() {
        return columnTo - columnFrom;
    }

    /** Neurons held. */
    public int neurons() {
        return channels() * rows() * columns();
    }

    /** Whether it holds every position of the map. */
    public boolean holdsWholeMap(Shape shape) {
        return rows() == shape.height() && columns() == shape.width();
    }

    /** Whether it holds an element of its population. */
    public boolean holds(int channel, int row, int column) {
        return channel >= channelFrom
                && channel < channelTo
                && row >= rowFrom
                && row < rowTo
                && column >= columnFrom
                && column < columnTo;
    }

    /** The core's number for an element of its population that it holds. */
    public int neuron(int channel, int row, int column) {
        return ((row - rowFrom) * columns() + column - columnFrom) * channels() + channel - channelFrom;
    }

    /** The number that the core's neuron has in its population, in the order channel, row, column. */
    public int element(Shape shape, int neuron) {
        int channel = neuron % channels();
        int position = neuron / channels();
        return shape.index(channelFrom + channel, rowFrom + position / columns(), columnFrom + position % columns());
    }
}
