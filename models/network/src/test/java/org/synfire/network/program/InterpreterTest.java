package org.synfire.network.program;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Single instructions, worked by hand: R5 is what a text makes of it. */
class InterpreterTest {
    private static Interpreter.Outcome run(String text, int bits, Register.Overflow overflow, int[] words, int input) {
        AssemblyProgram program = Assembler.assemble("test", text.replace('/', '\n') + "\nNPC");
        RegisterArithmetic arithmetic = new RegisterArithmetic(new Register(bits, overflow), ProductRounding.NEAREST);
        return new Interpreter(program, arithmetic, program.values()).step(words, input, 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7      | 3   | ADD rs=R5 rt=R6                 | 10     | false",
                "32767  | 1   | ADD rs=R5 rt=R6                 | 32767  | true",
                "-32768 | 1   | SUB rs=R5 rt=R6                 | -32768 | true",
                "5      | 9   | SUB rs=R5 rt=R6                 | -4     | false",
                "-32768 | 0   | ADDI rs=R5 imm=-1/MOV rs=R5 rt=R5 | -32768 | true",
                "3      | 128 | MUL rs=R5 rt=R6                 | 2      | false",
                "-3     | 128 | MUL rs=R5 rt=R6                 | -2     | false",
                "32767  | 257 | MUL rs=R5 rt=R6                 | 32767  | true",
                "-7     | 0   | SFTI rs=R5 sf=right imm=1       | -4     | false",
                "16384  | 0   | SFTI rs=R5 sf=left imm=1        | 32767  | true",
                "6      | 3   | LOGIC rs=R5 rt=R6 func=and      | 2      | false",
                "6      | 3   | LOGIC rs=R5 rt=R6 func=or       | 7      | false",
                "6      | 3   | LOGIC rs=R5 rt=R6 func=xor      | 5      | false",
                "6      | 3   | LOGIC rs=R5 rt=R6 func=not      | -4     | false",
                "6      | 3   | LOGIC rs=R5 rt=R6 func=nand     | -3     | false",
                "6      | 3   | LOGIC rs=R5 rt=R6 func=nor      | -8     | false",
                "6      | 3   | LOGIC rs=R5 rt=R6 func=xnor     | -6     | false",
                "6      | 3   | MOV rs=R5 rt=R6                 | 3      | false"
            })
    void computes(int left, int right, String text, int expected, boolean overflows) {
        int[] words = {0};
        String use = right == 0 ? "" : ".register R6 " + right + "/";
        Interpreter.Outcome outcome = run(
                use + ".state res " + left + "/LSIS ls=load nph=res/" + text + "/LSIS ls=store nph=res",
                16,
                Register.Overflow.SATURATE,
                set(words, left),
                0);
        assertEquals(expected, words[0]);
        assertEquals(overflows, outcome.overflows());
    }

    private static int[] set(int[] words, int value) {
        words[0] = value;
        return words;
    }

    @ParameterizedTest
    @CsvSource({
        "16, WRAP,     40000,       -25536",
        "16, SATURATE, 40000,       32767",
        "16, WRAP,     -40000,      25536",
        "32, WRAP,     2147483647,  -2147483648",
        "32, SATURATE, 2147483647,  2147483647"
    })
    void wrapsOrSaturates(int bits, Register.Overflow overflow, int input, int expected) {
        int[] words = {1};
        Interpreter.Outcome outcome = run(
                ".state res/LSIS ls=load nph=res+wgtsum/ADD rs=R5 rt=R4/LSIS ls=store nph=res",
                bits,
                overflow,
                words,
                bits == 16 ? input - 1 : input);
        assertEquals(bits == 16 && overflow == Register.Overflow.SATURATE && input < 0 ? -32767 : expected, words[0]);
        assertEquals(true, outcome.overflows());
    }

    /** A shift from a register lies in its bits 8 to 11: here 10, of R9. */
    @Test
    void shiftsAProductByARegister() {
        int[] words = {1000};
        run(
                ".register R9 0x3aff/.register R6 100/.state res/LSIS ls=load nph=res"
                        + "/MUL rs=R5 rt=R6 qf=register rq=1/LSIS ls=store nph=res",
                16,
                Register.Overflow.SATURATE,
                words,
                0);
        assertEquals(98, words[0]);
    }

