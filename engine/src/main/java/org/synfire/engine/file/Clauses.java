package org.synfire.engine.file;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a file is about, in clauses separated by commas, beside what another is about. */
public final class Clauses {
    private static final int SHOWN = 600;

    private Clauses() {}

    /**
     * The clauses of a subject that another one does not have, or all if there are none; without control characters,
     * and not at any length.
     */
    public static String onlyIn(String subject, String other) {
        List<String> others = List.of(other.split(", "));
        String own = Stream.of(subject.split(", "))
                .filter(clause -> !others.contains(clause))
                .collect(Collectors.joining(", "));
        String plain = (own.isEmpty() ? subject : own).replaceAll("\\p{Cntrl}", "?");
        return plain.length() <= SHOWN ? plain : plain.substring(0, SHOWN) + "...";
    }
}
