package org.synfire.network.quantize;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.integer.Code;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.reference.DenseReference;

/**
 * The bias of a population in units of its sums: the real bias, less what its inputs bring when all of them stand for
 * 0.
 *
 * <p>The latter is not 0 where an input's code has a zero point. It may differ from neuron to neuron, because padding
 * brings no code at all.
 */
final class Biases {
    private final int[] units;
    private final double[] remainders;
    private final int entries;

    private Biases(int[] units, double[] remainders, int entries) {
        this.units = units;
        this.remainders = remainders;
        this.entries = entries;
    }

    /** Those of a population. */
    static Biases of(
            PlannedPopulation planned, SumUnits units, List<Projection> inbound, List<Population> populations) {
        long[] biases = new long[planned.shape().size()];
        double[] remainders = new double[biases.length];
        int positions = planned.shape().positions();
        for (int i = 0; i < biases.length; i++) {
            double real = real(planned, i, units.unit(i / positions));
            biases[i] = planned.roundsDown() ? (long) Math.floor(real) : Math.round(real);
            remainders[i] = real - biases[i];
        }
        for (Projection projection : inbound) {
            Population sender = populations.get(projection.source());
            if (sender.neurons() instanceof Neurons.Coded coded && coded.code().zeroPoint() != 0) {
                int[] zero = sumsOfZeros(projection, sender, coded.code());
                Arrays.setAll(biases, i -> biases[i] - zero[i]);
            }
        }
        return new Biases(compact(planned, biases), remainders, remaindersOf(planned, remainders));
    }

    /** One bias, one per channel, or one per neuron. */
    int[] units() {
        return units;
    }

    /** How many remainders differ: 1, one per channel, or one per neuron. */
    int entries() {
        return entries;
    }

    /** What whole units leave of a neuron's bias, in units. */
    double remainder(int neuron) {
        return remainders[neuron];
    }

    private static int remaindersOf(PlannedPopulation planned, double[] remainders) {
        int positions = planned.shape().positions();
        boolean isPerChannel = true;
        boolean isOne = true;
        for (int i = 0; i < remainders.length; i++) {
            isPerChannel &= remainders[i] == remainders[i - i % positions];
            isOne &= remainders[i] == remainders[0];
        }
        return isOne ? 1 : isPerChannel ? planned.shape().channels() : remainders.length;
    }

    private static double real(PlannedPopulation planned, int element, double unit) {
        double bias = 0;
        for (Branch branch : planned.branches()) {
            bias += branch instanceof Branch.Weighted weighted ? weighted.bias(planned.shape(), element) : 0;
        }
        return bias / unit;
    }

    /** What a projection brings when every value of the sender stands for 0. */
    private static int[] sumsOfZeros(Projection projection, Population sender, Code code) {
        Population zeros = new Population(0, sender.name(), sender.shape(), new Neurons.ImageInput(code));
        Population sums = new Population(1, "sums", projection.synapses().out(), new Neurons.Answer(new int[1], 1));
        Projection only = projection.between(0, 0, 1).withDelay(1);
        DenseReference reference = new DenseReference(
                IntegerNetwork.inPhase("zeros", code.bits(), code.bits(), List.of(zeros, sums), List.of(only)));
        int[] codes = new int[sender.shape().size()];
        Arrays.fill(codes, code.zeroPoint());
        reference.compute(codes);
        return reference.answer();
    }

    private static int[] compact(PlannedPopulation planned, long[] biases) {
        int[] perNeuron = new int[biases.length];
        for (int i = 0; i < biases.length; i++) {
            if (biases[i] != (int) biases[i]) {
                throw new InputException(String.format(
                        Locale.ROOT,
                        "layer %s: a bias of %d units of its sums does not fit 32 bits; check its scale and weights",
                        planned.tensor(),
                        biases[i]));
            }
            perNeuron[i] = (int) biases[i];
        }
        int positions = planned.shape().positions();
        for (int i = 0; i < perNeuron.length; i++) {
            if (perNeuron[i] != perNeuron[i - i % positions]) {
                return perNeuron;
            }
        }
        int[] perChannel = new int[planned.shape().channels()];
        Arrays.setAll(perChannel, channel -> perNeuron[channel * positions]);
        return Arrays.stream(perChannel).allMatch(b -> b == perChannel[0]) ? new int[] {perChannel[0]} : perChannel;
    }
}
