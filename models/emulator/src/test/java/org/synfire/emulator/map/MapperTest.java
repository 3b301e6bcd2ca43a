package org.synfire.emulator.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.engine.InputException;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkCopies;
import org.synfire.noc.Mesh;
import org.synfire.noc.Reachability;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.ChipFigure;
import org.synfire.noc.chip.ChipFile;
import org.synfire.noc.chip.Chips;
import org.synfire.noc.chip.CoreType;
import org.synfire.noc.cycle.Routing;

class MapperTest {
    private static final ChipDescription DARWIN3 = Chips.darwin3();

    private static List<Integer> neurons(Mapping mapping, int population) {
        return mapping.slices(population).stream().map(Slice::neurons).toList();
    }

    private static ChipDescription mesh(int width, int height) {
        return DARWIN3.with(ChipFigure.MESH_WIDTH, width, "small").with(ChipFigure.MESH_HEIGHT, height, "small");
    }

    @Test
    void sixteenChannelsOf32x32TakeFourCoresOfFourChannels() {
        Mapping mapping = Mapper.map(
                new NetworkBuilder(3, 32, 32).convolution(16, 3, 1, 1).build(), DARWIN3);
        assertEquals(List.of(4096, 4096, 4096, 4096), neurons(mapping, 1));
        assertEquals(
                List.of(0, 4, 8, 12),
                mapping.slices(1).stream().map(Slice::channelFrom).toList());
        assertEquals(4, mapping.cores());
        assertEquals(1, mapping.chips());
        assertFalse(mapping.isBeyondCompiler(1));
        assertEquals(0, mapping.slices().getFirst().node());
    }

    /** What the healthy chip would use is dead: none of it is used, and no way crosses it. */
    @Test
    void nothingLiesOnWhatIsDead(@TempDir Path directory) throws IOException {
        IntegerNetwork network = new NetworkBuilder(3, 32, 32)
                .convolution(16, 3, 1, 1)
                .convolution(16, 3, 1, 1)
                .build();
        Mapping healthy = Mapper.map(network, DARWIN3);
        Mesh mesh = DARWIN3.mesh();
        String routers = healthy.slices().stream()
                .skip(1)
                .limit(3)
                .map(slice -> String.format(Locale.ROOT, "{x: %d, y: %d}", mesh.x(slice.node()), mesh.y(slice.node())))
                .collect(Collectors.joining(", "));
        ChipDescription chip;
        try (InputStream darwin3 = Chips.class.getResourceAsStream("darwin3.yaml")) {
            String text = new String(darwin3.readAllBytes(), StandardCharsets.UTF_8) + "\nfaults: {routers: [" + routers
                    + "]}\n";
            chip = ChipFile.read(Files.writeString(directory.resolve("faulty.yaml"), text));
        }
        assertEquals(DARWIN3.neuronCores() - 3, chip.neuronCores());
        Mapping mapping = Mapper.map(network, chip);
        assertEquals(healthy.cores(), mapping.cores());
        Reachability ways = Routing.XY.reachability(mesh, chip.faults());
        mapping.slices().forEach(slice -> assertFalse(chip.faults().isRouterFaulty(slice.node())));
        mapping.flows()
                .forEach(flow -> assertTrue(ways.isReachable(
                        mapping.slices().get(flow.from()).node(),
                        mapping.slices().get(flow.to()).node())));
        assertTrue(String.join("\n", MeshPicture.lines(mapping)).contains("x"));
    }

    @Test
    void partsOfALayerDifferByAtMostOneChannel() {
        Mapping mapping = Mapper.map(
                new NetworkBuilder(1, 32, 32).convolution(18, 1, 1, 0).build(), DARWIN3);
        assertEquals(List.of(3 * 1024, 4 * 1024, 3 * 1024, 4 * 1024, 4 * 1024), neurons(mapping, 1));
    }

