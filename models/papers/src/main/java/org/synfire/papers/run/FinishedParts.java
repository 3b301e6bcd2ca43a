package org.synfire.papers.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.synfire.engine.InputException;
import org.synfire.engine.file.Journal;

/**
 * The finished parts of a reproduction, each under a name and as JSON in a {@link Journal}. A reproduction that was
 * killed finds them there and computes only the others.
 *
 * <p>A name says everything that its part depends on and that the subject of the journal does not say. JSON holds every
 * digit of a double, so a part that is found has the same figures as when it was computed.
 *
 * <p><b>Threads:</b> one caller.
 */
public final class FinishedParts {
    private static final String KIND = "reproduction";

    private final ObjectMapper mapper = new ObjectMapper()
            .enable(
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);
    private final Map<String, JsonNode> parts = new HashMap<>();
    private Journal journal;

    /** A line. */
    private record Line(String name, JsonNode value) {}

    private FinishedParts() {}

    /** Parts that are kept nowhere. */
    public static FinishedParts keptNowhere() {
        return new FinishedParts();
    }

    /**
     * Opens a journal, or begins one.
     *
     * @param file its place, in a folder that is there
     * @param subject what all parts depend on
     * @throws InputException if it cannot be read or written, or is about another subject
     */
    public static FinishedParts open(Path file, String subject) {
        FinishedParts parts = new FinishedParts();
        parts.journal = Journal.open(file, KIND, subject, parts::take);
        return parts;
    }

    private boolean take(String part) {
        try {
            Line line = mapper.readValue(part, Line.class);
            if (line == null || line.name == null || line.value == null) {
                return false;
            }
            parts.put(line.name, line.value);
            return true;
        } catch (JsonProcessingException other) {
            return false;
        }
    }

    /** Whether parts are kept. */
    public boolean areKept() {
        return journal != null;
    }

    /** How many parts there are. */
    public int size() {
        return parts.size();
    }

    /** How many damaged lines of the journal were left out. */
    public int dropped() {
        return journal == null ? 0 : journal.dropped();
    }

    /**
     * A part that is there.
     *
     * @param name of the part
     * @param type what it is; of another type, it counts as absent
     */
    public <T> Optional<T> find(String name, Class<T> type) {
        JsonNode value = parts.get(name);
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(mapper.treeToValue(value, type));
        } catch (JsonProcessingException | IllegalArgumentException other) {
            return Optional.empty();
        }
    }

    /**
     * Keeps a part, unless parts are kept nowhere.
     *
     * @param name of the part
     * @param value which JSON can say
     * @throws InputException if the journal cannot be written
     */
    public void keep(String name, Object value) {
        if (journal == null) {
            return;
        }
        JsonNode tree = mapper.valueToTree(value);
        try {
            journal.add(mapper.writeValueAsString(new Line(name, tree)));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a part can always be written as JSON", impossible);
        }
        parts.put(name, tree);
    }

    /**
     * A part that is there, or is computed and kept.
     *
     * @param name of the part
     * @param type what it is
     * @param compute computes it to its end
     */
    public <T> T get(String name, Class<T> type, Supplier<T> compute) {
        return find(name, type).orElseGet(() -> {
            T computed = compute.get();
            keep(name, computed);
            return computed;
        });
    }

    /**
     * Deletes the journal, because the reproduction is finished.
     *
     * @throws InputException if it cannot be deleted
     */
    public void delete() {
        if (journal != null) {
            journal.delete();
        }
    }
}
