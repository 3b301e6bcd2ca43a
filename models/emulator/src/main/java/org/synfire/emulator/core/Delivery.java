package org.synfire.emulator.core;

/** How spikes get from a core to another of the same worker. Results do not depend on it. */
public enum Delivery {
    /** One by one. */
    PACKETS,
    /** Many in a word, where neurons have their axons in equal runs and enough of them spike. */
    WORDS
}
