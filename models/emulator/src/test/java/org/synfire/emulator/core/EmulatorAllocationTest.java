package org.synfire.emulator.core;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.NumberFormats;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Register;
import org.synfire.network.integer.Rescale;
import org.synfire.network.integer.ScaledIntegration;
import org.synfire.network.integer.Sparsity;

/** A time step allocates nothing: neither in the worker nor in the thread that tells the observers. */
class EmulatorAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int MANY_SAMPLES = 100;
    private static final int MOST_ROUNDS = 200;
    /** A call of {@code run} makes a future and looks at its outcome, whatever the number of steps. */
    private static final long MOST_BYTES_PER_CALL = 4096;

    private static final long ONCE_BYTES = 256;

    @Test
    @Timeout(300)
    void afterTheWarmUpAStepAllocatesNothing() {
        requireNothingAllocated(Chain.network(16));
    }

    @Test
    @Timeout(300)
    void alsoInRegistersOfLimitedWidthAndWithSpikesKeptBack() {
        Register register = new Register(16, Register.Overflow.WRAP);
        NumberFormats formats = new NumberFormats(register, register, 16);
        requireNothingAllocated(Chain.network(16).with(p -> inRegisters(p, formats)));
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
        requireNothingAllocated(Chain.spiking(16));
    }

    private static void requireNothingAllocated(IntegerNetwork network) {
        Emulator.Options options =
                new Emulator.Options(Kernels.of(Kernels.Choice.AUTO), 1, true, MOST_ROUNDS * (MANY_SAMPLES + 1), 4);
        TellingThread telling = new TellingThread();
        try (Emulator emulator =
                Emulator.of(network, Chain.slices(network, 4), options, Chain.images(), List.of(telling))) {
            int answered = 0;
            long few = Long.MAX_VALUE;
            long many = Long.MAX_VALUE;
            long told = Long.MAX_VALUE;
            // until the inner loops are compiled their vectors are objects
            for (int round = 0;
                    round < MOST_ROUNDS && (many > few + ONCE_BYTES || few > MOST_BYTES_PER_CALL || told > ONCE_BYTES);
                    round++) {
                few = Math.min(few, allocatedUntil(emulator, ++answered));
                long toldBefore = telling.bytes.get();
                answered += MANY_SAMPLES;
                many = Math.min(many, allocatedUntil(emulator, answered));
                told = Math.min(told, telling.bytes.get() - toldBefore);
            }
            System.out.printf(
                    "%d steps: %d bytes by the worker (%d of these by the call, whatever its length), %d by the"
                            + " observers' thread; after %d samples%n",
                    MANY_SAMPLES * Chain.BITS, many, few, told, answered);
            assertTrue(few <= MOST_BYTES_PER_CALL, few + " bytes in a call of " + Chain.BITS + " steps");
            assertTrue(
                    many <= few + ONCE_BYTES,
                    "bytes grow with the steps: " + few + " for a few, " + many + " for many");
            assertTrue(told <= ONCE_BYTES, told + " bytes in the thread of the observers");
        }
    }

    private static long allocatedUntil(Emulator emulator, long samples) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        emulator.runUntil(samples);
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    /** What the thread has allocated in which observers are told. */
    private static final class TellingThread implements StepObserver {
        private final AtomicLong bytes = new AtomicLong();

        @Override
        public void onStepEnd(long step, long hostNanos) {
            bytes.set(THREADS.getCurrentThreadAllocatedBytes());
        }
    }
}
