package org.synfire.emulator.map;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.synfire.noc.Mesh;

/**
 * The chips of a system as text: a character for each, or, where they are many, for a block of neighbours.
 *
 * <p>It shows which share of the cores is in use: {@code .} for none, 1 to 9 for tenths, rounded up, and {@code #} for
 * all. Rows below the last one in use are left out.
 */
final class ChipPicture {
    private static final int MOST_COLUMNS = 100;
    private static final int MOST_ROWS = 32;
    private static final int TENTHS = 10;

    private final Mesh mesh;
    private final int blockWidth;
    private final int blockHeight;
    private final long[] used;
    private final long[] all;

    private ChipPicture(Mapping mapping) {
        this.mesh = mapping.chip().mesh();
        this.blockWidth = Math.ceilDiv(mesh.chipsX(), MOST_COLUMNS);
        this.blockHeight = Math.ceilDiv(mesh.chipsY(), MOST_ROWS);
        this.used = new long[columns() * rows()];
        this.all = new long[used.length];
        for (int node = 0; node < mesh.nodes(); node++) {
            all[block(node)] += mapping.chip().isNeuronCore(node) ? 1 : 0;
        }
        mapping.slices().stream().skip(1).forEach(slice -> used[block(slice.node())]++);
    }

    /** What the characters mean, then the chips from the top. */
    static List<String> lines(Mapping mapping) {
        return new ChipPicture(mapping).lines();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        String each = blockWidth * blockHeight == 1
                ? "each a chip"
                : String.format(Locale.ROOT, "each %d x %d chips", blockWidth, blockHeight);
        lines.add("chips: " + each
                + "; . no core in use, 1 to 9 tenths of the cores, # all; the input is at the top left");
        int last = rows() - 1;
        while (last > 0 && isFree(last)) {
            last--;
        }
        for (int row = 0; row <= last; row++) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < columns(); column++) {
                line.append(mark(row * columns() + column));
            }
            lines.add(line.toString());
        }
        if (last + 1 < rows()) {
            lines.add(String.format(Locale.ROOT, "(%d free rows below)", rows() - 1 - last));
        }
        return lines;
    }

    private boolean isFree(int row) {
        for (int column = 0; column < columns(); column++) {
            if (used[row * columns() + column] > 0) {
                return false;
            }
        }
        return true;
    }

    private char mark(int block) {
        if (used[block] == 0) {
            return '.';
        }
        return used[block] == all[block]
                ? '#'
                : (char) ('0' + Math.min(TENTHS - 1, Math.ceilDiv(TENTHS * used[block], all[block])));
    }

    private int columns() {
        return Math.ceilDiv(mesh.chipsX(), blockWidth);
    }

    private int rows() {
        return Math.ceilDiv(mesh.chipsY(), blockHeight);
    }

    private int block(int node) {
        int chip = mesh.chip(node);
        return chip / mesh.chipsX() / blockHeight * columns() + chip % mesh.chipsX() / blockWidth;
    }
}
