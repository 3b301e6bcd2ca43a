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
    private Biases() {}

    /** One bias, one per channel, or one per neuron. */
    static int[] of(PlannedPopulation planned, SumUnits units, List<Projection> inbound, List<Population> populations) {
        long[] biases = new long[planned.shape().size()];
        int positions = planned.shape().positions();
        for (int i = 0; i < biases.length; i++) {
            biases[i] = real(planned, i, units.unit(i / positions));
        }
        for (Projection projection : inbound) {
            Population sender = populations.get(projection.source());
            if (sender.neurons() instanceof Neurons.Coded coded && coded.code().zeroPoint() != 0) {
                int[] zero = sumsOfZeros(projection, sender, coded.code());
                Arrays.setAll(biases, i -> biases[i] - zero[i]);
            }
        }
        return compact(planned, biases);
    }

    private static long real(PlannedPopulation planned, int element, double unit) {
        double bias = 0;
        for (Branch branch : planned.branches()) {
            bias += branch instanceof Branch.Weighted weighted ? weighted.bias(planned.shape(), element) : 0;
        }
        return planned.roundsDown() ? (long) Math.floor(bias / unit) : Math.round(bias / unit);
    }

    /** What a projection brings when every value of the sender stands for 0. */
    private static int[] sumsOfZeros(Projection projection, Population sender, Code code) {
        Population zeros = new Population(0, sender.name(), sender.shape(), new Neurons.ImageInput(code));
        Population sums = new Population(1, "sums", projection.synapses().out(), new Neurons.Answer(new int[1], 1));
        Projection only = new Projection(0, 0, projection.gate(), projection.order(), 1, projection.synapses());
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
