package org.synfire.tools;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.util.Locale;
import java.util.stream.Collectors;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.OutputException;
import org.synfire.engine.memory.InsufficientMemoryException;
import org.synfire.network.training.DivergedException;
import org.synfire.noc.ChipLimitException;

/** What went wrong, on one line of standard error. */
final class Failure {
    /** A property of the virtual machine: with it, where something was thrown is shown too. */
    private static final String STACK_TRACE = "synfire.stacktrace";

    /** What is said where a class cannot be loaded. */
    static final String UNLOADED =
            "a part of the program could not be loaded; allow more open files (ulimit -n) or more"
                    + " memory, or unpack the program again";

    private static final long MEGA = 1 << 20;

    private Failure() {}

    /**
     * Loads the classes that say what went wrong: where memory or file handles have run out, they could not be loaded
     * any more.
     */
    static void prepare() {
        PrintWriter nowhere = new PrintWriter(new PlainWriter(new PrintWriter(Writer.nullWriter())));
        say(words(new OutOfMemoryError()), nowhere);
        say(words(new UncheckedIOException(new IOException(""))), nowhere);
        ExitStatus.of(new IOException());
    }

    /**
     * Says what went wrong.
     *
     * @return the exit status
     */
    static int report(Throwable failure, PrintWriter err) {
        say(words(failure), err);
        if (Boolean.getBoolean(STACK_TRACE)) {
            failure.printStackTrace(err);
        }
        err.flush();
        return ExitStatus.of(failure);
    }

    /** Writes a message on one line. */
    static void say(String message, PrintWriter err) {
        err.println("synfire: " + message.lines().map(String::strip).collect(Collectors.joining(" ")));
    }

    private static String words(Throwable failure) {
        return switch (failure) {
            case InputException _,
                    OutputException _,
                    ChipLimitException _,
                    DivergedException _,
                    InsufficientMemoryException _ -> failure.getMessage();
            case OutOfMemoryError _ ->
                String.format(
                        Locale.ROOT,
                        "the memory is not enough (%sthe heap may take %,d MB); give more, such as"
                                + " SYNFIRE_JAVA_OPTIONS=-Xmx8g, or ask for less",
                        failure.getMessage() == null ? "" : FileReason.firstLine(failure) + "; ",
                        Runtime.getRuntime().maxMemory() / MEGA);
            case InvalidPathException impossible -> Converters.reason(impossible);
            case UncheckedIOException unchecked -> words(unchecked.getCause());
            case FileSystemException system
            when system.getFile() != null ->
                system.getFile() + ": it could not be read or written (" + FileReason.of(system) + ")";
            case IOException io -> "a file could not be read or written (" + FileReason.of(io) + ")";
            case LinkageError _, TypeNotPresentException _ -> UNLOADED;
            case StackOverflowError _ -> "what was given is nested too deeply";
            default ->
                String.format(
                        Locale.ROOT,
                        "the run failed by a fault of the program (%s); SYNFIRE_JAVA_OPTIONS=-D%s=true shows where,"
                                + " for a report",
                        failure,
                        STACK_TRACE);
        };
    }
}
