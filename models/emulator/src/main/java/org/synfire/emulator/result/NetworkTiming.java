package org.synfire.emulator.result;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How the cycles of packets and steps are found. What the network computes does not depend on it. */
public enum NetworkTiming {
    /** Least values: packets, hops and link loads are counted, no packet waits for another. */
    @JsonProperty("ideal")
    IDEAL,
    /** Every flit goes through every router, cycle by cycle, and every core takes its time. */
    @JsonProperty("cycle")
    CYCLE;

    /** As options and reports have it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
