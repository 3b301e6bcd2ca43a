package org.synfire.tools.sweep;

import java.util.stream.Collectors;
import org.synfire.engine.InputException;
import org.synfire.engine.yaml.YamlNode;

/**
 * An option with its value, as a sweep file gives it.
 *
 * @param option its long name without dashes, such as {@code bits}
 * @param text its value as the command line takes it; the entries of a list are joined by commas
 * @param place where the value stands
 */
public record Setting(String option, String text, YamlNode place) {
    /** @throws InputException with the place, if the value is neither a text nor a list of texts, or is empty */
    static Setting of(String option, YamlNode value) {
        if (!value.isList()) {
            return new Setting(option, value.text(), value);
        }
        if (value.items().isEmpty()) {
            throw value.error("this list is empty; give at least one value");
        }
        return new Setting(option, value.items().stream().map(YamlNode::text).collect(Collectors.joining(",")), value);
    }

    /** An error that begins with the place of this value. */
    public InputException error(String message) {
        return place.error(message);
    }
}
