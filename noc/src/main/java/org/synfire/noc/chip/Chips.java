package org.synfire.noc.chip;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.synfire.engine.InputException;

/** The chips, and systems of chips, that are built in. */
public final class Chips {
    private static final List<String> SINGLE = List.of("darwin3", "loihi", "truenorth");
    private static final List<String> SYSTEMS = List.of("darwin-wafer", "wukong");
    private static final List<String> NAMES =
            Stream.concat(SINGLE.stream(), SYSTEMS.stream()).toList();

    private Chips() {}

    /** The names {@link #named} knows. */
    public static List<String> names() {
        return NAMES;
    }

    /** Those that are one chip, not a system of several. */
    static List<String> single() {
        return SINGLE;
    }

    /** Darwin3 as far as it is published: 24 x 24 nodes, 575 neuron cores. */
    public static ChipDescription darwin3() {
        return named("darwin3");
    }

    /**
     * That chip.
     *
     * @param name a built-in chip's name
     * @throws InputException if no chip of that name is built in
     */
    public static ChipDescription named(String name) {
        if (!NAMES.contains(name)) {
            throw new InputException("No chip named '" + name + "' is built in; there is: " + String.join(", ", NAMES)
                    + ". For a chip of your own give the path of its YAML file");
        }
        String resource = name + ".yaml";
        try (InputStream stream = Chips.class.getResourceAsStream(resource)) {
            return ChipFile.parse("built-in " + resource, stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the built-in chip " + resource, e);
        }
    }
}