    @Test
    void aCoreHoldsExactlyItsNeurons() {
        assertEquals(
                List.of(4096),
                neurons(
                        Mapper.map(
                                new NetworkBuilder(1, 64, 64)
                                        .convolution(1, 1, 1, 0)
                                        .build(),
                                DARWIN3),
                        1));
        Mapping cut =
                Mapper.map(new NetworkBuilder(1, 64, 65).convolution(1, 1, 1, 0).build(), DARWIN3);
        assertEquals(List.of(32 * 65, 32 * 65), neurons(cut, 1));
        assertTrue(cut.isBeyondCompiler(1));
    }

    @Test
    void outputsOfAFullConnectionAreCutWhereMemoryEnds() {
        // n outputs on a core: n words of state, 32 (1 + ceil(n / 6)) of metadata and weights, ceil(n / 4) of numbers
        IntFunction<Long> words = n -> n + 32L * (1 + (n + 5) / 6) + (n + 3) / 4;
        ChipDescription small = DARWIN3.with(ChipFigure.AXON_IN_WORDS_BIG, words.apply(120), "test")
                .with(ChipFigure.AXON_IN_WORDS_LITTLE, 100, "test");
        assertEquals(
                List.of(120),
                neurons(Mapper.map(new NetworkBuilder(32, 1, 1).dense(120).build(), small), 1));
        assertEquals(
                List.of(60, 61),
                neurons(Mapper.map(new NetworkBuilder(32, 1, 1).dense(121).build(), small), 1));
    }

    @Test
    void whatFitsALittleCoreNeedsNoBigOne() {
        ChipDescription big = mesh(2, 2);
        ChipDescription little = DARWIN3.with(ChipFigure.AXON_IN_WORDS_BIG, 8192, "no big core");
        // 1000 (1 + ceil(n / 6)) + n + ceil(n / 4) words: 42 outputs take 8053, 43 take 9054
        assertEquals(
                8053,
                Mapper.map(new NetworkBuilder(1000, 1, 1).dense(42).build(), big)
                        .uses()
                        .get(1)
                        .axonInWords());
        Mapping needsBig = Mapper.map(new NetworkBuilder(1000, 1, 1).dense(43).build(), big);
        assertEquals(9054, needsBig.uses().get(1).axonInWords());
        assertEquals(CoreType.BIG, needsBig.uses().get(1).type());
        assertEquals(65_536, needsBig.uses().get(1).axonInLimit());
        assertEquals(
                2,
                Mapper.map(new NetworkBuilder(1000, 1, 1).dense(43).build(), little)
                        .cores());
    }

    @Test
    void layersAreCutFurtherWhereBigCoresAreTooFew() {
        // columns 0 and 1 are big, 2 and 3 little: a row of 4 nodes has, besides the I/O node, one big core and two
        // little ones
        ChipDescription row = mesh(4, 1);
        IntegerNetwork one = new NetworkBuilder(1000, 1, 1).dense(43).build();
        assertEquals(List.of(43), neurons(Mapper.map(one, row), 1));
        Mapping two = Mapper.map(NetworkCopies.of(one, 2), row);
        assertEquals(List.of(21, 22), neurons(two, 1));
        assertEquals(List.of(43), neurons(two, 2));
        assertEquals(CoreType.BIG, two.uses().get(3).type());
    }

    @Test
    void destinationListsLimitTheNeuronsOfACore() {
        // every neuron has a metadata word and one entry for each of the 3 cores of the next layer
        IntegerNetwork network =
                new NetworkBuilder(1, 1, 1).dense(100).dense(30).build();
        ChipDescription cut = DARWIN3.with(ChipFigure.AXON_IN_WORDS_BIG, 410, "test")
                .with(ChipFigure.AXON_IN_WORDS_LITTLE, 100, "test");
        assertEquals(3, Mapper.map(network, cut).slices(2).size());
        assertEquals(
                1,
                Mapper.map(network, cut.with(ChipFigure.AXON_OUT_WORDS, 400, "test"))
                        .slices(1)
                        .size());
        assertEquals(400, Mapper.map(network, cut).uses().get(1).axonOutWords());
        assertEquals(
                List.of(50, 50), neurons(Mapper.map(network, cut.with(ChipFigure.AXON_OUT_WORDS, 399, "test")), 1));
    }

