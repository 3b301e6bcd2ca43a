package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.synfire.noc.chip.Chips;

/** Chip files made of the built-in one. */
final class ChipFiles {
    private ChipFiles() {}

    static Path darwin3With(Path directory, String present, String changed) throws IOException {
        try (InputStream builtIn = Chips.class.getResourceAsStream("darwin3.yaml")) {
            String text = new String(builtIn.readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(text.contains(present), present);
            return Files.writeString(directory.resolve("chip.yaml"), text.replace(present, changed));
        }
    }
}
