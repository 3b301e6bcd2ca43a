package org.synfire.bench.kernel;

import java.lang.foreign.MemorySegment;
import java.util.Random;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.neuron.FiringNeurons;
import org.synfire.emulator.neuron.NeuronScratch;
import org.synfire.emulator.neuron.Schedule;
import org.synfire.engine.memory.RecordLayout;
import org.synfire.network.integer.MintNeurons;
import org.synfire.network.integer.NeuronProgram;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.PotentialRounding;

/**
 * Neuron updates per second of a full Darwin3 core: 4096 of MINT's neurons, with potentials packed in their width.
 *
 * <p>An operation is one neuron in one time step; an invocation is the four steps of a sample. The spikes of every
 * invocation are compared with the program's.
 *
 * <pre>{@code
 * java --add-modules jdk.incubator.vector -cp 'bench/target/classes:bench/target/lib/*' org.openjdk.jmh.Main Firing
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
        Population population = Population.spiking(1, "layer", SHAPE, program, null);
        RecordLayout.Builder builder = RecordLayout.named("core");
        FiringNeurons.describeState(builder, population, NEURONS);
        RecordLayout layout = builder.build();
        MemorySegment potentials = layout.field("potential").in(state(layout));
        FiringNeurons neurons = new FiringNeurons(
                Kernels.of(kernel),
                new Schedule(1, 1, STEPS, STEPS, Long.MAX_VALUE / STEPS / 2),
                population,
                SLICE,
                potentials,
                null,
                NeuronScratch.of(NEURONS),
                new NoValues());
        int[] arriving = new Random(1).ints(NEURONS, -largest, largest + 2).toArray();
        begin(
                neurons,
                STEPS,
                arriving,
                false,
                IntStream.range(0, NEURONS)
                        .map(i -> spikes(program, arriving[i], i % CHANNELS))
                        .sum());
    }

    /** Spikes of a neuron that gets the same sum in every step. */
    private static int spikes(NeuronProgram program, int sum, int channel) {
        int count = 0;
        for (int s = 0, stored = 0; s < STEPS; s++) {
            int potential = sum + program.read(stored);
            count += program.fires(potential, channel) ? 1 : 0;
            stored = program.stored(potential, channel);
        }
        return count;
    }
}
