package org.synfire.network.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;
import org.synfire.network.neuron.AssemblyNeurons;
import org.synfire.network.neuron.NeuronModels;
import org.synfire.network.program.ProductRounding;
import org.synfire.network.program.ProgramLibrary;
import org.synfire.network.program.Register;
import org.synfire.network.program.RegisterArithmetic;
import org.synfire.network.spiking.Connection;
import org.synfire.network.spiking.IntegerLayer;
import org.synfire.network.spiking.IntegerSpikingNetwork;
import org.synfire.network.spiking.PixelCode;

/** Neuron programs in files: text, arithmetic, and constants that differ from neuron to neuron. */
class AssemblyNeuronsFileTest {
    private static final int HIDDEN = 6;

    private static AssemblyNeurons neurons() {
        return AssemblyNeurons.of(
                        ProgramLibrary.program("clif"),
                        new RegisterArithmetic(new Register(32, Register.Overflow.WRAP), ProductRounding.FLOOR))
                .with("R1", IntStream.range(0, HIDDEN).map(i -> 100 + i).toArray())
                .with("potential", IntStream.range(0, HIDDEN).map(i -> -i).toArray());
    }

    private static IntegerSpikingNetwork network() {
        return new IntegerSpikingNetwork(
                "programs",
                4,
                PixelCode.of("programs", List.of(0.5), List.of(0.5)),
                List.of(
                        new IntegerLayer(
                                "hidden",
                                1,
                                new Shape(1, 2, 2),
                                new Connection.Full(),
                                new Shape(2, 1, 3),
                                4,
                                new int[HIDDEN * 4],
                                1,
                                Optional.of(neurons())),
                        new IntegerLayer(
                                "output",
                                1,
                                new Shape(2, 1, 3),
                                new Connection.Full(),
                                Shape.vector(2),
                                4,
                                new int[HIDDEN * 2],
                                1,
                                Optional.empty())));
    }

    @Test
    void readsWhatItWrites(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("programs.sin");
        SpikingNetworkFile.write(file, network());
        AssemblyNeurons read = (AssemblyNeurons)
                SpikingNetworkFile.read(file).layers().getFirst().neurons().orElseThrow();
        assertEquals(neurons().program(), read.program());
        assertEquals(neurons().arithmetic(), read.arithmetic());
        assertEquals(HIDDEN, read.entries());
        for (String name : read.program().constants().keySet()) {
            assertArrayEquals(neurons().constant(name), read.constant(name), name);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text          | \"NPX\"  | neuron program, line 1, column 1: unknown instruction NPX",
                "registerBits  | 20       | neuron programs with registers of 20 bits: 16, 24 and 32 are supported",
                "registerBits  | 64       | registerBits: expected a whole number from 16 to 32, found 64",
                "R1            | []       | no values of R1 for a neuron program; give 1 at least",
                "R1            | [1, 2]   | 2 values of R1 beside 6 of another constant; give 1 or as many",
                "P0            | [256]    | the program's P0 is 256, but must be 0..255",
                "productRounding | \"UP\" | productRounding: expected one of [NEAREST, TOWARDS_ZERO, FLOOR], found UP"
            })
    void refusesWhatIsWrong(String key, String value, String expected) throws IOException {
        ObjectNode json = new ObjectMapper().createObjectNode();
        neurons().writeTo(new JsonParameters.Writer(json));
        json.set(key, new ObjectMapper().readTree(value));
        String message = assertThrows(
                        InputException.class,
                        () -> NeuronModels.read(
                                "assembly", new JsonParameters.Reader(new CheckedJson(json, "", new KeysRead()))))
                .getMessage();
        assertEquals(expected, message.substring(0, Math.min(message.length(), expected.length())));
    }
}
