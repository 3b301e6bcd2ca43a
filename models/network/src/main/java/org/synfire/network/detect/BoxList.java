package org.synfire.network.detect;

/**
 * A part of an output that lists the boxes of several resolutions: row, column and anchor, the last running fastest,
 * with the values of a box one after the other.
 *
 * @param output its values
 * @param firstBox number of the part's first box
 * @param height rows of cells
 * @param width columns of cells
 * @param anchors boxes of a cell
 * @param entries values of a box
 */
record BoxList(Output output, int firstBox, int height, int width, int anchors, int entries) implements BoxGrid {
    @Override
    public double value(int anchor, int entry, int row, int column) {
        int box = firstBox + (row * width + column) * anchors + anchor;
        return output.values()[box * entries + entry];
    }
}
