package org.synfire.tools;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the repository that the tests run in. */
public final class RepositoryFiles {
    private RepositoryFiles() {}

    /** The folder of the launcher. */
    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isExecutable(folder.resolve("synfire"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
