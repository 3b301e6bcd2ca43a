package org.synfire.tools.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.emulator.core.StepObserver;
import org.synfire.emulator.experiment.Experiment;
import org.synfire.emulator.map.Mapper;
import org.synfire.emulator.map.Mapping;
import org.synfire.emulator.probe.LayerPotentials;
import org.synfire.emulator.result.RunOutcome;
import org.synfire.engine.InputException;
import org.synfire.network.demo.Demo;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Rescale;
import org.synfire.network.reference.Reference;
import org.synfire.network.spiking.SmallSpikingNetworks;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.Chips;

/** Probes of a user's own, written as somebody outside of the emulator's module writes them. */
@Timeout(120)
class ProbeTest {
    private static final ChipDescription CHIP = Chips.darwin3();
    private static final int SAMPLES = 3;

    /** Counts what it is told. */
    private static final class SpikeCount implements StepObserver {
        private long spikes;
        private long operations;
        private long steps;

        @Override
        public void onCore(int core, int coreSpikes, long coreOperations, long sample, int bitStep, long hash) {
            spikes += coreSpikes;
            operations += coreOperations;
        }

        @Override
        public void onStepEnd(long step, long hostNanos) {
            steps++;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aProbeIsToldOfEverySpike(int threads) {
        SpikeCount one = new SpikeCount();
        SpikeCount another = new SpikeCount();
        RunOutcome outcome = Experiment.on(CHIP)
                .threads(threads)
                .observedBy(one)
                .observedBy(another)
                .run(Demo.ENCODED, Demo.images(SAMPLES));
        assertEquals(outcome.result().events().spikes(), one.spikes);
        assertEquals(outcome.result().events().sops(), one.operations);
        assertEquals(outcome.result().timeSteps().total(), one.steps);
        assertEquals(one.spikes, another.spikes);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void potentialsOfCodesEndAsTheSumsThatTheReferenceRescales(int threads) {
        Mapping mapping = Mapper.map(Demo.NETWORK, CHIP);
        Population layer = Demo.NETWORK.population(2);
        LayerPotentials probe = LayerPotentials.of(mapping, layer.name(), SAMPLES);
        Experiment.on(CHIP).threads(threads).observedBy(probe).run(Demo.ENCODED, Demo.images(SAMPLES));
        List<LayerPotentials.Reading> ends = probe.readings().stream()
                .filter(reading -> reading.step() == Demo.NETWORK.timeSteps() - 1)
                .toList();
        assertEquals(SAMPLES, ends.size());
        for (LayerPotentials.Reading end : ends) {
            int[] expected = reference(Demo.ENCODED, (int) end.sample()).values(layer.id());
            for (int neuron = 0; neuron < expected.length; neuron++) {
                assertEquals(expected[neuron], code(layer, end.values()[neuron], neuron), "neuron " + neuron);
            }
        }
    }

    private static int code(Population layer, int sum, int neuron) {
        Neurons.Stem stem = (Neurons.Stem) layer.neurons();
        Rescale rescale = stem.rescale();
        int entry = layer.entry(rescale.entries(), neuron / layer.shape().positions(), neuron);
        return Rescale.apply(
                sum,
                rescale.multiplier(entry),
                rescale.shift(entry),
                rescale.addend(entry),
                stem.code().low(),
                stem.code().high());
    }

    private static Reference reference(EncodedNetwork encoded, int sample) {
        byte[] pixels = new byte[28 * 28];
        Demo.images(SAMPLES).pixels(sample, pixels);
        int[] input = new int[pixels.length];
        encoded.inputCodes().encode(pixels, input);
        Reference reference = Reference.of(encoded.network());
        reference.compute(input);
        return reference;
    }

    @Test
    void potentialsOfSpikingNeuronsAreThereInEveryStep() {
        EncodedNetwork spiking = SmallSpikingNetworks.mixed(28, 5).onCores();
        Mapping mapping = Mapper.map(spiking.network(), CHIP);
        Population layer = spiking.network().population(1);
        LayerPotentials probe = LayerPotentials.of(mapping, layer.name(), SAMPLES);
        LayerPotentials answer =
                LayerPotentials.of(mapping, spiking.network().output().name(), SAMPLES);
        Experiment.on(CHIP).observedBy(probe).observedBy(answer).run(spiking, Demo.images(SAMPLES));
        assertEquals(5 * SAMPLES, probe.readings().size());
        int limit =
                ((Neurons.Program) layer.neurons()).program().state().getFirst().most();
        for (LayerPotentials.Reading reading : probe.readings()) {
            for (int potential : reading.values()) {
                assertTrue(Math.abs(potential) <= limit, potential + " in a register up to " + limit);
            }
        }
        assertTrue(probe.readings().stream()
                .anyMatch(reading -> reading.values()[0] != 0 || reading.values()[reading.values().length / 2] != 0));
        for (int sample = 0; sample < SAMPLES; sample++) {
            long which = sample;
            int[] last = answer.readings().stream()
                    .filter(reading -> reading.sample() == which)
                    .toList()
                    .getLast()
                    .values();
            assertArrayEquals(reference(spiking, sample).answer(), last);
        }
    }

    @Test
    void aLayerThatIsNotThereIsNamedBesideThoseThatAre() {
        Mapping mapping = Mapper.map(Demo.NETWORK, CHIP);
        InputException error = assertThrows(InputException.class, () -> LayerPotentials.of(mapping, "conv9", SAMPLES));
        assertTrue(error.getMessage().startsWith("network digits has no layer 'conv9'; its layers are [stem_relu"));
        assertThrows(InputException.class, () -> LayerPotentials.of(mapping, "stem_relu", 0));
    }
}
