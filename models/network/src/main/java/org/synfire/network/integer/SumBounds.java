package org.synfire.network.integer;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * The range that a channel's sums can take, proved from its weights alone.
 *
 * <p>In one time step an input contributes its weight as often as it can spike in a step, or less, so a step's sum lies
 * between so many times the sum of the negative and so many times the sum of the positive weights; over a whole sample
 * each input contributes weight times a code.
 *
 * @param stepLow least sum of one step, 0 or below
 * @param stepHigh greatest sum of one step, 0 or above
 * @param totalLow least sum of one sample, with the bias or without, whichever is less; of neurons that spike the least
 *     that one step brings them, currents included
 * @param totalHigh greatest sum of one sample, with the bias or without, whichever is greater; of neurons that spike
 *     likewise
 */
public record SumBounds(long stepLow, long stepHigh, long totalLow, long totalHigh) {
    private static final SumBounds NOTHING = new SumBounds(0, 0, 0, 0);

    /** The bounds over all channels of a population, all its projections together. */
    static SumBounds of(IntegerNetwork network, int population) {
        Population target = network.population(population);
        List<SumBounds[]> arriving = network.inbound(population).stream()
                .map(projection -> byChannel(projection.synapses(), Sent.by(network, projection.source())))
                .toList();
        SumBounds widest = NOTHING;
        for (int channel = 0; channel < target.shape().channels(); channel++) {
            SumBounds bounds = bias(target, channel);
            for (SumBounds[] projection : arriving) {
                bounds = bounds.plus(projection[channel]);
            }
            widest = widest.union(bounds);
        }
        return target.neurons() instanceof Neurons.Program program ? widest.oneStep(network, program) : widest;
    }

    /** Of neurons that spike: what one step brings in all, since they keep no sum of a sample. */
    private SumBounds oneStep(IntegerNetwork network, Neurons.Program program) {
        long low = stepLow;
        long high = stepHigh;
        for (Drive drive : program.drives()) {
            switch (drive) {
                case DirectCoding direct -> {
                    long bound = currents(network, direct);
                    low -= bound;
                    high += bound;
                }
                case ConstantDrive constant -> {
                    low += Math.min(0, constant.least());
                    high += Math.max(0, constant.most());
                }
                case PoissonDrive poisson -> {
                    low += poisson.least();
                    high += poisson.most();
                }
            }
        }
        return new SumBounds(stepLow, stepHigh, low, high);
    }

    /** Whether every step's sum fits a signed integer of the given bits. */
    public boolean fitsStep(int sumBits) {
        return stepLow >= -(1L << (sumBits - 1)) && stepHigh < 1L << (sumBits - 1);
    }

