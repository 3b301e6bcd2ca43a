package org.synfire.network.nir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.synfire.network.nir.TinyNir.all;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.engine.InputException;
import org.synfire.network.hdf5.TinyHdf5;
import org.synfire.network.hdf5.TinyHdf5.Doubles;

/** Small NIR files are read, and what cannot be is refused with the node and what to do. */
class NirFileTest {
    @TempDir
    private Path folder;

    private Path write(byte[] content) {
        try {
            return Files.write(folder.resolve("network.nir"), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private NirNetwork read(TinyNir graph) {
        return NirNetwork.read(write(graph.bytes()));
    }

    private void assertRefused(byte[] content, String what) {
        Path file = write(content);
        String message =
                assertThrows(InputException.class, () -> NirNetwork.read(file)).getMessage();
        assertTrue(message.startsWith(file + ": "), message);
        assertTrue(message.contains(what), message);
    }

    private void assertRefused(TinyNir graph, String what) {
        assertRefused(graph.bytes(), what);
    }

    @Test
    void nodesEdgesAndShapesAreRead() {
        NirNetwork network = read(TinyNir.recurrent());
        assertEquals(List.of("input", "fc", "lif", "output", "rec"), network.order());
        assertEquals(List.of("fc", "rec"), network.sources("lif"));
        NirNode.Affine affine =
                assertInstanceOf(NirNode.Affine.class, network.graph().nodes().get("fc"));
        assertArrayEquals(new int[] {3, 2}, affine.weight().shape());
        assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, affine.weight().values());
        NirNode.LIF lif =
                assertInstanceOf(NirNode.LIF.class, network.graph().nodes().get("lif"));
        assertArrayEquals(new double[] {0}, lif.reset().values());
    }

    @Test
    void nestedGraphsBecomeOne() {
        NirNetwork network = read(TinyNir.convolutional());
        assertEquals(List.of("input", "conv", "if", "pool", "flat", "delay", "block/cuba", "output"), network.order());
        assertArrayEquals(new int[] {2, 4, 4}, network.shape("if"));
        assertArrayEquals(new int[] {8}, network.shape("flat"));
        NirNode.CubaLIF cuba =
                assertInstanceOf(NirNode.CubaLIF.class, network.graph().nodes().get("block/cuba"));
        assertArrayEquals(new double[] {1}, cuba.inputWeight().values());
    }

    @Test
    void theOldestLayoutIsRead() {
        Map<String, Object> nodes = new LinkedHashMap<>();
        nodes.put("0", Map.of("type", "Input", "shape", new long[] {2}));
        nodes.put("1", Map.of("type", "Linear", "weights", new Doubles(new int[] {1, 2}, 3, 4)));
        nodes.put("2", Map.of("type", "LIF", "tau", 0.1, "r", 1.0, "v_leak", 0.0, "theta", 2.0));
        nodes.put("3", Map.of("type", "Output"));
        byte[] file = TinyHdf5.file(
                Map.of("type", "NIRGraph", "nodes", nodes, "edges", new Doubles(new int[] {3, 2}, 0, 1, 1, 2, 2, 3)));
        NirNetwork network = NirNetwork.read(write(file));
        assertEquals(List.of("0", "1", "2", "3"), network.order());
        NirNode.LIF lif =
                assertInstanceOf(NirNode.LIF.class, network.graph().nodes().get("2"));
        assertEquals(2, lif.threshold().values()[0]);
    }

    @Test
    void metadataAreKept() {
        Map<String, Object> graph = Map.of(
                "type",
                "NIRGraph",
                "metadata",
                Map.of("dt", 0.001, "author", "somebody"),
                "nodes",
                Map.of("i", Map.of("type", "Input", "shape", new long[] {1}), "o", Map.of("type", "Output")),
                "edges",
                new String[][] {{"i", "o"}});
        NirGraph read = NirFile.read(write(TinyHdf5.file(Map.of("node", graph))));
        assertEquals(Map.of("dt", "0.001", "author", "somebody"), read.metadata());
    }

    @Test
    void whatIsNoNirFileIsRefused() {
        assertRefused(new byte[0], "is no HDF5 file, it is empty");
        assertRefused(new byte[] {'P', 'K', 3, 4, 5}, "it is a ZIP archive, as PyTorch saves modules");
        assertRefused("hello".getBytes(StandardCharsets.US_ASCII), "is no HDF5 file");
        byte[] whole = TinyNir.recurrent().bytes();
        assertRefused(Arrays.copyOf(whole, whole.length / 2), "truncated, it has");
        assertRefused(Arrays.copyOf(whole, 20), "truncated");
        assertRefused(TinyHdf5.file(Map.of("a", 1.0)), "no NIR file: it has neither a group 'node'");
    }

    @Test
    void graphsThatAreNotConnectedAreRefused() {
        assertRefused(
                TinyNir.recurrent().edges("input>fc fc>lif1 lif>output"),
                "the edge from 'fc' to 'lif1' names the node 'lif1', which the file does not have (there are lif)");
        assertRefused(
                TinyNir.recurrent().edges("input>fc fc>lif lif>output"), "no way leads from an Input node to 'rec'");
        assertRefused(TinyNir.recurrent().without("input").edges("fc>lif lif>output"), "has no Input node");
        assertRefused(TinyNir.recurrent().without("output").edges("input>fc fc>lif lif>rec"), "has no Output node");
        assertRefused(
                TinyNir.recurrent().edges("input>fc fc>lif lif>rec rec>lif lif>output lif>input"),
                "the edge from 'lif' leads to the Input node 'input'");
        TinyNir loop = TinyNir.recurrent()
                .node("a", "Linear", "weight", new Doubles(new int[] {3, 3}, all(9, 1)))
                .node("b", "Linear", "weight", new Doubles(new int[] {3, 3}, all(9, 1)))
                .edges("input>fc fc>lif lif>rec rec>lif lif>output lif>a a>b b>a");
        assertRefused(loop, "the nodes 'a', 'b' are in a cycle without a neuron");
    }

    @Test
    void shapesThatDoNotFitAreRefused() {
        assertRefused(
                TinyNir.recurrent().node("rec", "Linear", "weight", new Doubles(new int[] {4, 3}, all(12, 1))),
                "node 'lif' has edges from 'fc' of the shape 3 and from 'rec' of the shape 4");
        assertRefused(
                TinyNir.recurrent()
                        .node("fc", "Affine", "weight", new Doubles(new int[] {2, 3}, all(6, 1)), "bias", all(3, 0)),
                "the weight fits only transposed");
        assertRefused(
                TinyNir.recurrent().node("output", "Output", "shape", new long[] {4}),
                "node 'output' states the shape 4, but 3 comes in");
        assertRefused(
                TinyNir.convolutional().node("input", "Input", "shape", new long[] {2, 4, 4}),
                "node 'conv' takes 1 channels in 2 dimensions, but 2 x 4 x 4 comes in");
        assertRefused(
                TinyNir.convolutional().node("delay", "Delay", "delay", all(7, 0)),
                "node 'delay' has parameters of the shape 7, but 8 comes in");
    }

    @Test
    void valuesThatCannotBeAreRefused() {
        assertRefused(lif(0, 1), "node 'lif' (LIF): tau is 0.0 at position 0, but a time constant is above 0 s");
        assertRefused(lif(-0.5, 1), "tau is -0.5");
        assertRefused(lif(0.01, 0), "v_threshold is 0.0 at position 0, but a threshold is above 0");
        assertRefused(lif(Double.NaN, 1), "tau holds NaN at position 0");
        assertRefused(
                TinyNir.recurrent().node("rec", "Linear", "weight", new Doubles(new int[] {3, 3}, all(9, Double.NaN))),
                "node 'rec' (Linear): weight holds NaN");
        assertRefused(TinyNir.convolutional().node("delay", "Delay", "delay", all(8, -1)), "a delay is not negative");
        assertRefused(TinyNir.recurrent().node("lif", "LIF", "r", 1.0), "tau is missing");
        assertRefused(TinyNir.recurrent().node("rec", "LSTM"), "is of the unknown type 'LSTM'");
    }

    private static TinyNir lif(double tau, double threshold) {
        return TinyNir.recurrent().node("lif", "LIF", "tau", tau, "r", 1.0, "v_leak", 0.0, "v_threshold", threshold);
    }

    @Test
    void arraysThatAnnounceMoreThanTheFileHoldsAreRefused() {
        byte[] whole = TinyHdf5.file(Map.of("node", Map.of()));
        assertRefused(whole, "has no group 'nodes'");
        TinyNir huge =
                TinyNir.recurrent().node("rec", "Linear", "weight", new Doubles(new int[] {30_000, 30_000}, all(9, 1)));
        assertRefused(huge, "announces 900000000 elements of 8 bytes, far more than a file of this size holds");
    }

    @Test
    void doubtfulTimesAreRemarked() {
        NirNetwork network = read(lif(20, 1));
        assertTrue(network.remarks().getFirst().contains("node 'lif' has a time constant of 20.0 s"));
        assertEquals(List.of(), network.withTimesScaled(0.001).remarks());
    }

    @Test
    void theFingerprintIsOfWhatIsComputed() {
        String plain = read(lif(0.01, 1)).fingerprint();
        TinyNir spread = TinyNir.recurrent()
                .node(
                        "lif",
                        "LIF",
                        "tau",
                        all(3, 0.01f),
                        "r",
                        all(3, 1),
                        "v_leak",
                        0.0,
                        "v_threshold",
                        1.0,
                        "v_reset",
                        all(3, 0));
        assertEquals(plain, read(spread).fingerprint());
        assertNotEquals(plain, read(lif(0.011, 1)).fingerprint());
        TinyNir other = lif(0.01, 1).edges("input>fc fc>lif lif>rec rec>lif rec>output");
        assertNotEquals(plain, read(other).fingerprint());
    }
}
