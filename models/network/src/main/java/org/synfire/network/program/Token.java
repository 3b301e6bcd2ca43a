package org.synfire.network.program;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a line of assembly between spaces.
 *
 * @param text without spaces
 * @param place of its first character
 */
record Token(String text, Place place) {
    private static final Pattern PARTS = Pattern.compile("[^\\s;:]+:?|:");
    private static final Pattern NUMBER = Pattern.compile("([+-]?)(0x)?([0-9a-fA-F]{1,10})");
    private static final int HEXADECIMAL = 16;
    private static final int DECIMAL = 10;

    /** The tokens of a line, without its comment; a label keeps its colon. */
    static List<Token> of(String label, int number, String line) {
        int end = line.indexOf(';') < 0 ? line.length() : line.indexOf(';');
        Matcher parts = PARTS.matcher(line).region(0, end);
        List<Token> tokens = new ArrayList<>();
        while (parts.find()) {
            tokens.add(new Token(parts.group(), new Place(label, number, parts.start() + 1)));
        }
        return tokens;
    }

    boolean isLabel() {
        return text.endsWith(":");
    }

    /** The token behind so many of its characters. */
    Token from(int index) {
        return new Token(text.substring(index), new Place(place.label(), place.line(), place.column() + index));
    }

    /** The whole number that it is: decimal, or hexadecimal behind {@code 0x}; empty if it is none of 32 bits. */
    OptionalInt number() {
        Matcher number = NUMBER.matcher(text);
        if (!number.matches() || (number.group(2) == null && !number.group(3).matches("[0-9]+"))) {
            return OptionalInt.empty();
        }
        long magnitude = Long.parseLong(number.group(3), number.group(2) == null ? DECIMAL : HEXADECIMAL);
        long value = number.group(1).equals("-") ? -magnitude : magnitude;
        return value == (int) value ? OptionalInt.of((int) value) : OptionalInt.empty();
    }

    /** The whole number that it must be. */
    int number(String what, int least, int most) {
        OptionalInt number = number();
        if (number.isEmpty() || number.getAsInt() < least || number.getAsInt() > most) {
            throw place.error(what + " must be a whole number of " + least + ".." + most + ", found " + text);
        }
        return number.getAsInt();
    }
}
