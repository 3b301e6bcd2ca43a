package org.synfire.network.graph;

/**
 * How the model file itself wants the image, for running it as it stands.
 *
 * @param name the name of the graph's input
 * @param dimensions the dimensions it declares, the batch first; {@code channelsLast} says what the others mean
 * @param channelsLast whether elements come in the order row, column, channel
 * @param type element type
 */
public record InputFeed(String name, long[] dimensions, boolean channelsLast, ElementType type) {
    /** Element types that a graph's input can have. An integer input is dequantised by the node that follows it. */
    public enum ElementType {
        /** 32-bit floating point. */
        FLOAT,
        /** 64-bit floating point. */
        DOUBLE,
        /** 16-bit floating point. */
        FLOAT16,
        /** Signed 8-bit integers. */
        INT8,
        /** Unsigned 8-bit integers. */
        UINT8
    }
}
