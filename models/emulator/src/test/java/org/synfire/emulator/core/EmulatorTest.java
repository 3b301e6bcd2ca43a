package org.synfire.emulator.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.engine.memory.InsufficientMemoryException;
import org.synfire.engine.memory.OffHeapMemory;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.Population;
import org.synfire.network.reference.DenseReference;

@Timeout(60)
class EmulatorTest {
    private static final int SAMPLES = 6;
    private static final int PARTS = 3;
    private static final IntegerNetwork NETWORK = Chain.network(8);

    private static Emulator.Options options(int workers, boolean pipelined, int samples, int keep) {
        return new Emulator.Options(Kernels.of(Kernels.Choice.AUTO), workers, pipelined, samples, keep);
    }

    private static Emulator emulator(Emulator.Options options, NetworkInput.Codes source, StepObserver... observers) {
        return Emulator.of(NETWORK, Chain.slices(NETWORK, PARTS), options, source, List.of(observers));
    }

    private static Trajectory trajectory(int samples, int parts) {
        return new Trajectory(samples, Chain.slices(NETWORK, parts).size() - 1);
    }

    /** Compares every value of the samples answered with the dense reference. */
    private static void assertValues(Emulator emulator, long from, long to) {
        DenseReference reference = new DenseReference(NETWORK);
        int[] codes = new int[NETWORK.input().shape().size()];
        for (long sample = from; sample < to; sample++) {
            Chain.images().codes(sample, codes);
            reference.compute(codes);
            for (Population population : NETWORK.populations()) {
                int[] values = new int[population.shape().size()];
                emulator.values(sample, population.id(), values);
                assertArrayEquals(
                        reference.values(population.id()), values, "sample " + sample + ", " + population.name());
            }
        }
    }

    private static long[] hashes(int workers, boolean pipelined, Kernels.Choice kernels, int parts) {
        Trajectory trajectory = trajectory(SAMPLES, parts);
        Emulator.Options options = new Emulator.Options(Kernels.of(kernels), workers, pipelined, SAMPLES, SAMPLES);
        try (Emulator emulator =
                Emulator.of(NETWORK, Chain.slices(NETWORK, parts), options, Chain.images(), List.of(trajectory))) {
            assertEquals(SAMPLES, emulator.runUntil(SAMPLES));
            assertValues(emulator, 0, SAMPLES);
        }
        return trajectory.hashes();
    }

