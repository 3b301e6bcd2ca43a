package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.engine.file.Sha256;
import org.synfire.network.data.RealData;
import org.synfire.network.event.format.EventWriters;
import org.synfire.network.hdf5.TinyHdf5.Doubles;
import org.synfire.network.lava.TinyLava;
import org.synfire.network.npy.NpyArray;
import org.synfire.network.npy.NpzArchive;

/**
 * Networks for Loihi at full size on the emulated chip, against integers that others published: two trainings of the
 * Oxford network, spikes and potentials recorded on Loihi itself, and a network for N-MNIST.
 *
 * <p>All of them list a spike one step after the neuron fired, and leave out what was fired in the last step.
 */
@Timeout(600)
class LavaOraclesTest {
    @TempDir
    private Path folder;

    private record Run(JsonNode json, Path out) {
        /** Pairs of step and neuron of a layer in a sample, as the oracles list them. */
        Set<List<Integer>> listed(String layer, int sample, int steps) {
            NpyArray spikes = NpzArchive.read(out.resolve("spikes.npz"), layer);
            Set<List<Integer>> listed = sorted();
            for (int i = 0; i < spikes.shape()[0]; i++) {
                int step = spikes.integer(3 * i + 1) + 1;
                if (spikes.integer(3 * i) == sample && step < steps) {
                    listed.add(List.of(step, spikes.integer(3 * i + 2)));
                }
            }
            return listed;
        }
    }

    private static Set<List<Integer>> sorted() {
        return new TreeSet<>(LavaOraclesTest::compare);
    }

    private static int compare(List<Integer> a, List<Integer> b) {
        int steps = Integer.compare(a.getFirst(), b.getFirst());
        return steps == 0 ? Integer.compare(a.getLast(), b.getLast()) : steps;
    }

    /** Compares the number of spikes, and the hash of the list of steps and neurons. */
    private static void assertListed(String oracle, Set<List<Integer>> listed) throws IOException {
        JsonNode expected = new ObjectMapper()
                .readTree(RealData.require("snn/expected/o5_loihi.json").toFile())
                .at(oracle);
        ByteBuffer pairs = ByteBuffer.allocate(8 * listed.size()).order(ByteOrder.LITTLE_ENDIAN);
        listed.forEach(pair -> pairs.putInt(pair.getFirst()).putInt(pair.getLast()));
        assertEquals(expected.get("spikes").intValue(), listed.size());
        assertEquals(expected.get("sha256_pairs_i32le").textValue(), Sha256.of(pairs.array()));
    }

    private Run run(Path model, String data, String... more) {
        Path out = folder.resolve("out");
        JsonNode json = Invocation.done(Stream.concat(
                                Stream.of(
                                        "run",
                                        "--quiet",
                                        "--model",
                                        model.toString(),
                                        "--data",
                                        data,
                                        "--json",
                                        "-",
                                        "--out",
                                        out.toString()),
                                Stream.of(more))
                        .toArray(String[]::new))
                .json();
        assertEquals(0, json.get("reference").get("mismatchedValues").asInt());
        assertEquals(0, json.get("overflows").asInt());
        return new Run(json, out);
    }

    /** A network of slayerPytorch, in the form in which it exports one. */
    private Path network(int steps, long[] input, Doubles... weights) throws IOException {
        TinyLava file = new TinyLava()
                .with("simulation", Map.of("Ts", 1.0, "tSample", (double) steps))
                .layer("input", "shape", input);
        for (Doubles weight : weights) {
            file.layer(
                    "dense",
                    "shape",
                    new long[] {weight.shape()[0], 1, 1},
                    "weight",
                    weight,
                    "neuron",
                    TinyLava.neurons("LOIHI", "wgtExp", 0.0));
        }
        return Files.write(folder.resolve("network.net"), file.bytes());
    }

    private static Doubles weights(NpyArray array) {
        return new Doubles(
                array.shape(),
                DoubleStream.iterate(0, i -> i + 1)
                        .limit(array.size())
                        .map(i -> array.isReal() ? array.real((int) i) : array.integer((int) i))
                        .toArray());
    }

    private String spikes(int channels, int steps, Iterable<List<Integer>> pairs) throws IOException {
        byte[] spikes = new byte[channels * steps];
        pairs.forEach(pair -> spikes[pair.getFirst() * channels + pair.getLast()] = 1);
        return Files.write(
                        folder.resolve("spikes.npy"),
                        EventWriters.npy("'|u1'", "(1, " + steps + ", " + channels + ")", spikes))
                .toString();
    }

    /** Lines of whole or real numbers between blanks. */
    private static List<double[]> lines(String name) throws IOException {
        List<double[]> lines = new ArrayList<>();
        for (String line : Files.readAllLines(RealData.require(name))) {
            if (!line.isBlank() && !line.startsWith("#")) {
                lines.add(Stream.of(line.strip().split("\\s+"))
                        .mapToDouble(Double::parseDouble)
                        .toArray());
            }
        }
        return lines;
    }

