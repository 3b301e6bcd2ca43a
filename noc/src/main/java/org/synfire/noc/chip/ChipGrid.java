package org.synfire.noc.chip;

import java.util.Optional;

/**
 * How many chips stand side by side.
 *
 * @param across chips across, at least 1
 * @param down chips down, at least 1
 * @param stated the two numbers with their sources, where a chip file states them
 */
record ChipGrid(int across, int down, Optional<Stated> stated) {
    static final ChipGrid ONE = of(1, 1);

    /** The section of a chip file that states how many chips there are. */
    static final String SECTION = "system";

    /** What a chip file says of the system that its chips make. */
    record Stated(Figure across, Figure down) {
        int assumedFigures() {
            return (across.assumed() ? 1 : 0) + (down.assumed() ? 1 : 0);
        }
    }

    static ChipGrid of(int across, int down) {
        return new ChipGrid(across, down, Optional.empty());
    }

    static ChipGrid of(Stated stated) {
        return new ChipGrid((int) stated.across.value(), (int) stated.down.value(), Optional.of(stated));
    }
}
