package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.emulator.experiment.Experiment;
import org.synfire.emulator.result.RunOutcome;
import org.synfire.network.data.DataSet;
import org.synfire.network.data.DataSets;
import org.synfire.network.data.RealData;
import org.synfire.network.graph.Network;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.onnx.OnnxImporter;
import org.synfire.network.quantize.Preprocessing;
import org.synfire.network.quantize.Quantizer;
import org.synfire.noc.chip.Chips;

/** The README's Java, word for word; {@link ReadmeDocTest} compares them. */
class ReadmeExampleTest {
    @TempDir
    private Path report;

    @Test
    void runsAnExperimentFromJava() throws IOException {
        Path model = RealData.require("models/onnx-mnist/model.onnx");
        Path folder = RealData.require("mnist");

        byte[] file = Files.readAllBytes(model);
        Network network = OnnxImporter.read(file, "mnist");
        DataSet data = DataSets.open(folder);
        Preprocessing pixels = Preprocessing.rawPixels();
        EncodedNetwork integers =
                Quantizer.symmetric(8).calibrate(data.train().take(200), pixels).quantize(network, file);

        RunOutcome outcome = Experiment.on(Chips.darwin3())
                .threads(2)
                .run(integers, data.test().take(100));

        outcome.accuracy(); // 0..1
        outcome.energy().perSampleMicrojoules();
        outcome.packetLatency().p99(); // cycles
        outcome.result().witnesses().reference().orElseThrow().mismatchedValues(); // 0
        outcome.writeReport(report); // report.html, run.json, tables, histograms

        assertTrue(outcome.accuracy() > 0.9, "accuracy " + outcome.accuracy() + " of 100 samples");
        assertEquals(0, outcome.result().witnesses().reference().orElseThrow().mismatchedValues());
        assertTrue(Files.exists(report.resolve("run.json")));
    }
}