    @Test
    void equalsTheOxfordNetworkOfLavaDl() throws IOException {
        Run run = run(
                RealData.require("snn/lava-dl/oxford/Trained/network.net"),
                RealData.require("snn/oxford-slayer/input.bs1").toString(),
                "--sensor",
                "200x1x1",
                "--dt",
                "0.001",
                "--binning",
                "slayer",
                "--steps",
                "2000",
                "--spike-at-threshold",
                "--record",
                "dense1");
        assertListed("/oxford_lavadl/out", run.listed("dense1", 0, 2000));
        assertEquals(
                2000L * 656, run.json.get("reference").get("comparedValues").asLong());
    }

    @Test
    void equalsTheOxfordNetworkOfSlayer() throws IOException {
        Path file = RealData.require("snn/oxford-slayer/oxfordNet_6bbb2947_weights.npz");
        List<List<Integer>> pairs = lines("snn/oxford-slayer/OxfordInp.txt").stream()
                .map(pair -> List.of((int) pair[1], (int) pair[0]))
                .toList();
        Path model = network(
                1900, new long[] {200}, weights(NpzArchive.read(file, "fc1")), weights(NpzArchive.read(file, "fc2")));
        Run run = run(model, spikes(200, 1900, pairs), "--record", "dense2");
        assertListed("/oxford_new/out", run.listed("dense2", 0, 1900));
    }

    @Test
    void equalsLoihiItself() throws IOException {
        Path model = network(500, new long[] {250}, learned("w1", 25, 250), learned("w2", 1, 25));
        Set<List<Integer>> input = sorted();
        lines("snn/loihi-silicon/snnData/spikeIn.txt").stream()
                .map(pair -> List.of((int) Math.rint(pair[0] / 0.1 + 49), (int) pair[1] - 1))
                .filter(pair -> pair.getFirst() < 500)
                .forEach(input::add);
        Run run = run(model, spikes(250, 500, input), "--record", "dense1,dense2", "--record-potentials");
        assertListed("/silicon/hidden", run.listed("dense1", 0, 500));
        Set<List<Integer>> recorded = sorted();
        lines("snn/loihi-silicon/LoihiData/loihiHiddenSpikes.txt").stream()
                .filter(pair -> pair[1] < 500)
                .forEach(pair -> recorded.add(List.of((int) pair[1], (int) pair[0])));
        assertEquals(recorded, run.listed("dense1", 0, 500));
        assertEquals(Set.of(List.of(57, 0), List.of(60, 0)), Set.copyOf(run.listed("dense2", 0, 500)));
        assertPotentials(run, "dense1", 0, "loihiHiddenVoltage");
        assertPotentials(run, "dense1", 23, "loihiHiddenVoltage23");
        assertPotentials(run, "dense1", 24, "loihiHiddenVoltage24");
        assertPotentials(run, "dense2", 0, "loihiOutputVoltage");
    }

    /** Where a neuron spikes, the chip shows its refractory counter, 128, in place of the potential. */
    private static void assertPotentials(Run run, String layer, int neuron, String file) throws IOException {
        NpyArray potentials = NpzArchive.read(run.out.resolve("potentials.npz"), layer);
        int neurons = potentials.shape()[2];
        Set<List<Integer>> spikes = run.listed(layer, 0, Integer.MAX_VALUE);
        List<double[]> shown = lines("snn/loihi-silicon/LoihiData/" + file + ".txt");
        double[] values = shown.stream().flatMapToDouble(DoubleStream::of).toArray();
        assertEquals(499, values.length);
        for (int step = 0; step < values.length; step++) {
            boolean fires = spikes.contains(List.of(step + 1, neuron));
            assertEquals(
                    (int) values[step],
                    fires ? 128 : potentials.integer(step * neurons + neuron),
                    file + ", step " + step);
        }
    }

    @Test
    void equalsTheNetworkForNmnist() throws IOException {
        String weights = "snn/nmnist-loihi/TrainedFull/NMNISTFc";
        Path model = network(
                300,
                new long[] {2, 34, 34},
                new Doubles(new int[] {512, 2312}, flat(weights + "1.txt")),
                new Doubles(new int[] {10, 512}, flat(weights + "2.txt")));
        Run run = run(
                model,
                RealData.require("snn/nmnist/test100.txt").toString(),
                "--dt",
                "0.001",
                "--binning",
                "slayer",
                "--steps",
                "299",
                "--expect",
                RealData.require("snn/expected/o5_nmnist_TrainedFull_counts.npy")
                        .toString(),
                "--record",
                "dense1,dense2");
        assertEquals(0, run.json.get("expected").get("mismatchedValues").asInt());
        assertEquals(1000, run.json.get("expected").get("comparedValues").asInt());
        assertEquals(100, run.json.get("correct").asInt());
        assertListed("/nmnist_TrainedFull/sample60001/hidden", run.listed("dense1", 0, 300));
        assertListed("/nmnist_TrainedFull/sample60001/out", run.listed("dense2", 0, 300));
    }

    /** Trained weights as they were written to the chip: four times as large, in steps of 2. */
    private static Doubles learned(String name, int outputs, int inputs) throws IOException {
        return new Doubles(
                new int[] {outputs, inputs},
                DoubleStream.of(flat("snn/loihi-silicon/snnData/" + name + "learned.txt"))
                        .map(weight -> 2 * Math.rint(4 * weight / 2))
                        .toArray());
    }

    private static double[] flat(String name) throws IOException {
        return lines(name).stream().flatMapToDouble(DoubleStream::of).toArray();
    }
}
