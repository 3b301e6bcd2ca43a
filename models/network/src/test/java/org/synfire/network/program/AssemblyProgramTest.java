package org.synfire.network.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class AssemblyProgramTest {
    /** The refractory neuron executes 6 instructions at rest, and 11 of its 14 words where it spikes. */
    @Test
    void findsTheLongestWay() {
        assertEquals(9, ProgramLibrary.program("clif").mostInstructions());
        assertEquals(11, ProgramLibrary.program("refractory").mostInstructions());
        assertEquals(1, Assembler.assemble("a", "NPC").mostInstructions());
        assertEquals(
                3,
                Assembler.assemble("a", "JC addr=far\nSUB rs=R0 rt=R0\nSUB rs=R0 rt=R0\nfar: SUB rs=R0 rt=R0\nNPC")
                        .mostInstructions());
    }

    /** Without a word about it a neuron spikes once, whatever it sends. */
    @Test
    void aNeuronSpikesAsOftenAsTheTextSays() {
        String twice = "SUB rs=R0 rt=R0\nGSPRS gsp=1\nGSPRS gsp=1\nNPC";
        assertEquals(1, Assembler.assemble("a", twice).mostSpikes());
        assertEquals(2, Assembler.assemble("a", ".spikes 2\n" + twice).mostSpikes());
        RegisterArithmetic arithmetic =
                new RegisterArithmetic(new Register(16, Register.Overflow.SATURATE), ProductRounding.NEAREST);
        for (int most = 1; most <= 2; most++) {
            AssemblyProgram program =
                    Assembler.assemble("a", ".spikes ".repeat(most - 1) + "2\n".repeat(most - 1) + twice);
            Interpreter interpreter = new Interpreter(program, arithmetic, program.values());
            assertEquals(most, interpreter.step(new int[0], 0, 0).spikes());
        }
    }
}
