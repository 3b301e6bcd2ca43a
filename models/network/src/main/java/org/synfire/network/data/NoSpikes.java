package org.synfire.network.data;

import java.util.List;
import org.synfire.network.graph.Shape;

/**
 * One sample without a spike, for networks that neurons drive by themselves.
 *
 * @param name for reports
 * @param steps time steps, at least 1
 */
public record NoSpikes(String name, int steps) implements SpikeSet {
    /** @throws IllegalArgumentException if there is no step */
    public NoSpikes {
        if (steps < 1) {
            throw new IllegalArgumentException("a sample of " + steps + " steps");
        }
    }

    @Override
    public int size() {
        return 1;
    }

    @Override
    public int classes() {
        return 0;
    }

    @Override
    public boolean isLabelled() {
        return false;
    }

    @Override
    public int label(int index) {
        return 0;
    }

    @Override
    public List<String> remarks() {
        return List.of();
    }

    @Override
    public Shape shape() {
        return Shape.vector(1);
    }

    @Override
    public int spikes(int sample, int step, int[] into) {
        return 0;
    }
}
