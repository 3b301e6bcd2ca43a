package org.synfire.noc.chip;

/** How many chips stand side by side. */
record ChipGrid(int across, int down) {
    static final ChipGrid ONE = new ChipGrid(1, 1);
}
