package org.synfire.bench.kernel;

import java.util.Random;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.synfire.network.integer.Neurons;
import org.synfire.network.neuron.AssemblyNeurons;
import org.synfire.network.neuron.NeuronProgram;
import org.synfire.network.program.ProductRounding;
import org.synfire.network.program.ProgramLibrary;
import org.synfire.network.program.Register;
import org.synfire.network.program.RegisterArithmetic;

/**
 * Neuron updates per second of a full Darwin3 core whose 4096 neurons follow a program of the library: blocks of
 * neurons in vectors, and the interpreter, neuron by neuron.
 *
 * <p>An operation is one neuron in one time step; an invocation is the 16 steps of a sample. The spikes of every
 * invocation are compared with the interpreter's.
 *
 * <pre>{@code
 * ./synfire bench Program
 * }</pre>
 */
@OperationsPerInvocation(ProgramBenchmark.STEPS * CoreBenchmark.NEURONS)
public class ProgramBenchmark extends CoreBenchmark {
    static final int STEPS = 16;

    /** Name of the program. */
    @Param({"clif", "lif", "refractory", "izhikevich"})
    public String program;

    /** Bits of a register. */
    @Param({"16", "32"})
    public int bits;

    /** Makes the core, with one sum for each neuron that arrives in every step. */
    @Setup(Level.Trial)
    public void open() {
        AssemblyNeurons neurons = AssemblyNeurons.of(
                ProgramLibrary.program(program),
                new RegisterArithmetic(new Register(bits, Register.Overflow.SATURATE), ProductRounding.NEAREST));
        int[] arriving = new Random(1).ints(NEURONS, 0, 400).toArray();
        begin(
                core(new Neurons.SpikeInput(), new Neurons.Program(neurons), STEPS),
                STEPS,
                arriving,
                false,
                IntStream.range(0, NEURONS)
                        .map(i -> spikes(neurons, arriving[i]))
                        .sum());
    }

    /** Spikes of a neuron that gets the same sum in every step. */
    private static int spikes(NeuronProgram neurons, int sum) {
        int[] state = new int[neurons.state().size()];
        neurons.begin(state, 0);
        return IntStream.range(0, STEPS)
                .map(step -> neurons.step(state, sum, 0) & NeuronProgram.SPIKE)
                .sum();
    }
}
