package org.synfire.emulator.core;

/** How many cores are computed at one visit. Results, counts and records do not depend on it. */
public enum Grouping {
    /** Each core by itself. */
    SINGLE,
    /** Cores of one worker that hold neighbouring channels of the same positions, where their sums have windows. */
    FUSED
}
