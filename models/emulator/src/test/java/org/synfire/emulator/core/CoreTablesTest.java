package org.synfire.emulator.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.neuron.SumLayout;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.Synapses;
import org.synfire.network.reference.RandomNetworks;

/** Cores of copies share their tables; others have tables of their own. */
class CoreTablesTest {
    private static final Shape SHAPE = new Shape(4, 6, 6);
    private static final Synapses CONVOLUTION = convolution(1);
    private static final Synapses IDENTITY = new Synapses.Identity(SHAPE, new int[] {5}, 127);

    private final CoreTables tables = new CoreTables(RandomNetworks.draw(1), Kernels.of(Kernels.Choice.VECTOR));

    private static Synapses convolution(int seed) {
        short[] weights = new short[SHAPE.channels() * SHAPE.channels() * 9];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (short) ((i * 31 + seed) % 17 - 8);
        }
        return new Synapses.Convolution(SHAPE, SHAPE, Window.square(3, 1, 1), 1, weights);
    }

    private static Slice slice(int population, int channelFrom, int channelTo) {
        return new Slice(population, population, population, channelFrom, channelTo, 0, 6, 0, 6);
    }

    private SumLayout layout(Synapses synapses, Slice slice) {
        return tables.layout(
                List.of(Projection.of(0, slice.population() - 1, slice.population(), synapses)), slice, false, false);
    }

    private SynapseTable table(Synapses synapses, Slice slice) {
        return tables.table(synapses, slice, layout(synapses, slice), CoreTables.Content.FOR_STEPS);
    }

    @Test
    void theSamePartOfTheSameSynapsesIsMadeOnce() {
        for (Synapses synapses : List.of(CONVOLUTION, IDENTITY)) {
            assertSame(table(synapses, slice(1, 0, 4)), table(synapses, slice(2, 0, 4)));
            assertSame(layout(synapses, slice(1, 0, 4)), layout(synapses, slice(2, 0, 4)));
        }
    }

    @Test
    void otherWeightsAndOtherPartsHaveTablesOfTheirOwn() {
        SynapseTable table = table(CONVOLUTION, slice(1, 0, 4));
        assertNotSame(table, table(convolution(2), slice(2, 0, 4)));
        assertNotSame(table, table(CONVOLUTION, slice(2, 0, 2)));
        assertNotSame(table(CONVOLUTION, slice(1, 0, 2)), table(CONVOLUTION, slice(2, 2, 4)));
    }

    @Test
    void anotherLayoutOfTheSumsHasATableOfItsOwn() {
        Slice slice = slice(1, 0, 4);
        SumLayout narrow = layout(CONVOLUTION, slice);
        SumLayout wide = tables.layout(List.of(Projection.of(0, 0, 1, CONVOLUTION)), slice, false, true);
        assertNotSame(
                tables.table(CONVOLUTION, slice, narrow, CoreTables.Content.FOR_STEPS),
                tables.table(CONVOLUTION, slice, wide, CoreTables.Content.FOR_STEPS));
        assertEquals(
                tables.table(CONVOLUTION, slice, narrow, CoreTables.Content.FOR_STEPS)
                        .axonWords(),
                tables.table(CONVOLUTION, slice, wide, CoreTables.Content.FOR_STEPS)
                        .axonWords());
    }
}
