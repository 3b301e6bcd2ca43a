package org.synfire.papers.sparsity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.synfire.engine.InputException;
import org.synfire.engine.file.Journal;
import org.synfire.network.sparsity.SparsityPlan;

/**
 * The trials of a search in a {@link Journal}, each as JSON.
 *
 * <p>A search asks in the same order every time, so one that was interrupted goes through the trials in the file
 * without computing them and goes on where it was.
 */
public final class TrialJournal {
    private static final String KIND = "search";

    private final ObjectMapper mapper = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);
    private final Map<String, Trial> trials = new HashMap<>();
    private Journal journal;

    /** A line. */
    private record Line(String plan, Trial trial) {}

    private TrialJournal() {}

    /** Trials that are kept nowhere. */
    public static TrialJournal inMemory() {
        return new TrialJournal();
    }

    /**
     * Opens a journal, or begins one.
     *
     * @param subject everything that a trial's outcome depends on but the plan
     * @throws InputException if it cannot be read or written, or is about another subject
     */
    public static TrialJournal open(Path file, String subject) {
        TrialJournal trials = new TrialJournal();
        trials.journal = Journal.open(file, KIND, subject, trials::take);
        return trials;
    }

    private boolean take(String part) {
        try {
            Line line = mapper.readValue(part, Line.class);
            if (line == null) {
                return false;
            }
            trials.put(line.plan, line.trial);
            return true;
        } catch (JsonProcessingException other) {
            return false;
        }
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
        if (journal != null) {
            try {
                journal.add(mapper.writeValueAsString(new Line(plan.key(), trial)));
            } catch (JsonProcessingException impossible) {
                throw new IllegalStateException("a trial can always be written as JSON", impossible);
            }
        }
    }
}
