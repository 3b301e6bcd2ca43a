package org.synfire.tools.repository;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.synfire.tools.RepositoryFiles;

/** The source files of all modules, by their path from the root of the repository. */
final class Sources {
    private Sources() {}

    /** Files under a {@code src} folder whose name has the ending, with their text. */
    static Map<String, String> ending(String ending) throws IOException {
        Path root = RepositoryFiles.root();
        try (Stream<Path> all = Files.walk(root)) {
            Map<String, String> texts = new TreeMap<>();
            all.filter(file -> file.toString().endsWith(ending))
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.contains("/src/") && !name.contains("target/"))
                    .forEach(name -> texts.put(name, read(root.resolve(name))));
            return texts;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
