package org.synfire.training.allocation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.engine.InputException;

class BitAllocatorTest {
    private static final List<Integer> BITS = List.of(2, 4, 8, 16);

    private static LayerSensitivity layer(String name, long weights, double trace, double errorAtTwoBits) {
        Map<Integer, Double> errors = new TreeMap<>();
        BITS.forEach(bits -> errors.put(bits, errorAtTwoBits * Math.pow(0.25, bits - 2)));
        return new LayerSensitivity(name, weights, trace, new TreeMap<>(errors));
    }

    private static List<LayerSensitivity> random(long seed, int layers) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, layers)
                .mapToObj(i -> layer("l" + i, 1 + random.nextInt(500), random.nextDouble(-1, 20), random.nextDouble(5)))
                .toList();
    }

    private static List<BitAllocation> everything(List<LayerSensitivity> layers) {
        List<List<Integer>> all = List.of(List.of());
        for (int i = 0; i < layers.size(); i++) {
            List<List<Integer>> longer = new ArrayList<>();
            for (List<Integer> bits : all) {
                for (int next : BITS) {
                    List<Integer> extended = new ArrayList<>(bits);
                    extended.add(next);
                    longer.add(extended);
                }
            }
            all = longer;
        }
        return all.stream().map(bits -> BitAllocation.of(layers, bits)).toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void optimumEqualsTheBestOfAll(long seed) {
        List<LayerSensitivity> layers = random(seed, 6);
        BitAllocator allocator = new BitAllocator(layers);
        List<BitAllocation> all = everything(layers);
        long least = allocator.equal(2).sizeBits();
        long most = allocator.equal(16).sizeBits();
        for (int i = 0; i <= 40; i++) {
            long budget = least + (most - least) * i / 40;
            double best = all.stream()
                    .filter(allocation -> allocation.sizeBits() <= budget)
                    .mapToDouble(BitAllocation::omega)
                    .min()
                    .orElseThrow();
            BitAllocation found = allocator.optimal(budget);
            assertEquals(best, found.omega(), 1e-12 * Math.max(1, best));
            assertTrue(found.sizeBits() <= budget);
            assertEquals(BitAllocation.of(layers, found.bits()).omega(), found.omega(), 1e-12);
        }
    }

    @Test
    void frontierRisesInSizeAndFallsInOmega() {
        List<BitAllocation> frontier = new BitAllocator(random(9, 12)).frontier();
        for (int i = 1; i < frontier.size(); i++) {
            assertTrue(frontier.get(i).sizeBits() > frontier.get(i - 1).sizeBits());
            assertTrue(frontier.get(i).omega() < frontier.get(i - 1).omega());
        }
        assertTrue(frontier.size() > 50);
    }

    @Test
    void budgetHoldsExactly() {
        BitAllocator allocator = new BitAllocator(List.of(layer("a", 10, 1, 1), layer("b", 10, 1, 1)));
        assertEquals(40, allocator.optimal(40).sizeBits());
        assertEquals(60, allocator.optimal(60).sizeBits());
        InputException e = assertThrows(InputException.class, () -> allocator.optimal(39));
        assertEquals("a budget of 39 bits: the smallest choice takes 40", e.getMessage());
    }

    /**
     * The weights of Lui and Neftci's network: 16 bits for its third and most sensitive layer, 8 for the others,
     * against 32: 58.4 % smaller.
     */
    @Test
    void ranksByRawTraceAsThePaperDoes() {
        List<LayerSensitivity> layers =
                List.of(layer("1", 6_272, 5, 1), layer("2", 401_408, 50, 1), layer("3", 802_816, 51, 1));
        BitAllocation byRank = new BitAllocator(layers).byRank(List.of(16, 8));
        assertEquals(List.of(8, 8, 16), byRank.bits());
        assertEquals(0.584, 1 - byRank.sizeBits() / (32.0 * 1_210_496), 5e-4);
        assertEquals(
                List.of(4, 8, 16),
                new BitAllocator(layers).byRank(List.of(16, 8, 4)).bits());
        assertThrows(InputException.class, () -> new BitAllocator(layers).byRank(List.of(8, 16)));
        assertThrows(InputException.class, () -> new BitAllocator(layers).byRank(List.of(6)));
    }

    @Test
    void negativeCurvatureCountsAsNone() {
        assertEquals(0, layer("a", 10, -3, 1).omega(2));
        assertEquals(0.5, layer("a", 10, 5, 1).omega(2));
    }

    /**
     * With two bits three values are left: 0.8 is the best unit for -1 and 0.6, where the largest magnitude would have
     * been 1.
     */
    @Test
    void roundingLeavesOutRareLargeWeights() {
        float[] weights = {0, 0.3f, -1, 0.6f};
        float[] rounded = RoundingError.rounded(weights, 2);
        assertEquals(-rounded[2], rounded[3]);
        assertEquals(0.8, rounded[3], 0.01);
        assertEquals(0.09 + 0.04 + 0.04, RoundingError.squared(weights, 2), 1e-3);
        assertTrue(RoundingError.squared(weights, 2) < 0.09 + 0.16);
        assertEquals(0, RoundingError.squared(new float[3], 4));
        assertTrue(RoundingError.squared(weights, 8) < RoundingError.squared(weights, 4));
        assertEquals(BITS, List.copyOf(RoundingError.squared(weights, BITS).keySet()));
    }
}
