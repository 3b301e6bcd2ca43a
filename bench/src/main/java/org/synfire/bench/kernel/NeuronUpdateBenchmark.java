package org.synfire.bench.kernel;

import java.util.Random;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.synfire.network.integer.Code;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Rescale;

/**
 * Neuron updates per second of a full Darwin3 core: 4096 STEM neurons that integrate one sample and send the one
 * before, in the filled pipeline.
 *
 * <p>An operation is one neuron in one time step; an invocation is the eight steps of a sample, rescaling included. The
 * spikes of every invocation are counted and compared with the binary digits of the codes.
 *
 * <pre>{@code
 * ./synfire bench NeuronUpdate
 * }</pre>
 */
@OperationsPerInvocation(NeuronUpdateBenchmark.BITS * CoreBenchmark.NEURONS)
public class NeuronUpdateBenchmark extends CoreBenchmark {
    static final int BITS = 8;
    private static final Code CODE = new Code(BITS, true, 0, 127, 1, 0);
    private static final Rescale RESCALE = Rescale.nearest(new double[] {2e-3}, 0);

    /** Whether sums have 32 bits instead of 16. */
    @Param({"false", "true"})
    public boolean wide;

    /** Makes the core, with one sum for each neuron that arrives in every step. */
    @Setup(Level.Trial)
    public void open() {
        int[] arriving = new Random(1).ints(NEURONS, -100, 100).toArray();
        begin(
                core(new Neurons.ImageInput(CODE), new Neurons.Stem(CODE, new int[1], RESCALE), BITS),
                BITS,
                arriving,
                wide,
                IntStream.of(arriving).map(sum -> Integer.bitCount(code(sum))).sum());
    }

    /** The code of a neuron that gets the same sum in every step. */
    private static int code(int sum) {
        return Rescale.apply(
                sum * ((1 << BITS) - 1),
                RESCALE.multiplier(0),
                RESCALE.shift(0),
                RESCALE.addend(0),
                CODE.low(),
                CODE.high());
    }
}
