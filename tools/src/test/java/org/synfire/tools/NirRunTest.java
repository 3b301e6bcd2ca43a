package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.network.hdf5.TinyHdf5.Doubles;
import org.synfire.network.nir.TinyNir;

/** Networks of NIR on the command line. */
@Timeout(120)
class NirRunTest {
    private static final int STEPS = 30;
    private static final int CHANNELS = 6;

    @TempDir
    private Path folder;

    private String model;
    private String data;

    @BeforeEach
    void files() throws IOException {
        model = Files.write(folder.resolve("net.nir"), graph().bytes()).toString();
        data = Files.write(folder.resolve("spikes.npy"), spikes(1)).toString();
    }

    private static Doubles weights(long seed, int out, int in) {
        return new Doubles(
                new int[] {out, in},
                new Random(seed).doubles((long) out * in, -0.5, 1).toArray());
    }

    private static TinyNir graph() {
        return new TinyNir()
                .node("in", "Input", "shape", new long[] {CHANNELS})
                .node("w", "Linear", "weight", weights(1, 5, CHANNELS))
                .node("hidden", "LIF", "tau", 0.01, "r", 10.0, "v_leak", 0.0, "v_threshold", 1.2, "v_reset", 0.0)
                .node("v", "Linear", "weight", weights(2, 3, 5))
                .node("last", "IF", "r", 1.0, "v_threshold", 1.5, "v_reset", 0.0)
                .node("out", "Output", "shape", new long[] {3})
                .edges("in>w w>hidden hidden>v v>last last>out");
    }

