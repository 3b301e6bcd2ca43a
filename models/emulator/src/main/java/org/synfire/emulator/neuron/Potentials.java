package org.synfire.emulator.neuron;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.network.integer.Integration;
import org.synfire.network.integer.Overflows;
import org.synfire.network.integer.ScaledIntegration;

/**
 * The membrane potentials of a core while a sample's bits are integrated.
 *
 * <p><b>Threads:</b> used by the one worker that owns the core.
 */
interface Potentials extends Checkpointed {
    /**
     * Adds what arrived in a bit step; bit steps of a sample rise, and those in which nothing arrived may be left out.
     */
    void integrate(StepSums sums, int bitStep);

    /** Copies the potentials after a bit step, the bias not included. */
    void read(int bitStep, int[] into);

    /** Ends the sample: writes each neuron's sum, its bias included, and begins anew at 0. */
    void finish(int[] into);

    /**
     * Potentials in the arithmetic of a population.
     *
     * @param memory one 32-bit integer per neuron; empty if the sums of each sample come at once, which only exact
     *     potentials can bear
     * @param bits T
     * @param bias of the neurons of a period, which divides the number of neurons
     */
    static Potentials of(Integration integration, Optional<MemorySegment> memory, int neurons, int bits, int[] bias) {
        return switch (integration) {
            case Integration.Exact exact when memory.isEmpty() -> new SumsAtOnce(neurons, bias);
            case Integration.Exact exact -> new ExactPotentials(memory.orElseThrow(), neurons, bits, bias);
            case ScaledIntegration scaled -> new ScaledPotentials(memory.orElseThrow(), neurons, bits, scaled, bias);
        };
    }

    /** What is not in their memory. */
    @Override
    default void state(StateFields fields) {}

    /** What did not fit its register so far. */
    Overflows overflows();
}
