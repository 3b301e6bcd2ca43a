package org.synfire.network.event.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.synfire.engine.InputException;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.SpikeHash;

/** Pixels become spikes by their definition. */
class ImageSpikesTest {
    private static final ImageSet IMAGE =
            ImageSet.of("one", 1, 1, 5, 2, new byte[][] {{0, 1, 51, (byte) 204, (byte) 255}}, new int[] {1});

    private static List<List<Integer>> spikes(ImageSpikes set) {
        List<List<Integer>> steps = new ArrayList<>();
        int[] into = new int[5];
        for (int step = 0; step < set.steps(); step++) {
            List<Integer> of = new ArrayList<>();
            int count = set.spikes(0, step, into);
            for (int i = 0; i < count; i++) {
                of.add(into[i]);
            }
            steps.add(of);
        }
        return steps;
    }

    @Test
    void brightPixelsSpikeFirst() {
        assertEquals(
                List.of(List.of(4), List.of(3), List.of(), List.of(), List.of(1, 2)),
                spikes(new ImageSpikes(IMAGE, ImageSpikes.Coding.LATENCY, 5, 1)));
    }

    /** The bounds are four standard deviations of a binomial distribution wide. */
    @Test
    void randomSpikesHaveTheRateOfTheirPixel() {
        int steps = 10_000;
        ImageSpikes set = new ImageSpikes(IMAGE, ImageSpikes.Coding.POISSON, steps, 1);
        int[] counts = new int[5];
        spikes(set).forEach(step -> step.forEach(pixel -> counts[pixel]++));
        assertEquals(0, counts[0]);
        assertEquals(steps / 255.0, counts[1], 4 * Math.sqrt(steps / 255.0));
        assertEquals(steps * 0.2, counts[2], 4 * Math.sqrt(steps * 0.16));
        assertEquals(steps * 0.8, counts[3], 4 * Math.sqrt(steps * 0.16));
        assertEquals(steps, counts[4]);
        assertEquals(SpikeHash.of(set), SpikeHash.of(set));
        assertNotEquals(SpikeHash.of(set), SpikeHash.of(new ImageSpikes(IMAGE, ImageSpikes.Coding.POISSON, steps, 2)));
        assertEquals(1, set.label(0));
        assertThrows(InputException.class, () -> new ImageSpikes(IMAGE, ImageSpikes.Coding.POISSON, 0, 2));
    }
}
