package org.synfire.papers.brunel;

import java.util.List;

/**
 * Where Brunel's network works: how strong inhibition is, how strong its input, and where a potential begins after a
 * spike.
 *
 * <p><b>Source:</b> strengths, Brunel, "Dynamics of Sparsely Connected Networks of Excitatory and Inhibitory Spiking
 * Neurons", Journal of Computational Neuroscience 8, 2000, figure 8; {@link #NEST}, the example
 * {@code brunel_delta_nest} of NEST. {@link #stated}: a program in double precision and with the same random numbers,
 * written apart from this project's code, full network, 0.2 to 1 s.
 */
public enum BrunelRegime {
    /** Synchronous and regular. */
    REGULAR(3, 2, 10, new Stated(333.064, 0.0008), new Stated(333.047, 0.0006)),
    /** Synchronous and irregular, with fast oscillations. */
    FAST(6, 4, 10, new Stated(57.993, 0.8139), new Stated(58.624, 0.8158)),
    /** Asynchronous and irregular. */
    IRREGULAR(5, 2, 10, new Stated(37.607, 0.4200), new Stated(37.716, 0.4212)),
    /** Synchronous and irregular, with slow oscillations. */
    SLOW(4.5, 0.9, 10, new Stated(5.514, 0.4722), new Stated(5.572, 0.4765)),
    /** As {@link #IRREGULAR}, but a potential begins at rest. */
    NEST(5, 2, 0, new Stated(32.158, 0.1726), new Stated(32.207, 0.1726));

    private final double inhibition;
    private final double input;
    private final int reset;
    private final List<Stated> stated;

    BrunelRegime(double inhibition, double input, int reset, Stated excitatory, Stated inhibitory) {
        this.inhibition = inhibition;
        this.input = input;
        this.reset = reset;
        this.stated = List.of(excitatory, inhibitory);
    }

    /**
     * What another program found for a population.
     *
     * @param rate spikes of a neuron in a second
     * @param irregularity mean coefficient of variation of the intervals
     */
    public record Stated(double rate, double irregularity) {}

    /** How many times stronger an inhibitory synapse is than an excitatory one. */
    public double inhibition() {
        return inhibition;
    }

    /** The input's rate over the one that takes a neuron without other input to its threshold. */
    public double input() {
        return input;
    }

    /** The potential after a spike, mV above rest. */
    public int reset() {
        return reset;
    }

    /** What another program found: excitatory, inhibitory. */
    List<Stated> stated() {
        return stated;
    }
}
