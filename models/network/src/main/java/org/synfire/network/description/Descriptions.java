package org.synfire.network.description;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.synfire.engine.InputException;

/** The network descriptions that are built in. */
public final class Descriptions {
    private static final List<String> NAMES = List.of(
            "vgg9",
            "vgg9-fashion",
            "vgg6-fashion",
            "vgg6-cifar",
            "vgg6n-fashion",
            "vgg6n-cifar",
            "vgg6n-fashion-relu",
            "vgg6n-cifar-relu",
            "lui3",
            "lui3-strided",
            "lui3-small",
            "tiny");

    private Descriptions() {}

    /** The names that {@link #find} knows. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * Finds a description.
     *
     * @param nameOrPath a built-in name, or the path of a file
     * @throws InputException if it is neither, or the file is wrong
     */
    public static SpikingDescription find(String nameOrPath) {
        if (!NAMES.contains(nameOrPath)) {
            return DescriptionFile.read(existing(Path.of(nameOrPath)));
        }
        String resource = nameOrPath + ".yaml";
        try (InputStream stream = Descriptions.class.getResourceAsStream(resource)) {
            return DescriptionFile.parse("built-in " + resource, stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the built-in network " + resource, e);
        }
    }

    private static Path existing(Path path) {
        if (Files.notExists(path)) {
            throw new InputException("No network named '" + path
                    + "' is built in and there is no such file; built in are " + String.join(", ", NAMES));
        }
        return path;
    }
}
