package org.synfire.network.integer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Counts of spikes by neuron and step are what was added. */
class SpikeTrainsTest {
    private static final int STEPS = 5;

    @Property(tries = 200)
    void everyCountIsThatOfATable(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 150) int neurons,
            @ForAll @IntRange(min = 1, max = 64) int most) {
        Random random = new Random(seed);
        SpikeTrains trains = new SpikeTrains(neurons, STEPS, most);
        int[][] table = new int[STEPS][neurons];
        int[] total = new int[neurons];
        for (int step = 0; step < STEPS; step++) {
            for (int neuron = 0; neuron < neurons; neuron++) {
                int count = random.nextInt(most + 1);
                int first = random.nextInt(count + 1);
                trains.add(neuron, step, first);
                trains.add(neuron, step, count - first);
                table[step][neuron] = count;
                total[neuron] += count;
            }
        }
        int[] counted = new int[neurons];
        trains.count(counted);
        assertArrayEquals(total, counted);
        for (int step = 0; step < STEPS; step++) {
            int[] repeated = new int[neurons * most];
            int spikes = trains.spikes(step, repeated);
            int[] found = new int[neurons];
            for (int i = 0; i < spikes; i++) {
                assertTrue(i == 0 || repeated[i] >= repeated[i - 1], "spikes rise");
                found[repeated[i]]++;
            }
            assertArrayEquals(table[step], found);
            for (int neuron = 0; neuron < neurons; neuron++) {
                assertEquals(table[step][neuron], trains.count(neuron, step));
                assertEquals(table[step][neuron] > 0, trains.hasSpike(neuron, step));
            }
        }
    }

    @Test
    void aNeuronDiffersOnceWhateverItsCounts() {
        SpikeTrains trains = new SpikeTrains(70, 2, 7);
        SpikeTrains others = new SpikeTrains(70, 2, 7);
        trains.add(3, 1, 7);
        trains.add(69, 1, 2);
        others.add(69, 1, 2);
        assertEquals(1L << 3, trains.differing(others, 1, 0));
        assertEquals(0, trains.differing(others, 1, 1));
        assertFalse(Arrays.equals(trains.words(), others.words()));
    }

    @Test
    void moreThanThePlanesHoldIsRefused() {
        SpikeTrains trains = new SpikeTrains(1, 1, 2);
        trains.add(0, 0, 3);
        assertThrows(IllegalArgumentException.class, () -> trains.add(0, 0));
    }
}
