package org.synfire.emulator.part;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.synfire.emulator.experiment.Experiment;
import org.synfire.emulator.experiment.PartOutcome;
import org.synfire.emulator.probe.RasterLayer;
import org.synfire.emulator.result.NetworkTiming;
import org.synfire.emulator.result.ReportFolder;
import org.synfire.emulator.result.RunReport;
import org.synfire.engine.InputException;
import org.synfire.engine.file.OutputFolder;
import org.synfire.network.data.ImageSet;
import org.synfire.network.demo.Demo;
import org.synfire.network.integer.Coding;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.reference.RandomSpikingNetworks;
import org.synfire.network.spiking.SmallSpikingNetworks;
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
        "CODES, true, 30",
        "CODES, true, 12 18",
        "CODES, true, 1 29",
        "CODES, true, 29 1",
        "CODES, true, 1 1 1 2 1 3 1 20",
        "CODES, true, 7 7 7 9",
        "CODES, false, 11 19",
        "SPIKES, true, 1 2 1 26",
        "SPIKES, false, 20 10"
    })
    void equalOneRun(Coding coding, boolean pipelined, String sizes) throws IOException {
        assertEqualOneRun(network(coding), pipelined, Demo.images(SAMPLES), sizes);
    }

    private void assertEqualOneRun(EncodedNetwork network, boolean pipelined, ImageSet images, String sizes)
            throws IOException {
        Map<String, RunPart> parts = new LinkedHashMap<>();
        int from = 0;
        for (String size : sizes.split(" ")) {
            PartOutcome part = experiment(pipelined).runPart(network, images, from, Integer.parseInt(size));
            Path place = folder.resolve("part" + from);
            try (OutputFolder open = OutputFolder.open(place, ReportFolder.FILES, false)) {
                part.writeReport(open);
            }
            parts.put("part" + from, RunPartFile.ofFolder(place));
            from += Integer.parseInt(size);
        }
        RunReport merged = RunParts.merge(parts, "api");
        merged.write(folder.resolve("merged"));
        experiment(pipelined).run(network, images).writeReport(folder.resolve("whole"));
        assertSame(folder.resolve("whole"), folder.resolve("merged"));
    }

    /** Why operations of two parts are not added: in a step a core integrates samples of one part alone. */
    @ParameterizedTest
    @EnumSource
    void aCoreIntegratesSamplesOfOnePart(Coding coding) {
        Map<List<Long>, Integer> integrating = new HashMap<>();
        for (int from = 0; from < 4; from++) {
            RunPart part = experiment(true)
                    .runPart(network(coding), Demo.images(4), from, 1)
                    .part();
            for (SeamStep step : part.steps().seams()) {
                for (int i = 0; i < step.cores().length; i++) {
                    List<Long> place = List.of(step.step(), (long) step.cores()[i]);
                    assertTrue(step.operations()[i] == 0 || integrating.put(place, from) == null, place.toString());
                }
            }
        }
        assertTrue(integrating.size() > 10, "steps of cores: " + integrating.size());
    }

    private static EncodedNetwork network(Coding coding) {
        return coding == Coding.CODES
                ? Demo.ENCODED
                : SmallSpikingNetworks.mixed(28, 5).onCores();
    }

    /** A run that is divided by itself, and one that goes on from its parts, are that of one run. */
    @Test
    void aDividedRunEqualsOneRun() throws IOException {
        ImageSet images = Demo.images(SAMPLES);
        experiment(true).run(Demo.ENCODED, images).writeReport(folder.resolve("whole"));
        Path journal = Files.createDirectories(folder.resolve("journal"));
        experiment(true)
                .journal(journal, PartSizes.of(7))
                .run(Demo.ENCODED, images)
                .writeReport(folder.resolve("divided"));
        assertSame(folder.resolve("whole"), folder.resolve("divided"));
        assertEquals(6, Files.readAllLines(journal.resolve(RunJournal.NAME)).size());
        Files.delete(journal.resolve("run-part-000000014.txt"));
        experiment(true)
                .journal(journal, PartSizes.of(2))
                .run(Demo.ENCODED, images)
                .writeReport(folder.resolve("again"));
        assertSame(folder.resolve("whole"), folder.resolve("again"));
    }

    /** Data that changed since a part was finished are noticed. */
    @Test
    void goesOnOnlyWithTheSameData() throws IOException {
        Path journal = Files.createDirectories(folder.resolve("journal"));
        experiment(true).journal(journal, PartSizes.of(7)).run(Demo.ENCODED, Demo.images(SAMPLES));
        ImageSet others = Demo.images(SAMPLES + 1).from(1);
        InputException refused = assertThrows(
                InputException.class,
                () -> experiment(true).journal(journal, PartSizes.of(7)).run(Demo.ENCODED, others));
        assertTrue(refused.getMessage().contains("the data have changed since"), refused.getMessage());
    }

    @Test
    void refusesRunsThatCannotBeDivided() {
        InputException cycle = assertThrows(
                InputException.class,
                () -> experiment(true).timing(NetworkTiming.CYCLE).runPart(Demo.ENCODED, Demo.images(SAMPLES), 0, 3));
        assertTrue(cycle.getMessage().contains("routers carry their state"), cycle.getMessage());
        InputException events = assertThrows(
                InputException.class,
                () -> Experiment.on(Chips.named("loihi")).runPart(Demo.ENCODED, Demo.images(SAMPLES), 0, 3));
        assertTrue(events.getMessage().contains("times of single events"), events.getMessage());
        assertEquals(
                Optional.of(true),
                Divisible.obstacle(RandomSpikingNetworks.drawRecurrent(1), Chips.darwin3())
                        .map(reason -> reason.contains("after its last step")));
        assertEquals(Optional.empty(), Divisible.obstacle(Demo.NETWORK, Chips.darwin3()));
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
            } else if (!file.contains("host-step") && !file.matches("report\\..*|\\..*")) {
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
