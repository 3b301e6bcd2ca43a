package org.synfire.papers.encoding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.synfire.emulator.experiment.Experiment;
import org.synfire.emulator.result.RunResult;
import org.synfire.engine.InputException;
import org.synfire.network.demo.Demo;
import org.synfire.noc.chip.Chips;

class EncodingComparisonTest {
    private static final int SAMPLES = 20;

    private static List<EncodingComparison.Row> rows(int threads, Integer... steps) {
        return new EncodingComparison(Demo.ENCODED, Demo.images(SAMPLES), threads).rows(List.of(steps));
    }

    @Test
    void positionalBitsAreCountedAsTheEmulatorCounts() {
        RunResult run = Experiment.on(Chips.darwin3())
                .run(Demo.ENCODED, Demo.images(SAMPLES))
                .result();
        EncodingComparison.Row first = rows(2, 2).getFirst();
        assertEquals(run.events().sops(), Math.round(first.sopsPerSample() * SAMPLES));
        assertEquals(run.answers().correct(), first.correct());
        assertEquals(8, first.timeSteps());
    }

    @Test
    void moreStepsCostMoreAndComeNearer() {
        List<EncodingComparison.Row> rows = rows(2, 4, 64, 512);
        for (String encoding : new String[] {"rate", "direct"}) {
            List<EncodingComparison.Row> own =
                    rows.stream().filter(row -> row.encoding().equals(encoding)).toList();
            assertEquals(
                    List.of(4, 64, 512),
                    own.stream().map(EncodingComparison.Row::timeSteps).toList());
            assertTrue(
                    own.get(0).sopsPerSample() < own.get(1).sopsPerSample()
                            && own.get(1).sopsPerSample() < own.get(2).sopsPerSample(),
                    own.toString());
            assertTrue(own.get(2).correct() >= SAMPLES - 2, own.toString());
            assertTrue(own.get(0).correct() < own.get(2).correct(), own.toString());
        }
    }

    @Test
    void directCodingMultipliesOnceAndSendsNothingFromTheInput() {
        List<EncodingComparison.Row> rows = rows(1, 8);
        assertEquals(0, rows.get(1).macsPerSample());
        assertEquals(8 * (3 * 28 - 2) * (3 * 28 - 2), rows.get(2).macsPerSample());
        assertTrue(rows.get(2).sopsPerSample() < rows.get(1).sopsPerSample(), rows.toString());
    }

    @Test
    void theResultDoesNotDependOnThreads() {
        assertEquals(rows(1, 2, 4), rows(3, 2, 4));
    }

    @Test
    void refusesWhatCannotBeCompared() {
        assertThrows(InputException.class, () -> new EncodingComparison(Demo.ENCODED, Demo.images(0), 1));
    }
}
