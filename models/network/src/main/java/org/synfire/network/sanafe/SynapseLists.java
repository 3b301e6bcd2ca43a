package org.synfire.network.sanafe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers synapses that a file lists one by one, by the pair of groups that they connect. */
final class SynapseLists {
    private static final int SMALLEST = 64;

    private final Map<Long, Gathered> byPair = new LinkedHashMap<>();
    private Gathered last;
    private long lastPair = -1;

    private static final class Gathered {
        private int[] from = new int[SMALLEST];
        private int[] to = new int[SMALLEST];
        private short[] weights = new short[SMALLEST];
        private int count;

        void add(int source, int target, short weight) {
            if (count == from.length) {
                from = Arrays.copyOf(from, count + count / 2);
                to = Arrays.copyOf(to, from.length);
                weights = Arrays.copyOf(weights, from.length);
            }
            from[count] = source;
            to[count] = target;
            weights[count++] = weight;
        }
    }

    void add(int sourceGroup, int source, int targetGroup, int target, short weight) {
        long pair = (long) sourceGroup << Integer.SIZE | targetGroup;
        if (pair != lastPair) {
            lastPair = pair;
            last = byPair.computeIfAbsent(pair, _ -> new Gathered());
        }
        last.add(source, target, weight);
    }

    /**
     * What was gathered: full connections where a list has every pair once, in the order of sources and targets.
     *
     * @param sizes neurons of each group
     */
    List<SanaFeNetwork.Connection> connections(int[] sizes) {
        List<SanaFeNetwork.Connection> all = new ArrayList<>();
        byPair.forEach((pair, gathered) ->
                all.add(connection((int) (pair >>> Integer.SIZE), pair.intValue(), gathered, sizes)));
        return all;
    }

    private static SanaFeNetwork.Connection connection(int source, int target, Gathered gathered, int[] sizes) {
        short[] weights = Arrays.copyOf(gathered.weights, gathered.count);
        if (isFull(gathered, sizes[source], sizes[target])) {
            return new SanaFeNetwork.Connection.Dense(source, target, weights);
        }
        return new SanaFeNetwork.Connection.Listed(
                source,
                target,
                Arrays.copyOf(gathered.from, gathered.count),
                Arrays.copyOf(gathered.to, gathered.count),
                weights);
    }

    private static boolean isFull(Gathered gathered, int sources, int targets) {
        boolean isFull = gathered.count == (long) sources * targets;
        for (int s = 0; isFull && s < gathered.count; s++) {
            isFull = gathered.from[s] == s / targets && gathered.to[s] == s % targets;
        }
        return isFull;
    }
}
