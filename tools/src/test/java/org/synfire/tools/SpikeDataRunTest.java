package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.emulator.result.Correlations;
import org.synfire.network.event.format.EventWriters;
import org.synfire.network.event.format.EventWriters.Event;
import org.synfire.network.file.NetworkFile;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.InputEncoding;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.Synapses;
import org.synfire.network.neuron.LeakyNeurons;
import org.synfire.network.npy.NpyArray;
import org.synfire.network.npy.NpzArchive;

/** Networks that read spikes, on events and arrays of spikes, on the command line. */
@Timeout(120)
class SpikeDataRunTest {
    private static final int SIDE = 34;
    private static final int PIXELS = SIDE * SIDE;
    private static final int STEPS = 12;

    @TempDir
    private Path folder;

    private Path model;

    @BeforeEach
    void network() throws IOException {
        model = network("model.sin", 2, 3);
    }

    private Path network(String name, int channels, int outputs) throws IOException {
        Shape in = new Shape(channels, SIDE, SIDE);
        Shape out = Shape.vector(outputs);
        short[] weights = new short[in.size() * out.size()];
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (short) random.nextInt(-50, 90);
        }
        LeakyNeurons neurons = new LeakyNeurons(16, 3, LeakyNeurons.Reset.SUBTRACT, new int[] {60});
        IntegerNetwork network = new IntegerNetwork(
                "seen",
                5,
                new int[] {0, 8},
                List.of(
                        new Population(0, "events", in, new Neurons.SpikeInput()),
                        new Population(1, "out", out, new Neurons.Program(neurons))),
                List.of(Projection.of(0, 0, 1, new Synapses.Dense(in, out, weights))));
        Path file = folder.resolve(name);
        NetworkFile.write(file, new EncodedNetwork(network, InputEncoding.EVENTS));
        return file;
    }

    private static List<Event> events(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            events.add(new Event(100 + i * 200L, random.nextInt(SIDE), random.nextInt(SIDE), random.nextInt(2)));
        }
        return events;
    }

    private Path recording(String name, long seed) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, EventWriters.packed(events(seed)));
    }

    /** Three classes of two recordings. */
    private Path classes() throws IOException {
        for (int label = 0; label < 3; label++) {
            recording("data/class" + label + "/a.bin", label);
            recording("data/class" + label + "/b.bin", label + 3);
        }
        return folder.resolve("data");
    }

    /** The same as an array [sample][step][polarity][row][column], in the order in which classes take turns. */
    private Path array() throws IOException {
        byte[] spikes = new byte[6 * STEPS * 2 * PIXELS];
        for (int sample = 0; sample < 6; sample++) {
            for (Event event : events(sample)) {
                int step = (int) ((event.t() - 100) / 1_000);
                if (step < STEPS) {
                    int element = event.p() * PIXELS + event.y() * SIDE + event.x();
                    spikes[(sample * STEPS + step) * 2 * PIXELS + element] = 1;
                }
            }
        }
        return Files.write(
                folder.resolve("spikes.npy"), EventWriters.npy("'|u1'", "(6, " + STEPS + ", 2, 34, 34)", spikes));
    }

    private JsonNode run(String... arguments) {
        String[] all = Stream.concat(
                        Stream.of("run", "--quiet", "--json", "-", "--model", model.toString()),
                        Arrays.stream(arguments))
                .toArray(String[]::new);
        return Invocation.done(all).json();
    }

    @Test
    void eventsOfClassesRunAndEqualTheReference() throws IOException {
        String data = classes().toString();
        JsonNode run = run("--data", data, "--dt", "0.001", "--steps", "12");
        assertEquals(6, run.get("samples").asInt());
        assertEquals(0, run.at("/reference/mismatchedValues").asInt());
        assertEquals(
                6 * STEPS * (2 * PIXELS + 3),
                run.at("/reference/comparedValues").asInt());
        assertEquals(3, run.get("classes").size());
        assertEquals("class1", run.at("/classes/1/name").asText());
        assertEquals("12 steps of 2x34x34", run.at("/origin/data/steps/0").asText());
        assertEquals(64, run.at("/origin/data/sha256").asText().length());
        assertTrue(run.get("spikes").asLong() > 300);
        JsonNode again = run("--data", data, "--dt", "0.001", "--steps", "12", "--threads", "2", "--no-pipeline");
        assertEquals(run.get("fingerprint"), again.get("fingerprint"));
        assertEquals(run.get("correct"), again.get("correct"));
    }

    /** What a run of recordings of different length counts is what runs of each of them count together. */
    @Test
    void eachRecordingRunsForItsOwnSteps() throws IOException {
        List<Path> files = new ArrayList<>();
        for (int label = 0; label < 3; label++) {
            Path file = folder.resolve("data/class" + label + "/a.bin");
            Files.createDirectories(file.getParent());
            files.add(Files.write(file, EventWriters.packed(events(label).subList(0, 60 - 20 * label))));
        }
        JsonNode all = run("--data", folder.resolve("data").toString(), "--dt", "0.001", "--steps", "own");
        long spikes = 0;
        long compared = 0;
        for (int label = 0; label < 3; label++) {
            JsonNode one = run("--data", files.get(label).toString(), "--dt", "0.001", "--steps", "own");
            assertEquals(
                    List.of(11, 7, 3).get(label) + 1,
                    one.at("/timeSteps/latency").asInt());
            spikes += one.get("spikes").asLong();
            compared += one.at("/reference/comparedValues").asLong();
        }
        assertEquals(spikes, all.get("spikes").asLong());
        assertEquals(compared, all.at("/reference/comparedValues").asLong());
        assertEquals(0, all.at("/reference/mismatchedValues").asInt());
        assertEquals("up to 11 steps of 2x34x34", all.at("/origin/data/steps/0").asText());
        assertEquals(3, all.at("/timeSteps/lengths/shortest").asInt());
        assertEquals(11, all.at("/timeSteps/lengths/longest").asInt());
        assertEquals(7, all.at("/timeSteps/lengths/mean").asDouble());
        Path out = folder.resolve("out");
        String text = Invocation.done(
                        "run",
                        "--model",
                        model.toString(),
                        "--data",
                        folder.resolve("data").toString(),
                        "--dt",
                        "0.001",
                        "--steps",
                        "own",
                        "--out",
                        out.toString())
                .out()
                .replaceAll("\\s+", " ");
        assertTrue(text.contains("a sample every 7.0 steps of"), text);
        assertTrue(text.contains("in the mean: "), text);
        assertTrue(text.contains("its answer after 4 to 12: at most"), text);
        String page = Files.readString(out.resolve("report.html"));
        assertTrue(page.contains("steps in the mean"), "chip time");
        assertTrue(!page.contains("id=\"pipeline\""), "only samples of one length are drawn");
    }

    @Test
    void arraysOfTheSameSpikesGiveTheSameFingerprint() throws IOException {
        JsonNode events = run("--data", classes().toString(), "--dt", "0.001", "--steps", "12");
        JsonNode spikes = run("--data", array().toString());
        assertEquals(events.get("fingerprint"), spikes.get("fingerprint"));
        assertEquals(0, spikes.get("confusion").size(), "an array alone has no labels");
        Files.write(
                folder.resolve("spikes_labels.npy"), EventWriters.npy("'|u1'", "(6,)", new byte[] {0, 1, 2, 0, 1, 2}));
        JsonNode labelled = run("--data", array().toString());
        assertEquals(events.get("confusion"), labelled.get("confusion"));
        assertEquals(events.get("fingerprint"), labelled.get("fingerprint"));
    }

    @Test
    void recordingsWithoutLabelsHaveOutputsAndNoAccuracy() throws IOException {
        Path file = recording("one.bin", 1);
        Path out = folder.resolve("out");
        Invocation shown = Invocation.done(
                "run",
                "--model",
                model.toString(),
                "--data",
                file.toString(),
                "--steps",
                "12",
                "--out",
                out.toString());
        assertTrue(shown.out().contains("none, the samples have no labels"), shown.out());
        assertTrue(Files.readString(out.resolve("samples.csv")).contains("\n0,,"));
        assertFalse(Files.exists(out.resolve("confusion.csv")));
        assertFalse(Files.readString(out.resolve("report.html")).contains("Confusion matrix"));
        Invocation.done("report", out.toString());
    }

    @Test
    void listsAndSamplesAndReadouts() throws IOException {
        recording("1.bin", 1);
        recording("2.bin", 2);
        Path list = Files.writeString(folder.resolve("list.txt"), "1\t1\n2\t2\n");
        JsonNode one =
                run("--data", list.toString(), "--dt", "0.001", "--samples", "1", "--readout", "max", "--no-reference");
        assertEquals(1, one.get("samples").asInt());
        assertTrue(one.get("reference").isNull());
        JsonNode checked = run("--data", list.toString(), "--dt", "0.001", "--samples", "1", "--readout", "max");
        assertEquals(
                5 * (2 * PIXELS + 3) + 3,
                checked.at("/reference/comparedValues").asInt());
        assertEquals(0, checked.at("/reference/mismatchedValues").asInt());
    }

    @Test
    void recordedLayersLieInTheFolder() throws IOException {
        Path out = folder.resolve("out");
        JsonNode run =
                run("--data", classes().toString(), "--dt", "0.001", "--record", "events,out", "--out", out.toString());
        NpzArchive spikes = NpzArchive.read(out.resolve("spikes.npz"));
        int events = spikes.array("events").shape()[0];
        int answers = spikes.array("out").shape()[0];
        assertEquals(run.at("/layers/0/spikes").asInt(), events);
        assertEquals(run.at("/layers/1/spikes").asInt(), answers);
        List<String> table = Files.readAllLines(out.resolve("spikes.csv"));
        assertEquals("layer,name,sample,step,neuron", table.getFirst());
        assertEquals(1 + events + answers, table.size());
        int[] first = Arrays.copyOf(spikes.array("events").integers(), 3);
        assertEquals(String.format(Locale.ROOT, "0,\"events\",%d,%d,%d", first[0], first[1], first[2]), table.get(1));
        String page = Files.readString(out.resolve("report.html"));
        assertTrue(page.contains("Interspike intervals of layer"));
        JsonNode recorded = new ObjectMapper()
                .readTree(out.resolve("details.json").toFile())
                .at("/recorded/0");
        int pairs = 0;
        for (JsonNode bar : recorded.at("/correlations/histogram")) {
            pairs += bar.asInt();
        }
        int neurons = recorded.at("/correlations/neurons").asInt();
        assertEquals(Correlations.pairs(neurons), pairs);
        assertTrue(neurons > 1 && page.contains("Correlations of layer"), neurons + " neurons");
        assertFalse(Files.exists(out.resolve("potentials.npz")));
        String data = folder.resolve("data").toString();
        String[] potentials = {"--data", data, "--dt", "0.001", "--record", "1", "--record-potentials"};
        run(Stream.concat(Stream.of(potentials), Stream.of("--out", out.toString()))
                .toArray(String[]::new));
        NpyArray values = NpzArchive.read(out.resolve("potentials.npz")).array("out");
        assertArrayEquals(new int[] {6, 5, 3}, values.shape());
        List<String> rows = Files.readAllLines(out.resolve("potentials.csv"));
        assertEquals(1 + 6 * 5 * 3, rows.size());
        assertEquals("1,\"out\",5,4,2," + values.integer(6 * 5 * 3 - 1), rows.getLast());
        Invocation.done("report", out.toString());
        assertEquals(
                page.contains("id=\"recorded\""),
                Files.readString(out.resolve("report.html")).contains("id=\"recorded\""));
    }

    @Test
    void imagesBecomeSpikes() throws IOException {
        model = network("images.sin", 1, 10);
        String images = IdxFolder.write(folder, SIDE, 20).toString();
        JsonNode latency = run("--data", images, "--encode", "latency", "--steps", "8", "--samples", "5");
        JsonNode random = run("--data", images, "--encode", "poisson", "--steps", "8", "--samples", "5");
        for (JsonNode run : List.of(latency, random)) {
            assertEquals(0, run.at("/reference/mismatchedValues").asInt());
            assertEquals(
                    5 * 8 * (PIXELS + 10), run.at("/reference/comparedValues").asInt());
        }
        assertTrue(latency.at("/layers/0/spikes").asInt() <= 5 * PIXELS);
        assertNotEquals(latency.get("fingerprint"), random.get("fingerprint"));
        JsonNode again =
                run("--data", images, "--encode", "poisson", "--steps", "8", "--samples", "5", "--threads", "2");
        assertEquals(random.get("fingerprint"), again.get("fingerprint"));
        JsonNode other = run("--data", images, "--encode", "poisson", "--steps", "8", "--samples", "5", "--seed", "2");
        assertNotEquals(random.get("fingerprint"), other.get("fingerprint"));
    }

    @Test
    void pixelsAreCutAndMerged() throws IOException {
        model = network("merged.sin", 1, 3);
        Path file = recording("one.bin", 1);
        JsonNode merged = run("--data", file.toString(), "--dt", "0.001", "--merge-polarities");
        JsonNode window =
                run("--data", file.toString(), "--dt", "0.001", "--merge-polarities", "--event-window", "0,0.002");
        assertTrue(window.at("/layers/0/spikes").asInt() > 0);
        assertTrue(window.at("/layers/0/spikes").asInt()
                < merged.at("/layers/0/spikes").asInt());
        Invocation cut = Invocation.of(
                "run",
                "--model",
                model.toString(),
                "--data",
                file.toString(),
                "--dt",
                "0.001",
                "--crop",
                "20x20",
                "--downscale",
                "10x10");
        assertTrue(
                cut.err()
                        .contains("reads spikes of 1x34x34, but those of one are of 2x10x10; bring them to it with"
                                + " --merge-polarities --sensor 34x34"),
                cut.err());
    }

    @Test
    void countsAreCopies() throws IOException {
        Path file = Files.write(
                folder.resolve("twice.bin"),
                EventWriters.packed(List.of(new Event(1, 3, 3, 0), new Event(2, 3, 3, 0), new Event(3, 3, 3, 0))));
        JsonNode one = run("--data", file.toString(), "--dt", "0.001");
        assertEquals(1, one.at("/layers/0/spikes").asInt());
        assertTrue(one.get("notes").toString().contains("2 events are a further one"), one.get("notes")::toString);
        model = network("counts.sin", 4, 3);
        JsonNode two = run("--data", file.toString(), "--dt", "0.001", "--counts", "2");
        assertEquals(2, two.at("/layers/0/spikes").asInt());
    }

    @Test
    void aNetworkIsSavedWithItsStepsAndMapped() throws IOException {
        Path file = recording("one.bin", 1);
        Path saved = folder.resolve("saved.sin");
        JsonNode first =
                run("--data", file.toString(), "--dt", "0.001", "--steps", "12", "--save-network", saved.toString());
        model = saved;
        JsonNode second = run("--data", file.toString(), "--dt", "0.001");
        assertEquals(first.get("fingerprint"), second.get("fingerprint"));
        assertTrue(Invocation.done("map", saved.toString()).out().contains("out"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        one.bin     |                                       | give --dt SECONDS, the length of a step, or --steps
        one.bin     | --dt 0                                | --dt 0.0: give seconds, at least 0.000001
        one.bin     | --dt 0.0000005                        | in whole microseconds
        one.bin     | --dt -1                               | --dt -1.0: give seconds from 0
        one.bin     | --steps 0                             | '0' is neither a number from 1 on nor own
        one.bin     | --steps all                           | 'all' is neither a number from 1 on nor own
        one.bin     | --steps own                           | give --dt SECONDS, the length of a step
        one.bin     | --steps own --encode latency          | --steps own is for recordings of events
        one.bin     | --steps own --dt 1                    | the recording is shorter than a step
        one.bin     | --steps 5 --binning slayer            | --binning slayer needs --dt
        one.bin     | --dt .001 --binning x                 | expected one of [TONIC, SLAYER, NIRDATA]
        one.bin     | --dt .001 --event-window 1            | --event-window: give two numbers of seconds
        one.bin     | --dt .001 --event-window 2,1          | --event-window: a window from 2000000 to 1000000
        one.bin     | --dt .001 --crop 0.5                  | --crop 0.5: give columns and rows, such as 34x34
        one.bin     | --dt .001 --crop 99x99                | the part of 99 x 99 pixels
        one.bin     | --dt .001 --downscale 40x40           | frames of 40 x 40 pixels cannot be made of 34 x 34
        one.bin     | --dt .001 --downscale 4               | --downscale 4: give columns and rows
        one.bin     | --dt .001 --sensor 0x5                | --sensor: a sensor of 0 x 5 pixels
        one.bin     | --dt .001 --sensor 4x4                | is out of the frame of 4 x 4 pixels
        one.bin     | --dt .001 --counts 0                  | 0 copies of 2x34x34 elements
        one.bin     | --dt .001 --counts 2                  | but those of one are of 4x34x34; bring them to it with \
        --counts 1
        one.bin     | --dt .001 --sensor 70x68              | bring them to it with --downscale 34x34
        one.bin     | --dt .001 --downscale 17x17           | bring them to it with --sensor 34x34
        one.bin     | --dt .001 --merge-polarities          | bring them to it with --counts 2
        one.bin     | --dt .001 --samples 2                 | --samples 2: one has only 1 samples
        one.bin     | --dt .001 --split test                | --split is for networks that read images; leave it out
        one.bin     | --dt .001 --show-input x              | --show-input is for networks that read images
        one.bin     | --dt .001 --bits 4                    | --bits is not for
        one.bin     | --dt .001 --rot 1                     | RoT
        one.bin     | --dt .001 --precision darwin3         | spikes by itself
        one.bin     | --dt .001 --encode latency            | --dt is for events; --encode makes spikes of images
        one.bin     | --dt .001 --record out                | --record out needs --out DIR
        one.bin     | --dt .001 --record-potentials         | --record-potentials needs --record
        one.bin     | --dt .001 --readout sum               | 'sum' is none of count, first, last, mean, max, or mean:N
        one.bin     | --dt .001 --readout mean:6            | has 5 steps; read at most as many
        spikes.npy  | --dt .001                             | --dt is for events
        spikes.npy  | --steps 4                             | has the steps of its array; leave it out
        nowhere.bin | --dt .001                             | nowhere.bin
        """)
    void optionsThatDoNotApplyAreRefused(String data, String options, String message) throws IOException {
        recording("one.bin", 1);
        array();
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "--model",
                model.toString(),
                "--data",
                folder.resolve(data).toString()));
        if (options != null) {
            arguments.addAll(List.of(options.split(" ")));
        }
        Invocation refused = Invocation.of(arguments.toArray(String[]::new));
        assertTrue(refused.err().contains(message), refused.err());
        assertTrue(refused.err().startsWith("synfire: "), refused.err());
        assertEquals(ExitStatus.WRONG_INPUT, refused.status());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        --encode latency    | --encode is for networks that read spikes
        --dt 0.001          | --dt is for networks that read spikes; leave it out
        --merge-polarities  | --merge-polarities is for networks that read spikes
        --steps 5           | sends codes, and its steps are their bits: give --bits
        --readout last      | follows no neuron program
        """)
    void optionsOfSpikesAreNotForImages(String options, String message) {
        List<String> arguments = new ArrayList<>(List.of("run", "--quiet", "--samples", "1", "--calibrate", "1"));
        arguments.addAll(List.of(options.split(" ")));
        Invocation refused = Invocation.of(arguments.toArray(String[]::new));
        assertTrue(refused.err().contains(message), refused.err());
        assertEquals(ExitStatus.WRONG_INPUT, refused.status());
    }
}
