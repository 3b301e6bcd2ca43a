package org.synfire.network.reference;

import java.util.Arrays;
import java.util.List;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.NumberFormats;
import org.synfire.network.integer.Overflows;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Rescale;
import org.synfire.network.integer.ScaledIntegration;

/**
 * The potentials of a population with scaled integration, bit plane by bit plane.
 *
 * <p>A plane holds one binary digit of every value that reaches the synapses, negative where it is a sign.
 * <b>Equation:</b> as {@link ScaledIntegration} states them.
 */
final class DenseScaledSums implements LayerSums {
    private final Population population;
    private final ScaledIntegration integration;
    private final int bits;
    private final List<DenseProjection> inbound;
    private final boolean[] isSigned;
    private final int[][] planes;
    private final int[][] arriving;
    private final int[] stepSums;
    private long sumOverflows;
    private long potentialOverflows;
    private long peak;

    DenseScaledSums(
            IntegerNetwork network,
            Population population,
            ScaledIntegration integration,
            List<DenseProjection> inbound) {
        this.population = population;
        this.integration = integration;
        this.bits = network.timeSteps();
        this.inbound = inbound;
        this.isSigned = new boolean[inbound.size()];
        for (int p = 0; p < isSigned.length; p++) {
            isSigned[p] = network.population(inbound.get(p).source()).neurons() instanceof Neurons.Coded coded
                    && coded.code().isSigned();
        }
        this.planes = network.inbound(population.id()).stream()
                .map(p -> new int[p.synapses().in().size()])
                .toArray(int[][]::new);
        this.arriving = new int[planes.length][];
        this.stepSums = new int[population.shape().size()];
    }

    /** Writes the potentials after the last bit step, the bias included. */
    @Override
    public void compute(int[][] values, int[] potentials) {
        for (int p = 0; p < arriving.length; p++) {
            arriving[p] = inbound.get(p).arriving(values[inbound.get(p).source()]);
        }
        Arrays.fill(potentials, 0);
        for (int bitStep = 0; bitStep < bits; bitStep++) {
            if (sumStep(bitStep)) {
                integrate(potentials, integration.shift(bits, bitStep));
            }
        }
        addBias(potentials);
    }

    /** Whether anything arrived. */
    private boolean sumStep(int bitStep) {
        boolean arrived = false;
        Arrays.fill(stepSums, 0);
        for (int p = 0; p < planes.length; p++) {
            boolean isSign = isSigned[p] && bitStep == 0;
            if (fillPlane(planes[p], arriving[p], bits - 1 - bitStep, isSign ? -1 : 1)) {
                inbound.get(p).addArrived(stepSums, planes[p]);
                arrived = true;
            }
        }
        return arrived;
    }

    private static boolean fillPlane(int[] plane, int[] values, int digit, int spike) {
        int any = 0;
        for (int i = 0; i < values.length; i++) {
            int bit = values[i] >> digit & 1;
            plane[i] = bit * spike;
            any |= bit;
        }
        return any != 0;
    }

    private void integrate(int[] potentials, int shift) {
        NumberFormats formats = integration.formats();
        for (int i = 0; i < potentials.length; i++) {
            sumOverflows += formats.sum().holds(stepSums[i]) ? 0 : 1;
            long scaled = Rescale.symmetric(
                    (long) integration.multiplier() * formats.sum().written(stepSums[i]), shift);
            peak = Math.max(peak, Math.abs(scaled));
            write(potentials, i, potentials[i] + scaled);
        }
    }

    private void addBias(int[] potentials) {
        int[] bias = integration.bias();
        int positions = population.shape().positions();
        for (int i = 0; i < potentials.length; i++) {
            write(potentials, i, (long) potentials[i] + bias[population.entry(bias.length, i / positions, i)]);
        }
    }

    private void write(int[] potentials, int neuron, long exact) {
        peak = Math.max(peak, Math.abs(exact));
        potentialOverflows += integration.formats().potential().holds(exact) ? 0 : 1;
        potentials[neuron] = integration.formats().potential().written(exact);
    }

    /** The largest magnitude of a scaled sum, or of a potential before it was written to its register, so far. */
    @Override
    public long peak() {
        return peak;
    }

    @Override
    public Overflows overflows() {
        return new Overflows(sumOverflows, potentialOverflows);
    }
}
