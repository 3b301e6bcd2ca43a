package org.synfire.network.detect;

/** The values of one resolution: each cell of a grid has the same number of boxes, and a box has some values. */
interface BoxGrid {
    /** A cell and one of its boxes. */
    interface Visitor {
        void box(int anchor, int row, int column);
    }

    /** Rows of cells. */
    int height();

    /** Columns of cells. */
    int width();

    /** A value of a box. */
    double value(int anchor, int entry, int row, int column);

    /** Visits all boxes in the order anchor, row, column. */
    default void visit(int anchors, Visitor visitor) {
        for (int anchor = 0; anchor < anchors; anchor++) {
            for (int row = 0; row < height(); row++) {
                for (int column = 0; column < width(); column++) {
                    visitor.box(anchor, row, column);
                }
            }
        }
    }

    /** Consecutive values of a box. */
    default double[] values(int anchor, int first, int count, int row, int column) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = value(anchor, first + i, row, column);
        }
        return values;
    }
}
