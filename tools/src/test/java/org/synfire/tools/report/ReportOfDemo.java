package org.synfire.tools.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.synfire.emulator.experiment.Experiment;
import org.synfire.emulator.probe.AccuracyProbe;
import org.synfire.emulator.probe.RasterLayer;
import org.synfire.emulator.result.RecordedRun;
import org.synfire.emulator.result.RunDetails;
import org.synfire.emulator.result.RunOutcome;
import org.synfire.emulator.result.RunResult;
import org.synfire.network.data.DataSet;
import org.synfire.network.data.Digits;
import org.synfire.network.demo.DigitNetwork;
import org.synfire.network.graph.Network;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.quantize.Preprocessing;
import org.synfire.network.quantize.Quantizer;
import org.synfire.noc.chip.Chips;

/** A run of the built-in demo, as it is and with some of it replaced. */
final class ReportOfDemo {
    static final RunOutcome OUTCOME = outcome();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SAMPLES = 40;

    private ReportOfDemo() {}

    private static RunOutcome outcome() {
        DataSet digits = Digits.dataSet(5, 50, SAMPLES);
        byte[] file = DigitNetwork.file();
        Network floating = DigitNetwork.network();
        EncodedNetwork network = Quantizer.symmetric(8)
                .calibrate(digits.train(), Preprocessing.unit())
                .quantize(floating, file);
        try (AccuracyProbe probe = new AccuracyProbe(network, floating, file, Preprocessing.unit())) {
            return Experiment.on(Chips.darwin3().withChips(2, 1))
                    .threads(2)
                    .raster(new RasterLayer(RasterLayer.CHOSEN))
                    .probing(probe)
                    .run(network, digits.test());
        }
    }

    static JsonNode json() throws IOException {
        return JSON.readTree(OUTCOME.json());
    }

    static RecordedRun run() throws IOException {
        return run(UnaryOperator.identity());
    }

    /** @param change of the text of both JSON files */
    static RecordedRun run(UnaryOperator<String> change) throws IOException {
        RunResult result = JSON.readValue(change.apply(OUTCOME.json()), RunResult.class);
        RunDetails details = JSON.readValue(change.apply(JSON.writeValueAsString(OUTCOME.details())), RunDetails.class);
        return new RecordedRun(
                result, details, OUTCOME.histograms().all(), List.of("run.json", "details.json", "layers.csv"));
    }

    static String page(RecordedRun run) {
        return new HtmlReport().page(run);
    }
}
