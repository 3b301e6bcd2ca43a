package org.synfire.network.program;

import java.util.function.Predicate;

/**
 * Which registers an instruction reads and writes, as masks: bit i is register i.
 *
 * @param read what it reads
 * @param written what it writes
 */
record RegisterUse(int read, int written) {
    /** The flag that CMP sets, as one more register. */
    static final int FLAG = 1 << 16;

    private static final int POTENTIAL = bit(StateField.POTENTIAL.register());
    private static final int THRESHOLD = bit(StateField.THRESHOLD.register());
    private static final int CURRENT = bit(StateField.CURRENT.register());
    private static final int ARRIVED = bit(4);
    private static final int RES = bit(StateField.RES.register());
    private static final RegisterUse NONE = new RegisterUse(0, 0);
    private static final int COMPARES_TWO = 1;
    private static final int NOT = 3;
    private static final int XOR = 2;
    private static final int XNOR = 6;

    /**
     * The registers of an instruction.
     *
     * @param isStated whether the text states a parameter
     */
    static RegisterUse of(Instruction i, Predicate<String> isStated) {
        return switch (i.operation()) {
            case ADD -> new RegisterUse(rs(i) | rt(i), rs(i));
            case SUB -> new RegisterUse(rs(i) == rt(i) ? 0 : rs(i) | rt(i), rs(i));
            case MUL -> new RegisterUse(rs(i) | rt(i) | (i.is("qf") ? bit(8 + i.get("rq")) : 0), rs(i));
            case ADDI, SFTI -> new RegisterUse(rs(i), rs(i));
            case CMP -> new RegisterUse(rs(i) | (i.get("func") <= COMPARES_TWO ? rt(i) : 0), FLAG);
            case JC -> new RegisterUse(i.is("cmpf") ? FLAG : 0, 0);
            case MOV -> new RegisterUse(rt(i), rs(i));
            case LOGIC -> logic(i);
            case LSIS -> i.is("ls") ? new RegisterUse(moved(i), 0) : new RegisterUse(0, moved(i));
            case UPTVT -> new RegisterUse(potential(i, isStated), POTENTIAL);
            case UPTIS -> state(i, isStated);
            case GSPRS -> spike(i);
            case NPC, SA, TS, STORE, LOAD, SP, WMOV, ADDA, LSIP, LSLS, UPTLS, LSSYN, UPTSYN, STATE -> NONE;
        };
    }

    private static int bit(int register) {
        return 1 << register;
    }

    private static int rs(Instruction i) {
        return bit(i.get("rs"));
    }

    private static int rt(Instruction i) {
        return bit(i.get("rt"));
    }

    private static RegisterUse logic(Instruction i) {
        return switch (i.get("func")) {
            case NOT -> new RegisterUse(rt(i), rs(i));
            case XOR, XNOR -> new RegisterUse(rs(i) == rt(i) ? 0 : rs(i) | rt(i), rs(i));
            default -> new RegisterUse(rs(i) | rt(i), rs(i));
        };
    }

    private static int moved(Instruction i) {
        int mask = (i.get("nph") & StateField.ARRIVED) == 0 ? 0 : ARRIVED;
        for (StateField field : StateField.values()) {
            mask |= (i.get("nph") & field.mask()) == 0 ? 0 : bit(field.register());
        }
        return mask;
    }

    private static int potential(Instruction i, Predicate<String> isStated) {
        return i.is("fcs")
                ? POTENTIAL | ARRIVED
                : POTENTIAL | (isStated.test("P6") ? ARRIVED : 0) | (isStated.test("P7") ? CURRENT : 0);
    }

    private static RegisterUse state(Instruction i, Predicate<String> isStated) {
        int words = ((i.get("unph") & 1) == 0 ? 0 : THRESHOLD)
                | ((i.get("unph") & 2) == 0 ? 0 : CURRENT)
                | ((i.get("unph") & 4) == 0 ? 0 : RES);
        return new RegisterUse(words | ((words & CURRENT) != 0 && isStated.test("P9") ? ARRIVED : 0), words);
    }

    private static RegisterUse spike(Instruction i) {
        boolean resets = !i.is("rstn") && i.is("rsm");
        boolean subtractsThreshold = resets && i.get("rsm") == 2;
        int read = (i.is("vcp") ? POTENTIAL | THRESHOLD : 0)
                | (subtractsThreshold ? POTENTIAL | THRESHOLD : 0)
                | (resets && i.get("rsm") == 3 ? POTENTIAL : 0);
        return new RegisterUse(read, resets && !i.is("vcp") ? POTENTIAL : 0);
    }
}
