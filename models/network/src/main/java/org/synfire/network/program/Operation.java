package org.synfire.network.program;

import static org.synfire.network.program.Field.ARF;
import static org.synfire.network.program.Field.FACTORS_OF_POTENTIAL;
import static org.synfire.network.program.Field.FACTORS_OF_STATE;
import static org.synfire.network.program.Field.FUNCTION;
import static org.synfire.network.program.Field.LS;
import static org.synfire.network.program.Field.RD;
import static org.synfire.network.program.Field.RS;
import static org.synfire.network.program.Field.RT;
import static org.synfire.network.program.Field.choice;
import static org.synfire.network.program.Field.flag;
import static org.synfire.network.program.Field.mask;
import static org.synfire.network.program.Field.plain;
import static org.synfire.network.program.Field.signed;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The operations of Darwin3's neuron programs: eleven primary ones, whose number has the highest bit set, and sixteen
 * extended ones.
 *
 * <p><b>Source:</b> fields and numbers as the chip's public deployment tool writes them. Some operations have no public
 * meaning, or belong to learning; {@link #refusal} says so, and a neuron program cannot use them.
 */
public enum Operation {
    /** {@code rs = rs + rt}. */
    ADD(0, RS, RT, flag("ns", 2)),
    /** {@code rs = rs - rt}. */
    SUB(1, RS, RT, flag("ns", 2)),
    /** {@code rs = rs * rt >> q}: q of the program, or of bits 8..11 of register R8 + rq. */
    MUL(2, RS, RT, flag("qf", 2, "program", "register"), plain("rq", 2, 0)),
    /** {@code rs = rs + imm}. */
    ADDI(3, RS, signed("imm", 7)),
    /** Shifts to the left or, arithmetically, to the right. */
    SFTI(4, RS, flag("sf", 6, "left", "right"), flag("ns", 4), plain("imm", 4, 0)),
    /** Compares and sets the flag. */
    CMP(5, RS, RT, choice("func", 3, 0, "GE", "EQ", "GE0", "EQ0")),
    /** Jumps always, if the flag is set, or if it is not. */
    JC(6, flag("cmpf", 10, "always", "flag"), flag("cmpr", 9, "true", "false"), plain("addr", 7, 0)),
    /** Sets half of an address. */
    SA(7, Refusal.UNKNOWN, flag("hlf", 10, "low", "high"), ARF, plain("addr", 8, 0)),
    /** Moves a register to or from that address. */
    TS(8, Refusal.UNKNOWN, LS, ARF, RD),
    /** {@code rs = rt}. */
    MOV(9, RS, RT),
    /** Bitwise logic. */
    LOGIC(10, RS, RT, choice("func", 3, 0, "and", "or", "xor", "not", "nand", "nor", "xnor")),
    /** Memory or stack. */
    STORE(11, Refusal.UNKNOWN, RS, RT, FUNCTION),
    /** Memory or stack. */
    LOAD(12, Refusal.UNKNOWN, RS, RT, FUNCTION),
    /** Stack pointer. */
    SP(13, Refusal.UNKNOWN, RS, RT, FUNCTION),
    /** Wide move. */
    WMOV(14, Refusal.UNKNOWN, RS, RT, FUNCTION),
    /** Adds to an address. */
    ADDA(15, Refusal.UNKNOWN, RS, plain("imm", 7, 0)),
    /** Loads or stores state words, and loads what has arrived. */
    LSIS(16, LS, mask("nph", 8, 0, StateField.bits())),
    /** Updates the potential. */
    UPTVT(17, flag("fcs", 10, "decay", "integrate"), FACTORS_OF_POTENTIAL),
    /** Updates threshold, current or res by their decays. */
    UPTIS(18, mask("unph", 3, 8, Map.of("Vth", 1, "I", 2, "res", 4)), FACTORS_OF_STATE),
    /** Loads or stores parameters of a neuron. */
    LSIP(19, Refusal.PAIRS, LS, flag("pos", 6), plain("nph", 6, 0)),
    /** Loads or stores the learning word. */
    LSLS(20, Refusal.LEARNING, LS, flag("pre", 8), plain("nph", 8, 0)),
    /** Updates traces. */
    UPTLS(21, Refusal.LEARNING, plain("unph", 5, 6)),
    /** Loads or stores a weight. */
    LSSYN(22, Refusal.LEARNING, LS),
    /** Updates a weight. */
    UPTSYN(23, Refusal.LEARNING, plain("pno", 4, 7), plain("nph", 7, 0)),
    /** Sends a spike and resets the potential. */
    GSPRS(
            24,
            RS,
            choice("gspm", 2, 5, "own", "neuron", "axon"),
            flag("rstn", 4),
            flag("gsp", 3),
            flag("vcp", 2),
            choice("rsm", 2, 0, "none", "value", "threshold", "decrement")),
    /** Ends the neuron's program. */
    NPC(25),
    /** State memory. */
    STATE(26, Refusal.UNKNOWN, RS, RT, choice("func", 3, 0, "dendrite"));

    /** Bits below the operation's number. */
    static final int SHIFT = 11;

    private enum Refusal {
        NONE(""),
        UNKNOWN("its meaning is not public; write the program without it"),
        PAIRS("which parameter lies in which half of R13..R15 is not public; a parameter may be one per neuron"
                + " without it"),
        LEARNING("it belongs to learning, and Synfire's programs do not learn; leave it out");

        private final String reason;

        Refusal(String reason) {
            this.reason = reason;
        }
    }

    private final int number;
    private final Refusal refusal;
    private final List<Field> fields;

    Operation(int number, Field... fields) {
        this(number, Refusal.NONE, fields);
    }

    Operation(int number, Refusal refusal, Field... fields) {
        this.number = number;
        this.refusal = refusal;
        this.fields = List.of(fields);
    }

    /** The number in the word's five highest bits. */
    public int number() {
        return number;
    }

    /** Its fields, in the order of the assembly. */
    public List<Field> fields() {
        return fields;
    }

    /** Why a neuron program cannot use it; empty where it can. */
    public Optional<String> refusal() {
        return refusal == Refusal.NONE ? Optional.empty() : Optional.of(refusal.reason);
    }

    /** The operation of a number, if there is one. */
    static Optional<Operation> of(int number) {
        return Arrays.stream(values())
                .filter(operation -> operation.number == number)
                .findFirst();
    }
}
