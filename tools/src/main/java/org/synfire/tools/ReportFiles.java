package org.synfire.tools;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.OutputException;
import org.synfire.engine.file.OutputFile;
import org.synfire.engine.file.OutputFolder;
import org.synfire.engine.file.WholeFile;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Options that say where a run's result is written; that it can be is found out before the run. The folder is this
 * process's own until it is closed.
 */
final class ReportFiles implements AutoCloseable {
    private static final String CONSOLE = "-";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Writes there: a page to look at, the result as JSON, tables (.csv), drawings (.svg), and, of"
                    + " what is measured, latency histograms (.hgrm, .hlog).")
    private Path out;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Writes the result as JSON; - for standard output, in place of the summary.")
    private Path json;

    @Mixin
    private final ForceOption force = new ForceOption();

    private OutputFolder folder;

    /** Whether a folder is written. */
    boolean hasFolder() {
        return out != null;
    }

    /** The folder that is written; null where there is none. */
    Path folder() {
        return out;
    }

    /** Whether files may be overwritten that Synfire did not write. */
    ForceOption force() {
        return force;
    }

    /**
     * Takes the folder.
     *
     * @param patterns which files are written into it, as globs
     * @param beginning how the JSON begins
     * @throws InputException if something could not be written at the end of the run
     */
    void open(List<String> patterns, String beginning) {
        if (json != null && !isJsonOnConsole()) {
            force.requireWritable("--json", json, file -> OutputFile.begins(file, beginning));
        }
        if (out != null) {
            try {
                folder = OutputFolder.open(out, patterns, force.isGiven());
            } catch (InputException refused) {
                throw new InputException("--out " + ForceOption.worded(refused), refused);
            }
        }
    }

    /** Whether standard output is for JSON alone. */
    boolean isJsonOnConsole() {
        return json != null && CONSOLE.equals(json.toString());
    }

    /**
     * Writes what was asked for. What one place does not take is still written to the others.
     *
     * @param result as JSON; asked for only if it goes somewhere
     * @param report writes a report into the folder it is given
     * @param console standard output
     * @throws OutputException if something could not be written, when the rest is
     */
    void write(Supplier<String> result, Consumer<OutputFolder> report, PrintWriter console) {
        List<OutputException> failures = new ArrayList<>();
        if (folder != null) {
            attempt(() -> report.accept(folder), failures);
        }
        if (isJsonOnConsole()) {
            console.print(result.get());
        } else if (json != null) {
            attempt(() -> writeJson(result.get()), failures);
        }
        if (!failures.isEmpty()) {
            throw new OutputException(
                    failures.stream().map(Throwable::getMessage).collect(Collectors.joining("; ")),
                    failures.getFirst());
        }
    }

    private static void attempt(Runnable write, List<OutputException> failures) {
        try {
            write.run();
        } catch (OutputException unwritable) {
            failures.add(unwritable);
        }
    }

    private void writeJson(String result) {
        try {
            WholeFile.write(json, result);
        } catch (IOException unwritable) {
            throw new OutputException(
                    "--json " + json + " cannot be written (" + FileReason.of(unwritable) + ")", unwritable);
        }
    }

    @Override
    public void close() {
        if (folder != null) {
            folder.close();
        }
    }
}
