package org.synfire.network.reference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.synfire.network.integer.IntegerNetwork;

class DenseReferencePropertyTest {
    @Property(tries = 2000)
    void everyValueIsThatOfTheDefinition(@ForAll long seed) {
        requireDefinition(RandomNetworks.draw(seed), seed);
    }

    @Property(tries = 2000)
    void alsoInRegistersOfLimitedWidthAndWithSpikesKeptBack(
            @ForAll long seed, @ForAll boolean scaled, @ForAll boolean sparse) {
        requireDefinition(RandomNetworks.altered(RandomNetworks.draw(seed), seed, scaled, sparse), seed);
    }

    private static void requireDefinition(IntegerNetwork network, long seed) {
        DenseReference reference = new DenseReference(network);
        for (int image = 0; image < 2; image++) {
            int[] codes = RandomNetworks.image(network, seed + image);
            int[][] expected = NaiveNetwork.compute(network, codes);
            reference.compute(codes);
            for (int p = 0; p < expected.length; p++) {
                assertArrayEquals(
                        expected[p], reference.values(p), network.population(p).name());
            }
        }
    }
}
