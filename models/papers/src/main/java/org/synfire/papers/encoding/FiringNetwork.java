package org.synfire.papers.encoding;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.graph.StepRounding;
import org.synfire.network.integer.Code;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.Rescale;
import org.synfire.network.integer.Transfer;
import org.synfire.network.integer.TransferTable;
import org.synfire.network.reference.DenseProjection;

/**
 * An integer network with integrate-and-fire neurons in place of its codes, time step by time step.
 *
 * <p><b>Equation:</b> the usual conversion of a quantised network. A spike stands for the largest code C of its layer,
 * so that C times the share of time steps with a spike approaches the code. With w the weights and M^ the rescale of
 * the layer:
 *
 * <pre>
 *   U = U + sum(w * C_source * spike) + bias + zero point / M^,   U = theta / 2 at first,   theta = C / M^
 *   spike +1 and U = U - theta where U is at least theta;
 *   where codes can be negative, spike -1 and U = U + theta where U is -theta or less
 * </pre>
 *
 * An answer adds up. Max-pooling lets the input through that has spiked most until now, the first of equals. RoT, DRLO
 * and scaled integration are not applied.
 *
 * <p><b>Threads:</b> one. <b>Order:</b> in a time step layers follow each other without delay.
 */
public final class FiringNetwork {
    private final IntegerNetwork network;
    private final boolean sendsInput;
    private final List<List<DenseProjection>> inbound;
    private final double[][] potentials;
    private final double[] units;
    private final double[][] thresholds;
    private final double[][] currents;
    private final int[][] values;
    private final int[][] counts;
    private final int[] stepSums;
    private long operations;
    private long spikes;

    /**
     * @param network exact
     * @param sendsInput whether the input spikes; otherwise its codes are added in every time step
     */
    public FiringNetwork(IntegerNetwork network, boolean sendsInput) {
        this.network = network;
        this.sendsInput = sendsInput;
        this.inbound = network.populations().stream()
                .map(p -> network.inbound(p.id()).stream()
                        .map(x -> projection(network, x))
                        .toList())
                .toList();
        this.potentials = perNeuron(network);
        this.thresholds = perNeuron(network);
        this.currents = perNeuron(network);
        this.values = network.populations().stream()
                .map(p -> new int[p.shape().size()])
                .toArray(int[][]::new);
        this.counts = network.populations().stream()
                .map(p -> new int[p.shape().size()])
                .toArray(int[][]::new);
        this.stepSums = new int
                [network.populations().stream()
                        .mapToInt(p -> p.shape().size())
                        .max()
                        .orElseThrow()];
        network.populations().stream().skip(1).forEach(this::setConstants);
        this.units = units(network.output());
    }

    /** What a unit of each output's sum is worth, compared with the others. */
    private static double[] units(Population output) {
        double[] units = new double[output.shape().size()];
        for (int i = 0; i < units.length; i++) {
            units[i] = 1;
            if (output.neurons() instanceof Neurons.Answer answer) {
                Rescale readout = answer.readout();
                int entry = output.entry(readout.entries(), i / output.shape().positions(), i);
                units[i] = Math.scalb((double) readout.multiplier(entry), -readout.shift(entry));
            }
        }
        return units;
    }

    private static DenseProjection projection(IntegerNetwork network, Projection projection) {
        return new DenseProjection(projection, network.population(projection.source()));
    }

    private static double[][] perNeuron(IntegerNetwork network) {
        return network.populations().stream()
                .map(p -> new double[p.shape().size()])
                .toArray(double[][]::new);
    }

