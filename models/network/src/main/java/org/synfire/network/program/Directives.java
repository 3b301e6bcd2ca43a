package org.synfire.network.program;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a text states besides instructions.
 *
 * <pre>{@code
 * .register R6 25      ; the value that a register has when a neuron's program begins
 * .threshold 500       ; the same as .register R1 500
 * .parameter P0 230    ; P0..P9; C6, C7 and C9 are other names of P6, P7 and P9
 * .state potential -65 ; a state word and what it is before a sample's first step; without a number 0
 * .reset 0             ; what GSPRS makes of the potential with rsm=value
 * .decrement 500       ; what GSPRS subtracts with rsm=decrement
 * .spikes 4            ; how often a neuron can spike in a step; 1 if the text does not say it
 * .shift 8             ; by how much products are shifted to the right; 8 if the text does not say it
 * }</pre>
 */
final class Directives {
    static final String RESET = "reset";
    static final String DECREMENT = "decrement";
    static final String SPIKES = "spikes";
    static final int MOST_SHIFT = 15;
    private static final int USUAL_SHIFT = 8;
    private static final Map<String, String> OTHER_NAMES = Map.of("C6", "P6", "C7", "P7", "C9", "P9");
    private static final String NAMES =
            ".register, .threshold, .parameter, .state, .reset, .decrement, .spikes or .shift";

    private final Map<String, Integer> constants = new TreeMap<>();
    private final Map<String, Place> places = new TreeMap<>();
    private final Set<StateField> state = EnumSet.noneOf(StateField.class);
    private int shift = USUAL_SHIFT;
    private int mostSpikes = 1;

    void read(List<Token> tokens) {
        Token first = tokens.getFirst();
        switch (first.text()) {
            case ".register" -> register(tokens);
            case ".threshold" -> constant("R1", first, value(tokens, 1, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case ".parameter" -> parameter(tokens);
            case ".state" -> state(tokens);
            case ".reset" -> constant(RESET, first, value(tokens, 1, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case ".decrement" -> constant(DECREMENT, first, value(tokens, 1, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case ".spikes" -> {
                requireFirst(SPIKES, first);
                mostSpikes = value(tokens, 1, 1, AssemblyProgram.MOST_SPIKES);
            }
            case ".shift" -> {
                requireFirst("shift", first);
                shift = value(tokens, 1, 0, MOST_SHIFT);
            }
            default -> throw first.place().error("expected " + NAMES + ", found " + first.text());
        }
    }

    private void register(List<Token> tokens) {
        Token name = name(tokens, "a register, R0..R15");
        if (!Field.RS.words().containsKey(name.text())) {
            throw name.place().error("expected a register, R0..R15, found " + name.text());
        }
        constant(name.text(), name, value(tokens, 2, Integer.MIN_VALUE, Integer.MAX_VALUE));
    }

    private void parameter(List<Token> tokens) {
        Token name = name(tokens, "a parameter, P0..P9, C6, C7 or C9");
        String known = OTHER_NAMES.getOrDefault(name.text(), name.text());
        if (!AssemblyProgram.isParameter(known)) {
            throw name.place().error("expected a parameter, P0..P9, C6, C7 or C9, found " + name.text());
        }
        constant(
                known,
                name,
                value(tokens, 2, AssemblyProgram.leastParameter(known), AssemblyProgram.mostParameter(known)));
    }

    private void state(List<Token> tokens) {
        String all =
                Arrays.stream(StateField.values()).map(StateField::stateName).collect(Collectors.joining(", "));
        Token name = name(tokens, "a state word: " + all);
        StateField field = Arrays.stream(StateField.values())
                .filter(known -> known.stateName().equals(name.text()))
                .findFirst()
                .orElseThrow(() -> name.place().error("expected a state word: " + all + "; found " + name.text()));
        int value = tokens.size() == 2 ? 0 : value(tokens, 2, Integer.MIN_VALUE, Integer.MAX_VALUE);
        constant(field.stateName(), name, value);
        state.add(field);
        if (state.contains(StateField.REFRACTORY) && state.contains(StateField.RES)) {
            throw name.place().error("refractory and res share bits of a neuron's memory; use one of them");
        }
    }

    private static Token name(List<Token> tokens, String what) {
        if (tokens.size() < 2) {
            throw tokens.getFirst().place().error(tokens.getFirst().text() + " needs " + what);
        }
        return tokens.get(1);
    }

    private static int value(List<Token> tokens, int index, int least, int most) {
        Token first = tokens.getFirst();
        if (tokens.size() <= index) {
            throw first.place().error(first.text() + " needs a number of " + least + ".." + most + " at its end");
        }
        if (tokens.size() > index + 1) {
            throw tokens.get(index + 1).place().error("nothing may follow the number of " + first.text());
        }
        return tokens.get(index).number("the number of " + first.text(), least, most);
    }

    private void constant(String name, Token token, int value) {
        requireFirst(name, token);
        constants.put(name, value);
    }

    private void requireFirst(String name, Token token) {
        Place earlier = places.putIfAbsent(name, token.place());
        if (earlier != null) {
            throw token.place()
                    .error(name + " is stated in line " + earlier.line() + " already; leave one of them out");
        }
    }

    boolean states(String name) {
        return constants.containsKey(name);
    }

    Place place(String name) {
        return places.get(name);
    }

    Map<String, Integer> constants() {
        return constants;
    }

    List<StateField> state() {
        return List.copyOf(state);
    }

    /** How often a neuron can spike in a step. */
    int mostSpikes() {
        return mostSpikes;
    }

    int shift() {
        return shift;
    }
}
