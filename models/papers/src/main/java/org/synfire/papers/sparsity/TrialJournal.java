package org.synfire.papers.sparsity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.synfire.engine.InputException;
import org.synfire.engine.file.WholeFile;
import org.synfire.network.sparsity.SparsityPlan;

/**
 * The trials of a search, one line of JSON each, after a line that says what was searched.
 *
 * <p>A search asks in the same order every time, so one that was interrupted goes through the trials in the file
 * without computing them and goes on where it was. A line that was not written to its end is dropped.
 */
public final class TrialJournal {
    private static final int VERSION = 1;

    private final ObjectMapper mapper = new ObjectMapper();
    private final Path file;
    private final Map<String, Trial> trials = new HashMap<>();

    /** What was searched. */
    private record Header(int version, String subject) {}

    /** A line. */
    private record Line(String plan, Trial trial) {}

    private TrialJournal(Path file) {
        this.file = file;
    }

    /** Trials that are kept nowhere. */
    public static TrialJournal inMemory() {
        return new TrialJournal(null);
    }

    /**
     * Opens a journal, or begins one.
     *
     * @param subject everything that a trial's outcome depends on but the plan
     * @throws InputException if it cannot be read or written, or is about another subject
     */
    public static TrialJournal open(Path file, String subject) {
        TrialJournal journal = new TrialJournal(file);
        try {
            if (Files.exists(file)) {
                journal.load(Files.readAllLines(file), subject);
            } else {
                WholeFile.write(file, journal.mapper.writeValueAsString(new Header(VERSION, subject)) + "\n");
            }
        } catch (IOException unusable) {
            throw new InputException(
                    file + ": cannot use this journal of a search (" + unusable
                            + "); delete it, or choose another file",
                    unusable);
        }
        return journal;
    }

    private void load(List<String> lines, String subject) throws IOException {
        Header header;
        try {
            header = mapper.readValue(lines.isEmpty() ? "" : lines.getFirst(), Header.class);
        } catch (JsonProcessingException wrong) {
            throw new InputException(file + " is no journal of a search; delete it, or choose another file", wrong);
        }
        if (header.version != VERSION || !subject.equals(header.subject)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s is the journal of another search:%n  it has %s%n  this is %s%nDelete it, or choose another "
                            + "file.",
                    file,
                    header.subject,
                    subject));
        }
        StringBuilder whole = new StringBuilder(lines.getFirst()).append('\n');
        for (String text : lines.subList(1, lines.size())) {
            try {
                Line line = mapper.readValue(text, Line.class);
                trials.put(line.plan, line.trial);
                whole.append(text).append('\n');
            } catch (JsonProcessingException cutShort) {
                break;
            }
        }
        WholeFile.write(file, whole.toString());
    }

    /** A trial made before, or {@code null}. */
    Trial find(SparsityPlan plan) {
        return trials.get(plan.key());
    }

    /** How many trials it holds. */
    public int size() {
        return trials.size();
    }

    void add(SparsityPlan plan, Trial trial) {
        trials.put(plan.key(), trial);
        if (file == null) {
            return;
        }
        try {
            Files.writeString(
                    file, mapper.writeValueAsString(new Line(plan.key(), trial)) + "\n", StandardOpenOption.APPEND);
        } catch (IOException unwritable) {
            throw new InputException(
                    file + ": cannot write the journal (" + unwritable + "); what it holds is not lost", unwritable);
        }
    }
}
