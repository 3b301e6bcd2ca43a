package org.synfire.network.quantize;

import org.synfire.network.graph.Node;

/**
 * Between what values are limited.
 *
 * @param low least value, real
 * @param high greatest value, real
 */
record Limits(float low, float high) {
    /** No limits. */
    static final Limits NONE = new Limits(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);

    /** Limited further. */
    Limits then(Node.Clamp clamp) {
        return new Limits(Math.clamp(low, clamp.low(), clamp.high()), Math.clamp(high, clamp.low(), clamp.high()));
    }
}
