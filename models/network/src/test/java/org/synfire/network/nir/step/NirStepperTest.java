package org.synfire.network.nir.step;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.synfire.network.nir.TinyNir.all;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.engine.InputException;
import org.synfire.network.hdf5.TinyHdf5.Doubles;
import org.synfire.network.nir.NirNetwork;
import org.synfire.network.nir.TinyNir;
import org.synfire.network.nir.step.StepOptions.Integrator;
import org.synfire.network.nir.step.StepOptions.Reset;

/** Steps of single neurons and small graphs, worked by hand. */
class NirStepperTest {
    private static final double DT = 0.001;

    @TempDir
    private Path folder;

    private NirNetwork network(TinyNir graph) throws IOException {
        return NirNetwork.read(Files.write(folder.resolve("network.nir"), graph.bytes()));
    }

    /** One neuron of a type. */
    private NirNetwork neuron(String type, Object... fields) throws IOException {
        return network(new TinyNir()
                .node("i", "Input", "shape", new long[] {1})
                .node("n", type, fields)
                .node("o", "Output", "shape", new long[] {1})
                .edges("i>n n>o"));
    }

    private static double[] outputs(NirNetwork network, StepOptions options, double... inputs) {
        NirStepper stepper = new NirStepper(network, options);
        double[] outputs = new double[inputs.length];
        for (int t = 0; t < inputs.length; t++) {
            stepper.step(new double[] {inputs[t]});
            outputs[t] = stepper.outputs().get("o")[0];
        }
        return outputs;
    }

    @Test
    void aLeakyIntegratorFollowsItsIntegrator() throws IOException {
        NirNetwork li = neuron("LI", "tau", 0.004, "r", 2.0, "v_leak", 1.0);
        StepOptions euler = StepOptions.euler(DT);
        assertArrayEquals(new double[] {0.75, 0.8125}, outputs(li, euler, 1, 0), 1e-15);
        double kept = Math.exp(-0.25);
        double first = (1 - kept) * 3;
        assertArrayEquals(
                new double[] {first, kept * first + 1 - kept},
                outputs(li, euler.with(Integrator.EXPONENTIAL), 1, 0),
                1e-15);
        double early = 1 - kept + 0.5;
        assertArrayEquals(
                new double[] {early, kept * early + 1 - kept},
                outputs(li, euler.with(Integrator.EXPONENTIAL_DECAY), 1, 0),
                1e-15);
    }

    @Test
    void aSpikeResetsAsTheUserSays() throws IOException {
        NirNetwork neuron = neuron("IF", "r", 1.0, "v_threshold", 1.0, "v_reset", 0.25);
        StepOptions plain = StepOptions.euler(DT);
        assertArrayEquals(new double[] {0, 1, 0, 1}, outputs(neuron, plain, 1, 1.5, 0.75, 0.25));
        assertArrayEquals(new double[] {1, 1, 1, 0}, outputs(neuron, plain.spikingAtThreshold(), 1, 1.5, 0.75, 0.25));
        assertArrayEquals(new double[] {0, 1, 1, 1}, outputs(neuron, plain.with(Reset.SUBTRACT), 1, 1.5, 0.75, 0.25));
        assertArrayEquals(
                new double[] {0, 1, 1, 1}, outputs(neuron, plain.with(Reset.SUBTRACT_NEXT_STEP), 1, 1.5, 0.75, 0.25));
    }

    @Test
    void severalSpikesAreCountedAndTheFloorHolds() throws IOException {
        NirNetwork neuron = neuron("IF", "r", 1.0, "v_threshold", 0.5);
        StepOptions several = StepOptions.euler(DT).withSeveralSpikes();
        assertArrayEquals(new double[] {3, 0, 0, 1}, outputs(neuron, several, 1.75, -9, 0.75, 0.25));
    }

    @Test
    void theGainOfIntegrateAndFireIsOneForBothResistances() throws IOException {
        for (double r : new double[] {1, 1 / DT}) {
            NirNetwork neuron = neuron("IF", "r", r, "v_threshold", 1.5);
            assertArrayEquals(new double[] {0, 1}, outputs(neuron, StepOptions.euler(DT), 1, 1));
        }
        NirNetwork other = neuron("IF", "r", 500.0, "v_threshold", 0.75);
        assertArrayEquals(new double[] {0, 1}, outputs(other, StepOptions.euler(DT), 1, 1));
    }

