package org.synfire.network.sanafe;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.synfire.engine.InputException;

/** A core by the number of its tile and its number there, written 12.3. */
record Core(int tile, int core) {
    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,7})\\.(\\d{1,7})");

    /**
     * Reads one.
     *
     * @param where the file and the place in it, for the message
     */
    static Core of(String where, String text) {
        Matcher written = WRITTEN.matcher(text);
        if (!written.matches()) {
            throw new InputException(where + ": expected tile and core, such as 12.3, found '" + text + "'");
        }
        return new Core(Integer.parseInt(written.group(1)), Integer.parseInt(written.group(2)));
    }
}
