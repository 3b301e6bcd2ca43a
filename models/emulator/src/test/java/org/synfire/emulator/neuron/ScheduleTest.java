package org.synfire.emulator.neuron;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final int T = 8;

    @Test
    void aLayerHasItsValueTStepsAfterTheOneBefore() {
        for (int level = 0; level < 4; level++) {
            Schedule schedule = LevelSchedule.of(level, T, T, 10);
            assertEquals((long) level * T, schedule.valueStep(0));
            assertEquals((level + 3L) * T, schedule.valueStep(3));
        }
    }

    @Test
    void aSampleIsIntegratedInTheTStepsThatEndWithItsValue() {
        Schedule schedule = LevelSchedule.of(2, T, 3 * T, 2);
        assertEquals(-1, schedule.integratedSample(T));
        for (int bit = 0; bit < T; bit++) {
            assertEquals(0, schedule.integratedSample(T + 1 + bit));
            assertEquals(bit, schedule.integratedBit(T + 1 + bit, 0));
        }
        assertEquals(2 * T, schedule.valueStep(0));
        assertEquals(-1, schedule.integratedSample(2 * T + 1), "without a pipeline nothing follows at once");
        assertEquals(1, schedule.integratedSample(4 * T + 1));
        assertEquals(-1, schedule.integratedSample(7 * T + 1), "there is no third sample");
    }

    @Test
    void aSampleIsSentInTheTStepsFromItsValueOn() {
        Schedule schedule = LevelSchedule.of(1, T, T, 2);
        assertEquals(-1, schedule.sentSample(T - 1));
        assertEquals(0, schedule.sentSample(T));
        assertEquals(0, schedule.sentSample(2 * T - 1));
        assertEquals(1, schedule.sentSample(2 * T));
        assertEquals(-1, schedule.sentSample(3 * T));
    }

    @Property(tries = 500)
    void busyStepsAreThoseInWhichASampleIsHeld(
            @ForAll @IntRange(min = 1, max = 5) int level,
            @ForAll @IntRange(min = 2, max = 8) int bits,
            @ForAll @IntRange(max = 40) int pause,
            @ForAll @IntRange(max = 6) int samples,
            @ForAll @IntRange(max = 200) int steps,
            @ForAll boolean sends) {
        Schedule schedule = LevelSchedule.of(level, bits, bits + pause, samples);
        long busy = 0;
        for (long step = 0; step < steps; step++) {
            busy += schedule.integratedSample(step) >= 0 || (sends && schedule.sentSample(step) >= 0) ? 1 : 0;
        }
        assertEquals(busy, schedule.busySteps(steps, sends));
    }
}
