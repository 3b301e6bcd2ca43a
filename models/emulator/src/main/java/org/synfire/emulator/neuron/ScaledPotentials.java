package org.synfire.emulator.neuron;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.synfire.emulator.kernel.ScaledStep;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.network.integer.Overflows;
import org.synfire.network.integer.ScaledIntegration;
import org.synfire.network.program.Register;

/**
 * Potentials in registers of limited width, as {@link ScaledIntegration} defines them, with every overflow counted.
 *
 * <p><b>Equation:</b> SDANN eq. 18, the step's weight in the shift of M0.
 */
final class ScaledPotentials implements Potentials {
    private final MemorySegment potentials;
    private final int neurons;
    private final Register sumRegister;
    private final Register register;
    private final ScaledStep[] firstSteps;
    private final ScaledStep[] laterSteps;
    private final int[] bias;
    private boolean isEmpty = true;
    private long sumOverflows;
    private long potentialOverflows;

    /** @param bias of the neurons of a period, which divides the number of neurons */
    ScaledPotentials(MemorySegment potentials, int neurons, int bits, ScaledIntegration integration, int[] bias) {
        this.potentials = potentials;
        this.neurons = neurons;
        this.sumRegister = integration.formats().sum();
        this.register = integration.formats().potential();
        this.firstSteps = new ScaledStep[bits];
        this.laterSteps = new ScaledStep[bits];
        this.bias = bias;
        Arrays.setAll(firstSteps, bitStep -> ScaledStep.of(integration, bits, bitStep, true));
        Arrays.setAll(laterSteps, bitStep -> ScaledStep.of(integration, bits, bitStep, false));
    }

    @Override
    public void integrate(StepSums sums, int bitStep) {
        sumOverflows += sums.limit(sumRegister);
        potentialOverflows += sums.integrateInto(potentials, isEmpty ? firstSteps[bitStep] : laterSteps[bitStep]);
        isEmpty = false;
    }

    @Override
    public void read(int bitStep, int[] into) {
        if (isEmpty) {
            Arrays.fill(into, 0, neurons, 0);
        } else {
            MemorySegment.copy(potentials, ValueLayout.JAVA_INT, 0, into, 0, neurons);
        }
    }

    @Override
    public void finish(int[] into) {
        read(0, into);
        isEmpty = true;
        for (int first = 0; first < neurons; first += bias.length) {
            for (int e = 0; e < bias.length; e++) {
                long exact = (long) into[first + e] + bias[e];
                potentialOverflows += register.holds(exact) ? 0 : 1;
                into[first + e] = register.written(exact);
            }
        }
    }

    @Override
    public Overflows overflows() {
        return new Overflows(sumOverflows, potentialOverflows);
    }

    @Override
    public void state(StateFields fields) {
        isEmpty = fields.whole("is empty", isEmpty ? 1 : 0) != 0;
        sumOverflows = fields.whole("overflows of sums", sumOverflows);
        potentialOverflows = fields.whole("overflows of potentials", potentialOverflows);
    }
}
