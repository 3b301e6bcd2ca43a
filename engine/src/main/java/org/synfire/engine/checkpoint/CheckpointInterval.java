package org.synfire.engine.checkpoint;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.synfire.engine.InputException;

/** How often a state is saved. */
public sealed interface CheckpointInterval {
    /**
     * After so many steps.
     *
     * @param count at least 1
     */
    record Steps(long count) implements CheckpointInterval {
        /** @throws InputException if there is none */
        public Steps {
            if (count < 1) {
                throw new InputException("a checkpoint every " + count + " steps: give at least 1");
            }
        }
    }

    /**
     * After so much host time, at the end of a step.
     *
     * @param length above 0
     */
    record Time(Duration length) implements CheckpointInterval {
        /** @throws InputException if it is 0 */
        public Time {
            if (length.isNegative() || length.isZero()) {
                throw new InputException("a checkpoint every " + length + ": give at least a second");
            }
        }
    }

    /**
     * Reads an interval: {@code 1000} steps, {@code 30s}, {@code 5min} or {@code 2h}.
     *
     * @throws InputException if it is none of these
     */
    static CheckpointInterval of(String words) {
        Matcher matcher = Pattern.compile("([0-9]{1,12})(s|min|h)?").matcher(words);
        if (!matcher.matches()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "'%s' is no interval: give steps such as 1000, or a time such as 30s, 5min or 2h",
                    words));
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case null -> new Steps(count);
            case "s" -> new Time(Duration.ofSeconds(count));
            case "min" -> new Time(Duration.ofMinutes(count));
            default -> new Time(Duration.ofHours(count));
        };
    }
}
