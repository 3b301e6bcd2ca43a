package org.synfire.engine;

import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Text that a terminal only shows. Names and values from files may hold control characters, which could move its
 * cursor, change its colours or turn the direction of what follows. Each is written as its number, such as
 * {@code \}{@code u001b}.
 *
 * <p><b>Threads:</b> any.
 */
public final class PlainText {
    /** Characters that turn the direction of what follows. */
    private static final String DIRECTIONS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";

    private static final int DELETE = 0x7f;
    private static final int LAST_CONTROL = 0x9f;

    private PlainText() {}

    /** Whether a terminal may do something else with it than show it. */
    private static boolean isControl(int character) {
        boolean isAscii = character < ' ' && character != '\n' && character != '\t';
        boolean isLater = character >= DELETE && character <= LAST_CONTROL;
        boolean turnsDirection = DIRECTIONS.indexOf(character) >= 0;
        return isAscii || isLater || turnsDirection;
    }

    /**
     * A text without control characters but tabs and line feeds.
     *
     * @param text any text
     * @return the same with each control character as its number
     */
    public static String of(String text) {
        if (text.chars().noneMatch(PlainText::isControl)) {
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

    /**
     * A text on one line without control characters.
     *
     * @param text any text
     * @param most characters that it may have, 2 or more
     * @return the same with a space for each line break or tab; from the middle of a longer text a part is left out,
     *     because its beginning says what is wrong and its end says what to do
     */
    public static String line(String text, int most) {
        String shown = shortened(text, most);
        String line =
                shown.lines().map(String::strip).filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
        return shortened(of(line.replace('\t', ' ')), most);
    }

    private static String shortened(String text, int most) {
        return text.length() <= most
                ? text
                : text.substring(0, most / 2) + " ... " + text.substring(text.length() - most / 2);
    }
}