    @ParameterizedTest
    @CsvSource({
        "1, false, VECTOR",
        "2, true, VECTOR",
        "2, false, SCALAR",
        "3, true, SCALAR",
        "3, true, VECTOR",
        "1, true, SCALAR"
    })
    void valuesAndSpikesDependOnNeitherWorkersNorPipelineNorKernels(
            int workers, boolean pipelined, Kernels.Choice kernels) {
        long[] expected = hashes(1, true, Kernels.Choice.VECTOR, PARTS);
        assertEquals(SAMPLES, LongStream.of(expected).distinct().count(), "samples differ");
        assertArrayEquals(expected, hashes(workers, pipelined, kernels, PARTS));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 10})
    void valuesDoNotDependOnTheNumberOfSlices(int parts) {
        hashes(2, true, Kernels.Choice.AUTO, parts);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSampleEntersEveryTStepsInThePipelineAndEveryLPlus1TimesTWithout(boolean pipelined) {
        int interval = pipelined ? Chain.BITS : (Chain.DEPTH + 1) * Chain.BITS;
        Trajectory trajectory = trajectory(SAMPLES, PARTS);
        try (Emulator emulator = emulator(options(2, pipelined, SAMPLES, 1), Chain.images(), trajectory)) {
            for (int sample = 0; sample < SAMPLES; sample++) {
                assertEquals(sample + 1, emulator.runUntil(sample + 1));
                long answerStep = (long) sample * interval + Chain.DEPTH * Chain.BITS;
                assertEquals(answerStep + 1, emulator.steps(), "steps 0..LT after the sample's start");
                assertEquals(answerStep, trajectory.lastAnswering(), "the answer still lacks weights one step before");
                assertValues(emulator, sample, sample + 1);
            }
        }
        assertArrayEquals(
                LongStream.range(0, SAMPLES).map(sample -> sample * interval).toArray(), trajectory.firstSteps());
    }

    @Test
    void onlyTheSamplesAnsweredLastAreKept() {
        try (Emulator emulator = emulator(options(1, true, 20, 2), Chain.images())) {
            int[] answer = new int[10];
            assertThrows(IllegalArgumentException.class, () -> emulator.values(0, 4, answer));
            emulator.runUntil(12);
            assertValues(emulator, 10, 12);
            var error = assertThrows(IllegalArgumentException.class, () -> emulator.values(9, 4, answer));
            assertEquals("sample 9: values are kept for samples 10..11", error.getMessage());
            assertThrows(IllegalArgumentException.class, () -> emulator.values(12, 4, answer));
            assertThrows(IllegalArgumentException.class, () -> emulator.values(-1, 4, answer));
        }
    }

    @Test
    void asksForNoMoreSamplesThanThereAre() {
        try (Emulator emulator = emulator(options(2, true, 3, 3), Chain.images())) {
            assertEquals(0, emulator.runUntil(0));
            assertEquals(0, emulator.steps());
            assertEquals(3, emulator.runUntil(100));
            assertEquals(3, emulator.runUntil(3));
            assertValues(emulator, 0, 3);
        }
    }

    @Test
    void twoChipsInOneProcessDoNotKnowOfEachOther() {
        long held = OffHeapMemory.heldBytes();
        long[] alone = hashes(1, true, Kernels.Choice.AUTO, PARTS);
        assertEquals(held, OffHeapMemory.heldBytes(), "all memory came back");
        Trajectory first = trajectory(SAMPLES, PARTS);
        Trajectory second = trajectory(SAMPLES, PARTS);
        try (Emulator one = emulator(options(2, true, SAMPLES, SAMPLES), Chain.images(), first);
                Emulator other = emulator(options(1, false, SAMPLES, SAMPLES), Chain.images(), second)) {
            assertTrue(OffHeapMemory.heldBytes() >= held + one.stateBytes() + other.stateBytes());
            for (int sample = 1; sample <= SAMPLES; sample++) {
                one.runUntil(sample);
                other.runUntil(sample);
            }
            assertValues(one, 0, SAMPLES);
            assertValues(other, 0, SAMPLES);
        }
        assertArrayEquals(alone, first.hashes());
        assertArrayEquals(alone, second.hashes());
        assertEquals(held, OffHeapMemory.heldBytes(), "all memory came back");
    }

    @ParameterizedTest
    @ValueSource(ints = {1 << 30, Integer.MAX_VALUE})
    void whatDoesNotFitIsRefusedBeforeAnythingRuns(int keep) {
        long held = OffHeapMemory.heldBytes();
        StepObserver observer = new StepObserver() {
            @Override
            public void onStart(List<RouteGroup> routes) {
                throw new AssertionError("it has begun");
            }
        };
        var error = assertThrows(
                InsufficientMemoryException.class,
                () -> emulator(options(2, true, SAMPLES, keep), Chain.images(), observer));
        assertTrue(error.askedBytes() > (long) keep * NETWORK.input().shape().size(), "asked " + error.askedBytes());
        assertTrue(error.availableBytes() > 0 && error.availableBytes() < error.askedBytes());
        assertTrue(
                error.getMessage()
                        .contains(String.format(
                                Locale.ROOT,
                                "%,d bytes of off-heap memory asked for, %,d bytes there",
                                error.askedBytes(),
                                error.availableBytes())),
                error.getMessage());
        assertEquals(held, OffHeapMemory.heldBytes());
    }

    @Test
    void whatCannotStartLeavesNothingBehind() throws InterruptedException {
        long held = OffHeapMemory.heldBytes();
        long threads = measuringThreads();
        var error = assertThrows(
                IllegalArgumentException.class, () -> emulator(options(65, true, SAMPLES, 1), Chain.images()));
        assertEquals("workers are 1..64, was 65", error.getMessage());
        assertEquals(held, OffHeapMemory.heldBytes());
        // it ends shortly after it has been told to; if it does not, the test's time runs out
        while (measuringThreads() > threads) {
            Thread.sleep(10);
        }
    }

    private static long measuringThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("synfire-measurement"))
                .count();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aFailingSourceOfImagesComesOut(int workers) {
        long held = OffHeapMemory.heldBytes();
        IllegalStateException broken = new IllegalStateException("image 3 is unreadable");
        try (Emulator emulator = emulator(options(workers, true, SAMPLES, 1), failingAt(3, broken))) {
            assertSame(broken, assertThrows(IllegalStateException.class, () -> emulator.runUntil(SAMPLES)));
            assertThrows(IllegalStateException.class, () -> emulator.runUntil(SAMPLES));
        }
        assertEquals(held, OffHeapMemory.heldBytes());
    }

    private static NetworkInput.Codes failingAt(long bad, RuntimeException failure) {
        return (sample, into) -> {
            if (sample == bad) {
                throw failure;
            }
            Chain.images().codes(sample, into);
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aFailingObserverComesOut(int workers) {
        StepObserver observer = new StepObserver() {
            @Override
            public void onStepEnd(long step, long hostNanos) {
                if (step == 20) {
                    throw new IllegalStateException("no room for step 20");
                }
            }
        };
        try (Emulator emulator = emulator(options(workers, true, 2000, 1), Chain.images(), observer)) {
            Throwable failure = assertThrows(RuntimeException.class, () -> emulator.runUntil(2000));
            assertTrue(describe(failure).contains("no room for step 20"), describe(failure));
        }
    }

    private static String describe(Throwable failure) {
        return failure + (failure.getCause() == null ? "" : " <- " + describe(failure.getCause()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aStopEndsTheRunAndTheRestCanGoOn(int workers) {
        int samples = 300;
        long[] undisturbed = run(samples, workers, -1);
        assertArrayEquals(undisturbed, run(samples, workers, 50));
        assertFalse(Arrays.stream(undisturbed).anyMatch(hash -> hash == 0));
    }

    /** Runs all samples, with a stop requested after a step; -1 for none. */
    private static long[] run(int samples, int workers, long stopAfter) {
        AtomicReference<Emulator> running = new AtomicReference<>();
        Trajectory trajectory = trajectory(samples, PARTS);
        StepObserver stopper = new StepObserver() {
            @Override
            public void onStepEnd(long step, long hostNanos) {
                if (step == stopAfter) {
                    running.get().requestStop();
                }
            }
        };
        try (Emulator emulator =
                emulator(options(workers, true, samples, samples), Chain.images(), trajectory, stopper)) {
            running.set(emulator);
            long answered = emulator.runUntil(samples);
            if (stopAfter >= 0) {
                assertTrue(answered < samples, "stopped after " + answered + " of " + samples);
                assertTrue(emulator.steps() > stopAfter);
                assertEquals(answered, Math.max(0, (emulator.steps() - 1) / Chain.BITS - Chain.DEPTH + 1));
                assertValues(emulator, 0, answered);
            }
            assertEquals(samples, emulator.runUntil(samples));
            assertEquals((samples - 1L + Chain.DEPTH) * Chain.BITS + 1, emulator.steps());
            assertValues(emulator, samples - 5, samples);
        }
        return trajectory.hashes();
    }
}
