package org.synfire.network.integer;

/** What moves neurons that follow a program, besides the spikes that arrive. */
public sealed interface Drive permits Drive.None, DirectCoding {
    /** Nothing. */
    Drive NONE = new None();

    /** Nothing. */
    record None() implements Drive {}
}
