package org.synfire.emulator.map;

import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.MaxGate;

/**
 * Where a map may be cut over space: between any two rows or columns that do not belong to one pooling window.
 *
 * <p>A line before row (or column) i is allowed if no window has members on both sides of it.
 */
final class CutLines {
    private final Shape shape;
    private final boolean[] rowLines;
    private final boolean[] columnLines;

    /**
     * Parts of a map.
     *
     * @param rows bounds of the row parts
     * @param columns bounds of the column parts
     */
    record Tiles(int[] rows, int[] columns) {
        /** Positions of the largest tile. */
        int positions() {
            return Cut.longest(rows) * Cut.longest(columns);
        }
    }

    /** @param gates the pooling at which the map's neurons compete */
    CutLines(Shape shape, List<MaxGate> gates) {
        this.shape = shape;
        this.rowLines = new boolean[shape.height() + 1];
        this.columnLines = new boolean[shape.width() + 1];
        Arrays.fill(rowLines, true);
        Arrays.fill(columnLines, true);
        for (MaxGate gate : gates) {
            for (int w = 0; w < gate.out().positions(); w++) {
                int[] members = Arrays.copyOfRange(gate.members(), gate.starts()[w], gate.starts()[w + 1]);
                forbid(
                        rowLines,
                        Arrays.stream(members).map(m -> m / shape.width()).summaryStatistics());
                forbid(
                        columnLines,
                        Arrays.stream(members).map(m -> m % shape.width()).summaryStatistics());
            }
        }
    }

    private static void forbid(boolean[] lines, IntSummaryStatistics window) {
        Arrays.fill(lines, window.getMin() + 1, window.getMax() + 1, false);
    }

    /**
     * The fewest tiles of at most so many positions: cut over rows first, over columns only where whole rows are too
     * many.
     */
    Optional<Tiles> tiles(int maxPositions) {
        for (int parts = 1; parts <= shape.width(); parts++) {
            int[] columns = parts(columnLines, Math.ceilDiv(shape.width(), parts));
            if (columns.length > 0 && Cut.longest(columns) <= maxPositions) {
                int[] rows = parts(rowLines, maxPositions / Cut.longest(columns));
                if (rows.length > 0) {
                    return Optional.of(new Tiles(rows, columns));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether no window has members on both sides of a cut. */
    boolean isAllowed(Cut cut) {
        return IntStream.of(cut.rows()).allMatch(row -> rowLines[row])
                && IntStream.of(cut.columns()).allMatch(column -> columnLines[column]);
    }

    /** Bounds of the fewest parts of at most {@code longest} coordinates, about equal; empty if there are none. */
    private static int[] parts(boolean[] lines, int longest) {
        int[] greedy = greedy(lines, longest);
        if (greedy.length == 0) {
            return greedy;
        }
        int[] even = even(lines, greedy.length - 1);
        boolean isRising = IntStream.range(1, even.length).allMatch(i -> even[i] > even[i - 1]);
        return isRising && Cut.longest(even) <= longest ? even : greedy;
    }

    private static int[] greedy(boolean[] lines, int longest) {
        int end = lines.length - 1;
        IntStream.Builder bounds = IntStream.builder().add(0);
        for (int at = 0; at < end; ) {
            int next = Math.min(end, at + longest);
            while (next > at && !lines[next]) {
                next--;
            }
            if (next == at) {
                return new int[0];
            }
            bounds.add(next);
            at = next;
        }
        return bounds.build().toArray();
    }

    /** The allowed lines nearest to an even division. */
    private static int[] even(boolean[] lines, int parts) {
        int[] bounds = Cut.equalParts(lines.length - 1, parts);
        for (int i = 1; i < parts; i++) {
            int ideal = bounds[i];
            bounds[i] = IntStream.range(0, lines.length)
                    .filter(line -> lines[line])
                    .boxed()
                    .min((a, b) -> Integer.compare(Math.abs(a - ideal), Math.abs(b - ideal)))
                    .orElseThrow();
        }
        return bounds;
    }
}
