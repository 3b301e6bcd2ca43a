package org.synfire.network.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * Reads an instruction: {@code NAME field=value field=value}. A value is a number or a name of the field, or several
 * joined by {@code +}; the address of a jump may be a label. A field that is left out is 0.
 *
 * @param labels number of the word behind each label
 */
record InstructionParser(Map<String, Integer> labels) {
    private static final String ADDRESS = "addr";

    Instruction read(List<Token> tokens) {
        Operation operation = operation(tokens.getFirst());
        Integer[] values = new Integer[operation.fields().size()];
        for (Token token : tokens.subList(1, tokens.size())) {
            int equals = token.text().indexOf('=');
            int index = index(operation, token, equals);
            if (values[index] != null) {
                throw token.place()
                        .error(operation.fields().get(index).name() + " is stated twice; leave one of them out");
            }
            values[index] = value(operation, operation.fields().get(index), token.from(equals + 1));
        }
        List<Integer> all = new ArrayList<>();
        for (Integer value : values) {
            all.add(value == null ? 0 : value);
        }
        return new Instruction(operation, all);
    }

    private static Operation operation(Token token) {
        return Arrays.stream(Operation.values())
                .filter(known -> known.name().equals(token.text().toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> token.place()
                        .error("unknown instruction " + token.text() + "; known are "
                                + Arrays.stream(Operation.values())
                                        .map(Operation::name)
                                        .collect(Collectors.joining(", "))));
    }

    private static int index(Operation operation, Token token, int equals) {
        for (int i = 0; i < operation.fields().size(); i++) {
            if (equals > 0
                    && operation.fields().get(i).name().equals(token.text().substring(0, equals))) {
                return i;
            }
        }
        String known =
                operation.fields().stream().map(field -> field.name() + "=..").collect(Collectors.joining(", "));
        throw token.place()
                .error(
                        known.isEmpty()
                                ? operation + " has no fields, found " + token.text()
                                : "expected a field of " + operation + ", " + known + "; found " + token.text());
    }

    private int value(Operation operation, Field field, Token token) {
        int sum = 0;
        for (String part : token.text().split("\\+", -1)) {
            sum += term(
                    field,
                    token,
                    part,
                    operation == Operation.JC && field.name().equals(ADDRESS));
            if (sum < field.least() || sum > field.most()) {
                throw token.place()
                        .error(String.format(
                                Locale.ROOT,
                                "%s of %s must be %d..%d, found %s",
                                field.name(),
                                operation,
                                field.least(),
                                field.most(),
                                token.text()));
            }
        }
        return sum;
    }

    private int term(Field field, Token token, String part, boolean isAddress) {
        OptionalInt number = new Token(part, token.place()).number();
        if (number.isPresent() && Math.abs((long) number.getAsInt()) <= Short.MAX_VALUE) {
            return number.getAsInt();
        }
        if (isAddress && labels.containsKey(part)) {
            return labels.get(part);
        }
        if (field.words().containsKey(part)) {
            return field.words().get(part);
        }
        throw token.place().error(unknown(field, part, isAddress));
    }

    private String unknown(Field field, String part, boolean isAddress) {
        String names = isAddress
                ? labels.isEmpty() ? "" : " or a label: " + String.join(", ", labels.keySet())
                : field.words().isEmpty()
                        ? ""
                        : " or "
                                + field.words().entrySet().stream()
                                        .sorted(Map.Entry.comparingByValue())
                                        .map(Map.Entry::getKey)
                                        .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%s must be a number of %d..%d%s; found %s",
                field.name(),
                field.least(),
                field.most(),
                names,
                part.isEmpty() ? "nothing" : part);
    }
}
