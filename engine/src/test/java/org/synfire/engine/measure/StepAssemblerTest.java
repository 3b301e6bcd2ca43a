package org.synfire.engine.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepAssemblerTest {
    private final List<String> seen = new ArrayList<>();

    private final StepAssembler.Consumer consumer = new StepAssembler.Consumer() {
        @Override
        public void onStep(long step, List<StepRecord> records) {
            StringBuilder line = new StringBuilder("step " + step);
            for (StepRecord record : records) {
                assertEquals(step, record.step());
                line.append(" | ").append(record.worker()).append(": ").append(record.words()[0]);
            }
            seen.add(line.toString());
        }

        @Override
        public void onEnd() {
            seen.add("end");
        }
    };

    private static StepRecord record(long step, int worker, long word) {
        StepRecord record = StepRecord.ofCapacity(1);
        record.begin(step, worker, 0);
        record.append(word);
        return record;
    }

    @Test
    void handsOverStepsOrderedByWorker() {
        StepAssembler assembler = new StepAssembler(3, 1, 1, consumer);
        assembler.onStep(record(0, 2, 12));
        assembler.onStep(record(0, 0, 10));
        assertEquals(List.of(), seen);
        assembler.onStep(record(0, 1, 11));
        assembler.onStep(record(1, 1, 21));
        assembler.onStep(record(1, 0, 20));
        assembler.onStep(record(1, 2, 22));
        assembler.onEnd();
        assertEquals(List.of("step 0 | 0: 10 | 1: 11 | 2: 12", "step 1 | 0: 20 | 1: 21 | 2: 22", "end"), seen);
    }

    @Test
    void doesNotNeedARecordAfterItsCall() {
        StepAssembler assembler = new StepAssembler(2, 1, 1, consumer);
        StepRecord reused = record(0, 1, 11);
        assembler.onStep(reused);
        reused.begin(0, 0, 0);
        reused.append(10);
        assembler.onStep(reused);
        assertEquals(List.of("step 0 | 0: 10 | 1: 11"), seen);
    }

    @Test
    void oneWorkerIsASteadyStream() {
        StepAssembler assembler = new StepAssembler(1, 1, 1, consumer);
        assembler.onStep(record(5, 0, 1));
        assembler.onStep(record(6, 0, 2));
        assertEquals(List.of("step 5 | 0: 1", "step 6 | 0: 2"), seen);
    }

    @Test
    void refusesRecordsThatDoNotBelongTogether() {
        StepAssembler assembler = new StepAssembler(2, 1, 1, consumer);
        assembler.onStep(record(5, 0, 1));
        assertThrows(IllegalStateException.class, () -> assembler.onStep(record(6, 1, 1)));
        assertThrows(IllegalStateException.class, () -> assembler.onStep(record(5, 0, 1)));
        assembler.onStep(record(5, 1, 2));
        assertEquals(List.of("step 5 | 0: 1 | 1: 2"), seen);
    }

    @Test
    void waitsForTheWorkerThatIsBehind() {
        StepAssembler assembler = new StepAssembler(2, 3, 1, consumer);
        assembler.onStep(record(7, 1, 1));
        assembler.onStep(record(8, 1, 2));
        assembler.onStep(record(9, 1, 3));
        assertThrows(IllegalStateException.class, () -> assembler.onStep(record(10, 1, 4)));
        assertEquals(List.of(), seen);
        assembler.onStep(record(7, 0, 10));
        assembler.onStep(record(8, 0, 20));
        assembler.onStep(record(10, 1, 4));
        assembler.onStep(record(9, 0, 30));
        assertEquals(List.of("step 7 | 0: 10 | 1: 1", "step 8 | 0: 20 | 1: 2", "step 9 | 0: 30 | 1: 3"), seen);
    }

    @Test
    void workersAreAStepApartOrMore() {
        assertThrows(IllegalArgumentException.class, () -> new StepAssembler(2, 0, 1, consumer));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1})
    void needsAWorker(int workers) {
        assertThrows(IllegalArgumentException.class, () -> new StepAssembler(workers, 1, 1, consumer));
    }
}
