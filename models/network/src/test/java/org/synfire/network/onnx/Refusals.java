package org.synfire.network.onnx;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.function.Executable;
import org.synfire.engine.InputException;

/** Asserts that models are refused. */
final class Refusals {
    private Refusals() {}

    /** The message names the file and has all parts. */
    static void assertRefused(byte[] bytes, String... parts) {
        InputException e = assertThrows(InputException.class, () -> OnnxImporter.read(bytes, "bad.onnx"));
        Executable[] checks = Stream.concat(Stream.of("bad.onnx: "), Arrays.stream(parts))
                .map(part -> (Executable)
                        () -> assertTrue(e.getMessage().contains(part), () -> "'" + part + "' in: " + e.getMessage()))
                .toArray(Executable[]::new);
        assertAll(checks);
    }

    static void assertRefused(ModelBuilder model, String... parts) {
        assertRefused(model.bytes(), parts);
    }
}
