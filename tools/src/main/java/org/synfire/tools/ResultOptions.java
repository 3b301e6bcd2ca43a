package org.synfire.tools;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.synfire.engine.InputException;
import org.synfire.engine.checkpoint.Checkpoints;
import org.synfire.engine.file.DurableFiles;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.OutputException;
import org.synfire.engine.file.OutputFolder;
import org.synfire.engine.file.WholeFile;
import org.synfire.papers.recurrent.SpikeRaster;
import org.synfire.papers.table.ResultTable;
import org.synfire.papers.table.ResultTables;
import org.synfire.tools.report.PageFiles;
import org.synfire.tools.report.ResultPage;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options that say where tables of results go, and the way there. */
final class ResultOptions implements AutoCloseable {
    private static final List<String> FILES = List.of("*.txt", "*.json", "*.csv", "*.html", "*.svg", Checkpoints.FILES);

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Writes the tables there as text, JSON, CSV and a page to look at, anew after every table.")
    private Path out;

    @Mixin
    private final ForceOption force = new ForceOption();

    @Option(names = "--quiet", description = "No tables on standard output and no word of progress.")
    private boolean quiet;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /**
     * Takes the folder, until it is closed.
     *
     * @throws InputException if it cannot be written to, or holds files that are not such results
     */
    void open() {
        if (out != null) {
            try {
                open = OutputFolder.open(out, FILES, force.isGiven());
            } catch (InputException refused) {
                throw new InputException("--out " + ForceOption.worded(refused), refused);
            }
        }
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
        }
    }

    private OutputFolder open;

    /** The folder, or {@code null}. */
    Path folder() {
        return out;
    }

    /** Whether files of others may be overwritten. */
    ForceOption force() {
        return force;
    }

    /**
     * Deletes the checkpoints of the run, because its result is on the disk.
     *
     * @throws OutputException if the result cannot be brought there
     */
    void finished() {
        if (out == null || !Checkpoints.areIn(out)) {
            return;
        }
        try {
            DurableFiles.forceAll(out);
        } catch (IOException impossible) {
            throw new OutputException(
                    out + ": the result cannot be brought to the disk (" + FileReason.of(impossible)
                            + "); the checkpoint is kept",
                    impossible);
        }
        Checkpoints.discard(out);
    }

    /** Says what comes next. */
    void announce(String next) {
        if (!quiet) {
            say(next);
        }
    }

    /**
     * Says that the command was stopped, which is said with {@code --quiet} too.
     *
     * @param words when, and what becomes of what is finished
     * @return the exit status
     */
    int stopped(String words) {
        say("stopped" + words);
        return ExitStatus.FAILED;
    }

    private void say(String words) {
        PrintWriter err = command.commandLine().getErr();
        err.println("synfire: " + words);
        err.flush();
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
        write(tables, () -> {}, () -> ResultPage.html(tables, Version.number()));
    }

    /** Writes tables, and single spikes as a picture and as a table of its own. */
    void write(ResultTables tables, SpikeRaster raster) {
        write(
                tables,
                () -> WholeFile.write(out.resolve(tables.name() + "-raster.csv"), raster.csv()),
                () -> ResultPage.html(tables, raster, Version.number()));
    }

    private interface Writing {
        void write() throws IOException;
    }

    private void write(ResultTables tables, Writing more, Supplier<String> page) {
        if (out == null) {
            return;
        }
        tables.write(out);
        try {
            more.write();
            PageFiles.write(out, tables.name() + ".html", page.get());
        } catch (IOException unwritable) {
            throw new OutputException(
                    "cannot write to " + out + ": " + FileReason.of(unwritable) + "; choose another --out folder",
                    unwritable);
        }
    }
}
