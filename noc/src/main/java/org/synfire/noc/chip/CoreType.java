package org.synfire.noc.chip;

/** The two kinds of Darwin3 tile, which differ in the size of their axon-in memory (REFERENCE A1). */
public enum CoreType {
    /** 65536 words of axon-in memory on Darwin3. */
    BIG,
    /** 8192 words of axon-in memory on Darwin3. */
    LITTLE
}
