package org.synfire.emulator.map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.emulator.experiment.Experiment;
import org.synfire.emulator.result.RunResult;
import org.synfire.network.data.RandomImages;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.InputCodes;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.MaxGate;
import org.synfire.network.integer.Population;
import org.synfire.network.reference.DenseReference;
import org.synfire.network.reference.RandomNetworks;
import org.synfire.noc.ChipLimitException;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.ChipFigure;
import org.synfire.noc.chip.Chips;

/** Copies in strips change no value and let a chip hold what it could not. */
class PoolingStripsTest {
    private static ChipDescription chip(int neurons) {
        return Chips.darwin3()
                .with(ChipFigure.NEURONS, neurons, "small enough to cut small layers")
                .withChips(2, 2);
    }

    private static IntegerNetwork overlapping() {
        return new NetworkBuilder(2, 13, 10)
                .convolution(3, 3, 1, 1)
                .maxPool(3, 2)
                .convolution(4, 3, 1, 1)
                .dense(5)
                .build();
    }

    @Test
    void anOverlappingPoolingIsDividedIntoStrips() {
        IntegerNetwork network = overlapping();
        Mapping mapping = Mapper.map(network, chip(70));
        IntegerNetwork strips = mapping.network();
        Population copy = strips.population(2);
        assertEquals("layer1 in strips", copy.name());
        // strips of 7 rows: 0..6 for three rows of the output, 6..12 for three more
        assertEquals(14, copy.shape().height());
        assertEquals(2, strips.inbound(2).size(), "row 6 is copied twice");
        assertEquals(network.populations().size() + 1, strips.populations().size());
        assertTrue(mapping.slices().stream().skip(1).allMatch(slice -> slice.neurons() <= 70));
        requireSameValues(network, strips, 1);
    }

    @Test
    void aPlacementNamesTheCopyToo(@TempDir Path directory) throws IOException {
        Mapping found = Mapper.map(overlapping(), chip(70));
        String text = PlacementFile.text(found);
        assertTrue(text.contains("layer1 in strips"), text);
        Placement placement = PlacementFile.read(Files.writeString(directory.resolve("p.yaml"), text));
        assertEquals(
                found.slices(), Mapper.map(overlapping(), chip(70), placement).slices());
    }

    @Test
    void nothingIsCopiedWhereALineIsLeftOrACoreIsLargeEnough() {
        IntegerNetwork network = overlapping();
        assertSame(network, PoolingStrips.of(network, chip(130)));
        IntegerNetwork apart = new NetworkBuilder(1, 12, 12)
                .convolution(1, 1, 1, 0)
                .maxPool(2, 2)
                .dense(2)
                .build();
        assertSame(apart, PoolingStrips.of(apart, chip(30)));
    }

    @Test
    void aRowOfWindowsLargerThanACoreIsLeftToTheMapper() {
        IntegerNetwork network = overlapping();
        assertSame(network, PoolingStrips.of(network, chip(29)));
        assertThrows(ChipLimitException.class, () -> Mapper.map(network, chip(29)));
    }

    /** Nobody who runs a network needs to know that a copy was put in. */
    @Test
    void aRunReadsTheCopyWithoutBeingAsked() {
        IntegerNetwork network = overlapping();
        Shape input = network.input().shape();
        int[] codes = new int[256];
        Arrays.setAll(codes, pixel -> pixel / 2);
        RunResult result = Experiment.on(chip(70))
                .threads(2)
                .run(
                        new EncodedNetwork(network, new InputCodes(new int[][] {codes}, input)),
                        new RandomImages(input.channels(), input.height(), input.width(), 3, 5))
                .result();
        assertEquals(0, result.witnesses().reference().orElseThrow().mismatchedValues());
        assertEquals("layer1 in strips", result.layers().get(2).name());
        assertTrue(result.layers().getLast().sops() > 0);
    }

    /** Every population has the values that it had, and so has every copy, element by element. */
    private static void requireSameValues(IntegerNetwork network, IntegerNetwork strips, long seed) {
        DenseReference before = new DenseReference(network);
        DenseReference after = new DenseReference(strips);
        for (long image = seed; image < seed + 3; image++) {
            before.compute(RandomNetworks.image(network, image));
            after.compute(RandomNetworks.image(network, image));
            int next = 0;
            for (Population population : strips.populations()) {
                if (population.name().endsWith(" in strips")) {
                    continue;
                }
                assertArrayEquals(before.values(next++), after.values(population.id()), "layer " + population.name());
            }
            assertEquals(network.populations().size(), next);
        }
    }

    @Property(tries = 300)
    void noValueChanges(@ForAll long seed, @ForAll @IntRange(min = 8, max = 100) int neurons, @ForAll boolean scaled) {
        IntegerNetwork network = RandomNetworks.altered(RandomNetworks.draw(seed), seed, scaled, true);
        requireSameValues(network, PoolingStrips.of(network, chip(neurons)), seed);
    }

    @Property(tries = 100)
    void stripsAreNoLargerThanACore(
            @ForAll @IntRange(min = 1, max = 5) int kernel,
            @ForAll @IntRange(min = 1, max = 3) int stride,
            @ForAll @IntRange(min = 5, max = 30) int height,
            @ForAll long seed) {
        int width = 5 + new Random(seed).nextInt(8);
        int neurons = kernel * width + new Random(seed).nextInt(width * 3);
        IntegerNetwork network = new NetworkBuilder(1, height, width)
                .convolution(2, 1, 1, 0)
                .maxPool(kernel, stride)
                .dense(2)
                .build();
        IntegerNetwork strips = PoolingStrips.of(network, chip(neurons));
        requireSameValues(network, strips, seed);
        for (var projection : strips.projections()) {
            projection
                    .gate()
                    .map(MaxGate::in)
                    .ifPresent(in -> assertTrue(new CutLines(
                                    in,
                                    strips.outbound(projection.source()).stream()
                                            .flatMap(p -> p.gate().stream())
                                            .distinct()
                                            .toList())
                            .tiles(neurons)
                            .isPresent()));
        }
    }
}
