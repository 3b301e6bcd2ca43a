package org.synfire.tools;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;
import java.util.Locale;

/**
 * Text for a terminal without control characters, which names from files may hold: they could move its cursor, change
 * its colours or run what they spell. Each is written as its number, such as {@code \}{@code u001b}. Tabs and ends of
 * lines stay.
 */
final class PlainWriter extends FilterWriter {
    /** Characters that turn the direction of what follows. */
    private static final String DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

    private static final int DELETE = 0x7f;
    private static final int LAST_CONTROL = 0x9f;

    PlainWriter(Writer out) {
        super(out);
    }

    /** Whether a terminal may do something else with it than show it. */
    private static boolean isControl(int character) {
        boolean isAscii = character < ' ' && character != '\n' && character != '\t';
        boolean isLater = character >= DELETE && character <= LAST_CONTROL;
        boolean turnsDirection = DIRECTIONS.indexOf(character) >= 0;
        return isAscii || isLater || turnsDirection;
    }

    private static String plain(String text) {
        if (text.chars().noneMatch(PlainWriter::isControl)) {
            return text;
        }
        StringBuilder plain = new StringBuilder();
        text.chars()
                .forEach(character -> plain.append(
                        isControl(character)
                                ? String.format(Locale.ROOT, "\\u%04x", character)
                                : String.valueOf((char) character)));
        return plain.toString();
    }

    @Override
    public void write(int character) throws IOException {
        out.write(plain(String.valueOf((char) character)));
    }

    @Override
    public void write(char[] characters, int from, int length) throws IOException {
        out.write(plain(new String(characters, from, length)));
    }

    @Override
    public void write(String text, int from, int length) throws IOException {
        out.write(plain(text.substring(from, from + length)));
    }
}
