package org.synfire.network.integer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;

/**
 * Several copies of a network side by side as one network, to fill a large mesh: all read the same input, and each
 * computes the same answer.
 *
 * <p>The populations of a copy follow those of the copy before, so that its cores are neighbours; the last copy's
 * answer is the network's. Weights are shared, not copied.
 */
public final class NetworkCopies {
    private NetworkCopies() {}

    /**
     * One input and {@code copies} times every other population, named {@code name/1}, {@code name/2} and so on; with 1
     * the network itself.
     *
     * @param network what to copy
     * @param copies 1 or more
     * @throws InputException if {@code copies} is below 1
     */
    public static IntegerNetwork of(IntegerNetwork network, int copies) {
        if (copies < 1) {
            throw new InputException("copies of a network: at least 1, not " + copies);
        }
        if (copies == 1) {
            return network;
        }
        List<Population> populations = new ArrayList<>(List.of(network.input()));
        List<Projection> projections = new ArrayList<>();
        int layers = network.populations().size() - 1;
        int[] weightBits = IntStream.rangeClosed(0, copies * layers)
                .map(p -> network.weightBits(p == 0 ? 0 : (p - 1) % layers + 1))
                .toArray();
        for (int copy = 0; copy < copies; copy++) {
            int offset = copy * layers;
            for (Population p : network.populations().subList(1, layers + 1)) {
                populations.add(p.renamed(p.id() + offset, p.name() + "/" + (copy + 1)));
            }
            for (Projection p : network.projections()) {
                int source = p.source() == 0 ? 0 : p.source() + offset;
                projections.add(p.between(projections.size(), source, p.target() + offset));
            }
        }
        return new IntegerNetwork(
                network.name() + " x " + copies, network.timeSteps(), weightBits, populations, projections);
    }

    /** For a population of the copied network and one of its copies, 0 the first, the number that it has there. */
    public static int population(IntegerNetwork network, int population, int copy) {
        return population == 0 ? 0 : population + copy * (network.populations().size() - 1);
    }
}
