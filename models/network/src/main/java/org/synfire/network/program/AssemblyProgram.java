package org.synfire.network.program;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A neuron program as {@link Assembler} has read and checked it.
 *
 * @param text the assembly
 * @param instructions in the order of the words, {@value Assembler#MOST_WORDS} at most
 * @param productShift by how much products are shifted, 0..15
 * @param mostSpikes how often a neuron can spike in a step, 1 unless the text says another number
 * @param state the state words, in the order of {@link StateField}
 * @param constants what the text states, by name: {@code R0}.. the initial value of a register, {@code P0}.. a
 *     parameter, {@code reset} and {@code decrement} as GSPRS uses them, and the initial value of each state word
 */
public record AssemblyProgram(
        String text,
        List<Instruction> instructions,
        int productShift,
        int mostSpikes,
        List<StateField> state,
        Map<String, Integer> constants) {
    /** Most spikes of a neuron in a step. */
    public static final int MOST_SPIKES = 1 << 6;

    private static final Set<String> DECAYS = Set.of("P0", "P2", "P3", "P4");
    private static final int MOST_DECAY = 255;

    /** Keeps copies. */
    public AssemblyProgram {
        instructions = List.copyOf(instructions);
        state = List.copyOf(state);
        constants = Map.copyOf(constants);
    }

    /** The constants as they are in the text: one value for all neurons. */
    public Map<String, int[]> values() {
        Map<String, int[]> values = new TreeMap<>();
        constants.forEach((name, value) -> values.put(name, new int[] {value}));
        return values;
    }

    /** Whether a constant of this name is a parameter of 8 bits. */
    public static boolean isParameter(String name) {
        return name.matches("P[0-9]");
    }

    /** The least value of a parameter: decays, P0, P2, P3 and P4, have no sign; the others have one. */
    public static int leastParameter(String name) {
        return DECAYS.contains(name) ? 0 : Byte.MIN_VALUE;
    }

    /** The greatest value of a parameter. */
    public static int mostParameter(String name) {
        return DECAYS.contains(name) ? MOST_DECAY : Byte.MAX_VALUE;
    }

    /** Whether an instruction writes a register, 0..15. */
    public boolean writes(int register) {
        return instructions.stream()
                .anyMatch(instruction ->
                        (RegisterUse.of(instruction, constants::containsKey).written() & 1 << register) != 0);
    }

    /** Whether an instruction sends a spike. */
    public boolean canSpike() {
        return instructions.stream().anyMatch(AssemblyProgram::sends);
    }

    /** Instructions of the longest way to the program's end. */
    public int mostInstructions() {
        return most(instructions, instruction -> true);
    }

    /** How many instructions of a kind a way to the program's end has at most. */
    static int most(List<Instruction> instructions, Predicate<Instruction> kind) {
        int[] most = new int[instructions.size() + 1];
        for (int word = instructions.size() - 1; word >= 0; word--) {
            Instruction instruction = instructions.get(word);
            boolean jumps = instruction.operation() == Operation.JC;
            boolean ends = instruction.operation() == Operation.NPC || (jumps && !instruction.is("cmpf"));
            most[word] = (kind.test(instruction) ? 1 : 0)
                    + Math.max(ends ? 0 : most[word + 1], jumps ? most[instruction.get("addr")] : 0);
        }
        return most[0];
    }

    /** Whether an instruction sends a spike, perhaps on a condition. */
    static boolean sends(Instruction instruction) {
        return instruction.operation() == Operation.GSPRS && instruction.is("gsp");
    }

    /** The machine words, each in the low 16 bits. */
    public int[] words() {
        return instructions.stream().mapToInt(Instruction::word).toArray();
    }
}
