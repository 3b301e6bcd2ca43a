package org.synfire.network.program;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A field of an instruction word.
 *
 * @param name as the assembly has it, such as {@code rs}
 * @param bits its width
 * @param lowest number of its lowest bit in the word
 * @param isSigned whether it holds a two's complement number
 * @param words names that stand for values, such as {@code R0}; several joined by {@code +} add up
 */
public record Field(String name, int bits, int lowest, boolean isSigned, Map<String, Integer> words) {
    static final Field RS = register("rs", 7);
    static final Field RT = register("rt", 3);
    static final Field RD = register("rd", 0);
    static final Field LS = flag("ls", 10, "load", "store");
    static final Field ARF = flag("arf", 9, "neuron", "dendrite");
    static final Field FACTORS_OF_POTENTIAL = plain("fcph", 2, 0);
    static final Field FACTORS_OF_STATE = plain("fcph", 3, 0);
    static final Field FUNCTION = plain("func", 3, 0);

    /** Keeps a copy of the names. */
    public Field {
        words = Map.copyOf(words);
    }

    static Field plain(String name, int bits, int lowest) {
        return new Field(name, bits, lowest, false, Map.of());
    }

    static Field signed(String name, int bits) {
        return new Field(name, bits, 0, true, Map.of());
    }

    static Field flag(String name, int bit, String... words) {
        return choice(name, 1, bit, words);
    }

    /** A field whose values 0, 1, .. have names. */
    static Field choice(String name, int bits, int lowest, String... words) {
        return new Field(
                name,
                bits,
                lowest,
                false,
                IntStream.range(0, words.length).boxed().collect(Collectors.toMap(i -> words[i], i -> i)));
    }

    /** A field whose bits have names. */
    static Field mask(String name, int bits, int lowest, Map<String, Integer> words) {
        return new Field(name, bits, lowest, false, words);
    }

    private static Field register(String name, int lowest) {
        return choice(name, 4, lowest, registers().toArray(String[]::new));
    }

    /** The names of the 16 registers. */
    static List<String> registers() {
        return IntStream.range(0, 16).mapToObj(i -> "R" + i).toList();
    }

    /** The least value. */
    public int least() {
        return isSigned ? -(1 << (bits - 1)) : 0;
    }

    /** The greatest value. */
    public int most() {
        return isSigned ? -least() - 1 : (1 << bits) - 1;
    }

    /** Its value in a word. */
    int in(int word) {
        int unused = Integer.SIZE - bits;
        int raised = word << (unused - lowest);
        return isSigned ? raised >> unused : raised >>> unused;
    }

    /** Its part of a word with this value. */
    int placed(int value) {
        return (value & (1 << bits) - 1) << lowest;
    }
}
