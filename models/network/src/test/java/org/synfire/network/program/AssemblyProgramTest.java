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
}
