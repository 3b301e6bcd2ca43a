package org.synfire.emulator.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.synfire.engine.InputException;
import org.synfire.engine.file.DurableFiles;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.Journal;
import org.synfire.engine.file.JournalFiles;
import org.synfire.engine.file.OutputException;

/**
 * The finished parts of a run in its folder, so that it goes on after its process was killed.
 *
 * <p>Each part is a file, written beside and renamed; then its range and hash are a line of {@value #NAME}. A part
 * whose line or file is damaged or missing is run again. <b>Threads:</b> one.
 */
public final class RunJournal {
    /** The journal's file. */
    public static final String NAME = "run.journal";

    /** The files of parts, as a glob. */
    public static final String PARTS = "run-part-*.txt";

    private static final String KIND = "run";
    private static final JournalFiles FILES = new JournalFiles(NAME, KIND, PARTS);

    private final Path folder;
    private final Map<Long, Entry> entries = new TreeMap<>();
    private final Journal journal;

    /** A part that the journal names. */
    private record Entry(SampleRange range, String sha256) {
        static Optional<Entry> of(String line) {
            if (!line.matches("[0-9]{1,18} [0-9]{1,18} [0-9]{1,18} [0-9a-f]{64}")) {
                return Optional.empty();
            }
            String[] words = line.split(" ");
            try {
                return Optional.of(new Entry(
                        new SampleRange(Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2])),
                        words[3]));
            } catch (IllegalArgumentException impossible) {
                return Optional.empty();
            }
        }

        String line() {
            return String.format(Locale.ROOT, "%d %d %d %s", range.origin(), range.from(), range.count(), sha256);
        }
    }

    private RunJournal(Path folder, String subject) {
        this.folder = folder;
        this.journal = Journal.open(folder.resolve(NAME), KIND, subject, line -> {
            Optional<Entry> entry = Entry.of(line);
            entry.ifPresent(one -> entries.put(one.range.from(), one));
            return entry.isPresent();
        });
    }

    /** Whether a folder has a journal that is more than begun: with a finished part, or with something else in it. */
    public static boolean isIn(Path folder) {
        return FILES.areIn(folder);
    }

    /**
     * Opens the journal of a folder, or begins one.
     *
     * @param folder of the run, which no other process writes to
     * @param subject everything that the parts depend on, in words, its clauses separated by commas
     * @throws InputException if it cannot be used, or is of another run
     */
    public static RunJournal open(Path folder, String subject) {
        return new RunJournal(folder, subject);
    }

    /**
     * Deletes the journal of a folder and its parts, because the result is written, which outlives a power cut before
     * they go.
     *
     * @throws OutputException if the result cannot be brought to the disk
     * @throws InputException if they cannot be deleted
     */
    public static void replaceByResult(Path folder) {
        try {
            DurableFiles.forceAll(folder);
        } catch (IOException impossible) {
            throw new OutputException(
                    folder + ": the result cannot be brought to the disk (" + FileReason.of(impossible)
                            + "); finished parts are kept",
                    impossible);
        }
        discard(folder);
    }

    /**
     * Deletes the journal of a folder and its parts, if there are some.
     *
     * @throws InputException if they cannot be deleted
     */
    public static void discard(Path folder) {
        FILES.discard(folder);
    }

    private Path file(long from) {
        return folder.resolve(String.format(Locale.ROOT, "run-part-%09d.txt", from));
    }

    /** The parts that the journal names, by their first samples; whether their files are whole is not known yet. */
    public List<SampleRange> ranges() {
        return entries.values().stream().map(Entry::range).toList();
    }

    /**
     * A finished part.
     *
     * @param from number of its first sample
     * @return empty if the journal does not name it, or its file is missing or damaged
     */
    public Optional<RunPart> find(long from) {
        Entry entry = entries.get(from);
        if (entry == null || !Files.exists(file(from))) {
            return Optional.empty();
        }
        try {
            RunPart part = RunPartFile.read(file(from));
            return part.range().equals(entry.range)
                            && RunPartFile.hash(file(from)).equals(entry.sha256)
                    ? Optional.of(part)
                    : Optional.empty();
        } catch (InputException damaged) {
            return Optional.empty();
        }
    }

    /**
     * Keeps a part that is finished; when this returns, it outlives the process and a power cut.
     *
     * @throws OutputException if it cannot be written
     * @throws InputException if the journal cannot be written
     */
    public void keep(RunPart part) {
        long from = part.range().from();
        Entry entry = new Entry(part.range(), RunPartFile.write(part, file(from)));
        journal.add(entry.line());
        entries.put(from, entry);
    }
}
