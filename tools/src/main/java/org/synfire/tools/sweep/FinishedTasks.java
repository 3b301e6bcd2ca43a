package org.synfire.tools.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.Journal;
import org.synfire.engine.file.JournalFiles;
import org.synfire.engine.file.OutputException;
import org.synfire.engine.file.Sha256;
import org.synfire.engine.file.WholeFile;

/**
 * The finished tasks of a sweep in its folder, so that a sweep that was killed goes on.
 *
 * <p>Each is a line of {@value #NAME}. Parts of runs are files of their own, written before the line, which has their
 * hash; a task whose line or file is damaged or missing is done again. <b>Threads:</b> one at a time.
 */
public final class FinishedTasks {
    /** The journal's file. */
    public static final String NAME = "sweep.journal";

    /** The files of parts, as a glob. */
    public static final String PARTS = "sweep-part-*.txt";

    private static final String KIND = "sweep of runs";
    private static final JournalFiles FILES = new JournalFiles(NAME, KIND, PARTS);

    private final ObjectMapper mapper = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);
    private final Path folder;
    private final Map<String, Entry> entries = new HashMap<>();
    private final Journal journal;

    /** @param part SHA-256 of the part's file; empty where there is none */
    private record Entry(String task, int status, String message, String json, String part) {}

    private FinishedTasks(Path folder, String subject) {
        this.folder = folder;
        this.journal = Journal.open(folder.resolve(NAME), KIND, subject, this::take);
    }

    /**
     * Opens the journal of a folder, or begins one.
     *
     * @param folder of the sweep, which no other process writes to
     * @param subject everything that results depend on, in words, its clauses separated by commas
     * @throws InputException if it cannot be used, or is of another sweep
     */
    public static FinishedTasks open(Path folder, String subject) {
        return new FinishedTasks(folder, subject);
    }

    /** Whether a folder has a journal that is more than begun: with a finished task, or with something else in it. */
    public static boolean isIn(Path folder) {
        return FILES.areIn(folder);
    }

    /**
     * Deletes the journal of a folder and its parts, if there are some.
     *
     * @throws InputException if they cannot be deleted
     */
    public static void discard(Path folder) {
        FILES.discard(folder);
    }

    private boolean take(String line) {
        try {
            Entry entry = mapper.readValue(line, Entry.class);
            if (entry == null || !entry.task().matches("[0-9]{1,9}-[0-9]{1,9}") || !isWhole(entry)) {
                return false;
            }
            entries.put(entry.task(), entry);
            return true;
        } catch (JsonProcessingException other) {
            return false;
        }
    }

    private boolean isWhole(Entry entry) {
        try {
            return entry.part().isEmpty() || Sha256.of(file(entry.task())).equals(entry.part());
        } catch (IOException missing) {
            return false;
        }
    }

    private Path file(String task) {
        return folder.resolve("sweep-part-" + task + ".txt");
    }

    /** The result of a task, if it is finished; without its report, which lies in its own folder. */
    public Optional<TaskResult> find(SweepTask task) {
        Entry entry = entries.get(task.name());
        if (entry == null) {
            return Optional.empty();
        }
        try {
            byte[] part = entry.part().isEmpty() ? new byte[0] : Files.readAllBytes(file(entry.task()));
            return Optional.of(new TaskResult(entry.status(), entry.message(), entry.json(), part, new byte[0]));
        } catch (IOException removed) {
            return Optional.empty();
        }
    }

    /**
     * Keeps the result of a task; when this returns, it outlives the process.
     *
     * @throws OutputException if its part cannot be written
     * @throws InputException if the journal cannot be written
     */
    public void keep(SweepTask task, TaskResult result) {
        String hash = "";
        if (result.part().length > 0) {
            try {
                WholeFile.write(file(task.name()), result.part());
            } catch (IOException unwritable) {
                throw new OutputException(
                        file(task.name()) + " cannot be written (" + FileReason.of(unwritable) + ")", unwritable);
            }
            hash = new Sha256().add(result.part()).hex();
        }
        Entry entry = new Entry(task.name(), result.status(), result.message(), result.json(), hash);
        try {
            journal.add(mapper.writeValueAsString(entry));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("texts can always be written as JSON", impossible);
        }
        entries.put(entry.task(), entry);
    }

    /** How many tasks are finished. */
    public int size() {
        return entries.size();
    }

    /** How many damaged lines were left out. */
    public int dropped() {
        return journal.dropped();
    }
}
