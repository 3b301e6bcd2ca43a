package org.synfire.engine.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.synfire.engine.memory.StateArena;

/** A ring in a JVM that was started without the option that it needs. */
class ClosedJvmTest {
    /** Makes a ring and prints what that throws. */
    static final class Maker {
        private Maker() {}

        /**
         * Opens a ring.
         *
         * @param arguments none
         */
        public static void main(String[] arguments) {
            try (StateArena arena = StateArena.ofBytes(PacketRing.sizeBytes(16), "a ring")) {
                new PacketRing(arena, 16);
            } catch (IllegalStateException refused) {
                System.out.println(refused.getMessage());
            }
        }
    }

    @Test
    @Timeout(60)
    void isToldWhichOptionIsMissing() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Maker.class.getName())
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        assertEquals(
                "packets between workers need the JVM's option --add-opens java.base/jdk.internal.misc=ALL-UNNAMED",
                output.strip());
    }
}
