package org.synfire.emulator.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.result.NetworkTiming;
import org.synfire.emulator.result.RunResult;
import org.synfire.network.demo.Demo;
import org.synfire.network.graph.Shape;
import org.synfire.network.neuron.AssemblyNeurons;
import org.synfire.network.program.ProgramLibrary;
import org.synfire.network.spiking.Connection;
import org.synfire.network.spiking.IntegerLayer;
import org.synfire.network.spiking.IntegerSpikingNetwork;
import org.synfire.network.spiking.PixelCode;
import org.synfire.noc.chip.Chips;

/** A network whose neurons follow programs, as a whole run: instructions, what they cost, and equality. */
@Timeout(120)
class ProgramExperimentTest {
    private static final int SAMPLES = 4;
    private static final int STEPS = 5;
    private static final int HIDDEN = 40;
    private static final int CLASSES = 10;
    private static final int WEIGHT_BITS = 8;
    private static final double UPDATE_PJ = 81;

    private static IntegerSpikingNetwork network(String program) {
        AssemblyNeurons neurons = AssemblyNeurons.of(
                        ProgramLibrary.program(program), ProgramArithmetic.of(Chips.darwin3()))
                .with("R1", 300);
        Shape image = new Shape(1, 28, 28);
        int[] first = new Random(1).ints((long) HIDDEN * image.size(), -8, 9).toArray();
        int[] second = new Random(2).ints(HIDDEN * CLASSES, -100, 101).toArray();
        return new IntegerSpikingNetwork(
                program,
                STEPS,
                PixelCode.of(program, List.of(0.3), List.of(0.35)),
                List.of(
                        new IntegerLayer(
                                "hidden",
                                1,
                                image,
                                new Connection.Full(),
                                Shape.vector(HIDDEN),
                                WEIGHT_BITS,
                                first,
                                1,
                                Optional.of(neurons)),
                        new IntegerLayer(
                                "output",
                                1,
                                Shape.vector(HIDDEN),
                                new Connection.Full(),
                                Shape.vector(CLASSES),
                                WEIGHT_BITS,
                                second,
                                1,
                                Optional.empty())));
    }

    private static RunResult run(String program, Kernels.Choice kernels, NetworkTiming timing) {
        return Experiment.on(Chips.darwin3())
                .kernels(kernels)
                .timing(timing)
                .run(network(program).onCores(), Demo.images(SAMPLES))
                .result();
    }

    /** The answer's neurons have no program: their update is one of the chip's, of 5 instructions. */
    @ParameterizedTest
    @CsvSource({"if, 5", "clif, 9", "lif, 6"})
    void updatesCostWhatTheirInstructionsCost(String program, int instructions) {
        RunResult result = run(program, Kernels.Choice.VECTOR, NetworkTiming.IDEAL);
        long updates = (long) SAMPLES * STEPS * HIDDEN;
        assertEquals(updates + (long) SAMPLES * STEPS * CLASSES, result.events().neuronUpdates());
        assertEquals(updates * instructions, result.events().instructions());
        double charged = updates * instructions / 5.0 + SAMPLES * STEPS * CLASSES;
        assertEquals(
                charged * UPDATE_PJ * 1e-6 / SAMPLES, result.energy().parts().get("neuron updates"), 1e-9);
        assertEquals(0, result.witnesses().reference().orElseThrow().mismatchedValues());
        assertTrue(result.layers().get(1).spikes() > 0, "neurons spike");
    }

    @ParameterizedTest
    @CsvSource({"refractory", "izhikevich", "alif"})
    void vectorsAndInterpreterExecuteTheSame(String program) {
        RunResult vector = run(program, Kernels.Choice.VECTOR, NetworkTiming.CYCLE);
        RunResult scalar = run(program, Kernels.Choice.SCALAR, NetworkTiming.IDEAL);
        assertEquals(scalar.events().instructions(), vector.events().instructions());
        assertEquals(scalar.events().fingerprint(), vector.events().fingerprint());
        assertEquals(scalar.events().overflows(), vector.events().overflows());
        assertEquals(scalar.energy().parts(), vector.energy().parts());
    }
}
