package org.synfire.bench.kernel;

import java.util.Random;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.synfire.network.integer.Neurons;
import org.synfire.network.neuron.MintNeurons;
import org.synfire.network.neuron.NeuronProgram;
import org.synfire.network.neuron.PotentialRounding;

/**
 * Neuron updates per second of a full Darwin3 core: 4096 of MINT's neurons, with potentials packed in their width.
 *
 * <p>An operation is one neuron in one time step; an invocation is the four steps of a sample. The spikes of every
 * invocation are compared with the program's.
 *
 * <pre>{@code
 * ./synfire bench Firing
 * }</pre>
 */
@OperationsPerInvocation(FiringBenchmark.STEPS * CoreBenchmark.NEURONS)
public class FiringBenchmark extends CoreBenchmark {
    static final int STEPS = 4;

    /** Bits of a potential. */
    @Param({"2", "4", "8", "16"})
    public int bits;

    /** Makes the core, with one sum for each neuron that arrives in every step. */
    @Setup(Level.Trial)
    public void open() {
        int largest = MintNeurons.levels(bits);
        MintNeurons program = new MintNeurons(
                bits,
                PotentialRounding.SHIFT_ON_READ,
                IntStream.range(0, CHANNELS).map(c -> largest + c % 3).toArray(),
                new boolean[CHANNELS]);
        int[] arriving = new Random(1).ints(NEURONS, -largest, largest + 2).toArray();
        begin(
                core(new Neurons.SpikeInput(), new Neurons.Program(program), STEPS),
                STEPS,
                arriving,
                false,
                IntStream.range(0, NEURONS)
                        .map(i -> spikes(program, arriving[i], i % CHANNELS))
                        .sum());
    }

    /** Spikes of a neuron that gets the same sum in every step. */
    private static int spikes(NeuronProgram program, int sum, int channel) {
        int[] state = new int[program.state().size()];
        return IntStream.range(0, STEPS)
                .map(step -> program.step(state, sum, channel) & NeuronProgram.SPIKE)
                .sum();
    }
}
