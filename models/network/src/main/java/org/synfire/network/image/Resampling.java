package org.synfire.network.image;

/** How pixels between the given ones are computed. */
public enum Resampling {
    /** The pixel at the place of the new one's middle; PIL's NEAREST, PyTorch's nearest-exact. Knows no antialias. */
    NEAREST,
    /** A triangle; PIL's BILINEAR. */
    BILINEAR,
    /** A cubic polynomial; PIL's BICUBIC. */
    BICUBIC;

    /** The word that options and reports use. */
    public String word() {
        return switch (this) {
            case NEAREST -> "nearest";
            case BILINEAR -> "bilinear";
            case BICUBIC -> "bicubic";
        };
    }
}
