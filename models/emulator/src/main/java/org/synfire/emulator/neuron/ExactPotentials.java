package org.synfire.emulator.neuron;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.network.integer.Overflows;

/**
 * Potentials in 32 bits, which {@code SumBounds} proves sufficient.
 *
 * <p><b>Equation:</b> SDANN eq. 14 summed over its steps; because each bit weighs half of the one before, the potential
 * is doubled before a step's sums are added (Horner's rule), which is the same integer.
 */
final class ExactPotentials implements Potentials {
    private static final int CLEAR = Integer.SIZE;
    private static final int NONE = -1;

    private final MemorySegment potentials;
    private final int neurons;
    private final int bits;
    private final int[] bias;
    private int lastBit = NONE;

    /** @param bias of the neurons of a period, which divides the number of neurons */
    ExactPotentials(MemorySegment potentials, int neurons, int bits, int[] bias) {
        this.potentials = potentials;
        this.neurons = neurons;
        this.bits = bits;
        this.bias = bias;
    }

    @Override
    public void integrate(StepSums sums, int bitStep) {
        sums.accumulateInto(potentials, lastBit == NONE ? CLEAR : bitStep - lastBit);
        lastBit = bitStep;
    }

    @Override
    public void read(int bitStep, int[] into) {
        if (lastBit == NONE) {
            Arrays.fill(into, 0, neurons, 0);
            return;
        }
        MemorySegment.copy(potentials, ValueLayout.JAVA_INT, 0, into, 0, neurons);
        for (int i = 0; i < neurons && bitStep > lastBit; i++) {
            into[i] <<= bitStep - lastBit;
        }
    }

    @Override
    public void finish(int[] into) {
        boolean isEmpty = lastBit == NONE;
        int missing = bits - 1 - lastBit;
        lastBit = NONE;
        if (!isEmpty) {
            MemorySegment.copy(potentials, ValueLayout.JAVA_INT, 0, into, 0, neurons);
        }
        for (int first = 0; first < neurons; first += bias.length) {
            for (int e = 0; e < bias.length; e++) {
                into[first + e] = (isEmpty ? 0 : into[first + e] << missing) + bias[e];
            }
        }
    }

    @Override
    public Overflows overflows() {
        return Overflows.NONE;
    }

    @Override
    public void state(StateFields fields) {
        lastBit = (int) fields.whole("last bit", lastBit);
    }
}
