package org.synfire.tools;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.synfire.engine.InputException;
import org.synfire.engine.file.WholeFile;
import org.synfire.papers.table.ResultTable;
import org.synfire.papers.table.ResultTables;
import org.synfire.tools.report.ResultPage;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options that say where tables of results go, and the way there. */
final class ResultOptions {
    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Writes the tables there as text, JSON, CSV and a page to look at, anew after every table.")
    private Path out;

    @Option(names = "--quiet", description = "No tables on standard output and no word of progress.")
    private boolean quiet;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** @throws InputException if the folder cannot be made */
    void requireWritable() {
        if (out != null) {
            try {
                Files.createDirectories(out);
            } catch (IOException impossible) {
                throw new InputException(
                        "--out " + out + " cannot be made (" + impossible + "); choose another folder", impossible);
            }
        }
    }

    /** The folder, or {@code null}. */
    Path folder() {
        return out;
    }

    /** Says what comes next. */
    void announce(String next) {
        if (!quiet) {
            PrintWriter err = command.commandLine().getErr();
            err.println("synfire: " + next);
            err.flush();
        }
    }

    /**
     * The training part, which shows its progress unless it should be quiet.
     *
     * @param isStopped whether to stop
     */
    TrainingPart training(BooleanSupplier isStopped) {
        return new TrainingPart(
                quiet
                        ? new PrintWriter(Writer.nullWriter())
                        : command.commandLine().getErr(),
                !quiet,
                isStopped);
    }

    /** Shows a table as soon as it is there. */
    void show(ResultTable table) {
        show(table.lines());
    }

    /** Shows what a reader of all tables must know. */
    void showAssumptions(ResultTables tables) {
        show(tables.assumptions().stream().map(assumption -> "* " + assumption).toList());
    }

    private void show(List<String> lines) {
        if (!quiet) {
            PrintWriter console = command.commandLine().getOut();
            lines.forEach(console::println);
            console.println();
            console.flush();
        }
    }

    /** Writes all that is there until now. */
    void write(ResultTables tables) {
        if (out == null) {
            return;
        }
        tables.write(out);
        try {
            WholeFile.write(out.resolve(tables.name() + ".html"), ResultPage.html(tables, Version.number()));
        } catch (IOException unwritable) {
            throw new InputException(
                    "cannot write to " + out + ": " + unwritable.getMessage() + "; choose another --out folder",
                    unwritable);
        }
    }
}
