package org.synfire.network.detect;

import org.synfire.network.graph.Shape;

/**
 * What a network gives for one image at one of its outputs.
 *
 * @param form name and shape
 * @param values real values in the order channel, row, column; as many as the shape has elements
 */
public record Output(Form form, float[] values) {
    /**
     * Name and shape of an output.
     *
     * @param name in the network
     * @param shape of its values
     */
    public record Form(String name, Shape shape) {
        @Override
        public String toString() {
            return name + " (" + shape + ")";
        }
    }

    /** The value of a channel at a position. */
    float value(int channel, int row, int column) {
        return values[form.shape().index(channel, row, column)];
    }
}
