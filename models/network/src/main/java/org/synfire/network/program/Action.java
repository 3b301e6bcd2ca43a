package org.synfire.network.program;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an instruction does, with its fields decoded: the form that executors run. An instruction is one action or,
 * where it treats several words, several.
 *
 * <p>r[i] is register i. Every written value goes through {@link Register#written}; a value that this changes is an
 * overflow.
 */
public sealed interface Action {
    /** {@code r[target] = r[target] + r[operand]}. */
    record Add(int target, int operand) implements Action {}

    /** {@code r[target] = r[target] - r[operand]}. */
    record Subtract(int target, int operand) implements Action {}

    /** {@code r[target] = r[target] * r[operand] >> shift}, rounded. */
    record Multiply(int target, int operand, int shift) implements Action {}

    /** {@code r[target] = r[target] * r[operand] >> (r[shiftRegister] >> 8 & 15)}, rounded. */
    record MultiplyByRegister(int target, int operand, int shiftRegister) implements Action {
        /** The shift that a register's value stands for. */
        public static int shift(int value) {
            return value >> 8 & 15;
        }
    }

    /** {@code r[target] = r[target] + value}. */
    record AddValue(int target, int value) implements Action {}

    /** {@code r[target] = r[target] * 2^bits}. */
    record ShiftLeft(int target, int bits) implements Action {}

    /** {@code r[target] = r[target] >> bits}, arithmetically. */
    record ShiftRight(int target, int bits) implements Action {}

    /** Sets the flag to whether the comparison holds. */
    record Compare(Comparison comparison, int left, int right) implements Action {}

    /** Goes on at a word, on a condition. */
    record Jump(Condition condition, int target) implements Action {}

    /** {@code r[target] = r[operand]}. */
    record Move(int target, int operand) implements Action {}

    /** {@code r[target] = function(r[target], r[operand])}, bit by bit. */
    record Logic(LogicFunction function, int target, int operand) implements Action {}

    /** Loads a state word into its register. */
    record Load(StateField field) implements Action {}

    /** Writes what has arrived to its register. */
    record LoadArrived(int target) implements Action {}

    /** Stores a register as its state word, as the word's width holds it. */
    record Store(StateField field) implements Action {}

    /** {@code r[target] = added + sum of (r[term] * parameter >> shift)}, each product rounded. */
    record Combine(int target, List<Term> terms, String added, int shift) implements Action {}

    /** Spikes, and resets r[0], where {@code r[0] >= r[1]}, or always. */
    record Spike(boolean isCompared, boolean isSent, Reset reset) implements Action {}

    /** Ends the neuron's program. */
    record End() implements Action {}

    /**
     * A factor of {@link Combine}.
     *
     * @param register the one factor
     * @param parameter name of the other
     */
    record Term(int register, String parameter) {}

    /** What CMP compares: two registers, or the left one with 0. */
    enum Comparison {
        /** left >= right. */
        AT_LEAST,
        /** left = right. */
        EQUAL,
        /** left >= 0. */
        NOT_NEGATIVE,
        /** left = 0. */
        ZERO
    }

    /** When JC jumps. */
    enum Condition {
        /** In any case. */
        ALWAYS,
        /** If the flag is set. */
        IF_TRUE,
        /** If it is not. */
        IF_FALSE
    }

    /** The functions of LOGIC, in the order of their numbers. */
    enum LogicFunction {
        /** Both. */
        AND,
        /** Either. */
        OR,
        /** One alone. */
        XOR,
        /** The operand's complement. */
        NOT,
        /** Not both. */
        NAND,
        /** Neither. */
        NOR,
        /** Equal bits. */
        XNOR;

        /** The function's value. */
        int apply(int left, int right) {
            return switch (this) {
                case AND -> left & right;
                case OR -> left | right;
                case XOR -> left ^ right;
                case NOT -> ~right;
                case NAND -> ~(left & right);
                case NOR -> ~(left | right);
                case XNOR -> ~(left ^ right);
            };
        }
    }

    /** What a spike makes of the potential. */
    enum Reset {
        /** Nothing else. */
        NONE,
        /** The reset value. */
        VALUE,
        /** It less the threshold, r[1]. */
        THRESHOLD,
        /** It less the decrement. */
        DECREMENT
    }

    /** The actions of each instruction of a program, in order. */
    static List<List<Action>> of(AssemblyProgram program) {
        return program.instructions().stream()
                .map(instruction -> of(instruction, program))
                .toList();
    }

    private static List<Action> of(Instruction i, AssemblyProgram program) {
        return switch (i.operation()) {
            case ADD -> List.of(new Add(i.get("rs"), i.get("rt")));
            case SUB -> List.of(new Subtract(i.get("rs"), i.get("rt")));
            case MUL ->
                List.of(
                        i.is("qf")
                                ? new MultiplyByRegister(i.get("rs"), i.get("rt"), 8 + i.get("rq"))
                                : new Multiply(i.get("rs"), i.get("rt"), program.productShift()));
            case ADDI -> List.of(new AddValue(i.get("rs"), i.get("imm")));
            case SFTI ->
                List.of(
                        i.is("sf")
                                ? new ShiftRight(i.get("rs"), i.get("imm"))
                                : new ShiftLeft(i.get("rs"), i.get("imm")));
            case CMP -> List.of(new Compare(Comparison.values()[i.get("func")], i.get("rs"), i.get("rt")));
            case JC -> List.of(new Jump(condition(i), i.get("addr")));
            case MOV -> List.of(new Move(i.get("rs"), i.get("rt")));
            case LOGIC -> List.of(new Logic(LogicFunction.values()[i.get("func")], i.get("rs"), i.get("rt")));
            case LSIS -> moves(i);
            case UPTVT -> List.of(i.is("fcs") ? new Add(0, StateField.ARRIVED_REGISTER) : potential(program));
            case UPTIS -> updates(i, program);
            case GSPRS -> List.of(new Spike(i.is("vcp"), i.is("gsp"), reset(i)));
            case NPC -> List.of(new End());
            case SA, TS, STORE, LOAD, SP, WMOV, ADDA, LSIP, LSLS, UPTLS, LSSYN, UPTSYN, STATE ->
                throw new IllegalStateException("no program has " + i);
        };
    }

    private static Condition condition(Instruction i) {
        return !i.is("cmpf") ? Condition.ALWAYS : i.is("cmpr") ? Condition.IF_FALSE : Condition.IF_TRUE;
    }

    private static Reset reset(Instruction i) {
        return i.is("rstn") ? Reset.NONE : Reset.values()[i.get("rsm")];
    }

    private static List<Action> moves(Instruction i) {
        List<Action> moves = new ArrayList<>();
        for (StateField field : StateField.values()) {
            if ((i.get("nph") & field.mask()) != 0) {
                moves.add(i.is("ls") ? new Store(field) : new Load(field));
            }
        }
        if ((i.get("nph") & StateField.ARRIVED) != 0) {
            moves.add(new LoadArrived(StateField.ARRIVED_REGISTER));
        }
        return List.copyOf(moves);
    }

    private static Action potential(AssemblyProgram program) {
        return combine(
                program,
                StateField.POTENTIAL.register(),
                "P1",
                new Term(StateField.POTENTIAL.register(), "P0"),
                new Term(StateField.ARRIVED_REGISTER, "P6"),
                new Term(StateField.CURRENT.register(), "P7"));
    }

    private static List<Action> updates(Instruction i, AssemblyProgram program) {
        List<Action> updates = new ArrayList<>();
        if ((i.get("unph") & 1) != 0) {
            updates.add(decay(program, StateField.THRESHOLD, "P2"));
        }
        if ((i.get("unph") & 2) != 0) {
            int current = StateField.CURRENT.register();
            updates.add(combine(
                    program, current, "", new Term(current, "P4"), new Term(StateField.ARRIVED_REGISTER, "P9")));
        }
        if ((i.get("unph") & 4) != 0) {
            updates.add(decay(program, StateField.RES, "P3"));
        }
        return List.copyOf(updates);
    }

    private static Action decay(AssemblyProgram program, StateField word, String parameter) {
        return combine(program, word.register(), "", new Term(word.register(), parameter));
    }

    /** Leaves out what the text does not state, which is 0. */
    private static Action combine(AssemblyProgram program, int target, String added, Term... terms) {
        return new Combine(
                target,
                Stream.of(terms)
                        .filter(term -> program.constants().containsKey(term.parameter()))
                        .toList(),
                added,
                program.productShift());
    }
}
