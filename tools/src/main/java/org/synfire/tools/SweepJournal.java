package org.synfire.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.synfire.engine.file.Journal;
import org.synfire.noc.measure.LoadFigures;
import org.synfire.noc.measure.SweepMemory;

/**
 * The loads that a sweep has measured, each as a line of JSON in {@code sweep.journal}.
 *
 * <p>JSON holds every digit of a double, so a sweep that goes on has the same figures as one that was never ended.
 * <b>Threads:</b> any.
 */
final class SweepJournal implements SweepMemory {
    static final String NAME = "sweep.journal";
    private static final String KIND = "sweep";

    private final ObjectMapper mapper = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);
    private final Map<Double, LoadFigures> measured = new ConcurrentHashMap<>();
    private final Journal journal;

    private SweepJournal(Path file, String subject) {
        journal = Journal.open(file, KIND, subject, this::take);
    }

    /**
     * Opens the journal of a folder, or begins one.
     *
     * @param subject everything that the figures of a load depend on but the load
     * @throws org.synfire.engine.InputException if it cannot be used, or is of another sweep
     */
    static SweepJournal open(Path folder, String subject) {
        return new SweepJournal(folder.resolve(NAME), subject);
    }

    private boolean take(String part) {
        try {
            LoadFigures figures = mapper.readValue(part, LoadFigures.class);
            if (figures == null) {
                return false;
            }
            measured.put(figures.offered(), figures);
            return true;
        } catch (JsonProcessingException other) {
            return false;
        }
    }

    @Override
    public Optional<LoadFigures> find(double offered) {
        return Optional.ofNullable(measured.get(offered));
    }

    @Override
    public void keep(LoadFigures figures) {
        try {
            journal.add(mapper.writeValueAsString(figures));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("figures can always be written as JSON", impossible);
        }
        measured.put(figures.offered(), figures);
    }

    /** How many loads it holds. */
    int size() {
        return measured.size();
    }

    /** How many damaged lines were left out. */
    int dropped() {
        return journal.dropped();
    }

    /** Deletes the file, because the sweep is finished. */
    void delete() {
        journal.delete();
    }
}
