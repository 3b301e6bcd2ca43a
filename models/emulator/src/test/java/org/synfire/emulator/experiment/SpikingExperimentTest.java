package org.synfire.emulator.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.emulator.core.Emulator;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Mapper;
import org.synfire.emulator.probe.RasterLayer;
import org.synfire.emulator.result.NetworkTiming;
import org.synfire.emulator.result.RunOutcome;
import org.synfire.emulator.result.RunResult;
import org.synfire.emulator.witness.ReferenceWitness;
import org.synfire.emulator.witness.SampleAnswers;
import org.synfire.network.demo.Demo;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.Synapses;
import org.synfire.network.spiking.IntegerSpikingNetwork;
import org.synfire.network.spiking.SmallSpikingNetworks;
import org.synfire.noc.chip.Chips;

/** A spiking network as a whole run. */
@Timeout(120)
class SpikingExperimentTest {
    private static final int SAMPLES = 12;
    private static final int STEPS = 5;
    private static final IntegerSpikingNetwork NETWORK = SmallSpikingNetworks.mixed(28, STEPS);

    private static RunOutcome run(int threads, boolean pipelined, NetworkTiming timing) {
        Experiment experiment =
                Experiment.on(Chips.darwin3()).threads(threads).timing(timing).raster(new RasterLayer("conv2"));
        return (pipelined ? experiment : experiment.withoutPipeline()).run(NETWORK.onCores(), Demo.images(SAMPLES));
    }

    @ParameterizedTest
    @CsvSource({
        "2, true, IDEAL",
        "3, true, IDEAL",
        "1, false, IDEAL",
        "3, false, IDEAL",
        "1, true, CYCLE",
        "2, false, CYCLE"
    })
    void spikesDependOnNeitherThreadsNorPipelineNorTiming(int threads, boolean pipelined, NetworkTiming timing) {
        RunResult one = run(1, true, NetworkTiming.IDEAL).result();
        RunResult other = run(threads, pipelined, timing).result();
        assertEquals(one.events().fingerprint(), other.events().fingerprint());
        assertEquals(0, other.witnesses().reference().orElseThrow().mismatchedValues());
        assertEquals(
                List.of(
                        one.events().spikes(),
                        one.events().sops(),
                        one.events().packets(),
                        one.events().hops(),
                        one.events().overflows(),
                        one.answers().correct()),
                List.of(
                        other.events().spikes(),
                        other.events().sops(),
                        other.events().packets(),
                        other.events().hops(),
                        other.events().overflows(),
                        other.answers().correct()));
    }

    @Test
    void countsAreThoseOfASpikingNetwork() {
        RunOutcome outcome = run(1, true, NetworkTiming.IDEAL);
        RunResult result = outcome.result();
        assertEquals("w2-8u2-12", result.setting().precision().label());
        assertEquals(new RunResult.TimeSteps(STEPS, (SAMPLES - 1L) * STEPS + 4 + STEPS, 4 + STEPS), result.timeSteps());
        int neurons = 6 * 784 + 2 * 6 * 196;
        assertEquals(
                SAMPLES * (784L + (long) STEPS * neurons + 10),
                result.witnesses().reference().orElseThrow().comparedValues());
        assertEquals(
                (long) SAMPLES * STEPS * (neurons + 10),
                result.events().neuronUpdates(),
                "every neuron in each step of each sample");
        assertEquals(0, result.layers().getFirst().spikes(), "the image sends nothing");
        assertEquals(
                784L * 9 * 6 - 4 * 28 * 3 * 6 + 4 * 6, result.layers().get(1).macs(), "the host's, padding left out");
        for (int layer = 1; layer <= 3; layer++) {
            RunResult.LayerResult of = result.layers().get(layer);
            assertTrue(of.rate() > 0.01 && of.rate() < 0.99, of.name() + " fires at a rate of " + of.rate());
            assertEquals(
                    of.spikes(),
                    LongStream.of(outcome.details().layers().get(layer).spikesPerBit())
                            .sum());
            assertEquals(
                    of.sops(),
                    LongStream.of(outcome.details().layers().get(layer).sopsPerBit())
                            .sum());
        }
        long[] sent = outcome.details().layers().get(3).spikesPerBit();
        long[] arrived = outcome.details().layers().get(4).sopsPerBit();
        for (int step = 0; step < STEPS; step++) {
            assertEquals(
                    10 * sent[step],
                    arrived[step],
                    "each spike of the last layer meets ten outputs, in the same step of the sample");
        }
        assertTrue(
                result.notes().stream().anyMatch(note -> note.contains("reaches conv1 as currents")),
                result.notes().toString());
    }

