package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.network.file.SpikingNetworkFile;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.neuron.MintNeurons;
import org.synfire.network.neuron.PotentialRounding;
import org.synfire.network.spiking.Connection;
import org.synfire.network.spiking.IntegerLayer;
import org.synfire.network.spiking.IntegerSpikingNetwork;
import org.synfire.network.spiking.PixelCode;

/** Integer network files on the command line. */
@Timeout(120)
class SavedNetworkRunTest {
    private static final int SIDE = 28;

    @TempDir
    private Path directory;

    private String data() throws IOException {
        return IdxFolder.write(directory, SIDE, 20).toString();
    }

    private String spiking() throws IOException {
        MintNeurons neurons = new MintNeurons(4, PotentialRounding.SHIFT_ON_READ, new int[] {10}, new boolean[1]);
        Shape map = new Shape(4, SIDE, SIDE);
        Path file = directory.resolve("spiking.sin");
        SpikingNetworkFile.write(
                file,
                new IntegerSpikingNetwork(
                        "small",
                        4,
                        PixelCode.of("small", List.of(0.3), List.of(0.35)),
                        List.of(
                                new IntegerLayer(
                                        "conv1",
                                        1,
                                        new Shape(1, SIDE, SIDE),
                                        new Connection.Convolution(Window.square(3, 1, 1)),
                                        map,
                                        4,
                                        weights(36),
                                        0.1,
                                        Optional.of(neurons)),
                                new IntegerLayer(
                                        "output",
                                        4,
                                        new Shape(4, 7, 7),
                                        new Connection.Full(),
                                        Shape.vector(10),
                                        4,
                                        weights(1960),
                                        0.1,
                                        Optional.empty()))));
        return file.toString();
    }

    private static int[] weights(int count) {
        return new SplittableRandom(count).ints(count, -7, 8).toArray();
    }

    @Test
    void aSpikingNetworkRunsWithTheKeysOfAnyOther() throws IOException {
        String model = spiking();
        String data = data();
        JsonNode ideal = Invocation.done("run", "--quiet", "--model", model, "--data", data, "--json", "-")
                .json();
        assertEquals(20, ideal.get("samples").asInt());
        assertEquals(0, ideal.get("reference").get("mismatchedValues").asInt());
        assertEquals(
                20 * (784 + 4 * 3136 + 10),
                ideal.get("reference").get("comparedValues").asInt());
        assertEquals("w4u4", ideal.get("precision").asText());
        assertTrue(ideal.get("spikes").asLong() > 0);
        assertTrue(ideal.get("energy").get("perSampleMicrojoules").asDouble() > 0);
        assertEquals(4, ideal.get("timeSteps").get("perSample").asInt());
        assertEquals(6, ideal.get("timeSteps").get("latency").asInt());
        Path out = directory.resolve("out");
        JsonNode cycle = Invocation.done(
                        "run",
                        "--quiet",
                        "--model",
                        model,
                        "--data",
                        data,
                        "--json",
                        "-",
                        "--timing",
                        "cycle",
                        "--threads",
                        "2",
                        "--out",
                        out.toString())
                .json();
        assertEquals(ideal.get("fingerprint"), cycle.get("fingerprint"));
        assertTrue(Files.readString(out.resolve("report.html")).contains("4 time steps a sample"));
        assertTrue(Invocation.done("map", model).out().contains("conv1"));
    }

    @Test
    void aQuantisedNetworkIsSavedAndRunsWithTheSameFingerprint() throws IOException {
        String model = DemoModel.write(directory).toString();
        String saved = directory.resolve("saved.sin").toString();
        String data = data();
        JsonNode before = Invocation.done(
                        "run",
                        "--quiet",
                        "--model",
                        model,
                        "--data",
                        data,
                        "--calibrate",
                        "10",
                        "--rot",
                        "1",
                        "--precision",
                        "darwin3",
                        "--save-network",
                        saved,
                        "--json",
                        "-")
                .json();
        JsonNode after = Invocation.done("run", "--quiet", "--model", saved, "--data", data, "--json", "-")
                .json();
        assertEquals(before.get("fingerprint"), after.get("fingerprint"));
        assertEquals(before.get("layers"), after.get("layers"));
        assertEquals("16-bit registers", after.get("precision").asText());
        assertTrue(after.get("float").isNull());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--rot 2                     | network small has no layer that sends codes; RoT and DRLO are for such:"
                        + " leave them out",
                "--precision darwin3         | network small spikes by itself; scaled integration is for networks that"
                        + " send codes: leave it out",
                "--mean 0.5                  | --mean is not for MODEL, a network that is integers already; leave it"
                        + " out",
                "--save-network again.json   | --save-network again.json: give a name that ends in .sin, by which"
                        + " --model knows such files"
            })
    void saysWhatASpikingNetworkCannotDo(String options, String message) throws IOException {
        String model = spiking();
        String[] run = {"run", "--model", model, "--data", data()};
        String[] extra = options.trim().split(" ");
        String[] all = Arrays.copyOf(run, run.length + extra.length);
        System.arraycopy(extra, 0, all, run.length, extra.length);
        assertRefused(message.replace("MODEL", model), all);
    }

    @Test
    void aSavedDemoRunsAgainOnTheGeneratedDigits() {
        String saved = directory.resolve("digits.sin").toString();
        JsonNode before = Invocation.done(
                        "run", "--quiet", "--samples", "5", "--calibrate", "10", "--save-network", saved, "--json", "-")
                .json();
        JsonNode after = Invocation.done(
                        "run", "--quiet", "--samples", "5", "--model", saved, "--data", "digits", "--json", "-")
                .json();
        assertEquals(before.get("fingerprint"), after.get("fingerprint"));
        assertEquals(before.get("correct"), after.get("correct"));
    }

    @Test
    void saysThatANetworkCannotBeWritten() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        assertRefused(
                "--save-network " + file.resolve("a.sin") + " cannot be written",
                "run",
                "--samples",
                "1",
                "--save-network",
                file.resolve("a.sin").toString());
        Path folder = Files.createDirectory(directory.resolve("folder.sin"));
        assertRefused(
                "--save-network " + folder + " is a folder; give a file",
                "run",
                "--samples",
                "1",
                "--save-network",
                folder.toString());
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        byte[] whole = Files.readAllBytes(Path.of(spiking()));
        Path file = directory.resolve("broken.sin");
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertRefused(
                file + ": not an integer network file, or a truncated one",
                "run",
                "--model",
                file.toString(),
                "--data",
                data());
        assertRefused(file + ": not an integer network file, or a truncated one", "map", file.toString());
    }

    private static void assertRefused(String message, String... arguments) {
        Invocation invocation = Invocation.of(arguments);
        assertTrue(invocation.err().contains(message), "expected '" + message + "', found:\n" + invocation.err());
        assertEquals(ExitStatus.WRONG_INPUT, invocation.status());
        assertEquals("", invocation.out());
    }
}
