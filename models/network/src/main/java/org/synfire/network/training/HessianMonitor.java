package org.synfire.network.training;

/** Watches a measurement of curvature and can stop it. */
public interface HessianMonitor {
    /** A monitor that ignores everything and never stops the measurement. */
    HessianMonitor NONE = new HessianMonitor() {};

    /** Whether the measurement should stop. */
    default boolean isStopped() {
        return false;
    }

    /**
     * Called after every random vector.
     *
     * @param drawn vectors drawn so far
     * @param largestError the largest relative standard error of a layer's trace
     */
    default void onVector(int drawn, double largestError) {}

    /**
     * Called after every network that was judged with rounded weights.
     *
     * @param judged networks judged so far
     * @param total networks to be judged
     */
    default void onNetwork(int judged, int total) {}
}
