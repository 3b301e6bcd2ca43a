package org.synfire.engine.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of FIPS 180-2, appendix B.1. */
class Sha256Test {
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @Test
    void isThatOfTheStandard(@TempDir Path folder) throws IOException {
        assertEquals(ABC, Sha256.of("abc".getBytes(StandardCharsets.US_ASCII)));
        assertEquals(ABC, new Sha256().add("a").add(new byte[] {'b'}).add("c").hex());
        assertEquals(ABC, Sha256.of(WholeFile.write(folder.resolve("abc"), "abc")));
        assertEquals(new Sha256().add(1).hex(), Sha256.of(new byte[] {0, 0, 0, 1}));
        assertThrows(IOException.class, () -> Sha256.of(folder));
    }
}
