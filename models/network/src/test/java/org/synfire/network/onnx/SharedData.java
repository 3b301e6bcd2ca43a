package org.synfire.network.onnx;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Finds real networks and images: in the folder named by SYNFIRE_DATA, or in {@code shared/data} beside the repository.
 */
final class SharedData {
    private SharedData() {}

    /** The path of a file in there; the test is reported as skipped where it is absent. */
    static Path file(String relative) {
        Path file = folder().resolve(relative);
        Assumptions.assumeTrue(Files.exists(file), () -> "real data is absent: " + relative);
        return file;
    }

    private static Path folder() {
        String named = System.getenv("SYNFIRE_DATA");
        if (named != null) {
            return Path.of(named);
        }
        Path root = Path.of("").toAbsolutePath();
        while (root.getParent() != null && !Files.isDirectory(root.resolve("../shared/data"))) {
            root = root.getParent();
        }
        return root.resolve("../shared/data").normalize();
    }
}