    /**
     * Four samples, as an array of bytes [sample][step][channel]; a channel that spikes does so up to so many times.
     */
    private static byte[] spikes(int most) {
        String head = String.format(
                Locale.ROOT, "{'descr': '|u1', 'fortran_order': False, 'shape': (4, %d, %d), }", STEPS, CHANNELS);
        StringBuilder padded = new StringBuilder(head);
        while ((10 + padded.length() + 1) % 64 != 0) {
            padded.append(' ');
        }
        padded.append('\n');
        byte[] bytes = new byte[10 + padded.length() + 4 * STEPS * CHANNELS];
        byte[] magic = {
            (byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) padded.length(), (byte) (padded.length() >> 8)
        };
        System.arraycopy(magic, 0, bytes, 0, magic.length);
        for (int i = 0; i < padded.length(); i++) {
            bytes[10 + i] = (byte) padded.charAt(i);
        }
        Random random = new Random(9);
        for (int i = 10 + padded.length(); i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextInt(3) > 0 ? 0 : most == 1 ? 1 : random.nextInt(1, most + 1));
        }
        return bytes;
    }

    /** Without a number of steps each recording has its own, and so have the real numbers beside. */
    @Test
    void eachRecordingRunsForItsOwnSteps() throws IOException {
        List<Path> files = new ArrayList<>();
        for (int label = 0; label < 3; label++) {
            Random random = new Random(label);
            StringBuilder events = new StringBuilder("t,x,y,p\n");
            for (int i = 0; i < 80 + 60 * label; i++) {
                events.append(i * 250)
                        .append(',')
                        .append(random.nextInt(CHANNELS))
                        .append(",0,0\n");
            }
            Path file = folder.resolve("events/class" + label + "/a.csv");
            Files.createDirectories(file.getParent());
            files.add(Files.writeString(file, events));
        }
        JsonNode all = ofEvents(folder.resolve("events"));
        assertEquals(0, all.at("/reference/mismatchedValues").asInt());
        assertEquals(19, all.at("/timeSteps/lengths/shortest").asInt());
        assertEquals(49, all.at("/timeSteps/lengths/longest").asInt());
        long real = 0;
        for (Path file : files) {
            real += ofEvents(file).at("/float/layers/0/realSpikes").asLong();
        }
        assertTrue(real > 20, real + " spikes");
        assertEquals(real, all.at("/float/layers/0/realSpikes").asLong());
    }

    private JsonNode ofEvents(Path place) {
        return Invocation.done(
                        "run",
                        "--quiet",
                        "--model",
                        model,
                        "--data",
                        place.toString(),
                        "--dt",
                        "0.001",
                        "--sensor",
                        "6x1x1",
                        "--json",
                        "-")
                .json();
    }

    @Test
    void aNetworkRunsBesideItsRealNumbers() {
        JsonNode run = Invocation.done("run", "--quiet", "--model", model, "--data", data, "--json", "-")
                .json();
        assertEquals(4, run.get("samples").asInt());
        assertEquals(0, run.get("reference").get("mismatchedValues").asInt());
        assertEquals(
                4 * STEPS * (CHANNELS + 5 + 3),
                run.get("reference").get("comparedValues").asInt());
        JsonNode layers = run.get("float").get("layers");
        assertEquals("hidden", layers.get(0).get("layer").asText());
        assertTrue(layers.get(0).get("realSpikes").asInt() > 20, layers.toString());
        assertTrue(layers.get(0).get("differing").asInt() <= 2, layers.toString());
        String notes = run.get("notes").toString();
        assertTrue(notes.contains("A step of the network is 0.001 s"), notes);
        assertTrue(notes.contains("a spike sets the potential to the reset potential"), notes);
    }

    @Test
    void theSummaryNamesTheLayersAndASavedNetworkGivesTheSameSpikes() throws IOException {
        String saved = folder.resolve("net.sin").toString();
        Invocation first = Invocation.done(
                "run", "--model", model, "--data", data, "--reset", "subtract", "--save-network", saved);
        assertTrue(first.out().contains("spikes of hidden"), first.out());
        String again = Invocation.done("run", "--model", saved, "--data", data).out();
        assertEquals(line(first.out()), line(again));
    }

    @Test
    void neuronsSpikeSeveralTimesInAStep() throws IOException {
        String counts = Files.write(folder.resolve("counts.npy"), spikes(3)).toString();
        String saved = folder.resolve("several.sin").toString();
        JsonNode run = Invocation.done(
                        "run",
                        "--quiet",
                        "--model",
                        model,
                        "--data",
                        counts,
                        "--spikes-per-step",
                        "20",
                        "--save-network",
                        saved,
                        "--json",
                        "-")
                .json();
        assertEquals(0, run.get("reference").get("mismatchedValues").asInt());
        for (JsonNode layer : run.get("float").get("layers")) {
            assertTrue(layer.get("realSpikes").asInt() > 4 * STEPS * 3, "more than once in a step: " + layer);
            assertTrue(layer.get("differing").asInt() <= 6, layer.toString());
        }
        String notes = run.get("notes").toString();
        for (String note : new String[] {
            "a spike takes the threshold off the potential, and a neuron spikes where its potential reaches",
            "as many spikes in a step as thresholds go into its potential, at most 20",
            "A potential below the negative threshold becomes the negative threshold.",
            "Neurons of hidden, last can send up to 20 spikes in a step, and none sent as many."
        }) {
            assertTrue(notes.contains(note), note + ": " + notes);
        }
        JsonNode again = Invocation.done("run", "--quiet", "--model", saved, "--data", counts, "--json", "-")
                .json();
        assertEquals(run.get("fingerprint"), again.get("fingerprint"));
        assertEquals(run.get("packets"), again.get("packets"));
    }

    @Test
    void theFloorCanBeLeftOut() {
        String floor = "A potential below the negative threshold";
        assertTrue(notes("--spikes-per-step", "9").contains(floor));
        assertTrue(!notes("--spikes-per-step", "9", "--floor", "none").contains(floor));
        assertTrue(notes("--floor", "threshold").contains(floor));
        assertTrue(!notes().contains(floor));
    }

    @Test
    void theStepOfTheNetworkCanBeChosen() {
        JsonNode implied = run();
        JsonNode same = run("--network-dt", "0.001");
        JsonNode other = run("--network-dt", "0.002");
        assertEquals(implied.get("fingerprint"), same.get("fingerprint"));
        assertNotEquals(implied.get("fingerprint"), other.get("fingerprint"), "potentials decay twice as fast");
        assertEquals(0, other.get("reference").get("mismatchedValues").asInt());
        for (JsonNode layer : other.get("float").get("layers")) {
            assertTrue(layer.get("differing").asInt() <= 2, "the witness takes the same steps: " + layer);
        }
        String notes = other.get("notes").toString();
        assertTrue(
                notes.contains("A step of the network is 0.002 s: --network-dt asks for it; without, it is 0.001 s,"
                        + " because the file's resistances are time constants divided by it."),
                notes);
    }

    private JsonNode run(String... more) {
        String[] all = Stream.concat(
                        Stream.of("run", "--quiet", "--model", model, "--data", data, "--json", "-"), Stream.of(more))
                .toArray(String[]::new);
        return Invocation.done(all).json();
    }

    private String notes(String... more) {
        return run(more).get("notes").toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--spikes-per-step 65 | --spikes-per-step 65: give 1..64",
                "--spikes-per-step 0 | --spikes-per-step 0: give 1..64",
                "--spikes-per-step 2 --counts 2 | --counts does not go with --spikes-per-step",
                "--spikes-per-step 2 --reset zero | --reset zero does not go with --spikes-per-step 2"
            })
    void spikesOfAStepThatAreNotPossible(String options, String message) {
        String[] all = Stream.concat(Stream.of("run", "--model", model, "--data", data), Stream.of(options.split(" ")))
                .toArray(String[]::new);
        Invocation run = Invocation.of(all);
        assertEquals(2, run.status());
        assertTrue(run.err().contains(message), run.err());
    }

    private static String line(String summary) {
        return summary.lines()
                .filter(line -> line.startsWith("fingerprint"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void registersOfTheChipAreNarrower() {
        JsonNode run = Invocation.done(
                        "run",
                        "--quiet",
                        "--model",
                        model,
                        "--data",
                        data,
                        "--precision",
                        "darwin3",
                        "--bits",
                        "4",
                        "--json",
                        "-")
                .json();
        assertEquals("w4u16", run.get("precision").asText());
        assertEquals(0, run.get("reference").get("mismatchedValues").asInt());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--mean 0.5 | --mean is not for",
                "--split train | --split is for networks that read images; leave it out",
                "--time-unit h | Invalid value for option '--time-unit'",
                "--network-dt 0 | --network-dt 0.0: give seconds above 0, at most 1, such as 0.001",
                "--network-dt NaN | Invalid value for option '--network-dt': 'NaN' is not a number",
                "--samples 5 | --samples 5: spikes has only 4 samples"
            })
    void wrongOptionsAreSaid(String options, String message) {
        String[] extra = options.strip().split(" ");
        Invocation run = Invocation.of("run", "--model", model, "--data", data, extra[0], extra[1]);
        assertEquals(ExitStatus.WRONG_INPUT, run.status(), run.err());
        assertTrue(run.err().contains(message), run.err());
    }

    @Test
    void aNetworkIsMappedWithoutSamples() {
        String map = Invocation.done("map", model).out();
        assertTrue(map.contains("hidden"), map);
    }

    @Test
    void aMapTakesSeveralSpikesInAStep() {
        assertTrue(Invocation.done("map", model, "--spikes-per-step", "9").out().contains("hidden"));
        Invocation many = Invocation.of("map", model, "--spikes-per-step", "65");
        assertTrue(many.err().contains("--spikes-per-step 65: give 1..64"), many.err());
        Invocation other = Invocation.of("map", "--spikes-per-step", "2");
        assertTrue(other.err().contains("--spikes-per-step is for networks of NIR"), other.err());
    }

    @Test
    void optionsOfNirAreForNir() throws IOException {
        Path saved = folder.resolve("net.sin");
        Invocation.done("run", "--quiet", "--model", model, "--data", data, "--save-network", saved.toString());
        Invocation run = Invocation.of("run", "--model", saved.toString(), "--data", data, "--reset", "subtract");
        assertTrue(
                run.err().contains("--reset is for networks of NIR, files that end in .nir; leave it out"), run.err());
    }
}