    @Test
    void recurrentBiasesCountInTheFirstStep() throws IOException {
        NirNetwork network = network(new TinyNir()
                .node("i", "Input", "shape", new long[] {1})
                .node("n", "IF", "r", 1.0, "v_threshold", 1.0)
                .node("w", "Affine", "weight", new Doubles(new int[] {1, 1}, -2), "bias", all(1, 0.5))
                .node("o", "Output", "shape", new long[] {1})
                .edges("i>n n>w w>n n>o"));
        // potentials: 0.75, 1.5 spike, -1.25, 0, 0.75
        assertArrayEquals(
                new double[] {0, 1, 0, 0, 0}, outputs(network, StepOptions.euler(DT), 0.25, 0.25, 0.25, 0.75, 0.25));
        NirStepper stepper = new NirStepper(network, StepOptions.euler(DT));
        stepper.step(new double[] {0.25});
        assertEquals(0.75, stepper.potentials("n")[0]);
        stepper.step(new double[] {5});
        stepper.reset();
        stepper.step(new double[] {0.25});
        assertEquals(0.75, stepper.potentials("n")[0]);
        assertThrows(InputException.class, () -> stepper.potentials("w"));
        assertThrows(InputException.class, () -> stepper.step(new double[2]));
    }

    @Test
    void theLengthOfAStepIsFoundInTheFile() throws IOException {
        assertEquals(0.002, length("r", 5.0));
        assertEquals(1e-4, length("r", 1.0));
        assertEquals(
                0.01,
                StepLength.of(neuron("IF", "r", 100.0, "v_threshold", 1.0)).seconds());
        NirNetwork two = network(TinyNir.recurrent()
                .node(
                        "lif",
                        "LIF",
                        "tau",
                        new double[] {0.01, 0.02, 0.04},
                        "r",
                        new double[] {10, 20, 40},
                        "v_leak",
                        0.0,
                        "v_threshold",
                        1.0));
        assertEquals(0.001, StepLength.of(two).seconds());
        NirNetwork unlike = network(TinyNir.recurrent()
                .node(
                        "lif",
                        "LIF",
                        "tau",
                        new double[] {0.01, 0.02, 0.04},
                        "r",
                        new double[] {10, 10, 40},
                        "v_leak",
                        0.0,
                        "v_threshold",
                        1.0));
        assertTrue(StepLength.of(unlike).reason().startsWith("the file states none"));
    }

    private double length(String name, double r) throws IOException {
        return StepLength.of(neuron("LIF", "tau", 0.01, name, r, "v_leak", 0.0, "v_threshold", 1.0))
                .seconds();
    }

    @Test
    void unstableStepsAndEndlessDelaysAreRefused() throws IOException {
        NirNetwork fast = neuron("LI", "tau", 1e-6, "r", 1.0, "v_leak", 0.0);
        String message = assertThrows(InputException.class, () -> new NirStepper(fast, StepOptions.euler(DT)))
                .getMessage();
        assertTrue(message.contains("node 'n' has a time constant of 1.0E-6 s, less than a step"), message);
        new NirStepper(fast, StepOptions.euler(DT).with(Integrator.EXPONENTIAL));
        NirNetwork late = neuron("Delay", "delay", 1e9);
        assertTrue(assertThrows(InputException.class, () -> new NirStepper(late, StepOptions.euler(DT)))
                .getMessage()
                .contains("are its delays in milliseconds"));
        NirNetwork never = neuron("Delay", "delay", 1e300);
        assertThrows(InputException.class, () -> new NirStepper(never, StepOptions.euler(DT)));
        assertThrows(InputException.class, () -> StepOptions.euler(0));
    }

    @Test
    void severalInputsAreGivenByName() throws IOException {
        NirNetwork network = network(new TinyNir()
                .node("a", "Input", "shape", new long[] {2})
                .node("b", "Input", "shape", new long[] {2})
                .node("s", "Scale", "scale", new double[] {2, 3})
                .node("o", "Output", "shape", new long[] {2})
                .edges("a>s b>s s>o"));
        NirStepper stepper = new NirStepper(network, StepOptions.euler(DT));
        stepper.step(Map.of("a", new double[] {1, 2}, "b", new double[] {10, 20}));
        assertArrayEquals(new double[] {22, 66}, stepper.values("o"));
        assertThrows(InputException.class, () -> stepper.step(new double[2]));
        assertEquals(List.of("a", "b"), network.inputs());
    }
}
