package org.synfire.network.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Refuses programs that could not run, or whose result would be a guess.
 *
 * <ul>
 *   <li>An instruction or a field's value without a public meaning.
 *   <li>A jump that does not lead forwards: every public program of the chip jumps forwards only, and so every neuron
 *       is done after as many instructions as there are words.
 *   <li>A way that does not end at NPC.
 *   <li>A register that is read before it is written, unless the text states its initial value: registers begin with
 *       their initial values for each neuron.
 *   <li>A parameter or state word that is used and not stated, or stated and not used.
 *   <li>A number of spikes in a step that is not that of the way with the most.
 * </ul>
 *
 * @param instructions of the program
 * @param places one for each instruction
 * @param stated what the text states
 */
record ProgramCheck(List<Instruction> instructions, List<Place> places, Directives stated) {
    private static final int KNOWN_COMPARISONS = 4;
    private static final int KNOWN_LOGIC = 7;
    private static final int UNREACHED = -1;

    void check() {
        for (int i = 0; i < instructions.size(); i++) {
            Place place = places.get(i);
            Operation operation = instructions.get(i).operation();
            operation.refusal().ifPresent(reason -> {
                throw place.error(operation + ": " + reason);
            });
            doubt(instructions.get(i)).ifPresent(reason -> {
                throw place.error(operation + ": " + reason);
            });
            requireStated(instructions.get(i), place);
        }
        requireWays();
        requireUsed();
        requireSpikes();
    }

    /** Where the text says how often a neuron can spike, no spike may be lost without a word. */
    private void requireSpikes() {
        int most = AssemblyProgram.most(instructions, AssemblyProgram::sends);
        Optional.ofNullable(stated.place(Directives.SPIKES))
                .filter(place -> most != stated.mostSpikes())
                .ifPresent(place -> {
                    throw place.error("the program sends up to " + most + " spikes in a step, not "
                            + stated.mostSpikes() + "; write .spikes " + most + " or change its GSPRS instructions");
                });
    }

    private static Optional<String> doubt(Instruction i) {
        return switch (i.operation()) {
            case CMP -> when(i.get("func") >= KNOWN_COMPARISONS, "func is GE, EQ, GE0 or EQ0");
            case LOGIC -> when(i.get("func") >= KNOWN_LOGIC, "func is and, or, xor, not, nand, nor or xnor");
            case UPTVT, UPTIS ->
                when(
                        i.is("fcph"),
                        "what fcph selects is not public; leave it out, a parameter may be one per neuron anyway");
            case GSPRS -> when(i.is("gspm"), "a neuron sends its own index only; leave gspm out");
            case LSIS -> mask(i);
            default -> Optional.empty();
        };
    }

    private static Optional<String> mask(Instruction i) {
        int mask = i.get("nph");
        return when((mask & StateField.RMSB16) != 0, "the meaning of rmsb16 is not public; leave it out")
                .or(() -> when(
                        (mask & StateField.RANDOM) != 0, "the chip's random numbers are not public; leave rand out"))
                .or(() -> when(
                        i.is("ls") && (mask & StateField.ARRIVED) != 0,
                        "wgtsum is what arrives and cannot be stored; leave it out"));
    }

    private static Optional<String> when(boolean isSo, String reason) {
        return isSo ? Optional.of(reason) : Optional.empty();
    }

    private void requireStated(Instruction instruction, Place place) {
        for (StateField field : stateWords(instruction)) {
            if (!stated.states(field.stateName())) {
                throw place.error(
                        "the text states no word for " + field.word() + "; write .state " + field.stateName());
            }
        }
        for (String parameter : parameters(instruction)) {
            if (!stated.states(parameter)) {
                throw place.error("the text states no " + parameter + "; write .parameter " + parameter
                        + " with a number of 0..255");
            }
        }
        if (instruction.operation() == Operation.GSPRS) {
            reset(instruction).filter(name -> !stated.states(name)).ifPresent(name -> {
                throw place.error("the text states no " + name + "; write ." + name + " with a number");
            });
        }
    }

    private static List<StateField> stateWords(Instruction i) {
        return i.operation() == Operation.LSIS
                ? IntStream.range(0, StateField.values().length)
                        .mapToObj(f -> StateField.values()[f])
                        .filter(field -> (i.get("nph") & field.mask()) != 0)
                        .toList()
                : List.of();
    }

