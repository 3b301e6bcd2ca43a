package org.synfire.network.integer;

/**
 * How often a register was written a number that it cannot hold: one for each neuron and time step.
 *
 * @param sums weighted sums of a step
 * @param potentials membrane potentials
 */
public record Overflows(long sums, long potentials) {
    /** None at all. */
    public static final Overflows NONE = new Overflows(0, 0);

    /** Both kinds. */
    public long total() {
        return sums + potentials;
    }

    /** These and others. */
    public Overflows plus(Overflows other) {
        return new Overflows(sums + other.sums, potentials + other.potentials);
    }
}