    /** 3 + round(100 * 200 / 256) + round(-3 * 7 / 256) + round(64 * 5 / 256). */
    @Test
    void updatesThePotentialByEachRoundedProduct() {
        int[] words = {100, 5};
        run(
                ".parameter P0 200/.parameter P1 3/.parameter C6 -3/.parameter C7 64/.state potential/.state current"
                        + "/LSIS ls=load nph=Vt+I+wgtsum/UPTVT/LSIS ls=store nph=Vt",
                16,
                Register.Overflow.SATURATE,
                words,
                7);
        assertEquals(3 + 78 + 0 + 1, words[0]);
        assertEquals(5, words[1]);
    }

    /** Threshold, current and res by P2, P4 and C9, and P3. */
    @Test
    void updatesStateByItsDecays() {
        int[] words = {1000, 500, -300};
        run(
                ".parameter P2 128/.parameter P4 64/.parameter C9 127/.parameter P3 255/.state threshold/.state"
                        + " current/.state res/LSIS ls=load nph=Vth+I+res+wgtsum/UPTIS unph=Vth+I+res/LSIS ls=store"
                        + " nph=Vth+I+res",
                16,
                Register.Overflow.SATURATE,
                words,
                10);
        assertEquals(500, words[0]);
        assertEquals(125 + 5, words[1]);
        assertEquals(-299, words[2]);
    }

    @ParameterizedTest
    @CsvSource({
        "gsp=1 vcp=1 rsm=value,       99,  false, 99",
        "gsp=1 vcp=1 rsm=value,       100, true,  -7",
        "gsp=0 vcp=1 rsm=value,       100, false, -7",
        "gsp=1 vcp=0 rsm=value,       0,   true,  -7",
        "gsp=1 vcp=1 rsm=threshold,   130, true,  30",
        "gsp=1 vcp=1 rsm=decrement,   130, true,  119",
        "gsp=1 vcp=1 rsm=none,        130, true,  130",
        "gsp=1 vcp=1 rsm=value rstn=1, 130, true, 130"
    })
    void spikesAndResets(String fields, int potential, boolean spikes, int left) {
        int[] words = {potential};
        String constants = (fields.contains("value") && !fields.contains("rstn") ? ".reset -7/" : "")
                + (fields.contains("decrement") ? ".decrement 11/" : "")
                + (fields.contains("vcp=1") ? ".threshold 100/" : "");
        Interpreter.Outcome outcome = run(
                constants + ".state potential/LSIS ls=load nph=Vt/GSPRS " + fields + "/LSIS ls=store nph=Vt",
                16,
                Register.Overflow.SATURATE,
                words,
                0);
        assertEquals(spikes ? 1 : 0, outcome.spikes());
        assertEquals(left, words[0]);
    }

    @ParameterizedTest
    @CsvSource({
        "GE, 3, 3, true",
        "GE, 2, 3, false",
        "EQ, 3, 3, true",
        "EQ, -3, 3, false",
        "GE0, 0, 9, true",
        "GE0, -1, 9, false",
        "EQ0, 0, 9, true",
        "EQ0, 1, 9, false"
    })
    void comparesAndJumps(String function, int left, int right, boolean holds) {
        for (String when : new String[] {"true", "false"}) {
            String operand = function.endsWith("0") ? "" : ".register R6 " + right + "/";
            int[] words = {0};
            Interpreter.Outcome outcome = run(
                    operand + ".register R7 " + left + "/.state res/CMP rs=R7 rt=R6 func=" + function
                            + "/JC cmpf=flag cmpr=" + when + " addr=end/ADDI rs=R7 imm=1/end: LSIS ls=load nph=res",
                    16,
                    Register.Overflow.SATURATE,
                    words,
                    0);
            boolean jumps = holds == when.equals("true");
            assertEquals(jumps ? 4 : 5, outcome.instructions(), function + " " + when);
        }
    }

    /** The refractory counter has 8 bits whatever the registers have. */
    @Test
    void storesTheRefractoryCounterIn8Bits() {
        int[] words = {0};
        String text = ".register R3 200/.state refractory/LSIS ls=store nph=rpd";
        assertEquals(true, run(text, 32, Register.Overflow.SATURATE, words, 0).overflows());
        assertEquals(127, words[0]);
        run(text, 16, Register.Overflow.WRAP, words, 0);
        assertEquals(-56, words[0]);
    }
}
