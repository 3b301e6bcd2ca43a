package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
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
        data = Files.write(folder.resolve("spikes.npy"), spikes()).toString();
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

    /** Four samples, as an array of bytes [sample][step][channel]. */
    private static byte[] spikes() {
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
            bytes[i] = (byte) (random.nextInt(3) == 0 ? 1 : 0);
        }
        return bytes;
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
    void optionsOfNirAreForNir() throws IOException {
        Path saved = folder.resolve("net.sin");
        Invocation.done("run", "--quiet", "--model", model, "--data", data, "--save-network", saved.toString());
        Invocation run = Invocation.of("run", "--model", saved.toString(), "--data", data, "--reset", "subtract");
        assertTrue(
                run.err().contains("--reset is for networks of NIR, files that end in .nir; leave it out"), run.err());
    }
}
