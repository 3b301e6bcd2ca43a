package org.synfire.emulator.core;

/**
 * The columns of a map in groups of neighbours, and which output columns a group reaches.
 *
 * <p>A group's columns reach overlapping runs of outputs. Treated as one column of so many times the channels, they
 * fill a vector better, and sums are loaded and stored once for all of them. Groups whose first column has the same
 * phase of the stride reach outputs in the same pattern.
 *
 * @param size columns of a group; the last group of a row may reach beyond the map
 */
record ColumnGroups(WindowGeometry columns, int size) {
    int group(int column) {
        return column / size;
    }

    int groups(int width) {
        return Math.ceilDiv(width, size);
    }

    /** The pattern of a group: the phase of its first column. */
    int pattern(int group) {
        return columns.phase(group * size);
    }

    /** Whether any column of a group reaches an output. */
    boolean reaches(int group) {
        for (int g = 0; g < size; g++) {
            if (reachesAt(group * size + g)) {
                return true;
            }
        }
        return false;
    }

    private boolean reachesAt(int column) {
        return columns.reaches(columns.phase(column));
    }

    /** The first output that any column of the group reaches; may lie outside of the map. */
    int firstOutput(int group) {
        int first = Integer.MAX_VALUE;
        for (int column = group * size; column < (group + 1) * size; column++) {
            first = reachesAt(column) ? Math.min(first, columns.firstOutput(column)) : first;
        }
        return first;
    }

    /** Outputs from the first to the last that the group reaches, gaps included. */
    int span(int group) {
        int end = Integer.MIN_VALUE;
        for (int column = group * size; column < (group + 1) * size; column++) {
            end = reachesAt(column)
                    ? Math.max(end, columns.firstOutput(column) + columns.span(columns.phase(column)))
                    : end;
        }
        return end - firstOutput(group);
    }

    /** How far an output, reached by a tap of the group's g-th column, is from the group's first. */
    int offset(int group, int g, int tap) {
        int column = group * size + g;
        return columns.firstOutput(column) + columns.offsets()[columns.phase(column)][tap] - firstOutput(group);
    }

    /** The kernel columns through which the group's g-th column reaches outputs. */
    int[] taps(int group, int g) {
        return columns.taps()[columns.phase(group * size + g)];
    }
}
