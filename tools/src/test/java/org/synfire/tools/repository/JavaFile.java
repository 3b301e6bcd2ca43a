package org.synfire.tools.repository;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.synfire.tools.RepositoryFiles;

/**
 * A Java file of the repository.
 *
 * @param name its path from the root of the repository
 * @param text what it says
 */
record JavaFile(String name, String text) {
    /** Every Java file that somebody wrote: what the build makes lies in folders named {@code target}. */
    static List<JavaFile> all() throws IOException {
        Path root = RepositoryFiles.root();
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java") && isWritten(root.relativize(file)))
                    .sorted()
                    .map(file -> new JavaFile(root.relativize(file).toString(), read(file)))
                    .toList();
        }
    }

    private static boolean isWritten(Path file) {
        for (Path folder : file) {
            String name = folder.toString();
            if (name.equals("target") || name.startsWith(".")) {
                return false;
            }
        }
        return true;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    void write() throws IOException {
        Files.writeString(RepositoryFiles.root().resolve(name), text);
    }
}
