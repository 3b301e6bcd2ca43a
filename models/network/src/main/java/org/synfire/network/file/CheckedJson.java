package org.synfire.network.file;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;

/**
 * A part of the JSON and where it lies; whatever is not as expected is an {@link InputException} with that place.
 *
 * @param node the part
 * @param place keys from the root, each with a dot or brackets before the next; empty for the root
 * @param asked is told every key that is asked for
 */
record CheckedJson(JsonNode node, String place, KeysRead asked) {
    private static final int SHAPE_EXTENTS = 3;

    /** A part by its key, present or not. */
    CheckedJson at(String key) {
        return new CheckedJson(value(key), path(key), asked);
    }

    /** An element of a list. */
    CheckedJson at(int index) {
        return new CheckedJson(node.path(index), place + "[" + index + "]", asked);
    }

    /** Allows a key that says nothing to a reader. */
    void mayHave(String key) {
        asked.add(path(key));
    }

    private JsonNode value(String key) {
        asked.add(path(key));
        return node.path(key);
    }

    private String path(String key) {
        return path(place, key);
    }

    /** The place of a key in an object at another place. */
    static String path(String parent, String key) {
        return parent.isEmpty() ? key : parent + "." + key;
    }

    boolean isThere() {
        return !node.isMissingNode() && !node.isNull();
    }

    int size() {
        return node.size();
    }

    CheckedJson list(String key) {
        if (!value(key).isArray()) {
            throw error(key, "expected a list, found " + found(value(key)));
        }
        return at(key);
    }

    String text(String key) {
        if (!value(key).isTextual()) {
            throw error(key, "expected a text, found " + found(value(key)));
        }
        return value(key).asText();
    }

    int whole(String key, int least, int most) {
        return at(key).whole(least, most);
    }

    int whole(int least, int most) {
        if (!node.isInt() || node.intValue() < least || node.intValue() > most) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: expected a whole number from %d to %d, found %s",
                    place,
                    least,
                    most,
                    found(node)));
        }
        return node.intValue();
    }

    long large() {
        if (!node.canConvertToLong() || !node.isIntegralNumber()) {
            throw new InputException(
                    String.format(Locale.ROOT, "%s: expected a whole number, found %s", place, found(node)));
        }
        return node.longValue();
    }

    double positive(String key) {
        double value = value(key).asDouble(Double.NaN);
        if (!value(key).isNumber() || !(value > 0) || Double.isInfinite(value)) {
            throw error(key, "expected a positive number, found " + found(value(key)));
        }
        return value;
    }

    boolean isTrue(String key) {
        if (!value(key).isBoolean()) {
            throw error(key, "expected true or false, found " + found(value(key)));
        }
        return value(key).booleanValue();
    }

    /** A list of whole numbers in a range. */
    int[] wholes(String key, int least, int most) {
        CheckedJson list = list(key);
        return IntStream.range(0, list.size())
                .map(i -> list.at(i).whole(least, most))
                .toArray();
    }

    /** A list of truth values. */
    boolean[] truths(String key) {
        CheckedJson list = list(key);
        boolean[] values = new boolean[list.size()];
        for (int i = 0; i < values.length; i++) {
            if (!list.node.get(i).isBoolean()) {
                throw error(key + "[" + i + "]", "expected true or false, found " + found(list.node.get(i)));
            }
            values[i] = list.node.get(i).booleanValue();
        }
        return values;
    }

    /** One of an enumeration's names. */
    <E extends Enum<E>> E name(String key, Class<E> names) {
        String name = text(key);
        for (E constant : names.getEnumConstants()) {
            if (constant.name().equals(name)) {
                return constant;
            }
        }
        throw error(
                key,
                String.format(
                        Locale.ROOT, "expected one of %s, found %s", Arrays.toString(names.getEnumConstants()), name));
    }

    /** Channels, rows, columns. */
    Shape shape(String key) {
        int[] extents = wholes(key, 1, 1 << 26);
        if (extents.length != SHAPE_EXTENTS) {
            throw error(key, "expected channels, rows, columns");
        }
        return new Shape(extents[0], extents[1], extents[2]);
    }

    InputException error(String key, String message) {
        return new InputException(path(key) + ": " + message);
    }

    static String found(JsonNode value) {
        return value.isMissingNode() ? "nothing" : value.toString();
    }
}
