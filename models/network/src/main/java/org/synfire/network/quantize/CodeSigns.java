package org.synfire.network.quantize;

/** Which codes have a sign, whose step carries no spike where a value cannot be negative. */
public enum CodeSigns {
    /** All, as in SDANN: T steps carry T - 1 bits of a value that follows a ReLU. */
    ALWAYS,
    /** Those of values that can be negative; the others use all T bits, those of the image too. */
    WHERE_NEEDED
}