    @Test
    void potentialsTakeTheBytesOfTheirWidth() {
        RunOutcome outcome = run(1, true, NetworkTiming.IDEAL);
        long[] bytes = new long[5];
        outcome.details()
                .cores()
                .forEach(core -> bytes[core.layer()] += core.process().potentials());
        assertEquals(0, bytes[0]);
        assertWithinALine(
                6 * 784 * 4 / 8, bytes[1], outcome.result().layers().get(1).cores());
        assertWithinALine(
                6 * 196 * 2 / 8, bytes[2], outcome.result().layers().get(2).cores());
        assertWithinALine(
                6 * 196 * 16 / 8, bytes[3], outcome.result().layers().get(3).cores());
        assertEquals(40, bytes[4]);
        assertEquals(LongStream.of(bytes).sum(), outcome.result().memory().potentialBytes());
    }

    private static void assertWithinALine(long needed, long taken, int cores) {
        assertTrue(taken >= needed && taken < needed + 64L * cores, taken + " bytes where " + needed + " are needed");
    }

    @Test
    void aSpikeTooManyIsFoundWithSampleLayerAndNeuron() {
        IntegerNetwork network = NETWORK.onCores().network();
        Emulator.Options options = new Emulator.Options(Kernels.of(Kernels.Choice.AUTO), 1, true, SAMPLES, SAMPLES);
        NetworkInput.Codes images = (sample, into) -> {
            byte[] pixels = new byte[784];
            Demo.images(SAMPLES).pixels((int) sample, pixels);
            NETWORK.onCores().inputCodes().encode(pixels, into);
        };
        try (Emulator emulator = Emulator.of(
                        network, Mapper.map(network, Chips.darwin3()).slices(), options, images, List.of());
                ReferenceWitness check =
                        new ReferenceWitness(withOneWeightChanged(network), images, Optional.empty(), SAMPLES, 2)) {
            emulator.runUntil(SAMPLES);
            check.compare(emulator, 0, SAMPLES);
            RunResult.ReferenceResult result =
                    check.result(SampleAnswers.of(Demo.images(SAMPLES), SAMPLES, 10), SAMPLES);
            assertTrue(result.mismatchedValues() > 0);
            assertTrue(
                    result.firstMismatch()
                            .orElse("")
                            .matches("sample \\d+, layer conv2, neuron \\d+ \\(channel \\d, row \\d+, column \\d+\\):"
                                    + " emulated (a|no) spike in step \\d, reference (a|no) spike in step \\d"),
                    result.firstMismatch().orElse(""));
            assertFalse(result.firstMismatch().orElse("").contains("layer output"));
        }
    }

    private static IntegerNetwork withOneWeightChanged(IntegerNetwork network) {
        List<Projection> projections = new ArrayList<>(network.projections());
        Projection old = projections.getFirst();
        Synapses.Convolution synapses = (Synapses.Convolution) old.synapses();
        short[] weights = synapses.weights().clone();
        weights[weights.length / 2] = (short) (weights[weights.length / 2] + 3);
        projections.set(
                0,
                old.with(new Synapses.Convolution(
                        synapses.in(), synapses.out(), synapses.window(), synapses.groups(), weights)));
        return IntegerNetwork.inPhase(
                "changed", network.timeSteps(), network.weightBits(), network.populations(), projections);
    }
}
