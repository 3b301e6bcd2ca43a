package org.synfire.emulator.timing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.emulator.experiment.Experiment;
import org.synfire.emulator.experiment.ProgramArithmetic;
import org.synfire.emulator.result.RunResult;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.InputEncoding;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.Synapses;
import org.synfire.network.neuron.AssemblyNeurons;
import org.synfire.network.neuron.NeuronProgram;
import org.synfire.network.program.Assembler;
import org.synfire.network.reference.DrawnSpikes;
import org.synfire.noc.chip.ChipFigure;
import org.synfire.noc.chip.Chips;

/**
 * Neurons of a program whose way depends on how often they spike: instructions and energy follow the way, cycles are
 * those of the longest one whatever the neurons do.
 */
@Timeout(60)
class LongestWayTest {
    private static final int STEPS = 6;
    private static final Shape SHAPE = new Shape(1, 3, 4);
    private static final int NEURONS = 12;
    /** Four instructions around three times three, the last two of which a potential below the threshold skips. */
    private static final int LONGEST = 13;

    private static NeuronProgram neurons() {
        String spike = """
                    CMP   rs=R0 rt=R1 func=GE
                    JC    cmpf=flag cmpr=false addr=quiet
                    GSPRS gsp=1 vcp=1 rsm=threshold
            """;
        return AssemblyNeurons.of(
                Assembler.assemble("several.asm", """
                    .threshold 10
                    .state potential
                    .spikes 3
                            LSIS  ls=load nph=Vt+wgtsum
                            UPTVT fcs=integrate
                    """ + spike.repeat(3) + """
                    quiet:  LSIS  ls=store nph=Vt
                            NPC
                    """),
                ProgramArithmetic.exact(Chips.darwin3()));
    }

    /** Every neuron spikes so often in each step. */
    private static RunResult run(int spikes) {
        DrawnSpikes samples = new DrawnSpikes(
                SHAPE,
                STEPS,
                1,
                3,
                (sample, step, into) -> {
                    for (int i = 0; i < NEURONS * spikes; i++) {
                        into[i] = i / spikes;
                    }
                    return NEURONS * spikes;
                },
                List.of());
        IntegerNetwork network = new IntegerNetwork(
                "several",
                STEPS,
                new int[] {0, 8},
                List.of(
                        new Population(0, "events", SHAPE, new Neurons.SpikeInput(3)),
                        new Population(1, "out", SHAPE, new Neurons.Program(neurons()))),
                List.of(Projection.of(0, 0, 1, new Synapses.Identity(SHAPE, new int[] {10}, Byte.MAX_VALUE))));
        return Experiment.on(Chips.darwin3())
                .run(new EncodedNetwork(network, InputEncoding.EVENTS), samples)
                .result();
    }

    @ParameterizedTest
    @CsvSource({"0, 6", "1, 9", "2, 12", "3, 13"})
    void cyclesAreThoseOfTheLongestWay(int spikes, int instructions) {
        RunResult result = run(spikes);
        assertEquals((long) STEPS * NEURONS * spikes, result.layers().get(1).spikes());
        assertEquals((long) STEPS * NEURONS * instructions, result.events().instructions());
        assertEquals(LONGEST, neurons().mostInstructions());
        double cycles = Chips.darwin3().figure(ChipFigure.INSTRUCTION_CYCLES).value();
        assertEquals(
                (long) Math.ceil(NEURONS * LONGEST * cycles),
                result.latency().stepCycles().max());
        double perUpdate =
                Chips.darwin3().figure(ChipFigure.INSTRUCTIONS_PER_UPDATE).value();
        double picojoules =
                Chips.darwin3().figure(ChipFigure.NEURON_UPDATE_ENERGY).value();
        assertEquals(
                Math.round(STEPS * NEURONS * instructions / perUpdate) * picojoules * 1e-6,
                result.energy().parts().get("neuron updates"),
                1e-12);
        assertEquals(0, result.witnesses().reference().orElseThrow().mismatchedValues());
    }
}
