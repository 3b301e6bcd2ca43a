package org.synfire.emulator.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.emulator.map.Mapper;
import org.synfire.emulator.map.Slice;
import org.synfire.network.demo.Demo;
import org.synfire.network.integer.Population;
import org.synfire.noc.chip.Chips;

/** Every core has one owner, and the shares are as they should be. */
class WorkerSharesTest {
    private static final List<Slice> SLICES =
            Mapper.map(Demo.NETWORK, Chips.darwin3()).slices();

    private static int[] owners(int workers, boolean pipelined) {
        return new WorkerShares(Demo.NETWORK, SLICES, Firing.USUAL).owners(workers, pipelined);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 64})
    void inThePipelineEachWorkerHasNeighbouringCores(int workers) {
        int[] owners = owners(workers, true);
        assertEquals(SLICES.size(), owners.length);
        assertEquals(0, owners[0]);
        for (int core = 1; core < owners.length; core++) {
            assertTrue(owners[core] == owners[core - 1] || owners[core] == owners[core - 1] + 1, "core " + core);
        }
        assertTrue(owners[owners.length - 1] < workers);
    }

    @Test
    void twoWorkersBothHaveWork() {
        int[] owners = owners(2, true);
        int[] neurons = new int[2];
        SLICES.forEach(slice -> neurons[owners[slice.id()]] += slice.neurons());
        assertTrue(Math.min(neurons[0], neurons[1]) * 4 > neurons[0] + neurons[1], neurons[0] + " and " + neurons[1]);
    }

    @Test
    void withoutThePipelineEachWorkerHasAnEqualPartOfEachLayer() {
        int[] owners = owners(3, false);
        for (Population population : Demo.NETWORK.populations()) {
            int[] ofLayer = SLICES.stream()
                    .filter(slice -> slice.population() == population.id())
                    .mapToInt(slice -> owners[slice.id()])
                    .toArray();
            for (int worker = 0; worker < 3; worker++) {
                int own = worker;
                long cores = IntStream.of(ofLayer).filter(owner -> owner == own).count();
                assertTrue(Math.abs(cores * 3 - ofLayer.length) < 3, population.name() + ", worker " + worker);
            }
            assertTrue(IntStream.range(1, ofLayer.length).allMatch(core -> ofLayer[core] >= ofLayer[core - 1]));
        }
    }
}
