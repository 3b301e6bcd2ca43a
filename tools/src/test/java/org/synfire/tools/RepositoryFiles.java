package org.synfire.tools;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the repository that the tests run in, and real data beside it. */
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

    /**
     * Real networks and images: the folder named by SYNFIRE_DATA, or {@code shared/data} beside the repository, if it
     * is there.
     */
    static Optional<Path> data() {
        String named = System.getenv("SYNFIRE_DATA");
        Path folder = named != null
                ? Path.of(named)
                : root().resolve("../shared/data").normalize();
        return Optional.of(folder).filter(Files::isDirectory);
    }
}
