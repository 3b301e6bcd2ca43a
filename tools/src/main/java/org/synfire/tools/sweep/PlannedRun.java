package org.synfire.tools.sweep;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One run of a sweep.
 *
 * @param number from 1 on, in the order of the table
 * @param varied what tells it from the others, in the order of the file
 * @param fixed what all runs have
 */
public record PlannedRun(int number, List<Setting> varied, List<Setting> fixed) {
    /** Copies the lists. */
    public PlannedRun {
        varied = List.copyOf(varied);
        fixed = List.copyOf(fixed);
    }

    /** All options. */
    public List<Setting> settings() {
        return Stream.concat(fixed.stream(), varied.stream()).toList();
    }

    /** The value of an option, if it is given. */
    public Optional<Setting> find(String option) {
        return settings().stream()
                .filter(setting -> setting.option().equals(option))
                .findFirst();
    }
}
