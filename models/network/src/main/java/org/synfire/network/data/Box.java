package org.synfire.network.data;

/**
 * An object in an image, by the edges of its box in pixels of the file as it is seen upright; 0 is the left or upper
 * edge of the first pixel.
 *
 * @param own number of its class in the data set
 * @param left edge
 * @param top edge
 * @param right edge, beyond {@code left}
 * @param bottom edge, beyond {@code top}
 * @param isDifficult whether the data set marks it as hard to see (VOC), or as a crowd (COCO); such boxes are not
 *     counted
 */
public record Box(int own, double left, double top, double right, double bottom, boolean isDifficult) {
    /** In square pixels. */
    public double area() {
        return (right - left) * (bottom - top);
    }
}
