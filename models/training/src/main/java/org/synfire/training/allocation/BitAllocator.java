package org.synfire.training.allocation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;

/**
 * Chooses bits for the layers of a network by their sensitivity.
 *
 * @param layers in the order of the network
 */
public record BitAllocator(List<LayerSensitivity> layers) {
    /** The largest frontier that is followed. */
    private static final int MAX_FRONTIER = 1 << 20;

    /** @throws InputException if there is no layer */
    public BitAllocator {
        layers = List.copyOf(layers);
        if (layers.isEmpty()) {
            throw new InputException("there is no layer to give bits to");
        }
    }

    /** The same bits for every layer. */
    public BitAllocation equal(int bits) {
        requireOffered(bits);
        return BitAllocation.of(layers, Collections.nCopies(layers.size(), bits));
    }

    /**
     * Bits by rank: the layer with the largest trace gets the first of {@code bits}, the next layer the second, and so
     * on. Layers beyond the end of the list get its last number.
     *
     * <p><b>Source:</b> Lui and Neftci, who give the layer with the largest trace 16 bits and the others 8. They rank
     * by the raw trace, not per weight.
     *
     * @param bits numbers of bits, falling
     * @throws InputException if they rise, or a layer does not offer them
     */
    public BitAllocation byRank(List<Integer> bits) {
        if (bits.isEmpty()
                || !bits.equals(bits.stream().sorted(Comparator.reverseOrder()).toList())) {
            throw new InputException("bits by rank must fall from the most sensitive layer on, found " + bits);
        }
        bits.forEach(this::requireOffered);
        List<Integer> ranked = IntStream.range(0, layers.size())
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -layers.get(i).trace()))
                .toList();
        Integer[] chosen = new Integer[layers.size()];
        for (int rank = 0; rank < chosen.length; rank++) {
            chosen[ranked.get(rank)] = bits.get(Math.min(rank, bits.size() - 1));
        }
        return BitAllocation.of(layers, List.of(chosen));
    }

    /**
     * The allocation of least omega whose weights take at most so many bits; the smaller one where two are equal.
     *
     * @param budgetBits most bits of all weights together
     * @throws InputException if even the fewest bits are too many
     */
    public BitAllocation optimal(long budgetBits) {
        List<BitAllocation> frontier = frontier();
        BitAllocation best = null;
        for (BitAllocation candidate : frontier) {
            best = candidate.sizeBits() <= budgetBits ? candidate : best;
        }
        if (best == null) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "a budget of %d bits: the smallest choice takes %d",
                    budgetBits,
                    frontier.getFirst().sizeBits()));
        }
        return best;
    }

    /**
     * The Pareto frontier: all allocations that no other beats in both size and omega, by rising size and falling
     * omega. It is exact. It is built layer by layer: an allocation that is beaten on some of the layers is beaten on
     * all.
     *
     * <p><b>Source:</b> HAWQ-V2, without its rule that a layer with a larger mean trace never gets fewer bits.
     */
    public List<BitAllocation> frontier() {
        List<BitAllocation> frontier = List.of(new BitAllocation(List.of(), 0, 0));
        for (LayerSensitivity layer : layers) {
            frontier = unbeaten(extended(frontier, layer));
            if (frontier.size() > MAX_FRONTIER) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "more than %d allocations beat each other in one way only; offer fewer numbers of bits",
                        MAX_FRONTIER));
            }
        }
        return frontier;
    }

    private static List<BitAllocation> extended(List<BitAllocation> frontier, LayerSensitivity layer) {
        List<BitAllocation> extended = new ArrayList<>();
        for (BitAllocation partial : frontier) {
            for (int bits : layer.errors().keySet()) {
                List<Integer> all = new ArrayList<>(partial.bits());
                all.add(bits);
                extended.add(new BitAllocation(
                        all, partial.sizeBits() + layer.sizeBits(bits), partial.omega() + layer.omega(bits)));
            }
        }
        return extended;
    }

    private static List<BitAllocation> unbeaten(List<BitAllocation> candidates) {
        candidates.sort(Comparator.comparingLong(BitAllocation::sizeBits).thenComparingDouble(BitAllocation::omega));
        List<BitAllocation> frontier = new ArrayList<>();
        for (BitAllocation candidate : candidates) {
            if (frontier.isEmpty() || candidate.omega() < frontier.getLast().omega()) {
                frontier.add(candidate);
            }
        }
        return frontier;
    }

    private void requireOffered(int bits) {
        for (LayerSensitivity layer : layers) {
            if (!layer.errors().containsKey(bits)) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "layer %s offers %s bits, not %d",
                        layer.name(),
                        layer.errors().keySet(),
                        bits));
            }
        }
    }
}
