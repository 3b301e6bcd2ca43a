package org.synfire.network.lava;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.synfire.engine.InputException;
import org.synfire.network.data.RealData;
import org.synfire.network.graph.Shape;
import org.synfire.network.hdf5.TinyHdf5;
import org.synfire.network.hdf5.TinyHdf5.Doubles;
import org.synfire.network.integer.Synapses;

/** Files of lava-dl and slayerPytorch are read as they are, or refused with the layer, the reason and what to do. */
class LavaFileTest {
    @TempDir
    private Path folder;

    private LavaNetwork read(TinyLava file) throws IOException {
        return LavaFile.read(Files.write(folder.resolve("some.net"), file.bytes()));
    }

    private static TinyLava dense() {
        return new TinyLava()
                .layer(
                        "dense",
                        "shape",
                        new long[] {3},
                        "weight",
                        new Doubles(new int[] {3, 2}, 2, 4, -6, 8, 0, 254),
                        "neuron",
                        TinyLava.neurons("CUBA"));
    }

    private static TinyLava convolution() {
        return new TinyLava()
                .layer(
                        "conv",
                        "shape",
                        new long[] {2, 4, 4},
                        "weight",
                        TinyLava.weights(5, -8, 8, 2, 3, 3, 3),
                        "inChannels",
                        3.0,
                        "kernelSize",
                        new long[] {3, 3},
                        "stride",
                        new long[] {1, 1},
                        "padding",
                        new long[] {1, 1},
                        "groups",
                        1.0,
                        "neuron",
                        TinyLava.neurons("CUBA"));
    }

    @Test
    void readsLayersWithTheirNumbers() throws IOException {
        LavaNetwork network = read(TinyLava.small().with("simulation", Map.of("Ts", 0.5, "tSample", 40.0)));
        assertEquals(new Shape(2, 6, 5), network.input());
        assertEquals(OptionalInt.of(80), network.steps());
        assertEquals(
                List.of("conv1", "pool2", "dense_rec4", "dense5"),
                network.layers().stream().map(LavaLayer::name).toList());
        LavaLayer.Spiking conv = (LavaLayer.Spiking) network.layers().getFirst();
        assertArrayEquals(new int[] {0, 2, 1, 5}, conv.delays());
        assertArrayEquals(new int[] {3, -2, 0, 4}, conv.bias());
        assertEquals(2, conv.neurons().weightExponent(), "1 of the file, and steps of 2");
        Synapses.Convolution pool =
                (Synapses.Convolution) network.layers().get(1).synapses();
        assertEquals(1, pool.window().padBottom(), "a row of zeros behind three rows");
        assertEquals(4, pool.groups());
        LavaLayer.Spiking recurrent = (LavaLayer.Spiking) network.layers().get(2);
        assertEquals(3, recurrent.neurons().refractory());
        assertTrue(recurrent.recurrent().isPresent());
    }

