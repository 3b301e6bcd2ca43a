package org.synfire.network.shift;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Locale;
import org.synfire.engine.InputException;

/** One layer of the description, read with its ranges checked. Errors name the file, the layer and the field. */
final class Int8ShiftLayer {
    private static final int MAX_EXTENT = 1 << 10;
    private static final int MAX_CHANNELS = 1 << 20;
    /** So that {@code 7 - output_shift} is a shift to the right and sums stay readable. */
    private static final int MAX_SHIFT = 7;

    private final Path file;
    private final int number;
    private final JsonNode node;

    Int8ShiftLayer(Path file, int number, JsonNode node) {
        this.file = file;
        this.number = number;
        this.node = node;
    }

    String name() {
        return text("name", "layer" + number);
    }

    /** What is computed: conv2d or linear. */
    String operation() {
        return text("op", "");
    }

    /** Pooling before it: max, avg or none. */
    String pool() {
        return text("pool", "none");
    }

    int poolSize() {
        return integer("pool_size", 1, MAX_EXTENT);
    }

    int pad() {
        return integer("pad", 0, MAX_EXTENT);
    }

    int kernel() {
        return integer("kernel", 1, MAX_EXTENT);
    }

    int outChannels() {
        return integer("out_channels", 1, MAX_CHANNELS);
    }

    int outFeatures() {
        return integer("out_features", 1, MAX_CHANNELS);
    }

    int outputShift() {
        return node.has("output_shift") ? integer("output_shift", -2 * MAX_SHIFT, MAX_SHIFT) : 0;
    }

    boolean hasRelu() {
        String activation = text("activation", "none");
        return switch (activation) {
            case "relu" -> true;
            case "none" -> false;
            default -> throw wrong("activation '" + activation + "'; relu and null are known");
        };
    }

    InputException wrong(String what) {
        return new InputException(file + ", layer " + name() + ": " + what);
    }

    private String text(String field, String otherwise) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isTextual()) {
            throw new InputException(
                    String.format(Locale.ROOT, "%s, layer %d: %s must be a text, not %s", file, number, field, value));
        }
        return value.textValue();
    }

    private int integer(String field, int least, int most) {
        JsonNode value = node.path(field);
        if (!value.isInt() || value.intValue() < least || value.intValue() > most) {
            throw wrong(String.format(
                    Locale.ROOT,
                    "%s must be an integer of %d..%d, not %s",
                    field,
                    least,
                    most,
                    value.isMissingNode() ? "missing" : value));
        }
        return value.intValue();
    }
}
