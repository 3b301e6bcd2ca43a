package org.synfire.engine.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StepRecordTest {
    private static long[] words(StepRecord record) {
        return Arrays.copyOf(record.words(), record.length());
    }

    @Test
    void holdsWhatWasAppendedSinceTheStepBegan() {
        StepRecord record = StepRecord.ofCapacity(4);
        record.append(9);
        record.begin(7, 2, 1_000);
        record.append(1);
        record.append(new long[] {0, 2, 3, 0}, 1, 3);
        record.end(1_500);
        assertEquals(7, record.step());
        assertEquals(2, record.worker());
        assertEquals(1_000, record.startNanos());
        assertEquals(1_500, record.endNanos());
        assertArrayEquals(new long[] {1, 2, 3}, words(record));
    }

    @Test
    void namesItsCapacityWhenItIsFull() {
        StepRecord record = StepRecord.ofCapacity(2);
        record.begin(7, 1, 0);
        record.append(1);
        IllegalStateException bulk = assertThrows(IllegalStateException.class, () -> record.append(new long[2], 0, 2));
        assertEquals(
                "worker 1 has 1 words to record in step 7, 2 more do not fit a record of 2 words", bulk.getMessage());
        record.append(2);
        IllegalStateException one = assertThrows(IllegalStateException.class, () -> record.append(3));
        assertEquals(
                "worker 1 has 2 words to record in step 7, 1 more do not fit a record of 2 words", one.getMessage());
        assertArrayEquals(new long[] {1, 2}, words(record));
    }

    @Test
    void aDiscardingRecordForgets() {
        StepRecord record = StepRecord.discarding();
        record.append(1);
        record.append(new long[5], 0, 5);
        assertEquals(0, record.length());
    }

    @Test
    void takingOverSwapsTheArrays() {
        StepRecord source = StepRecord.ofCapacity(2);
        StepRecord target = StepRecord.ofCapacity(2);
        source.begin(3, 1, 10);
        source.append(5);
        source.end(20);
        target.takeFrom(source);
        assertArrayEquals(new long[] {5}, words(target));
        assertEquals(3, target.step());
        assertEquals(1, target.worker());
        assertEquals(10, target.startNanos());
        assertEquals(20, target.endNanos());
        assertEquals(0, source.length());
        source.append(6);
        assertArrayEquals(new long[] {5}, words(target));
    }
}
