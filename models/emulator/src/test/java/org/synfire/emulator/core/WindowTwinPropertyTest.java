package org.synfire.emulator.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Slice;
import org.synfire.engine.memory.InsufficientMemoryException;
import org.synfire.engine.memory.StateArena;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.Population;
import org.synfire.network.reference.DenseReference;
import org.synfire.network.reference.RandomNetworks;

/**
 * However many steps of a sample a core adds up at one visit: it computes what the dense reference computes, and
 * observers are told of every step what they are told when each step is added up by itself.
 */
class WindowTwinPropertyTest {
    private static final int SAMPLES = 4;
    private static final int[] WINDOWS = {2, 4, 8, Emulator.Options.LARGEST_WINDOW};

    @Property(tries = 120)
    void everyWindowEqualsTheReferenceAndSingleSteps(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 3) int workers,
            @ForAll boolean pipelined,
            @ForAll boolean vector,
            @ForAll boolean sparse) {
        IntegerNetwork network = RandomNetworks.altered(RandomNetworks.draw(seed), seed, false, sparse);
        Kernels kernels = Kernels.of(vector ? Kernels.Choice.VECTOR : Kernels.Choice.SCALAR);
        List<String> single = told(network, seed, kernels, workers, pipelined, 1, Grouping.SINGLE, -1);
        for (int window : WINDOWS) {
            for (Grouping grouping : Grouping.values()) {
                assertEquals(
                        single,
                        told(network, seed, kernels, workers, pipelined, window, grouping, -1),
                        grouping + ", window of " + window);
            }
        }
    }

    @Property(tries = 60)
    void coresWhosePotentialsAreReadAndRegistersKeepSingleSteps(@ForAll long seed, @ForAll boolean scaled) {
        IntegerNetwork network = RandomNetworks.altered(RandomNetworks.draw(seed), seed, scaled, false);
        int core = Math.floorMod(seed, RandomSlices.draw(network, seed).size());
        Kernels kernels = Kernels.of(Kernels.Choice.AUTO);
        assertEquals(
                told(network, seed, kernels, 1, true, 1, Grouping.SINGLE, core),
                told(network, seed, kernels, 1, true, Emulator.Options.LARGEST_WINDOW, Grouping.FUSED, core));
    }

    /** Runs a network, compares it with the reference, and gives all that observers are told. */
    private static List<String> told(
            IntegerNetwork network,
            long seed,
            Kernels kernels,
            int workers,
            boolean pipelined,
            int window,
            Grouping grouping,
            int watchedCore) {
        List<Slice> slices = RandomSlices.draw(network, seed);
        Listener listener = new Listener(
                watchedCore, watchedCore < 0 ? 0 : slices.get(watchedCore).neurons(), seed % 3 == 0);
        Delivery delivery = seed % 2 == 0 ? Delivery.WORDS : Delivery.PACKETS;
        Emulator.Options options = new Emulator.Options(
                kernels, workers, pipelined, SAMPLES, Firing.USUAL, SAMPLES, delivery, window, grouping);
        try (Emulator emulator = Emulator.of(
                network,
                slices,
                options,
                (NetworkInput.Codes) (sample, into) -> {
                    int[] image = RandomNetworks.image(network, seed + sample);
                    System.arraycopy(image, 0, into, 0, image.length);
                },
                List.of(listener))) {
            assertEquals(SAMPLES, emulator.runUntil(SAMPLES));
            requireReference(network, seed, emulator);
        }
        return listener.told;
    }

    private static void requireReference(IntegerNetwork network, long seed, Emulator emulator) {
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
        for (Population population : network.populations()) {
            assertEquals(reference.overflows(population.id()), emulator.overflows(population.id()));
        }
    }

    @Test
    void windowsAreWhatWasAskedForAndPossible() {
        IntegerNetwork exact = Chain.network(12);
        assertEquals(Chain.BITS, window(exact, Emulator.Options.LARGEST_WINDOW));
        assertEquals(3, window(exact, 3));
        assertEquals(1, window(exact, 1));
        IntegerNetwork inRegisters = RandomNetworks.altered(exact, 1, true, false);
        assertEquals(1, window(inRegisters, Emulator.Options.LARGEST_WINDOW));
        assertEquals(1, window(Chain.spiking(4), Emulator.Options.LARGEST_WINDOW));
    }

    private static int window(IntegerNetwork network, int asked) {
        Emulator.Options options = new Emulator.Options(
                Kernels.of(Kernels.Choice.AUTO), 1, true, 1, Firing.USUAL, 1, Delivery.WORDS, asked, Grouping.FUSED);
        try (Emulator emulator = Emulator.of(network, Chain.slices(network, 2), options, Chain.images(), List.of())) {
            return emulator.window();
        }
    }

    /** Memory refuses what is asked for first, second and third; so windows of 8 become 4, 2 and 1. */
    @Test
    void windowsForWhichThereIsNoMemoryAreCutDown() {
        for (int refusals = 0; refusals < 4; refusals++) {
            int[] left = {refusals};
            Emulator.Memory memory =
                    (bytes, purpose) -> StateArena.ofBytes(left[0]-- > 0 ? Long.MAX_VALUE : bytes, purpose);
            try (Emulator emulator = chain(memory)) {
                assertEquals(Chain.BITS >> refusals, emulator.window());
                assertEquals(Chain.BITS, emulator.largestWindow());
                assertEquals(1, emulator.runUntil(1));
            }
        }
        assertThrows(
                InsufficientMemoryException.class,
                () -> chain((bytes, purpose) -> StateArena.ofBytes(Long.MAX_VALUE, purpose)));
    }

    private static Emulator chain(Emulator.Memory memory) {
        IntegerNetwork network = Chain.network(12);
        Emulator.Options options = new Emulator.Options(Kernels.of(Kernels.Choice.AUTO), 1, true, 1, 1);
        return Emulator.of(network, Chain.slices(network, 2), options, Chain.images(), List.of(), memory, 1);
    }

    /** Keeps all that it is told, in words. */
    private static final class Listener implements StepObserver {
        private final List<String> told = new ArrayList<>();
        private final int watchedCore;
        private final int watchedNeurons;

        private final boolean wantsSenders;

        Listener(int watchedCore, int watchedNeurons, boolean wantsSenders) {
            this.wantsSenders = wantsSenders;
            this.watchedCore = watchedCore;
            this.watchedNeurons = watchedNeurons;
        }

        @Override
        public void onCore(int core, int spikes, long operations, long sample, int bitStep, long hash) {
            told.add(String.format(
                    Locale.ROOT,
                    "core %d: %d spikes, %d operations, sample %d, step %d, hash %x",
                    core,
                    spikes,
                    operations,
                    sample,
                    bitStep,
                    hash));
        }

        @Override
        public long potentialsWanted(int core) {
            return core == watchedCore ? SAMPLES : 0;
        }

        @Override
        public void onPotentials(int core, long sample, int stepOfSample, int[] potentials) {
            told.add(core + " in step " + stepOfSample + " of " + sample + ": "
                    + Arrays.toString(Arrays.copyOf(potentials, watchedNeurons)));
        }

        @Override
        public long firingsWanted(int core) {
            return core % 2 == 0 ? 0 : SAMPLES - 1;
        }

        @Override
        public void onFired(int core, long sample, int bitStep, long[] spikes, int from, int to) {
            told.add(core + " fired in step " + bitStep + " of " + sample + ": "
                    + Arrays.toString(Arrays.copyOfRange(spikes, from, to)));
        }

        @Override
        public boolean wantsSenders() {
            return wantsSenders;
        }

        @Override
        public void onSenders(int route, long[] senders, int from, int to) {
            told.add("from " + Arrays.toString(Arrays.copyOfRange(senders, from, to)) + " along " + route);
        }

        @Override
        public void onPackets(int route, int spikes) {
            told.add(spikes + " along " + route);
        }

        @Override
        public void onStepEnd(long step, long hostNanos) {
            told.add("end of " + step);
        }
    }
}
