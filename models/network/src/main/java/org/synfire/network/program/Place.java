package org.synfire.network.program;

import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * A place in a text of assembly.
 *
 * @param label what the text is called in messages, such as its file
 * @param line from 1
 * @param column from 1
 */
record Place(String label, int line, int column) {
    InputException error(String message) {
        return new InputException(
                String.format(Locale.ROOT, "%s, line %d, column %d: %s", label, line, column, message));
    }
}
