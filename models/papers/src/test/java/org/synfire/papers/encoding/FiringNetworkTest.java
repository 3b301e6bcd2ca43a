package org.synfire.papers.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.Code;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.Rescale;
import org.synfire.network.integer.Synapses;

/** Two pixels, each passed on by a neuron of its own, and an answer that adds up what both have sent. */
class FiringNetworkTest {
    private static final int STEPS = 127;

    private static IntegerNetwork pair(int low) {
        Code code = new Code(8, true, low, 127, 1, 0);
        Shape two = Shape.vector(2);
        Synapses pass = new Synapses.Identity(two, new int[] {1}, 127);
        return IntegerNetwork.inPhase(
                "pair",
                8,
                8,
                List.of(
                        new Population(0, "in", two, new Neurons.ImageInput(code)),
                        new Population(
                                1,
                                "pass",
                                two,
                                new Neurons.Stem(code, new int[1], Rescale.nearest(new double[] {1}, 0))),
                        new Population(2, "answer", two, new Neurons.Answer(new int[1], 1))),
                List.of(Projection.of(0, 0, 1, pass), Projection.of(1, 1, 2, pass)));
    }

    /**
     * With T = 127 steps a code c spikes c times; each spike is one operation in either layer, and the second layer
     * lags by one spike at most.
     */
    @ParameterizedTest
    @CsvSource({"0, 0, 127", "0, 127, 0", "0, 60, 20", "-128, -60, 20", "-128, 5, -100"})
    void aNeuronSpikesAsOftenAsItsCodeSays(int low, int first, int second) {
        FiringNetwork firing = new FiringNetwork(pair(low), true);
        firing.begin(new int[] {first, second});
        for (int step = 0; step < STEPS; step++) {
            firing.step();
        }
        int expected = Math.abs(first) + Math.abs(second);
        assertTrue(Math.abs(firing.spikes() - 2L * expected) <= 4, firing.spikes() + " spikes for " + expected);
        assertEquals(firing.spikes(), firing.operations());
        assertEquals(first > second ? 0 : 1, firing.answer());
    }

    @ParameterizedTest
    @CsvSource({"60, 20", "3, 127"})
    void aNumberAddedInEveryStepHasTheSameEffectAndCostsNoOperation(int first, int second) {
        FiringNetwork firing = new FiringNetwork(pair(0), false);
        firing.begin(new int[] {first, second});
        for (int step = 0; step < STEPS; step++) {
            firing.step();
        }
        assertTrue(Math.abs(firing.spikes() - first - second) <= 2, firing.spikes() + " spikes");
        assertEquals(firing.spikes(), firing.operations());
        assertEquals(first > second ? 0 : 1, firing.answer());
    }
}
