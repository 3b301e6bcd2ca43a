package org.synfire.tools;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.synfire.engine.InputException;
import org.synfire.engine.file.WholeFile;
import picocli.CommandLine.Option;

/** Options that say where a run's result is written; that it can be is found out before the run. */
final class ReportFiles {
    private static final String CONSOLE = "-";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Writes there: report.html, run.json, tables (.csv), latency histograms (.hgrm, .hlog).")
    private Path out;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "Writes the result as JSON; - for standard output, in place of the summary.")
    private String json;

    /** Whether a folder is written. */
    boolean hasFolder() {
        return out != null;
    }

    /** @throws InputException if something could not be written at the end of the run */
    void requireWritable() {
        if (out != null) {
            requireFolder();
        }
        if (json != null && !isJsonOnConsole()) {
            requireFile(Path.of(json));
        }
    }

    private void requireFolder() {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw new InputException("--out " + out + " is a file; give a folder");
        }
        try {
            Files.createDirectories(out);
        } catch (IOException impossible) {
            throw new InputException(
                    "--out " + out + " cannot be made (" + impossible + "); choose another folder", impossible);
        }
        if (!Files.isWritable(out)) {
            throw new InputException("--out " + out + " cannot be written to; choose another folder");
        }
    }

    private static void requireFile(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw new InputException("--json " + file + " is a folder; give a file, or - for standard output");
        }
        if (!Files.isDirectory(folder)) {
            throw new InputException(
                    "--json " + file + ": there is no folder " + folder + "; make it or choose another");
        }
        if (!Files.isWritable(Files.exists(file) ? file : folder)) {
            throw new InputException("--json " + file + " cannot be written; choose another file");
        }
    }

    /** Whether standard output is for JSON alone. */
    boolean isJsonOnConsole() {
        return CONSOLE.equals(json);
    }

    /**
     * Writes what was asked for.
     *
     * @param result as JSON; asked for only if it goes somewhere
     * @param report writes a report into the folder it is given
     * @param console standard output
     */
    void write(Supplier<String> result, Consumer<Path> report, PrintWriter console) {
        if (out != null) {
            report.accept(out);
        }
        if (isJsonOnConsole()) {
            console.print(result.get());
        } else if (json != null) {
            writeJson(result.get());
        }
    }

    private void writeJson(String result) {
        try {
            WholeFile.write(Path.of(json), result);
        } catch (IOException unwritable) {
            throw new InputException("--json " + json + " cannot be written (" + unwritable + ")", unwritable);
        }
    }
}
