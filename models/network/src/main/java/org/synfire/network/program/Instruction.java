package org.synfire.network.program;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;

/**
 * An instruction: an operation and the values of its fields. <b>Encoding:</b> a word of 16 bits, the operation's number
 * in bits 11..15.
 *
 * @param operation what it does
 * @param values one for each field of the operation
 */
public record Instruction(Operation operation, List<Integer> values) {
    /** @throws InputException if values are too many, too few or out of their field's range */
    public Instruction {
        values = List.copyOf(values);
        if (values.size() != operation.fields().size()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s has %d fields, not %d",
                    operation,
                    operation.fields().size(),
                    values.size()));
        }
        for (int i = 0; i < values.size(); i++) {
            requireFits(operation, operation.fields().get(i), values.get(i));
        }
    }

    private static void requireFits(Operation operation, Field field, int value) {
        if (value < field.least() || value > field.most()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s of %s is %d, but must be %d..%d",
                    field.name(),
                    operation,
                    value,
                    field.least(),
                    field.most()));
        }
    }

    /**
     * The instruction of a word.
     *
     * @param word 16 bits
     * @throws InputException if it has more bits, or no operation has its number
     */
    public static Instruction of(int word) {
        Operation operation = Operation.of(word >> Operation.SHIFT)
                .orElseThrow(() -> new InputException(
                        String.format(Locale.ROOT, "the word 0x%04x is no instruction of a neuron program", word)));
        return new Instruction(
                operation,
                operation.fields().stream().map(field -> field.in(word)).toList());
    }

    /** The machine word, in the low 16 bits. */
    public int word() {
        return IntStream.range(0, values.size())
                .map(i -> operation.fields().get(i).placed(values.get(i)))
                .reduce(operation.number() << Operation.SHIFT, (a, b) -> a | b);
    }

    /**
     * The value of a field.
     *
     * @throws IllegalArgumentException if the operation has no such field
     */
    public int get(String field) {
        for (int i = 0; i < values.size(); i++) {
            if (operation.fields().get(i).name().equals(field)) {
                return values.get(i);
            }
        }
        throw new IllegalArgumentException(operation + " has no field " + field);
    }

    boolean is(String field) {
        return get(field) != 0;
    }

    /** As assembly: the operation and all fields as numbers. */
    @Override
    public String toString() {
        return IntStream.range(0, values.size())
                .mapToObj(i -> " " + operation.fields().get(i).name() + "=" + values.get(i))
                .collect(Collectors.joining("", operation.name(), ""));
    }
}
