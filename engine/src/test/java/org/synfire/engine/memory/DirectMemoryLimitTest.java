package org.synfire.engine.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The limit is the virtual machine's, so each case runs in one of its own. */
class DirectMemoryLimitTest {
    /** Takes 1 MiB, then 1 MiB again, and prints what came of it. */
    static final class TakesTwice {
        public static void main(String[] args) {
            try (StateArena first = StateArena.ofBytes(1 << 20, "first");
                    StateArena second = StateArena.ofBytes(1 << 20, "second")) {
                System.out.println(first.capacityBytes() + second.capacityBytes());
            } catch (InsufficientMemoryException error) {
                System.out.println(error.getMessage());
            }
        }
    }

    @Test
    @Timeout(60)
    void arenasTogetherReachTheLimit() throws IOException, InterruptedException {
        assertEquals("2097152", outputUnder("-XX:MaxDirectMemorySize=2097152"));
    }

    @Test
    @Timeout(60)
    void arenasTogetherDoNotPassTheLimit() throws IOException, InterruptedException {
        String message = outputUnder("-XX:MaxDirectMemorySize=2097151");
        assertTrue(
                message.startsWith("second: 1,048,576 bytes of off-heap memory asked for, 1,048,575 bytes there"),
                message);
        assertTrue(message.contains("-XX:MaxDirectMemorySize leaves no more"), message);
    }

    private static String outputUnder(String flag) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        flag,
                        "-cp",
                        System.getProperty("java.class.path"),
                        TakesTwice.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertEquals(0, process.waitFor());
        return output;
    }
}