    /** Decays that an instruction cannot do without. */
    private static List<String> parameters(Instruction i) {
        return switch (i.operation()) {
            case UPTVT -> i.is("fcs") ? List.of() : List.of("P0");
            case UPTIS -> {
                List<String> decays = new ArrayList<>();
                for (int word = 0; word < 3; word++) {
                    if ((i.get("unph") & 1 << word) != 0) {
                        decays.add(List.of("P2", "P4", "P3").get(word));
                    }
                }
                yield decays;
            }
            default -> List.of();
        };
    }

    private static Optional<String> reset(Instruction i) {
        return switch (i.is("rstn") ? 0 : i.get("rsm")) {
            case 1 -> Optional.of(Directives.RESET);
            case 3 -> Optional.of(Directives.DECREMENT);
            default -> Optional.empty();
        };
    }

    /** Follows all ways at once: what is surely written on every way to an instruction. */
    private void requireWays() {
        int[] written = new int[instructions.size()];
        Arrays.fill(written, UNREACHED);
        written[0] = initiallyWritten();
        for (int i = 0; i < written.length; i++) {
            if (written[i] != UNREACHED) {
                follow(i, written);
            }
        }
    }

    private int initiallyWritten() {
        return IntStream.range(0, Field.registers().size())
                .filter(register -> stated.states("R" + register))
                .map(register -> 1 << register)
                .sum();
    }

    private void follow(int at, int[] written) {
        Instruction instruction = instructions.get(at);
        RegisterUse use = RegisterUse.of(instruction, stated::states);
        int unwritten = use.read() & ~written[at];
        if ((unwritten & RegisterUse.FLAG) != 0) {
            throw places.get(at).error("jumps by a flag that no CMP has set on every way to it");
        }
        if (unwritten != 0) {
            int register = Integer.numberOfTrailingZeros(unwritten);
            throw places.get(at)
                    .error("reads R" + register + ", which not every way to it has written; write .register R"
                            + register + " with a number, or load it");
        }
        int after = written[at] | use.written();
        if (instruction.operation() == Operation.JC) {
            jump(at, instruction, after, written);
        }
        boolean goesOn = instruction.operation() != Operation.NPC
                && !(instruction.operation() == Operation.JC && !instruction.is("cmpf"));
        if (goesOn) {
            if (at + 1 == written.length) {
                throw places.get(at).error("the program ends here without NPC; write NPC behind it");
            }
            reach(at + 1, after, written);
        }
    }

    private void jump(int at, Instruction instruction, int after, int[] written) {
        int target = instruction.get("addr");
        if (target >= written.length) {
            throw places.get(at)
                    .error("jumps to word " + target + ", but the program ends at word " + (written.length - 1));
        }
        if (target <= at) {
            throw places.get(at)
                    .error("jumps back to word " + target
                            + "; programs jump forwards only, so that every neuron's program ends");
        }
        reach(target, after, written);
    }

    private static void reach(int target, int after, int[] written) {
        written[target] = written[target] == UNREACHED ? after : written[target] & after;
    }

    private void requireUsed() {
        for (String name : stated.constants().keySet()) {
            if (instructions.stream().noneMatch(instruction -> uses(instruction, name))) {
                throw stated.place(name).error("no instruction uses " + name + "; leave it out");
            }
        }
    }

    private boolean uses(Instruction instruction, String name) {
        RegisterUse use = RegisterUse.of(instruction, stated::states);
        boolean isRegister = Field.registers().contains(name)
                && ((use.read() | use.written()) & 1 << Field.RS.words().get(name)) != 0;
        return isRegister
                || stateWords(instruction).stream()
                        .anyMatch(field -> field.stateName().equals(name))
                || parameters(instruction).contains(name)
                || resetsBy(instruction, name)
                || optional(instruction).contains(name);
    }

    private static boolean resetsBy(Instruction instruction, String name) {
        return instruction.operation() == Operation.GSPRS
                && reset(instruction).filter(name::equals).isPresent();
    }

    /** Parameters that are 0 if nobody states them. */
    private static List<String> optional(Instruction i) {
        return switch (i.operation()) {
            case UPTVT -> i.is("fcs") ? List.of() : List.of("P1", "P6", "P7");
            case UPTIS -> (i.get("unph") & 2) == 0 ? List.of() : List.of("P9");
            default -> List.of();
        };
    }
}
