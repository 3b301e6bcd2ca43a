package org.synfire.emulator.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.emulator.experiment.Experiment;
import org.synfire.emulator.result.NetworkTiming;
import org.synfire.emulator.result.RunResult;
import org.synfire.network.data.SpikeSet;
import org.synfire.network.demo.Demo;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.InputEncoding;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.SparseSynapses;
import org.synfire.network.integer.SynapseFormat;
import org.synfire.network.integer.Synapses;
import org.synfire.network.neuron.LeakyNeurons;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.Chips;

/** Energy and time of runs on a chip whose single events have costs. */
@Timeout(300)
class EventTimingTest {
    private static final ChipDescription LOIHI = Chips.named("loihi");
    private static final double PICO = 1e-6;

    /** One sample of three steps whose only input spikes in the first. */
    private record OneSpike() implements SpikeSet {
        @Override
        public String name() {
            return "one spike";
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public int classes() {
            return 0;
        }

        @Override
        public int label(int index) {
            return 0;
        }

        @Override
        public List<String> remarks() {
            return List.of();
        }

        @Override
        public Shape shape() {
            return Shape.vector(1);
        }

        @Override
        public int steps() {
            return 3;
        }

        @Override
        public int spikes(int sample, int step, int[] into) {
            return step == 0 ? 1 : 0;
        }
    }

    private static EncodedNetwork network(Synapses last) {
        LeakyNeurons neurons = new LeakyNeurons(16, 0, LeakyNeurons.Reset.ZERO, new int[] {5});
        return new EncodedNetwork(
                new IntegerNetwork(
                        "two layers",
                        3,
                        new int[] {0, 8, 8},
                        List.of(
                                new Population(0, "in", Shape.vector(1), new Neurons.SpikeInput()),
                                new Population(1, "two", Shape.vector(2), new Neurons.Program(neurons)),
                                new Population(2, "one", Shape.vector(1), new Neurons.Program(neurons))),
                        List.of(
                                Projection.of(
                                        0, 0, 1, new Synapses.Dense(Shape.vector(1), Shape.vector(2), new short[] {3, 7
                                        })),
                                Projection.of(1, 1, 2, last))),
                InputEncoding.EVENTS);
    }

    private static Synapses dense() {
        return new Synapses.Dense(Shape.vector(2), Shape.vector(1), new short[] {4, 4});
    }

    private static Synapses listed(SynapseFormat format) {
        return new SparseSynapses.Builder(Shape.vector(2), Shape.vector(1), 2)
                .storedAs(format)
                .from(0)
                .to(0, 4, 0)
                .from(1)
                .to(0, 4, 0)
                .build();
    }

    private static RunResult run(Synapses last, int threads) {
        return Experiment.on(LOIHI)
                .threads(threads)
                .run(network(last), new OneSpike())
                .result();
    }

    /**
     * Worked by hand. The input's spike gives 2 operations; of the two neurons the second fires at once, and the first
     * keeps 3; that spike gives 1 operation, and the last neuron keeps 4.
     *
     * <pre>
     *   step  two                                         one                    tiles agree   cycles of 1 ns
     *   0     receives 16 + 2 * 3.8                                               600           624
     *   1     2 * 6 + 2 * 3.7 + 30 + 5.1                  receives 16 + 3.8       600           655
     *   2     2 * 6 + 3.7                                 6 + 3.7                 600           616
     *   3     2 * 6 + 3.7                                 6 + 3.7                 600           616
     *   4                                                 6 + 3.7                 600           610
     * </pre>
     */
    @Test
    void equalsACaseWorkedByHand() {
        RunResult result = run(dense(), 1);
        assertEquals(0, result.witnesses().reference().orElseThrow().mismatchedValues());
        assertEquals(5, result.timeSteps().total());
        assertEquals(3.121, result.noc().neededMicrosecondsPerSample(), 1e-12);
        assertEquals(655, result.latency().stepCycles().max());
        assertEquals(0, result.noc().lateSteps());
        assertEquals(NetworkTiming.IDEAL, result.noc().timing());
        double accesses = (6 + 3) * 51.2;
        double updates = (4 + 3) * 21.6;
        assertEquals((accesses + updates) * PICO, result.energy().parts().get("neuron updates"), 1e-12);
        assertEquals(3 * 35.5 * PICO, result.energy().parts().get("synaptic operations"), 1e-12);
        assertEquals((69.3 + 2 * 111) * PICO, result.energy().parts().get("spikes"), 1e-12);
        assertEquals(0, result.energy().parts().get("static"));
    }

    @Test
    void theSlowestCoreIsTheOneOfTheTwoNeurons() {
        List<RunResult.SlowCore> slowest = run(dense(), 1).noc().slowestCores();
        assertEquals("two", slowest.getFirst().layer());
        assertEquals(4, slowest.getFirst().steps());
        assertEquals(55, slowest.getFirst().longestCycles());
        assertEquals(1, slowest.getLast().steps());
    }

    /** The chip stores synapses in different ways, and an operation costs accordingly. */
    @Test
    void anOperationCostsAsItsFormat() {
        double toTwo = 2 * 35.5;
        assertEquals(
                (toTwo + 33.6) * PICO,
                run(listed(SynapseFormat.SPARSE), 1).energy().parts().get("synaptic operations"),
                1e-12);
        assertEquals(
                (toTwo + 24) * PICO,
                run(listed(SynapseFormat.SHARED), 1).energy().parts().get("synaptic operations"),
                1e-12);
        assertEquals(
                (toTwo + 35.5) * PICO,
                run(listed(SynapseFormat.DENSE), 1).energy().parts().get("synaptic operations"),
                1e-12);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void nothingDependsOnThreads(int threads) {
        RunResult one = Experiment.on(LOIHI).run(Demo.ENCODED, Demo.images(3)).result();
        RunResult more = Experiment.on(LOIHI)
                .threads(threads)
                .run(Demo.ENCODED, Demo.images(3))
                .result();
        assertEquals(one.energy(), more.energy());
        assertEquals(one.noc(), more.noc());
        assertEquals(one.latency().stepCycles(), more.latency().stepCycles());
    }

    /** Networks that send codes: layers' energies are all of it but what belongs to no layer. */
    @Test
    void theEnergyOfTheLayersIsThatOfTheRun() {
        RunResult result =
                Experiment.on(LOIHI).run(Demo.ENCODED, Demo.images(2)).result();
        double layers = result.layers().stream()
                .mapToDouble(RunResult.LayerResult::microjoulesPerSample)
                .sum();
        assertTrue(layers > 0);
        assertEquals(layers, result.energy().perSampleMicrojoules(), layers * 1e-9);
    }

    @Test
    void theCycleTimingKeepsTheEnergy() {
        RunResult ideal = Experiment.on(LOIHI).run(Demo.ENCODED, Demo.images(2)).result();
        RunResult cycle = Experiment.on(LOIHI)
                .timing(NetworkTiming.CYCLE)
                .run(Demo.ENCODED, Demo.images(2))
                .result();
        assertEquals(NetworkTiming.CYCLE, cycle.noc().timing());
        assertEquals(ideal.energy().parts(), cycle.energy().parts());
        assertEquals(ideal.events().fingerprint(), cycle.events().fingerprint());
    }
}
