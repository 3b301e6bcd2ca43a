package org.synfire.emulator.neuron;

import java.util.Arrays;
import java.util.Optional;
import org.synfire.network.integer.Overflows;

/**
 * Potentials of neurons to which the sums of all steps of a sample come at once, in the step in which the sample ends:
 * they have nothing to keep.
 */
final class SumsAtOnce implements Potentials {
    private final int neurons;
    private final int[] bias;
    private Optional<StepSums> lent = Optional.empty();
    private boolean hasArrived;

    /** @param bias of the neurons of a period, which divides the number of neurons */
    SumsAtOnce(int neurons, int[] bias) {
        this.neurons = neurons;
        this.bias = bias;
    }

    @Override
    public void integrate(StepSums sums, int bitStep) {
        if (lent.isEmpty() || lent.get() != sums) {
            lent = Optional.of(sums);
        }
        hasArrived = true;
    }

    @Override
    public void read(int bitStep, int[] into) {
        throw new IllegalStateException("potentials between steps are not kept");
    }

    @Override
    public void finish(int[] into) {
        if (hasArrived) {
            lent.orElseThrow().copyTo(into);
        } else {
            Arrays.fill(into, 0, neurons, 0);
        }
        hasArrived = false;
        for (int first = 0; first < neurons; first += bias.length) {
            for (int e = 0; e < bias.length; e++) {
                into[first + e] += bias[e];
            }
        }
    }

    @Override
    public Overflows overflows() {
        return Overflows.NONE;
    }
}
