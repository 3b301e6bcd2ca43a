package org.synfire.network.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.synfire.engine.InputException;

/**
 * The keys that a reader asked for, by their places as {@link CheckedJson} writes them. What it did not ask for means
 * something that it does not compute.
 *
 * <p><b>Threads:</b> one.
 */
final class KeysRead {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Set<String> places = new HashSet<>();

    /** Notes that a reader asks for a key, whether it is there or not. */
    void add(String place) {
        places.add(place);
    }

    /**
     * Compares with the text when everything is read.
     *
     * @param entry name of the text
     * @param json the text, which was parsed before
     * @throws InputException with line and place of the first key that nobody asked for
     */
    void requireAll(String entry, byte[] json) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                String place = token == JsonToken.FIELD_NAME ? place(parser.getParsingContext()) : "";
                if (!place.isEmpty() && !places.contains(place)) {
                    throw new InputException(String.format(
                            Locale.ROOT,
                            "%s line %d: the key %s is not known; a later version of Synfire may have written it: read"
                                    + " the file with that version, or leave the key out",
                            entry,
                            parser.currentTokenLocation().getLineNr(),
                            place));
                }
            }
        } catch (IOException parsedBefore) {
            throw new UncheckedIOException(parsedBefore);
        }
    }

    private static String place(JsonStreamContext context) {
        if (context.inRoot()) {
            return "";
        }
        String parent = place(context.getParent());
        return context.inArray()
                ? parent + "[" + context.getCurrentIndex() + "]"
                : CheckedJson.path(parent, context.getCurrentName());
    }
}