    /** @throws InputException if a sum that the neurons keep can exceed 32 bits */
    void requireFits(Population population) {
        if (totalLow < Integer.MIN_VALUE || totalHigh > Integer.MAX_VALUE) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "layer %s: a sum can reach %d..%d, which does not fit 32 bits; use fewer bits or split the layer",
                    population.name(),
                    totalLow,
                    totalHigh));
        }
    }

    /**
     * What one sender sends: a value, as the sum of weighted spikes, or its spikes in each of T steps.
     *
     * @param hasSign whether its first spike counts negative
     * @param most spikes in a step
     * @param low least value of a sample
     * @param high greatest value of a sample
     */
    private record Sent(boolean hasSign, int most, long low, long high) {
        static Sent by(IntegerNetwork network, int source) {
            return switch (network.population(source).neurons()) {
                case Neurons.Coded coded -> {
                    Code code = coded.sentCode();
                    yield new Sent(code.isSigned() && code.low() < 0, 1, code.low(), code.high());
                }
                case Neurons.SpikeInput spikes -> spiking(network, spikes);
                case Neurons.Program program -> spiking(network, program);
                case Neurons.Answer answer -> throw new IllegalStateException("an answer sends nothing");
            };
        }

        private static Sent spiking(IntegerNetwork network, Neurons neurons) {
            return new Sent(false, neurons.mostSpikes(), 0, (long) network.timeSteps() * neurons.mostSpikes());
        }
    }

    private static long currents(IntegerNetwork network, DirectCoding direct) {
        Code pixels = network.imageCode();
        long sum = direct.sumBound(Math.max(-pixels.low(), pixels.high()));
        return sum > Integer.MAX_VALUE / 2 ? sum : Math.abs(direct.current((int) sum)) + 1L;
    }

    private static SumBounds bias(Population target, int channel) {
        if (!(target.neurons() instanceof Neurons.Summing summing)) {
            return NOTHING;
        }
        int[] bias = summing.bias();
        int positions = target.shape().positions();
        int from = bias.length == target.shape().size() ? channel * positions : bias.length == 1 ? 0 : channel;
        int count = bias.length == target.shape().size() ? positions : 1;
        long low = 0;
        long high = 0;
        for (int i = from; i < from + count; i++) {
            low = Math.min(low, bias[i]);
            high = Math.max(high, bias[i]);
        }
        return new SumBounds(0, 0, low, high);
    }

    private static SumBounds[] byChannel(Synapses synapses, Sent sent) {
        SumBounds[] bounds = new SumBounds[synapses.out().channels()];
        switch (synapses) {
            case Synapses.Convolution s -> {
                int each = s.weights().length / bounds.length;
                Arrays.setAll(bounds, channel -> ofRange(s.weights(), channel * each, each, sent));
            }
            case Synapses.Dense s ->
                Arrays.setAll(bounds, channel -> ofRange(s.weights(), channel * s.in().size(), s.in().size(), sent));
            case Synapses.Identity s ->
                Arrays.setAll(
                        bounds,
                        channel -> ofSums(Math.min(0, s.weight(channel)), Math.max(0, s.weight(channel)), sent));
            case SparseSynapses s -> sparse(s, sent, bounds);
        }
        return bounds;
    }

    private static void sparse(SparseSynapses synapses, Sent sent, SumBounds[] bounds) {
        long[] negative = new long[synapses.out().size()];
        long[] positive = new long[synapses.out().size()];
        for (int i = 0; i < synapses.connections(); i++) {
            int weight = synapses.weight(i);
            negative[synapses.target(i)] += Math.min(0, weight);
            positive[synapses.target(i)] += Math.max(0, weight);
        }
        Arrays.fill(bounds, NOTHING);
        int positions = synapses.out().positions();
        for (int i = 0; i < negative.length; i++) {
            bounds[i / positions] = bounds[i / positions].union(ofSums(negative[i], positive[i], sent));
        }
    }

    private static SumBounds ofRange(short[] weights, int from, int count, Sent sent) {
        long negative = 0;
        long positive = 0;
        for (int i = from; i < from + count; i++) {
            if (weights[i] < 0) {
                negative += weights[i];
            } else {
                positive += weights[i];
            }
        }
        return ofSums(negative, positive, sent);
    }

    /** A spike of the sign step counts negative, so a signed code's step can reach the mirror image too. */
    private static SumBounds ofSums(long negative, long positive, Sent sent) {
        long stepLow = sent.most * (sent.hasSign ? Math.min(negative, -positive) : negative);
        long stepHigh = sent.most * (sent.hasSign ? Math.max(positive, -negative) : positive);
        long low = Math.min(0, sent.low);
        long high = Math.max(0, sent.high);
        return new SumBounds(stepLow, stepHigh, positive * low + negative * high, positive * high + negative * low);
    }

    private SumBounds plus(SumBounds other) {
        return new SumBounds(
                stepLow + other.stepLow,
                stepHigh + other.stepHigh,
                totalLow + other.totalLow,
                totalHigh + other.totalHigh);
    }

    private SumBounds union(SumBounds other) {
        return new SumBounds(
                Math.min(stepLow, other.stepLow),
                Math.max(stepHigh, other.stepHigh),
                Math.min(totalLow, other.totalLow),
                Math.max(totalHigh, other.totalHigh));
    }
}
