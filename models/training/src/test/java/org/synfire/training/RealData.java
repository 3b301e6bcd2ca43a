package org.synfire.training;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where tests find real networks and data sets: the folder named by SYNFIRE_DATA, or {@code shared/data} beside the
 * repository.
 */
public final class RealData {
    private RealData() {}

    /** A file or folder below the data folder; the test is skipped where it is absent. */
    public static Path require(final String name) {
        final Optional<Path> path = root().map(root -> root.resolve(name)).filter(Files::exists);
        assumeTrue(path.isPresent(), name + " is absent: set SYNFIRE_DATA to the folder of real data");
        return path.get();
    }

    private static Optional<Path> root() {
        if (System.getenv("SYNFIRE_DATA") != null) {
            return Optional.of(Path.of(System.getenv("SYNFIRE_DATA")));
        }
        return Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent)
                .map(p -> p.resolve("shared/data"))
                .filter(Files::isDirectory)
                .findFirst();
    }
}