    @Test
    void findsTheInputOfFilesThatDoNotStateIt() throws IOException {
        assertEquals(Shape.vector(2), read(dense()).input());
        assertEquals(new Shape(3, 4, 4), read(convolution()).input());
        assertEquals(OptionalInt.empty(), read(dense()).steps());
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(
                        convolution().changed("stride", new long[] {2, 2}),
                        "layer 0 (conv) comes first, and with a stride above 1 nothing says the shape of its input"),
                Arguments.of(
                        dense().changed("neuron", TinyLava.neurons("SDNN")),
                        "layer 0 (dense) has neurons of the type 'SDNN'; Loihi's current-based neurons, CUBA and"
                                + " LOIHI"),
                Arguments.of(
                        dense().changed("neuron", TinyLava.neurons("CUBA", "gradedSpike", 1.0)),
                        "layer 0 (dense) has neurons with gradedSpike"),
                Arguments.of(
                        dense().changed("neuron", TinyLava.neurons("CUBA", "iDecay", 4097.0)),
                        "iDecay has the number 4097; 0..4096 are possible"),
                Arguments.of(
                        dense().changed("neuron", TinyLava.neurons("CUBA", "vThMant", 0.0)),
                        "vThMant has the number 0; 1..131071 are possible"),
                Arguments.of(
                        dense().changed("neuron", TinyLava.neurons("CUBA", "vDecay", new double[] {1, 2})),
                        "vDecay has 2 numbers for 3x1x1; 1, one for each channel or one for each neuron are expected"),
                Arguments.of(
                        dense().changed("weight", new Doubles(new int[] {2, 3}, 2, 4, 6, 8, 0, 2)),
                        "weight has the shape 2x3 where 3x3 fits"),
                Arguments.of(
                        dense().changed("weight", new Doubles(new int[] {3, 2}, 2, 4, 6, 8, 0, 0.5)),
                        "weight has the number 0.5, which is not whole"),
                Arguments.of(
                        dense().changed("weight", new Doubles(new int[] {3, 2}, 2, 4, 6, 8, 0, 40_000)),
                        "weight has the number 40000; -32768..32767 are possible"),
                Arguments.of(
                        dense().changed("weight", new Doubles(new int[] {3, 2}, 2, 4, 6, 8, 0, Double.NaN)),
                        "weight holds NaN"),
                Arguments.of(dense().changed("delay", new double[] {256}), "delay has the number 256; 0..255"),
                Arguments.of(dense().changed("shape", null), "layer 0 (dense) has no shape"),
                Arguments.of(
                        new TinyLava().layer("input", "shape", new long[] {1000, 100, 100}),
                        "layer 0 (input) has a shape of more than 4,194,304 neurons"),
                Arguments.of(dense().changed("neuron", null).changed("bias", 1.0), "has no neurons, but a bias"),
                Arguments.of(
                        dense().changed("weight", Map.of("real", 1.0, "imag", 1.0)),
                        "layer 0 (dense) has weight in parts, as complex numbers are; real ones are read"),
                Arguments.of(dense().layer("convT"), "layer 1 (convT) is a transposed convolution, which is not read"),
                Arguments.of(dense().layer("kwta"), "layer 1 (kwta) is of an unknown type"),
                Arguments.of(dense().layer("input"), "layer 1 (input) is a further input"),
                Arguments.of(new TinyLava().layer("flatten"), "layer 0 (flatten) comes first"),
                Arguments.of(new TinyLava().layer("pool"), "layer 0 (pool) comes first"),
                Arguments.of(new TinyLava().layer("input", "shape", new long[] {4}), "has no layer of neurons"),
                Arguments.of(
                        new TinyLava().layer("input", "shape", new long[] {4}, "neuron", TinyLava.neurons("CUBA")),
                        "layer 0 (input) has neurons that make spikes of pixels; give spikes instead"),
                Arguments.of(
                        dense().layer("average", "shape", new long[] {2}),
                        "layer 1 (average) makes 2 groups of 3 neurons, which they do not divide"),
                Arguments.of(
                        dense().layer("average", "shape", new long[] {3}).layer("flatten"),
                        "layer 2 (flatten) comes behind average1, whose sums are the answer"),
                Arguments.of(
                        convolution()
                                .changed("shape", new long[] {2, 3, 4})
                                .changed("padding", new long[] {0, 1})
                                .changed("weight", TinyLava.weights(5, -8, 8, 2, 4, 3, 3)),
                        "weight has the shape 2x4x3x3 where 2x3x3x3 fits"),
                Arguments.of(
                        new TinyLava()
                                .layer("input", "shape", new long[] {3, 4, 4})
                                .layer(
                                        "conv",
                                        "shape",
                                        new long[] {2, 5, 4},
                                        "weight",
                                        TinyLava.weights(5, -8, 8, 2, 3, 3, 3),
                                        "kernelSize",
                                        3.0,
                                        "stride",
                                        1.0,
                                        "padding",
                                        1.0,
                                        "groups",
                                        1.0,
                                        "neuron",
                                        TinyLava.neurons("CUBA")),
                        "layer 1 (conv) has the shape 2x5x4, but its kernel makes 2x4x4 of its input"),
                Arguments.of(
                        dense().with("simulation", Map.of("Ts", 0.0, "tSample", 10.0)),
                        "simulation: tSample 10.0 and Ts 0.0 do not make"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatCannotBeIsRefused(TinyLava file, String message) {
        String said = assertThrows(InputException.class, () -> read(file)).getMessage();
        assertTrue(said.contains(message), said);
        assertTrue(
                said.startsWith(folder.resolve("some.net").toString())
                        && said.lines().count() == 1,
                said);
    }

    private static TinyLava pool(int rows, double kernel, double stride, double padding, long... shape) {
        int taps = (int) (kernel * kernel);
        double[] ones = new double[taps];
        Arrays.fill(ones, 64);
        return new TinyLava()
                .layer("input", "shape", new long[] {2, rows, 7})
                .layer(
                        "pool",
                        "shape",
                        shape,
                        "weight",
                        new Doubles(new int[] {(int) kernel, (int) kernel}, ones),
                        "kernelSize",
                        kernel,
                        "stride",
                        stride,
                        "padding",
                        padding,
                        "neuron",
                        TinyLava.neurons("CUBA"));
    }

    /** The tools lay the channels below one another before they slide a window. */
    @Test
    void poolingStaysInItsChannel() throws IOException {
        assertEquals(
                new Shape(2, 2, 2),
                read(pool(6, 4, 4, 0, 2, 2, 2)).layers().getFirst().synapses().out());
        for (TinyLava crossing :
                List.of(pool(5, 3, 3, 0, 2, 2, 2), pool(6, 3, 2, 0, 2, 3, 3), pool(6, 2, 2, 1, 2, 4, 5))) {
            String said =
                    assertThrows(InputException.class, () -> read(crossing)).getMessage();
            assertTrue(said.contains("layer 1 (pool) has windows that reach into the rows of the next channel"), said);
        }
    }

    @Test
    void weightsThatFitTransposedAreSaid() {
        TinyLava file = dense().layer(
                        "dense",
                        "shape",
                        new long[] {4},
                        "weight",
                        TinyLava.weights(1, -8, 8, 3, 4),
                        "neuron",
                        TinyLava.neurons("CUBA"));
        String said = assertThrows(InputException.class, () -> read(file)).getMessage();
        assertTrue(said.endsWith("weight has the shape 3x4 where 4x3 fits; transposed it would fit"), said);
    }

    @Test
    void otherFilesAreRefused() throws IOException {
        requireRefused(
                TinyHdf5.file(Map.of("nodes", Map.of())),
                "no network of lava-dl or slayerPytorch: it has no group 'layer'");
        requireRefused(
                TinyHdf5.file(Map.of("layer", Map.of("0", Map.of("type", "input"), "2", Map.of("type", "dense")))),
                "there is no layer 1");
        requireRefused(
                TinyHdf5.file(Map.of("layer", Map.of("0", Map.of()))),
                "layer 0 has no type; the tool that wrote the file has left it empty");
        requireRefused(new byte[] {'P', 'K', 3, 4}, "is no HDF5 file");
    }

    private void requireRefused(byte[] content, String message) throws IOException {
        Path path = Files.write(folder.resolve("other.net"), content);
        String said =
                assertThrows(InputException.class, () -> LavaFile.read(path)).getMessage();
        assertTrue(said.contains(message), said);
    }

    @Test
    void readsFilesOfLavaDl() {
        LavaNetwork oxford = LavaFile.read(RealData.require("snn/lava-dl/oxford/Trained/network.net"));
        assertEquals(Shape.vector(200), oxford.input());
        LavaLayer.Spiking hidden = (LavaLayer.Spiking) oxford.layers().getFirst();
        assertArrayEquals(new int[] {415}, hidden.neurons().potentialDecay());
        assertEquals(8, hidden.synapses().significantBits());
        LavaLayer.Spiking recurrent =
                (LavaLayer.Spiking) LavaFile.read(RealData.require("snn/lava-dl/rec/recurrent_example_test.net"))
                        .layers()
                        .getLast();
        assertArrayEquals(
                new int[] {620, 619, 611, 617, 608}, recurrent.neurons().potentialDecay());
        Path tutorial = RealData.require("snn/lava-dl/rec/recurrent_example_tut.net");
        String said = assertThrows(InputException.class, () -> LavaFile.read(tutorial))
                .getMessage();
        assertTrue(said.contains("layer 0 has no type"), said);
    }
}