    private void setConstants(Population population) {
        int positions = population.shape().positions();
        for (int i = 0; i < population.shape().size(); i++) {
            if (population.neurons() instanceof Neurons.Summing summing) {
                currents[population.id()][i] =
                        summing.bias()[population.entry(summing.bias().length, i / positions, i)];
            }
            if (population.neurons() instanceof Neurons.Stem stem) {
                requireLimits(population, stem);
                Rescale rescale = stem.rescale();
                int entry = population.entry(rescale.entries(), i / positions, i);
                int fineBits = rescale.stages().map(StepRounding.Staged::bits).orElse(0);
                double perSum = Math.scalb((double) rescale.multiplier(entry), -rescale.shift(entry) - fineBits);
                long zeroPoint = rescale.addend(entry) >> rescale.shift(entry) >> fineBits;
                thresholds[population.id()][i] =
                        perSum == 0 ? Double.POSITIVE_INFINITY : stem.code().high() / perSum;
                currents[population.id()][i] += perSum == 0 ? 0 : zeroPoint / perSum;
            }
        }
    }

    private static void requireLimits(Population population, Neurons.Stem stem) {
        if (stem.rescale().hasTwoSlopes()) {
            throw new InputException("layer " + population.name()
                    + " has another slope for values below 0, which neurons that fire at a rate do not send");
        }
        switch (stem.transfer()) {
            case Transfer.Direct direct -> {}
            case TransferTable table ->
                throw new InputException(String.format(
                        Locale.ROOT,
                        "layer %s looks %s up in a table, which neurons that fire at a rate do not",
                        population.name(),
                        table.name()));
        }
    }

    /**
     * Begins a sample: potentials at half their threshold, counts at 0.
     *
     * @param codes the input's
     */
    public void begin(int[] codes) {
        operations = 0;
        spikes = 0;
        int most = network.imageCode().high();
        for (int p = 0; p < values.length; p++) {
            Arrays.fill(counts[p], 0);
            for (int i = 0; i < potentials[p].length; i++) {
                potentials[p][i] = thresholds[p][i] == Double.POSITIVE_INFINITY ? 0 : thresholds[p][i] / 2;
            }
        }
        for (int i = 0; i < codes.length; i++) {
            currents[0][i] = codes[i];
            thresholds[0][i] = most;
            potentials[0][i] = most / 2.0;
            values[0][i] = codes[i];
        }
    }

    /** One time step of all layers. */
    public void step() {
        for (Population population : network.populations()) {
            int p = population.id();
            if (p > 0) {
                integrate(p);
            } else if (sendsInput) {
                addCurrents(0);
            }
            if (population.neurons() instanceof Neurons.Coded coded && (p > 0 || sendsInput)) {
                fire(p, coded.code());
            }
        }
    }

    private void integrate(int p) {
        Arrays.fill(stepSums, 0, potentials[p].length, 0);
        for (DenseProjection projection : inbound.get(p)) {
            int source = projection.source();
            int[] arrived = projection.arriving(values[source], counts[source]);
            projection.addArrived(stepSums, arrived);
            operations += source > 0 || sendsInput ? projection.spikeOperations(arrived) : 0;
        }
        addCurrents(p);
        for (int i = 0; i < potentials[p].length; i++) {
            potentials[p][i] += stepSums[i];
        }
    }

    private void addCurrents(int p) {
        for (int i = 0; i < potentials[p].length; i++) {
            potentials[p][i] += currents[p][i];
        }
    }

    private void fire(int p, Code code) {
        boolean isSigned = code.low() < 0;
        int most = code.high();
        for (int i = 0; i < potentials[p].length; i++) {
            int sign = potentials[p][i] >= thresholds[p][i]
                    ? 1
                    : isSigned && potentials[p][i] <= -thresholds[p][i] ? -1 : 0;
            values[p][i] = sign * most;
            if (sign != 0) {
                potentials[p][i] -= sign * thresholds[p][i];
                counts[p][i] += sign;
                spikes++;
            }
        }
    }

    /** The number of the largest output so far, the first of equals. */
    public int answer() {
        int last = potentials.length - 1;
        int best = 0;
        for (int i = 1; i < potentials[last].length; i++) {
            best = potentials[last][i] * units[i] > potentials[last][best] * units[best] ? i : best;
        }
        return best;
    }

    /** Synaptic operations since {@link #begin}; what direct coding computes from the input's codes is none. */
    public long operations() {
        return operations;
    }

    /** Spikes since {@link #begin}. */
    public long spikes() {
        return spikes;
    }
}
