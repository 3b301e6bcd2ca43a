package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.network.event.format.EventWriters;
import org.synfire.network.lava.TinyLava;

/** Networks of lava-dl and slayerPytorch on the command line. */
@Timeout(120)
class LavaRunTest {
    private static final int SAMPLES = 3;
    private static final int STEPS = 40;
    private static final int NEURONS = 60 + 36 + 16 + 7 + 3;

    @TempDir
    private Path folder;

    private String model;
    private String data;

    @BeforeEach
    void files() throws IOException {
        model = Files.write(folder.resolve("small.net"), TinyLava.small().bytes())
                .toString();
        byte[] spikes = new byte[SAMPLES * STEPS * 60];
        Random random = new Random(4);
        for (int i = 0; i < spikes.length; i++) {
            spikes[i] = (byte) (random.nextInt(4) == 0 ? 1 : 0);
        }
        data = Files.write(
                        folder.resolve("spikes.npy"),
                        EventWriters.npy("'|u1'", "(" + SAMPLES + ", " + STEPS + ", 2, 6, 5)", spikes))
                .toString();
    }

    private JsonNode run(String... more) {
        return Invocation.done(Stream.concat(
                                Stream.of("run", "--quiet", "--model", model, "--data", data, "--json", "-"),
                                Stream.of(more))
                        .toArray(String[]::new))
                .json();
    }

    @Test
    void aNetworkRunsAsItsFileHasIt() {
        JsonNode run = run();
        assertEquals(SAMPLES, run.get("samples").asInt());
        assertEquals("small.net", run.get("network").asText());
        assertEquals(0, run.get("reference").get("mismatchedValues").asInt());
        assertEquals(
                SAMPLES * STEPS * NEURONS,
                run.get("reference").get("comparedValues").asInt());
        assertEquals("w2-7u8-24", run.get("precision").asText());
        assertTrue(run.get("notes").toString().contains("Neurons spike above their threshold"), run.toString());
        for (String threads : new String[] {"1", "2", "3"}) {
            assertEquals(run.get("fingerprint"), run("--threads", threads).get("fingerprint"));
        }
        assertEquals(run.get("fingerprint"), run("--kernel", "scalar").get("fingerprint"));
    }

    @Test
    void theThresholdItselfCanBeEnough() {
        JsonNode run = run("--spike-at-threshold");
        assertNotEquals(run().get("fingerprint"), run.get("fingerprint"));
        assertTrue(run.get("notes").toString().contains("Neurons spike where they reach their threshold"));
    }

    @Test
    void aSavedNetworkGivesTheSameSpikes() {
        String saved = folder.resolve("small.sin").toString();
        JsonNode first = run("--save-network", saved);
        JsonNode again = Invocation.done("run", "--quiet", "--model", saved, "--data", data, "--json", "-")
                .json();
        assertEquals(first.get("fingerprint"), again.get("fingerprint"));
    }

    @Test
    void registersOfTheChipAreNarrower() {
        JsonNode run = run("--precision", "darwin3");
        assertEquals("w2-7u8-16", run.get("precision").asText());
        assertEquals(0, run.get("reference").get("mismatchedValues").asInt());
        assertEquals(0, run().get("overflows").asLong());
    }

    /** A file of slayerPytorch says how many steps a sample has; for other files the user does. */
    @Test
    void eventsBecomeAsManySteps() throws IOException {
        String events = Files.writeString(folder.resolve("events.csv"), "t,x,y,p\n100,0,0,0\n7200,4,5,1\n9100,1,1,1\n")
                .toString();
        Invocation unknown = Invocation.of(
                "run", "--model", model, "--data", events, "--dt", "0.001", "--sensor", "5x6", "--binning", "slayer");
        assertTrue(
                unknown.err().contains("the network's file does not say how many steps a sample has: give --steps N"),
                unknown.err());
        byte[] stated = TinyLava.small()
                .with("simulation", Map.of("Ts", 1.0, "tSample", 12.0))
                .bytes();
        model = Files.write(folder.resolve("stated.net"), stated).toString();
        data = events;
        JsonNode run = run("--dt", "0.001", "--sensor", "5x6", "--binning", "slayer");
        assertEquals(12 * NEURONS, run.get("reference").get("comparedValues").asInt());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--bits 4 | --bits is not for",
                "--reset zero | --reset is for networks of NIR",
                "--split train | --split is for networks that read images; leave it out",
                "--counts 2 | network small.net reads spikes of 2x6x5, but those of spikes are of 4x6x5"
            })
    void wrongOptionsAreSaid(String options, String message) {
        String[] extra = options.strip().split(" ");
        Invocation run = Invocation.of("run", "--model", model, "--data", data, extra[0], extra[1]);
        assertEquals(ExitStatus.WRONG_INPUT, run.status(), run.err());
        assertTrue(run.err().contains(message), run.err());
        assertEquals(1, run.err().lines().count(), run.err());
    }

    @Test
    void spikingAtTheThresholdIsForNetworksOfOthers() {
        String saved = folder.resolve("small.sin").toString();
        run("--save-network", saved);
        Invocation run = Invocation.of("run", "--model", saved, "--data", data, "--spike-at-threshold");
        assertTrue(
                run.err()
                        .contains("--spike-at-threshold is for networks of NIR and lava-dl, files that end in .nir or"
                                + " .net; leave it out"),
                run.err());
    }

    @Test
    void aNetworkIsMappedWithoutSamples() {
        String map = Invocation.done("map", model).out();
        assertTrue(map.contains("conv1") && map.contains("dense_rec4"), map);
    }
}
