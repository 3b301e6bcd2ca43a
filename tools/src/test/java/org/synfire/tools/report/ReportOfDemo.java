package org.synfire.tools.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.synfire.emulator.experiment.Experiment;
import org.synfire.emulator.probe.AccuracyProbe;
import org.synfire.emulator.probe.RasterLayer;
import org.synfire.emulator.result.RecordedRun;
import org.synfire.emulator.result.RunDetails;
import org.synfire.emulator.result.RunOutcome;
import org.synfire.emulator.result.RunResult;
import org.synfire.network.demo.Demo;
import org.synfire.network.quantize.Preprocessing;
import org.synfire.noc.chip.Chips;

/** A run of the built-in demo, as it is and with some of it replaced. */
final class ReportOfDemo {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SAMPLES = 40;

    /** Empty until somebody asks for the run. */
    private static final AtomicReference<RunOutcome> OUTCOME = new AtomicReference<>();

    private ReportOfDemo() {}

    /** The run, which several test classes share. */
    static RunOutcome outcome() {
        return OUTCOME.updateAndGet(made -> made == null ? runDemo() : made);
    }

    private static RunOutcome runDemo() {
        Preprocessing pixels = Preprocessing.unit();
        try (AccuracyProbe probe = new AccuracyProbe(Demo.ENCODED, Demo.FLOATING, Demo.FILE, pixels)) {
            return Experiment.on(Chips.darwin3().withChips(2, 1))
                    .threads(2)
                    .raster(new RasterLayer(RasterLayer.CHOSEN))
                    .probing(probe)
                    .run(Demo.ENCODED, Demo.images(SAMPLES));
        }
    }

    static JsonNode json() throws IOException {
        return JSON.readTree(outcome().json());
    }

    static RecordedRun run() throws IOException {
        return run(UnaryOperator.identity());
    }

    /** @param change of the text of both JSON files */
    static RecordedRun run(UnaryOperator<String> change) throws IOException {
        RunResult result = JSON.readValue(change.apply(outcome().json()), RunResult.class);
        RunDetails details =
                JSON.readValue(change.apply(JSON.writeValueAsString(outcome().details())), RunDetails.class);
        return new RecordedRun(
                result, details, outcome().histograms().all(), List.of("run.json", "details.json", "layers.csv"));
    }

    static String page(RecordedRun run) {
        return new HtmlReport().page(run);
    }
}
