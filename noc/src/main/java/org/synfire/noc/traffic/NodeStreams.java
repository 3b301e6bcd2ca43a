package org.synfire.noc.traffic;

/**
 * One stream of random numbers per node. The draws of a node depend only on the seed and on its own earlier draws, not
 * on other nodes, on threads, or on cycles without a draw.
 *
 * <p><b>Equation:</b> SplitMix64, a counter with an increment of {@code floor(2^64 / golden ratio)} through a mixing
 * function (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014); the node's number,
 * mixed with the seed, is where its counter starts. Plain integer arithmetic: the same on every machine.
 *
 * <p><b>Threads:</b> a node's stream by one thread at a time. <b>Memory:</b> 8 bytes a node; no call allocates.
 */
public final class NodeStreams {
    private static final long GAMMA = 0x9E3779B97F4A7C15L;
    private static final int FRACTION_BITS = 53;
    private static final double FRACTION = 0x1p-53;

    private final long[] counters;

    /**
     * @param seed of all streams
     * @param nodes how many streams
     */
    public NodeStreams(long seed, int nodes) {
        counters = new long[nodes];
        long start = mixed(seed);
        for (int node = 0; node < nodes; node++) {
            counters[node] = mixed(start + node);
        }
    }

    /**
     * 64 random bits.
     *
     * @param node whose stream
     */
    public long nextBits(int node) {
        return mixed(counters[node] += GAMMA);
    }

    /**
     * Uniform in (0, 1], never 0: a multiple of 2^-53.
     *
     * @param node whose stream
     */
    public double nextFraction(int node) {
        return ((nextBits(node) >>> (Long.SIZE - FRACTION_BITS)) + 1) * FRACTION;
    }

    /**
     * Uniform in 0 to {@code bound - 1}, its probability exact to 2^-64.
     *
     * @param node whose stream
     * @param bound how many values, at least 1
     */
    public int nextBelow(int node, int bound) {
        return (int) Math.unsignedMultiplyHigh(nextBits(node), bound);
    }

    private static long mixed(long value) {
        long folded = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        folded = (folded ^ folded >>> 27) * 0x94D049BB133111EBL;
        return folded ^ folded >>> 31;
    }
}
