package org.synfire.engine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OffHeapLedger.class)
class RecordLayoutTest {
    private static final RecordLayout COUNTERS = RecordLayout.named("counters")
            .field("sums", ValueLayout.JAVA_INT, 100)
            .field("marks", ValueLayout.JAVA_BYTE, 100)
            .build();

    @Test
    void fieldsStartAtCacheLinesInTheOrderGiven() {
        assertEquals(0, COUNTERS.field("sums").offsetBytes());
        assertEquals(400, COUNTERS.field("sums").sizeBytes());
        assertEquals(448, COUNTERS.field("marks").offsetBytes());
        assertEquals(100, COUNTERS.field("marks").sizeBytes());
    }

    @Test
    void sizeIsRoundedUpSoThatRecordsCanLieBehindEachOther() {
        assertEquals(576, COUNTERS.sizeBytes());
        assertEquals(64, COUNTERS.alignmentBytes());
    }

    @Test
    void aWiderAlignmentOfAFieldIsTheRecordsToo() {
        RecordLayout layout = RecordLayout.named("test")
                .field("flag", ValueLayout.JAVA_BYTE, 1)
                .field("page", ValueLayout.JAVA_BYTE, 1, 256)
                .build();
        assertEquals(256, layout.field("page").offsetBytes());
        assertEquals(256, layout.alignmentBytes());
        assertEquals(512, layout.sizeBytes());
    }

    @Test
    void aFieldIsItsPartOfTheRecordsMemory() {
        try (StateArena arena = StateArena.ofBytes(COUNTERS.sizeBytes(), "test")) {
            MemorySegment record = arena.allocate(COUNTERS);
            COUNTERS.field("marks").in(record).set(ValueLayout.JAVA_BYTE, 99, (byte) 7);
            assertEquals(7, record.get(ValueLayout.JAVA_BYTE, 448 + 99));
            assertThrows(
                    IndexOutOfBoundsException.class,
                    () -> COUNTERS.field("marks").in(record).get(ValueLayout.JAVA_BYTE, 100));
        }
    }

    @Test
    void anEmptyFieldTakesNoRoom() {
        RecordLayout layout = RecordLayout.named("test")
                .field("none", ValueLayout.JAVA_INT, 0)
                .field("one", ValueLayout.JAVA_INT, 1)
                .build();
        assertEquals(0, layout.field("one").offsetBytes());
    }

    @Test
    void refusesWhatItCannotLayOut() {
        RecordLayout.Builder builder = RecordLayout.named("test").field("a", ValueLayout.JAVA_INT, 1);
        assertThrows(IllegalArgumentException.class, () -> builder.field("a", ValueLayout.JAVA_INT, 1));
        assertThrows(IllegalArgumentException.class, () -> builder.field("b", ValueLayout.JAVA_INT, -1));
        assertThrows(IllegalArgumentException.class, () -> builder.field("b", ValueLayout.JAVA_INT, 1, 24));
        assertThrows(ArithmeticException.class, () -> builder.field("b", ValueLayout.JAVA_INT, Long.MAX_VALUE / 2));
        assertThrows(IllegalArgumentException.class, () -> COUNTERS.field("other"));
    }
}