    @Test
    void equalDestinationListsAreStoredOnce() {
        // 2 channels of 8x8 on one core, 9 position classes each, one destination core
        Mapping mapping = Mapper.map(
                new NetworkBuilder(1, 8, 8)
                        .convolution(2, 1, 1, 0)
                        .convolution(3, 3, 1, 1)
                        .build(),
                DARWIN3);
        assertEquals(128 + 2 * 9, mapping.uses().get(1).axonOutWords());
    }

    @Test
    void pooledOutputsAreSendersOfTheirOwn() {
        Mapping mapping = Mapper.map(
                new NetworkBuilder(1, 8, 8)
                        .convolution(2, 1, 1, 0)
                        .maxPool(2, 2)
                        .convolution(3, 1, 1, 0)
                        .build(),
                DARWIN3);
        assertEquals(128 + 32 + 2, mapping.uses().get(1).axonOutWords());
        assertEquals(
                32,
                mapping.flows().stream()
                        .filter(flow -> flow.from() == 1)
                        .mapToInt(Flow::senders)
                        .sum());
    }

    @Test
    void aCutOverSpaceKeepsPoolingWindowsWhole() {
        Mapping mapping = Mapper.map(
                new NetworkBuilder(1, 66, 66)
                        .convolution(1, 3, 1, 1)
                        .maxPool(3, 3)
                        .dense(2)
                        .build(),
                DARWIN3);
        assertEquals(List.of(33 * 66, 33 * 66), neurons(mapping, 1));
        Mapping pairs = Mapper.map(
                new NetworkBuilder(1, 70, 66)
                        .convolution(1, 3, 1, 1)
                        .maxPool(2, 2)
                        .dense(2)
                        .build(),
                DARWIN3);
        assertEquals(List.of(34, 36), pairs.slices(1).stream().map(Slice::rows).toList());
    }

    @Test
    void spikesThatWaitTakeDelayMemory() {
        // the residual layer waits one level of 8 steps for 2 x 16 neurons
        IntegerNetwork network = new NetworkBuilder(1, 4, 4)
                .convolution(2, 1, 1, 0)
                .convolution(2, 3, 1, 1)
                .convolution(2, 3, 1, 1)
                .residual(2, 100)
                .build();
        Mapping mapping = Mapper.map(network, DARWIN3);
        assertEquals(32 * 8, mapping.delayBits());
        assertEquals(
                List.of(0L, 0L, 0L, 256L),
                mapping.uses().stream().map(CoreUse::delayBits).toList());
    }

    @Test
    void expectedHopsAreThoseOfTheNodes() {
        Mapping mapping = Mapper.map(
                new NetworkBuilder(2, 4, 4).convolution(2, 1, 1, 0).dense(5).build(), DARWIN3);
        // one core each, next to each other: 32 inputs and 32 neurons send one packet each over one link
        assertEquals(1.0, mapping.hopsPerPacket());
        assertEquals(1.0, mapping.hopsPerSpike());
        assertEquals(0.9 * 64, mapping.hopsPerSample(), 1e-9);
        assertEquals(0, mapping.reachViolations());
    }

    @Test
    void flowsBeyondReachAreViolations() {
        ChipDescription strip = mesh(40, 1).with(ChipFigure.AXON_IN_WORDS_LITTLE, 65_536, "test");
        IntegerNetwork network = new NetworkBuilder(1, 64, 64)
                .convolution(20, 1, 1, 0)
                .convolution(1, 1, 1, 0)
                .build();
        Mapping mapping = Mapper.map(network, strip);
        long beyond =
                mapping.flows().stream().filter(flow -> mapping.hops(flow) > 15).count();
        assertTrue(beyond > 0);
        assertEquals(beyond, mapping.reachViolations());
        assertEquals(
                0, Mapper.map(network, strip.with(ChipFigure.REACH, 20, "test")).reachViolations());
    }

