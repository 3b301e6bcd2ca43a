package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.synfire.emulator.experiment.Experiment;
import org.synfire.emulator.result.RunOutcome;
import org.synfire.network.demo.DigitNetwork;
import org.synfire.network.onnx.OnnxImporter;
import org.synfire.noc.chip.Chips;

/** What a debugger, a log or jshell shows of the values that users meet. */
class ApiTextTest {
    private static final int COLUMNS = 120;

    @Test
    void everyValueIsALine() {
        LoadedModel demo = LoadedModel.load(null, NetworkOptions.of("--calibrate", "10"));
        RunOutcome outcome = Experiment.on(Chips.darwin3())
                .withoutReference()
                .run(demo.encoded(), LoadedModel.demoData(1).test().take(2));
        for (Object value : List.of(
                OnnxImporter.read(DigitNetwork.file(), "digits"),
                demo.encoded(),
                demo.network(),
                outcome,
                outcome.result(),
                outcome.details(),
                outcome.samples(),
                outcome.mapping(),
                outcome.packetLatency(),
                outcome.histograms().stepCycles())) {
            String shown = value.toString();
            assertEquals(1, shown.lines().count(), shown);
            assertTrue(shown.length() <= COLUMNS && !shown.contains("@"), shown);
        }
        assertTrue(outcome.toString().startsWith("digits on darwin3: "), outcome.toString());
    }
}
