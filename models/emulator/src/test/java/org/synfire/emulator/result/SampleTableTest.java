package org.synfire.emulator.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.emulator.experiment.Experiment;
import org.synfire.engine.InputException;
import org.synfire.network.demo.Demo;
import org.synfire.noc.chip.Chips;

/** {@code samples.csv} is read as it was written, or refused. */
class SampleTableTest {
    private static final SampleResults TWO = new SampleResults(
            new int[] {1, 0}, new int[] {3, 3, -9, 8}, new long[] {5, 6}, new int[] {7, 7}, new int[] {0, 1});

    @Test
    void readsWhatItWrites() {
        SampleResults withoutFloat =
                new SampleResults(new int[] {0}, new int[] {4}, new long[] {1L << 40}, new int[] {9}, new int[0]);
        SampleResults none = new SampleResults(new int[0], new int[0], new long[0], new int[0], new int[0]);
        SampleResults withoutLabels =
                new SampleResults(new int[0], new int[] {4, 5, -1, 0}, new long[] {1, 2}, new int[] {9, 9}, new int[0]);
        for (SampleResults samples : List.of(TWO, withoutFloat, none, withoutLabels)) {
            SampleResults read = SampleTable.read("samples.csv", SampleTable.lines(samples));
            assertEquals(samples.stream().toList(), read.stream().toList(), SampleTable.lines(samples)::toString);
        }
    }

    /** The lines are: 0,1,0,false,7,5,0,true,3,3 and 1,0,1,false,7,6,1,true,-9,8. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0; sample; number; the columns are not those",
                "0; output1; output2; it is not as a run writes it",
                "1; 0,1,0; 0,1,0,0; 11 values for 10 columns",
                "1; 0,1,0; 00,1,0; line 2: it is not as a run writes it",
                "1; 0,1,0; 0,+1,0; it is not as a run writes it",
                "1; 0,1,0; 0,,0; an integer is missing in column 2",
                "1; 0,1,0; 0,1.0,0; an integer is missing in column 2",
                "1; 0,1,0; 0,3000000000,0; 3000000000 is too large",
                "1; 3,3; 3,4; it is not as a run writes it, or contradicts itself",
                "1; false; true; contradicts itself",
                "2; 1,0,1; 2,0,1; line 3: it is not as a run writes it",
                "2; 1,true; ,; an integer is missing in column 7",
                "2; ,8; ,8.5; line 3: an integer is missing in column 10"
            })
    void refusesWhatNoRunWrites(int line, String from, String to, String message) {
        List<String> lines = new ArrayList<>(SampleTable.lines(TWO));
        assertTrue(lines.get(line).contains(from), lines.get(line));
        lines.set(line, lines.get(line).replaceFirst(from, to));
        InputException refused = assertThrows(InputException.class, () -> SampleTable.read("out/samples.csv", lines));
        assertTrue(
                refused.getMessage().startsWith("out/samples.csv line ")
                        && refused.getMessage().contains(message),
                refused.getMessage());
    }

    @Test
    void refusesAnEmptyFile() {
        assertThrows(InputException.class, () -> SampleTable.read("samples.csv", List.of()));
    }

    @Test
    void aFolderIsReadWithItsSamples(@TempDir Path folder) throws IOException {
        RunOutcome outcome = Experiment.on(Chips.darwin3()).withoutReference().run(Demo.ENCODED, Demo.images(4));
        outcome.writeReport(folder);
        RecordedRun run = ReportFolder.read(folder);
        assertEquals(
                outcome.samples().stream().toList(),
                ReportFolder.samples(folder, run).orElseThrow().stream().toList());
        RecordedRun older = new RecordedRun(run.result(), run.details(), run.histograms(), List.of("run.json"));
        assertEquals(Optional.empty(), ReportFolder.samples(folder, older));
        Path file = folder.resolve("samples.csv");
        try (Stream<String> lines = Files.lines(file)) {
            Files.write(file, lines.limit(4).toList());
        }
        InputException refused = assertThrows(InputException.class, () -> ReportFolder.samples(folder, run));
        assertTrue(refused.getMessage().contains("contradict each other"), refused.getMessage());
    }
}
