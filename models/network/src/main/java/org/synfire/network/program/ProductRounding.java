package org.synfire.network.program;

/** How a product is rounded when it is shifted to the right. */
public enum ProductRounding {
    /** To the nearest integer, halves away from zero. */
    NEAREST,
    /** Towards zero, as C divides. */
    TOWARDS_ZERO,
    /** Towards minus infinity, as an arithmetic shift. */
    FLOOR;

    /**
     * A product, shifted and rounded.
     *
     * @param product up to 2^62 in magnitude
     * @param shift 0..52
     */
    public long shifted(long product, int shift) {
        long unit = 1L << shift;
        return switch (this) {
            case NEAREST -> {
                long half = unit >> 1;
                yield product < 0 ? -((half - product) >> shift) : (product + half) >> shift;
            }
            case TOWARDS_ZERO -> product / unit;
            case FLOOR -> product >> shift;
        };
    }
}
