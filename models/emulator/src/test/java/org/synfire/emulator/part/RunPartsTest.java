package org.synfire.emulator.part;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.emulator.experiment.Experiment;
import org.synfire.emulator.experiment.PartOutcome;
import org.synfire.emulator.probe.RasterLayer;
import org.synfire.emulator.result.ReportFolder;
import org.synfire.emulator.result.RunReport;
import org.synfire.engine.file.OutputFolder;
import org.synfire.network.data.ImageSet;
import org.synfire.network.demo.Demo;
import org.synfire.noc.chip.Chips;

/** Parts of a run of the demo, joined, against the run at once: every file is the same but for figures of the host. */
@Timeout(120)
class RunPartsTest {
    private static final int SAMPLES = 30;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> OF_THE_HOST = List.of("timing", "throughput", "origin", "threads");

    @TempDir
    private Path folder;

    private static Experiment experiment(boolean pipelined) {
        Experiment experiment = Experiment.on(Chips.darwin3()).raster(new RasterLayer(RasterLayer.CHOSEN));
        return pipelined ? experiment : experiment.withoutPipeline();
    }

    @ParameterizedTest
    @CsvSource({
        "true, 30",
        "true, 12 18",
        "true, 1 29",
        "true, 29 1",
        "true, 1 1 1 2 1 3 1 20",
        "true, 7 7 7 9",
        "false, 11 19"
    })
    void equalOneRun(boolean pipelined, String sizes) throws IOException {
        ImageSet images = Demo.images(SAMPLES);
        Map<String, RunPart> parts = new LinkedHashMap<>();
        int from = 0;
        for (String size : sizes.split(" ")) {
            PartOutcome part = experiment(pipelined).runPart(Demo.ENCODED, images, from, Integer.parseInt(size));
            Path place = folder.resolve("part" + from);
            try (OutputFolder open = OutputFolder.open(place, ReportFolder.FILES, false)) {
                part.writeReport(open);
            }
            parts.put("part" + from, RunPartFile.ofFolder(place));
            from += Integer.parseInt(size);
        }
        RunReport merged = RunParts.merge(parts, "api");
        merged.write(folder.resolve("merged"));
        experiment(pipelined).run(Demo.ENCODED, images).writeReport(folder.resolve("whole"));
        assertSame(folder.resolve("whole"), folder.resolve("merged"));
    }

    /** All files of two folders are the same but for figures of the host. */
    static void assertSame(Path whole, Path merged) throws IOException {
        List<Path> files;
        try (var list = Files.list(whole)) {
            files = list.map(Path::getFileName).sorted().toList();
        }
        int compared = 0;
        for (Path name : files) {
            String file = name.toString();
            assertTrue(Files.exists(merged.resolve(file)), file);
            if (file.equals("run.json") || file.equals("details.json")) {
                assertEquals(ofChip(whole.resolve(file)), ofChip(merged.resolve(file)), file);
                compared++;
            } else if (!file.startsWith("host-step") && !file.equals("report.json") && !file.startsWith(".")) {
                assertEquals(Files.readString(whole.resolve(file)), Files.readString(merged.resolve(file)), file);
                compared++;
            }
        }
        assertTrue(compared >= 14, compared + " files");
    }

    private static JsonNode ofChip(Path file) throws IOException {
        ObjectNode tree = (ObjectNode) JSON.readTree(file.toFile());
        JsonNode data = tree.path("origin").path("data");
        tree.remove(OF_THE_HOST);
        if (tree.has("latency")) {
            ((ObjectNode) tree.get("latency")).remove("hostStepNanos");
            tree.set("data", data);
        }
        return tree;
    }
}
