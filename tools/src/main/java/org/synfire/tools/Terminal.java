package org.synfire.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether somebody looks at standard error, so that a line may be written over itself there. */
final class Terminal {
    /** A property of the virtual machine: with it, progress is also shown in files and pipes. */
    private static final String ALWAYS = "synfire.progress";

    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private Terminal() {}

    /** False for files, pipes, and terminals that can do nothing but print. */
    static boolean isOnStandardError() {
        if (Boolean.getBoolean(ALWAYS)) {
            return true;
        }
        if ("dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            String device = Files.readSymbolicLink(STANDARD_ERROR).toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException _) {
            return System.console().isTerminal();
        }
    }
}
