package org.synfire.emulator.core;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.engine.AllocatedBytes;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.NumberFormats;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Rescale;
import org.synfire.network.integer.ScaledIntegration;
import org.synfire.network.integer.Sparsity;
import org.synfire.network.program.Register;

/**
 * A time step allocates nothing: neither in the worker nor in the thread that tells the observers. What a call of
 * {@code runUntil} needs for itself lies before the first mark of a round and behind its last.
 */
class EmulatorAllocationTest {
    private static final int ROUND_SAMPLES = 100;
    private static final int PARTS = 4;

    @Test
    @Timeout(300)
    void afterTheWarmUpAStepAllocatesNothing() {
        requireNothingAllocated(Chain.network(16), 1);
    }

    @Test
    @Timeout(300)
    void alsoInRegistersOfLimitedWidthAndWithSpikesKeptBack() {
        Register register = new Register(16, Register.Overflow.WRAP);
        NumberFormats formats = new NumberFormats(register, register, 16);
        requireNothingAllocated(Chain.network(16).with(p -> inRegisters(p, formats)), 1);
    }

    private static Population inRegisters(Population population, NumberFormats formats) {
        if (!(population.neurons() instanceof Neurons.Summing summing)) {
            return population;
        }
        Neurons scaled = summing.with(new ScaledIntegration(
                formats, 30_000, 20, summing.bias(), Rescale.nearest(new double[] {0.01}, 0, 16), false));
        return population.with(scaled instanceof Neurons.Stem stem ? stem.with(new Sparsity(1, 3)) : scaled);
    }

    @Test
    @Timeout(300)
    void alsoWithNeuronsThatSpike() {
        requireNothingAllocated(Chain.spiking(16), 1 + PARTS);
    }

    /** @param readers cores that read every image: the input, and those that it reaches as currents */
    private static void requireNothingAllocated(IntegerNetwork network, int readers) {
        Emulator.Options options = new Emulator.Options(
                Kernels.of(Kernels.Choice.AUTO), 1, true, (AllocatedBytes.MOST_ROUNDS + 1L) * ROUND_SAMPLES, 4);
        MarkingSource worker = new MarkingSource();
        MarkingObserver observers = new MarkingObserver();
        try (Emulator emulator =
                Emulator.of(network, Chain.slices(network, PARTS), options, worker, List.of(observers))) {
            emulator.runUntil(1); // and the next samples are in the pipeline
            long[] answered = {1};
            AllocatedBytes.requireNone(() -> {
                worker.marks.restart();
                observers.marks.restart();
                answered[0] += ROUND_SAMPLES;
                emulator.runUntil(answered[0]);
                return worker.marks.bytes(ROUND_SAMPLES * readers) + observers.marks.bytes(ROUND_SAMPLES * Chain.BITS);
            });
        }
    }

    /** Images that the worker asks for in every sample. */
    private static final class MarkingSource implements NetworkInput.Codes {
        private final NetworkInput.Codes images = Chain.images();
        private final AllocatedBytes.Marks marks = new AllocatedBytes.Marks();

        @Override
        public void codes(long sample, int[] into) {
            marks.mark();
            images.codes(sample, into);
        }
    }

    /** Told of every step in the thread of the observers. */
    private static final class MarkingObserver implements StepObserver {
        private final AllocatedBytes.Marks marks = new AllocatedBytes.Marks();

        @Override
        public void onStepEnd(long step, long hostNanos) {
            marks.mark();
        }
    }
}
