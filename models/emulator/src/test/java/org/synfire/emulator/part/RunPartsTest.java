package org.synfire.emulator.part;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.emulator.experiment.Experiment;
import org.synfire.emulator.experiment.PartOutcome;
import org.synfire.emulator.probe.RasterLayer;
import org.synfire.emulator.result.NetworkTiming;
import org.synfire.emulator.result.ReportFolder;
import org.synfire.emulator.result.RunReport;
import org.synfire.emulator.result.RunResult;
import org.synfire.engine.InputException;
import org.synfire.engine.file.OutputFolder;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.SampleSet;
import org.synfire.network.demo.Demo;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.Coding;
import org.synfire.network.integer.Drive;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.InputEncoding;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.PoissonDrive;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.Synapses;
import org.synfire.network.neuron.LeakyNeurons;
import org.synfire.network.neuron.NeuronProgram;
import org.synfire.network.reference.DrawnSpikes;
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

    private void assertEqualOneRun(EncodedNetwork network, boolean pipelined, SampleSet images, String sizes)
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

    /** Random spikes that drive neurons have the numbers of the whole run, and each sample its own steps. */
    @ParameterizedTest
    @CsvSource({
        "true, false, 3 5",
        "true, true, 8",
        "true, true, 3 5",
        "true, true, 1 1 2 1 3",
        "false, true, 3 5",
        "false, true, 1 6 1"
    })
    void alsoWithRandomDrivesAndOwnLengths(boolean pipelined, boolean hasOwnLengths, String sizes) throws IOException {
        EncodedNetwork network = driven();
        DrawnSpikes samples = hasOwnLengths
                ? DrawnSpikes.ofOwnLengths(network.network(), 8, 3)
                : DrawnSpikes.of(network.network(), 8, 3);
        assertEqualOneRun(network, pipelined, samples, sizes);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void anyCutHasTheSpikesOfOneRun(long seed) {
        EncodedNetwork network = driven();
        Random random = new Random(seed);
        DrawnSpikes samples = DrawnSpikes.ofOwnLengths(network.network(), 12, seed);
        Map<String, RunPart> parts = new LinkedHashMap<>();
        int from = 0;
        while (from < samples.size()) {
            int count = random.nextInt(1, samples.size() - from + 1);
            parts.put(
                    "part" + from,
                    Experiment.on(Chips.darwin3())
                            .threads(random.nextInt(1, 4))
                            .runPart(network, samples, from, count)
                            .part());
            from += count;
        }
        RunResult merged = RunParts.merge(parts, "api").result();
        RunResult whole = Experiment.on(Chips.darwin3()).run(network, samples).result();
        assertEquals(whole.events().fingerprint(), merged.events().fingerprint());
        assertEquals(whole.events(), merged.events());
        assertEquals(whole.energy(), merged.energy());
        assertEquals(0, merged.witnesses().reference().orElseThrow().mismatchedValues());
    }

    /** An input of spikes and two layers in a chain, the first of which random spikes drive. */
    private static EncodedNetwork driven() {
        Shape in = Shape.vector(6);
        Shape hidden = Shape.vector(20);
        Shape out = Shape.vector(3);
        short[] first = new short[120];
        short[] second = new short[60];
        for (int i = 0; i < first.length; i++) {
            first[i] = (short) (1 + i % 7);
        }
        for (int i = 0; i < second.length; i++) {
            second[i] = (short) (1 + i % 5);
        }
        Drive random = new PoissonDrive(7, 20, 0, PoissonDrive.thresholds(0.7), 9);
        NeuronProgram neurons = new LeakyNeurons(16, 2, LeakyNeurons.Reset.SUBTRACT, new int[] {40});
        return new EncodedNetwork(
                new IntegerNetwork(
                        "driven",
                        15,
                        new int[] {0, 8, 8},
                        List.of(
                                new Population(0, "events", in, new Neurons.SpikeInput()),
                                new Population(1, "hidden", hidden, new Neurons.Program(neurons, List.of(random))),
                                new Population(2, "out", out, new Neurons.Program(neurons))),
                        List.of(
                                Projection.of(0, 0, 1, new Synapses.Dense(in, hidden, first)),
                                Projection.of(1, 1, 2, new Synapses.Dense(hidden, out, second)))),
                InputEncoding.EVENTS);
    }

    /** Spikes that arrive behind a sample's last step have operations, and these belong to the whole run. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void alsoWithWaysBackAndDelays(long seed) throws IOException {
        EncodedNetwork network = new EncodedNetwork(RandomSpikingNetworks.drawSeveral(seed, 2), InputEncoding.EVENTS);
        DrawnSpikes samples = seed % 2 == 0
                ? DrawnSpikes.of(network.network(), 9, seed)
                : DrawnSpikes.ofOwnLengths(network.network(), 9, seed);
        assertEqualOneRun(
                network,
                seed % 3 != 0,
                samples,
                List.of("4 5", "1 1 1 6", "2 7", "8 1").get((int) seed % 4));
    }

    /** Without the numbers of the whole run, a second part would draw those of the first. */
    @Test
    void randomDrivesDependOnTheNumberOfTheSample() {
        EncodedNetwork network = driven();
        DrawnSpikes silent = new DrawnSpikes(Shape.vector(6), 15, 2, 1, (sample, step, into) -> 0, List.of());
        SampleRecord samples = Experiment.on(Chips.darwin3())
                .runPart(network, silent, 0, 2)
                .part()
                .samples();
        SampleRecord second = Experiment.on(Chips.darwin3())
                .runPart(network, silent, 1, 1)
                .part()
                .samples();
        assertNotEquals(samples.fingerprints()[0], samples.fingerprints()[1]);
        assertEquals(samples.fingerprints()[1], second.fingerprints()[0]);
    }

    @Test
    void aDividedRunOfOwnLengthsEqualsOneRun() throws IOException {
        EncodedNetwork network = driven();
        DrawnSpikes samples = DrawnSpikes.ofOwnLengths(network.network(), 9, 4);
        experiment(true).run(network, samples).writeReport(folder.resolve("whole"));
        Path journal = Files.createDirectories(folder.resolve("journal"));
        experiment(true).journal(journal, PartSizes.of(2)).run(network, samples).writeReport(folder.resolve("divided"));
        assertSame(folder.resolve("whole"), folder.resolve("divided"));
        assertEquals(6, Files.readAllLines(journal.resolve(RunJournal.NAME)).size());
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
        assertEquals(Optional.empty(), Divisible.obstacle(Chips.darwin3()));
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
            // how many samples are in flight at once depends on their lengths, and memory is the first part's
            ((ObjectNode) tree.get("memory")).remove("keptBytes");
            tree.set("data", data);
        }
        return tree;
    }
}
