package org.synfire.emulator.map;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import org.synfire.emulator.core.Emulator;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkCopies;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.reference.DenseReference;
import org.synfire.network.reference.RandomNetworks;
import org.synfire.network.reference.RandomSpikingNetworks;
import org.synfire.noc.ChipLimitException;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.ChipFigure;
import org.synfire.noc.chip.Chips;

/** Random networks on chips with few neurons a core, so that layers are cut over channels and over space. */
class MapperPropertyTest {
    private static final int SAMPLES = 3;

    private static ChipDescription chip(int neurons) {
        return Chips.darwin3()
                .with(ChipFigure.NEURONS, neurons, "small enough to cut small layers")
                .withChips(2, 2);
    }

    /** The mapping, or nothing where pooling forbids a cut. */
    private static Optional<Mapping> map(IntegerNetwork network, int neurons) {
        try {
            return Optional.of(Mapper.map(network, chip(neurons)));
        } catch (ChipLimitException refused) {
            assertTrue(refused.getMessage().contains("max-pooling windows"), refused.getMessage());
            return Optional.empty();
        }
    }

    /** Networks of codes, and networks of spikes with cycles. */
    private static IntegerNetwork draw(long seed, boolean recurrent) {
        return recurrent ? RandomSpikingNetworks.drawRecurrent(seed) : RandomNetworks.draw(seed);
    }

    @Property(tries = 200)
    void slicesPartitionEveryPopulationWithinTheLimits(
            @ForAll long seed, @ForAll @IntRange(min = 8, max = 200) int neurons, @ForAll boolean recurrent) {
        Optional<Mapping> mapped = map(draw(seed, recurrent), neurons);
        Statistics.label("fits").collect(mapped.isPresent());
        mapped.ifPresent(mapping -> {
            IntegerNetwork network = mapping.network();
            Statistics.label("cut over space")
                    .collect(network.populations().stream().skip(1).anyMatch(p -> mapping.isBeyondCompiler(p.id())));
            Set<Integer> nodes = new HashSet<>();
            int[][] holders = network.populations().stream()
                    .map(p -> new int[p.shape().size()])
                    .toArray(int[][]::new);
            for (Slice slice : mapping.slices()) {
                assertTrue(nodes.add(slice.node()), "two slices at node " + slice.node());
                Population population = network.population(slice.population());
                for (int n = 0; n < slice.neurons(); n++) {
                    holders[slice.population()][slice.element(population.shape(), n)]++;
                }
                assertEquals(slice.id(), mapping.slices().indexOf(slice));
                assertTrue(
                        slice.id() == 0
                                ? slice.node() == mapping.chip().ioNode() && slice.holdsWholeMap(population.shape())
                                : mapping.chip().isNeuronCore(slice.node()) && slice.neurons() <= neurons,
                        slice.toString());
            }
            for (Population population : network.populations()) {
                assertTrue(Arrays.stream(holders[population.id()]).allMatch(count -> count == 1), population.name());
                assertTrue(
                        mapping.slices(population.id()).stream()
                                .allMatch(slice -> slice.population() == population.id()),
                        population.name());
            }
        });
    }

    @Property(tries = 100)
    void memoryAndFlowsAreThoseOfTablesBuiltEntryByEntry(
            @ForAll long seed, @ForAll @IntRange(min = 8, max = 100) int neurons, @ForAll boolean recurrent) {
        map(draw(seed, recurrent), neurons).ifPresent(mapping -> {
            IntegerNetwork network = mapping.network();
            for (Slice slice : mapping.slices().subList(1, mapping.slices().size())) {
                ExplicitTables tables =
                        new ExplicitTables(network, TableFormat.of(network, slice.population(), mapping.chip()));
                CoreUse use = mapping.uses().get(slice.id());
                List<Projection> inbound = network.inbound(slice.population());
                long axonIn = inbound.stream()
                                .mapToLong(projection -> tables.axonInWords(projection, slice))
                                .sum()
                        + slice.neurons();
                // where single inputs are never sent, a class that only they would have is counted all the same
                boolean isExact = inbound.stream()
                        .noneMatch(projection -> projection
                                .order()
                                .filter(order -> Arrays.stream(order).anyMatch(i -> i < 0))
                                .isPresent());
                assertTrue(
                        isExact ? use.axonInWords() == axonIn : use.axonInWords() >= axonIn,
                        use + " should have axon-in words " + axonIn);
                assertEquals(tables.axonOutWords(slice, mapping.slices()), use.axonOutWords(), use.toString());
            }
            ExplicitTables tables = new ExplicitTables(network, TableFormat.of(network, 1, mapping.chip()));
            for (Projection projection : network.projections()) {
                for (Slice from : mapping.slices(projection.source())) {
                    for (Slice to : mapping.slices(projection.target())) {
                        assertEquals(
                                senders(tables, projection, network, from, to),
                                mapping.flows().stream()
                                        .filter(flow -> flow.projection() == projection
                                                && flow.from() == from.id()
                                                && flow.to() == to.id())
                                        .mapToInt(Flow::senders)
                                        .sum());
                    }
                }
            }
        });
    }

    private static int senders(
            ExplicitTables tables, Projection projection, IntegerNetwork network, Slice from, Slice to) {
        int senders = 0;
        for (int element = 0;
                element
                        < projection
                                .sent(network.population(projection.source()))
                                .size();
                element++) {
            int input = ExplicitTables.input(projection, element);
            senders += tables.isSentBy(projection, element, from)
                            && input >= 0
                            && tables.axon(projection, input, to) != null
                    ? 1
                    : 0;
        }
        return senders;
    }

    @Property(tries = 30)
    void theEmulatorComputesWhatTheDenseReferenceDoes(
            @ForAll long seed,
            @ForAll @IntRange(min = 8, max = 200) int neurons,
            @ForAll @IntRange(min = 1, max = 3) int copies) {
        IntegerNetwork network = NetworkCopies.of(RandomNetworks.draw(seed), copies);
        map(network, neurons).ifPresent(mapping -> requireTwins(mapping, seed));
    }

    /** Copies share their gates, and each reads its own strips. */
    @Example
    void copiesWithLargePoolingsReadTheirOwnStrips() {
        Mapping mapping = map(NetworkCopies.of(RandomNetworks.draw(7), 2), 8).orElseThrow();
        assertTrue(mapping.network().populations().stream()
                .anyMatch(one -> one.name().endsWith(" in strips")));
        requireTwins(mapping, 7);
    }

    private static void requireTwins(Mapping mapping, long seed) {
        IntegerNetwork network = mapping.network();
        Emulator.Options options = new Emulator.Options(Kernels.of(Kernels.Choice.SCALAR), 2, true, SAMPLES, SAMPLES);
        try (Emulator emulator = Emulator.of(
                network,
                mapping.slices(),
                options,
                (NetworkInput.Codes) (sample, into) ->
                        System.arraycopy(RandomNetworks.image(network, seed + sample), 0, into, 0, into.length),
                List.of())) {
            assertEquals(SAMPLES, emulator.runUntil(SAMPLES));
            DenseReference reference = new DenseReference(network);
            for (long sample = 0; sample < SAMPLES; sample++) {
                reference.compute(RandomNetworks.image(network, seed + sample));
                for (Population population : network.populations()) {
                    int[] values = new int[population.shape().size()];
                    emulator.values(sample, population.id(), values);
                    assertArrayEquals(
                            reference.values(population.id()), values, "sample " + sample + ", " + population.name());
                }
            }
        }
    }
}
