package org.synfire.network.neuron;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.synfire.engine.InputException;
import org.synfire.network.program.Assembler;
import org.synfire.network.program.ProductRounding;
import org.synfire.network.program.ProgramLibrary;
import org.synfire.network.program.Register;
import org.synfire.network.program.RegisterArithmetic;

/** Constants of a program: one, or one for each entry, within their registers. */
class AssemblyNeuronsTest {
    private static AssemblyNeurons lif() {
        return AssemblyNeurons.of(
                ProgramLibrary.program("lif"),
                new RegisterArithmetic(new Register(16, Register.Overflow.SATURATE), ProductRounding.NEAREST));
    }

    private static String message(Runnable wrong) {
        return assertThrows(InputException.class, wrong::run).getMessage();
    }

    @Test
    void constantsMayDifferFromEntryToEntry() {
        AssemblyNeurons neurons =
                lif().with("R1", 10, 20, 30).with("potential", 8, 16, 24).with("P0", 128, 255, 0);
        assertEquals(3, neurons.entries());
        int[] state = new int[1];
        int[] potentials = new int[3];
        int[] spikes = new int[3];
        for (int entry = 0; entry < 3; entry++) {
            neurons.begin(state, entry);
            spikes[entry] = neurons.step(state, 5, entry) & NeuronProgram.SPIKE;
            potentials[entry] = state[0];
        }
        assertArrayEquals(new int[] {9, 0, 5}, potentials);
        assertArrayEquals(new int[] {0, 1, 0}, spikes);
    }

    /** The program of the page on neuron programs: what three thresholds leave stays in the potential. */
    @Test
    void aNeuronSpikesAsOftenAsThresholdsGoIntoItsPotentialUpToItsBound() {
        String text = """
            .threshold 500
            .state potential
            .spikes 3
                    LSIS  ls=load nph=Vt+wgtsum
                    UPTVT fcs=integrate
                    CMP   rs=R0 rt=R1 func=GE
                    JC    cmpf=flag cmpr=false addr=quiet
                    GSPRS gsp=1 vcp=1 rsm=threshold
                    GSPRS gsp=1 vcp=1 rsm=threshold
                    GSPRS gsp=1 vcp=1 rsm=threshold
            quiet:  LSIS  ls=store nph=Vt
                    NPC
            """;
        AssemblyNeurons neurons = AssemblyNeurons.of(Assembler.assemble("several", text), lif().arithmetic());
        assertEquals(3, neurons.mostSpikes());
        NeuronResponse response = NeuronResponse.of(neurons, new int[] {499, 1, 1_100, 2_300, 0, 0});
        assertEquals(List.of(1, 2, 2, 3, 3, 3, 4), response.spikeSteps());
        assertArrayEquals(
                new int[] {499, 0, 100, 900, 400, 400},
                response.states().stream().mapToInt(state -> state[0]).toArray());
        assertArrayEquals(new int[] {6, 9, 9, 9, 9, 6}, response.instructions());
    }

    @Test
    void refusesConstantsThatDoNotFit() {
        assertEquals(
                "the program's R1 is 32768, but must be -32768..32767; scale the program, or take wider registers",
                message(() -> lif().with("R1", 1, 32_768)));
        assertEquals(
                "the program's P0 is 256, but must be 0..255; scale the program, or take wider registers",
                message(() -> lif().with("P0", 256)));
        assertEquals(
                "2 values of potential beside 3 of another constant; give 1 or as many",
                message(() -> lif().with("R1", 1, 2, 3).with("potential", 1, 2)));
        assertEquals(
                "the program states no P4; it states P0, R1, potential, reset", message(() -> lif().with("P4", 1)));
        assertEquals(
                "neuron programs with registers of 20 bits: 16, 24 and 32 are supported",
                message(() -> new RegisterArithmetic(new Register(20, Register.Overflow.WRAP), ProductRounding.FLOOR)));
    }
}
