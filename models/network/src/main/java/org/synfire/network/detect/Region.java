package org.synfire.network.detect;

import org.synfire.network.image.ImageSize;
import org.synfire.network.image.Placement;

/**
 * A rectangle by its edges, in pixels: 0 is the left or upper edge of the first pixel. Whether these are pixels of the
 * file or of what the network sees is said where a region is given.
 *
 * @param left edge
 * @param top edge
 * @param right edge; a region whose right edge is not beyond its left one is empty
 * @param bottom edge, likewise
 */
public record Region(double left, double top, double right, double bottom) {
    /** The region of a size around a point. */
    public static Region around(double x, double y, double width, double height) {
        return new Region(x - width / 2, y - height / 2, x + width / 2, y + height / 2);
    }

    /** In square pixels; 0 for an empty region. */
    public double area() {
        return isEmpty() ? 0 : (right - left) * (bottom - top);
    }

    /** Whether no point lies inside. An edge that is no number makes it empty. */
    public boolean isEmpty() {
        return !(left < right) || !(top < bottom);
    }

    /** Square pixels that both cover. */
    public double intersection(Region other) {
        return new Region(
                        Math.max(left, other.left),
                        Math.max(top, other.top),
                        Math.min(right, other.right),
                        Math.min(bottom, other.bottom))
                .area();
    }

    /**
     * Intersection over union.
     *
     * @return 0..1; 0 if both are empty
     */
    public double overlap(Region other) {
        double both = intersection(other);
        double union = area() + other.area() - both;
        return union > 0 ? both / union : 0;
    }

    /**
     * The share of this region that another one covers.
     *
     * @return 0..1; 0 if this is empty
     */
    public double shareIn(Region other) {
        return isEmpty() ? 0 : intersection(other) / area();
    }

    /** A region in pixels of the file, as the network sees it. */
    public Region seen(Placement placement) {
        return new Region(
                left * placement.scaleX() + placement.shiftX(),
                top * placement.scaleY() + placement.shiftY(),
                right * placement.scaleX() + placement.shiftX(),
                bottom * placement.scaleY() + placement.shiftY());
    }

    /** A region in pixels that the network sees, in pixels of the file: the inverse of {@link #seen}. */
    public Region inFile(Placement placement) {
        return new Region(
                (left - placement.shiftX()) / placement.scaleX(),
                (top - placement.shiftY()) / placement.scaleY(),
                (right - placement.shiftX()) / placement.scaleX(),
                (bottom - placement.shiftY()) / placement.scaleY());
    }

    /** The part inside an image; empty if there is none. */
    public Region within(ImageSize size) {
        return new Region(
                Math.clamp(left, 0, size.width()),
                Math.clamp(top, 0, size.height()),
                Math.clamp(right, 0, size.width()),
                Math.clamp(bottom, 0, size.height()));
    }
}
