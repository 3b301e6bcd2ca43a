package org.synfire.network.program;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.engine.InputException;

/** What is wrong with a text is said with its line and column, and what to do. */
class AssemblerErrorTest {
    private static String message(String text) {
        return assertThrows(InputException.class, () -> Assembler.assemble("a.asm", text.replace('/', '\n')))
                .getMessage();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "; nothing                     | line 1, column 1: a program without instructions; it needs at least"
                        + " NPC",
                "  HALT                        | line 1, column 1: unknown instruction HALT; known are ADD, SUB,",
                "/ .word 3/NPC                 | line 2, column 2: expected .register, .threshold, .parameter, .state,",
                "NPC rs=1                      | line 1, column 5: NPC has no fields, found rs=1",
                "ADD rs=R1 rd=R2               | line 1, column 11: expected a field of ADD, rs=.., rt=.., ns=..;"
                        + " found rd=R2",
                "ADD rs=R16                    | line 1, column 8: rs must be a number of 0..15 or R0, R1, R2,",
                "ADD rs=16                     | line 1, column 8: rs of ADD must be 0..15, found 16",
                "ADD rs=R1 rs=R1               | line 1, column 11: rs is stated twice; leave one of them out",
                "ADDI rs=R1 imm=64             | line 1, column 16: imm of ADDI must be -64..63, found 64",
                "ADDI rs=R1 imm=               | line 1, column 16: imm must be a number of -64..63; found nothing",
                "a: NPC/a: NPC                 | line 2, column 1: the label a stands twice; rename one of them",
                "1a: NPC                       | line 1, column 1: a label is a letter, then letters, digits and _;"
                        + " found 1a:",
                "JC addr=there/NPC             | line 1, column 9: addr must be a number of 0..127; found there",
                "JC addr=2/NPC                 | line 1, column 1: jumps to word 2, but the program ends at word 1",
                "JC addr=end/NPC/end:          | line 1, column 1: jumps to word 2, but the program ends at word 1",
                "a: JC addr=a/NPC              | line 1, column 4: jumps back to word 0; programs jump forwards only,",
                "JC cmpf=flag addr=1/NPC       | line 1, column 1: jumps by a flag that no CMP has set on every way to"
                        + " it",
                "SUB rs=R0 rt=R0               | line 1, column 1: the program ends here without NPC; write NPC behind"
                        + " it",
                "ADD rs=R0 rt=R1/NPC           | line 1, column 1: reads R0, which not every way to it has written;"
                        + " write .register R0 with a number, or load it",
                "LSIS ls=load nph=Vt/NPC       | line 1, column 1: the text states no word for Vt; write .state"
                        + " potential",
                ".state potential/NPC          | line 1, column 8: no instruction uses potential; leave it out",
                ".state charge/NPC             | line 1, column 8: expected a state word: potential, threshold,"
                        + " current, refractory, res; found charge",
                ".state res/.state refractory  | line 2, column 8: refractory and res share bits of a neuron's memory;",
                ".parameter P0 256             | line 1, column 15: the number of .parameter must be a whole number of"
                        + " 0..255, found 256",
                ".parameter P1 -129            | line 1, column 15: the number of .parameter must be a whole number of"
                        + " -128..127, found -129",
                ".parameter P10 1              | line 1, column 12: expected a parameter, P0..P9, C6, C7 or C9, found"
                        + " P10",
                ".parameter P6 1/.parameter C6 1 | line 2, column 12: P6 is stated in line 1 already; leave one of"
                        + " them out",
                ".threshold 1/.register R1 2   | line 2, column 11: R1 is stated in line 1 already; leave one of them"
                        + " out",
                ".register R1                  | line 1, column 1: .register needs a number of -2147483648..2147483647",
                ".register R1 2147483648       | line 1, column 14: the number of .register must be a whole number",
                ".register R1 1 2              | line 1, column 16: nothing may follow the number of .register",
                ".register Rx 1                | line 1, column 11: expected a register, R0..R15, found Rx",
                ".register                     | line 1, column 1: .register needs a register, R0..R15",
                ".spikes 65                    | line 1, column 9: the number of .spikes must be a whole number of"
                        + " 1..64, found 65",
                ".spikes 2/.spikes 2           | line 2, column 1: spikes is stated in line 1 already; leave one of"
                        + " them out",
                ".spikes 2/SUB rs=R0 rt=R0/GSPRS gsp=1/NPC | line 1, column 1: the program sends up to 1 spikes in a"
                        + " step, not 2; write .spikes 1 or change its GSPRS instructions",
                ".spikes 1/SUB rs=R0 rt=R0/GSPRS gsp=1/GSPRS gsp=1/NPC | line 1, column 1: the program sends up to 2"
                        + " spikes in a step, not 1; write .spikes 2",
                ".shift 16                     | line 1, column 8: the number of .shift must be a whole number of"
                        + " 0..15",
                ".register R0 1/.register R1 1/GSPRS vcp=1 gsp=1 rsm=value/NPC | line 3, column 1: the text states no"
                        + " reset; write .reset with a number",
                ".register R0 1/UPTVT/NPC      | line 2, column 1: the text states no P0; write .parameter P0 with a"
                        + " number of 0..255",
                "UPTVT fcs=integrate fcph=1/NPC | line 1, column 1: UPTVT: what fcph selects is not public;",
                "CMP func=5/NPC                | line 1, column 1: CMP: func is GE, EQ, GE0 or EQ0",
                "LOGIC func=7/NPC              | line 1, column 1: LOGIC: func is and, or, xor, not, nand, nor or xnor",
                "GSPRS gspm=neuron/NPC         | line 1, column 1: GSPRS: a neuron sends its own index only;",
                "LSIS ls=store nph=wgtsum/NPC  | line 1, column 1: LSIS: wgtsum is what arrives and cannot be stored;",
                "LSIS ls=load nph=rand/NPC     | line 1, column 1: LSIS: the chip's random numbers are not public;",
                "LSIS ls=load nph=rmsb16/NPC   | line 1, column 1: LSIS: the meaning of rmsb16 is not public;",
                "LSIP ls=load/NPC              | line 1, column 1: LSIP: which parameter lies in which half of"
                        + " R13..R15",
                "UPTSYN/NPC                    | line 1, column 1: UPTSYN: it belongs to learning, and Synfire's"
                        + " programs"
            })
    void saysWhereAndWhatToDo(String text, String expected) {
        String message = message(text);
        assertEquals("a.asm, " + expected, message.substring(0, Math.min(message.length(), expected.length() + 7)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SA", "TS", "STORE", "LOAD", "SP", "WMOV", "ADDA", "STATE"})
    void refusesWhatHasNoPublicMeaning(String operation) {
        assertEquals(
                "a.asm, line 1, column 2: " + operation + ": its meaning is not public; write the program without it",
                message(" " + operation + "/NPC"));
    }

    /** 128 words are a program; one more is none. */
    @Test
    void hasAtMost128Words() {
        String most = "SUB rs=R0 rt=R0/".repeat(127);
        assertEquals(
                128,
                Assembler.assemble("a.asm", (most + "NPC").replace('/', '\n')).words().length);
        assertEquals(
                "a.asm, line 129, column 1: more than 128 instructions; the chip has no more",
                message(most + "SUB rs=R0 rt=R0/NPC"));
    }

    /** R5 is written on one of the two ways only. */
    @Test
    void followsAllWays() {
        assertEquals(
                "a.asm, line 5, column 4: reads R5, which not every way to it has written; write .register R5 with a"
                        + " number, or load it",
                message("SUB rs=R1 rt=R1/CMP rs=R1 func=EQ0/JC cmpf=flag addr=a/MOV rs=R5 rt=R1/a: ADD rs=R1"
                        + " rt=R5/NPC"));
    }
}
