package org.synfire.noc.chip;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How long the cores of a chip take at the end of a step to agree that it is over, by the number of tiles in use.
 *
 * @param tiles numbers of tiles, ascending, the first 1
 * @param microseconds for each of them the time, which holds until the next number
 * @param source who published it, or, where {@code assumed}, why this was taken
 * @param assumed whether nobody has published it for this chip
 */
public record Synchronisation(List<Integer> tiles, List<Double> microseconds, String source, boolean assumed) {
    private static final double NANOS = 1e3;

    /** Keeps copies of the lists. */
    public Synchronisation {
        tiles = List.copyOf(tiles);
        microseconds = List.copyOf(microseconds);
    }

    /**
     * The time in nanoseconds.
     *
     * @param used tiles with a core in use; with none, there is nothing to wait for
     */
    public double nanoseconds(int used) {
        double time = 0;
        for (int i = 0; i < tiles.size() && tiles.get(i) <= used; i++) {
            time = microseconds.get(i) * NANOS;
        }
        return time;
    }

    /** The table as a person reads it: from so many tiles on, so long. */
    String valueText() {
        List<String> entries = new ArrayList<>();
        IntStream.range(0, tiles.size())
                .forEach(i -> entries.add(
                        String.format(Locale.ROOT, "%d: %s", tiles.get(i), PlainNumber.text(microseconds.get(i)))));
        return entries.stream().collect(Collectors.joining(", "));
    }
}
