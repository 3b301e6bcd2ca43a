package org.synfire.emulator.witness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.emulator.core.Emulator;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Mapper;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.result.RunResult;
import org.synfire.network.demo.Demo;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.Synapses;
import org.synfire.network.reference.DenseReference;
import org.synfire.noc.chip.Chips;

/** A run that differs from the reference is found out, and the report names the place. */
@Timeout(60)
class ReferenceWitnessTest {
    private static final int SAMPLES = 7;
    private static final List<Slice> SLICES =
            Mapper.map(Demo.NETWORK, Chips.darwin3()).slices();

    private static NetworkInput.Codes images() {
        return (sample, into) -> {
            byte[] pixels = new byte[Demo.images(1).imageBytes()];
            Demo.images(SAMPLES).pixels((int) sample, pixels);
            Demo.ENCODED.inputCodes().encode(pixels, into);
        };
    }

    /** The network with one weight of one convolution turned round. */
    private static IntegerNetwork withOneWeightChanged(int projection) {
        List<Projection> projections = new ArrayList<>(Demo.NETWORK.projections());
        Projection old = projections.get(projection);
        Synapses.Convolution synapses = (Synapses.Convolution) old.synapses();
        short[] weights = synapses.weights().clone();
        weights[weights.length / 2] ^= 64;
        projections.set(
                projection,
                old.with(new Synapses.Convolution(
                        synapses.in(), synapses.out(), synapses.window(), synapses.groups(), weights)));
        return IntegerNetwork.inPhase(
                "changed",
                Demo.NETWORK.timeSteps(),
                Demo.NETWORK.weightBits(),
                Demo.NETWORK.populations(),
                projections);
    }

    private static RunResult.ReferenceResult compare(IntegerNetwork reference, int threads) {
        Emulator.Options options = new Emulator.Options(Kernels.of(Kernels.Choice.AUTO), 1, true, SAMPLES, SAMPLES);
        try (Emulator emulator = Emulator.of(Demo.NETWORK, SLICES, options, images(), List.of());
                ReferenceWitness check =
                        new ReferenceWitness(reference, images(), Optional.empty(), SAMPLES, threads)) {
            emulator.runUntil(SAMPLES);
            check.compare(emulator, 0, 3);
            check.compare(emulator, 3, SAMPLES);
            return check.result(SampleAnswers.of(Demo.images(SAMPLES), SAMPLES, 10), SAMPLES);
        }
    }

    @Test
    void theSameNetworkHasNoMismatch() {
        RunResult.ReferenceResult result = compare(Demo.NETWORK, 2);
        assertEquals(0, result.mismatchedValues());
        assertTrue(result.firstMismatch().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void oneChangedWeightIsReportedWithEveryValueThatItMoves(int threads) {
        IntegerNetwork changed = withOneWeightChanged(1);
        Expectation expected = new Expectation(changed);
        assertTrue(expected.mismatches > 0, "the changed weight shows");
        RunResult.ReferenceResult result = compare(changed, threads);
        assertEquals(expected.mismatches, result.mismatchedValues());
        assertEquals(expected.first, result.firstMismatch().orElse(""));
        assertTrue(result.comparedValues() > result.mismatchedValues());
    }

    /** Where the values of two references differ. */
    private static final class Expectation {
        private long mismatches;
        private String first;

        Expectation(IntegerNetwork changed) {
            DenseReference right = new DenseReference(Demo.NETWORK);
            DenseReference wrong = new DenseReference(changed);
            int[] codes = new int[changed.input().shape().size()];
            for (int sample = 0; sample < SAMPLES; sample++) {
                images().codes(sample, codes);
                right.compute(codes);
                wrong.compute(codes);
                for (Population population : changed.populations()) {
                    compare(sample, population, right.values(population.id()), wrong.values(population.id()));
                }
            }
        }

        private void compare(int sample, Population population, int[] right, int[] wrong) {
            Shape shape = population.shape();
            for (int neuron = 0; neuron < right.length; neuron++) {
                if (right[neuron] != wrong[neuron]) {
                    mismatches++;
                    first = first != null
                            ? first
                            : String.format(
                                    Locale.ROOT,
                                    "sample %d, layer %s, neuron %d (channel %d, row %d, column %d): emulated %d, "
                                            + "reference %d",
                                    sample,
                                    population.name(),
                                    neuron,
                                    neuron / shape.positions(),
                                    neuron / shape.width() % shape.height(),
                                    neuron % shape.width(),
                                    right[neuron],
                                    wrong[neuron]);
                }
            }
        }
    }

    @Test
    void aFailureOfTheReferenceComesOut() {
        Emulator.Options options = new Emulator.Options(Kernels.of(Kernels.Choice.AUTO), 1, true, SAMPLES, SAMPLES);
        NetworkInput.Codes broken = (sample, into) -> {
            throw new IllegalArgumentException("unreadable");
        };
        try (Emulator emulator = Emulator.of(Demo.NETWORK, SLICES, options, images(), List.of());
                ReferenceWitness check = new ReferenceWitness(Demo.NETWORK, broken, Optional.empty(), SAMPLES, 2)) {
            emulator.runUntil(SAMPLES);
            var error = assertThrows(IllegalStateException.class, () -> check.compare(emulator, 0, SAMPLES));
            assertEquals("unreadable", error.getCause().getMessage());
        }
    }
}