    @Test
    void theSameInputGivesTheSameMapping() {
        assertEquals(
                Mapper.map(NetworkBuilder.resnet20(), DARWIN3).slices(),
                Mapper.map(NetworkBuilder.resnet20(), Chips.darwin3()).slices());
    }

    @Test
    void placesAreBetterThanTheZigzagOfTheCompiler() {
        for (IntegerNetwork network : List.of(chain(), NetworkBuilder.resnet20())) {
            Mapping mapping = Mapper.map(network, DARWIN3);
            assertTrue(hops(mapping, placed(mapping)) < 0.6 * hops(mapping, zigzag(mapping)), network.name());
            assertEquals(0, mapping.reachViolations());
        }
    }

    @Test
    void placesOfAFullChipAreWithinReachAndNotFartherThanTheZigzag() {
        Mapping mapping = Mapper.map(NetworkBuilder.wideChain(), DARWIN3);
        assertTrue(hops(mapping, placed(mapping)) < hops(mapping, zigzag(mapping)));
        assertTrue(violations(mapping, zigzag(mapping)) > 1000);
        assertEquals(0, mapping.reachViolations());
    }

    private static int[] placed(Mapping mapping) {
        return mapping.slices().stream().mapToInt(Slice::node).toArray();
    }

    private static long violations(Mapping mapping, int[] nodes) {
        Mesh mesh = DARWIN3.mesh();
        return mapping.flows().stream()
                .filter(flow -> Math.max(
                                Math.abs(mesh.x(nodes[flow.from()]) - mesh.x(nodes[flow.to()])),
                                Math.abs(mesh.y(nodes[flow.from()]) - mesh.y(nodes[flow.to()])))
                        > DARWIN3.reach())
                .count();
    }

    private static IntegerNetwork chain() {
        NetworkBuilder builder = new NetworkBuilder(3, 32, 32);
        for (int layer = 0; layer < 12; layer++) {
            builder.convolution(32, 3, 1, 1);
        }
        return builder.build();
    }

    private static int[] zigzag(Mapping mapping) {
        List<CoreType> needs = mapping.uses().stream()
                .map(use -> use.axonInWords() > DARWIN3.axonInWords(CoreType.LITTLE) ? CoreType.BIG : CoreType.LITTLE)
                .toList();
        return new FirstPlacement(DARWIN3, 1).place(needs);
    }

    private static long hops(Mapping mapping, int[] nodes) {
        return mapping.flows().stream()
                .mapToLong(flow -> (long) flow.senders() * DARWIN3.mesh().hops(nodes[flow.from()], nodes[flow.to()]))
                .sum();
    }

    @Test
    void theZigzagStartsAtCoreOneAndTurnsAtTheEdge() {
        int[] nodes = new FirstPlacement(mesh(4, 3), 1).place(Collections.nCopies(12, CoreType.LITTLE));
        assertEquals(
                List.of(0, 1, 2, 3, 7, 6, 5, 4, 8, 9, 10, 11),
                IntStream.of(nodes).boxed().toList());
    }

    @Test
    @Timeout(value = 120, unit = TimeUnit.SECONDS)
    void copiesFillNineChips() {
        IntegerNetwork stack = new NetworkBuilder(4, 16, 16)
                .convolution(16, 3, 1, 1)
                .convolution(16, 3, 1, 1)
                .convolution(16, 3, 1, 1)
                .averagePool(16)
                .build();
        IntegerNetwork network = NetworkCopies.of(stack, 1100);
        Mapping mapping = Mapper.map(network, DARWIN3.withChips(3, 3));
        assertEquals(4400, mapping.cores());
        assertEquals(9, mapping.chips());
        assertEquals(NetworkCopies.population(stack, 4, 1099), network.output().id());
    }

    @Test
    void copiesNeedAtLeastOne() {
        IntegerNetwork network = chain();
        assertEquals(network, NetworkCopies.of(network, 1));
        assertEquals(
                "copies of a network: at least 1, not 0",
                assertThrows(InputException.class, () -> NetworkCopies.of(network, 0))
                        .getMessage());
    }
}
