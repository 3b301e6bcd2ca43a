package org.synfire.network.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.synfire.engine.InputException;
import org.synfire.network.integer.Code;
import org.synfire.network.integer.Coding;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Integration;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Overflows;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.Rescale;
import org.synfire.network.integer.ScaledIntegration;
import org.synfire.network.integer.SpikeTrains;

/**
 * Computes an integer network for one sample at a time, every value of every population.
 *
 * <p><b>Threads:</b> one thread per instance; instances share nothing that changes. <b>Memory:</b> all buffers are
 * taken by the constructor; {@link #compute} allocates nothing. <b>Order:</b> populations are computed by number, sums
 * are 32-bit integers, so the order of additions does not matter.
 */
public final class DenseReference implements Reference {
    private final IntegerNetwork network;
    private final int[][] values;
    private final List<List<DenseProjection>> inbound;
    private final List<LayerSums> sums = new ArrayList<>();

    /**
     * @param network what to compute
     * @throws InputException if its layers spike: {@link SpikingReference} computes those
     */
    public DenseReference(IntegerNetwork network) {
        if (network.coding() != Coding.CODES) {
            throw new InputException("network " + network.name() + " sends spikes, not codes");
        }
        this.network = network;
        this.values = network.populations().stream()
                .map(p -> new int[p.shape().size()])
                .toArray(int[][]::new);
        this.inbound = network.populations().stream()
                .map(p -> prepare(network.inbound(p.id()).stream()))
                .toList();
        for (Population population : network.populations()) {
            sums.add(
                    population.neurons() instanceof Neurons.Summing summing
                            ? layerSums(population, summing)
                            : LayerSums.NONE);
        }
    }

    private LayerSums layerSums(Population population, Neurons.Summing neurons) {
        List<DenseProjection> projections = inbound.get(population.id());
        return switch (neurons.integration()) {
            case Integration.Exact exact -> new DenseExactSums(population, neurons.bias(), projections);
            case ScaledIntegration scaled -> new DenseScaledSums(network, population, scaled, projections);
        };
    }

    private List<DenseProjection> prepare(Stream<Projection> projections) {
        return projections
                .map(p -> new DenseProjection(p, network.population(p.source())))
                .toList();
    }

    @Override
    public void compute(int[] codes) {
        int[] input = values[0];
        if (codes.length != input.length) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "network %s reads %d input codes, not %d",
                    network.name(),
                    input.length,
                    codes.length));
        }
        System.arraycopy(codes, 0, input, 0, input.length);
        computeLayers();
    }

    @Override
    public void compute(NetworkInput input, long sample) {
        switch (input) {
            case NetworkInput.Codes codes -> codes.codes(sample, values[0]);
            case NetworkInput.Spikes spikes ->
                throw new InputException("network " + network.name() + " reads an image, not spikes");
        }
        computeLayers();
    }

    private void computeLayers() {
        for (int p = 1; p < values.length; p++) {
            sums.get(p).compute(values, values[p]);
            switch (network.population(p).neurons()) {
                case Neurons.Stem stem -> rescale(network.population(p), stem, values[p]);
                case Neurons.Answer answer -> read(network.population(p), answer, values[p]);
                default -> {}
            }
        }
    }

    /** The synaptic operations of the sample last computed: weights that its spikes add to sums. */
    public long operations() {
        long operations = 0;
        for (int p = 1; p < values.length; p++) {
            operations += operations(p);
        }
        return operations;
    }

    /** The synaptic operations of one population and the sample last computed. */
    public long operations(int population) {
        long operations = 0;
        for (DenseProjection projection : inbound.get(population)) {
            operations += projection.operations(values[projection.source()]);
        }
        return operations;
    }

    /**
     * The largest magnitude that a population with scaled integration had to write to its potentials over all samples
     * computed: the paper's I_max, scaled.
     */
    public long peak(int population) {
        return sums.get(population).peak();
    }

    @Override
    public Overflows overflows(int population) {
        return sums.get(population).overflows();
    }

    @Override
    public int[] values(int population) {
        return values[population];
    }

    @Override
    public SpikeTrains spikes(int population) {
        throw new IllegalArgumentException("network " + network.name() + " sends codes, not spikes");
    }

    @Override
    public int steps() {
        return network.timeSteps();
    }

    @Override
    public int[] answer() {
        return values[values.length - 1];
    }

    /** The number of the largest value of the answer, the first of equals. */
    public int bestAnswer() {
        int[] outputs = answer();
        int best = 0;
        for (int i = 1; i < outputs.length; i++) {
            best = outputs[i] > outputs[best] ? i : best;
        }
        return best;
    }

    private static void read(Population population, Neurons.Answer answer, int[] sums) {
        int positions = population.shape().positions();
        for (int i = 0; i < sums.length; i++) {
            sums[i] = answer.read(sums[i], population.entry(answer.readout().entries(), i / positions, i));
        }
    }

    private static void rescale(Population population, Neurons.Stem stem, int[] sums) {
        Rescale rescale = stem.effectiveRescale();
        int channels = population.shape().channels();
        int positions = population.shape().positions();
        for (int channel = 0; channel < channels; channel++) {
            int first = channel * positions;
            if (rescale.entries() == 1 || rescale.entries() == channels) {
                int entry = population.entry(rescale.entries(), channel, first);
                rescale(rescale, entry, stem.rescaledCode(), sums, first, first + positions);
            } else {
                for (int i = first; i < first + positions; i++) {
                    int entry = population.entry(rescale.entries(), channel, i);
                    rescale(rescale, entry, stem.rescaledCode(), sums, i, i + 1);
                }
            }
            if (!stem.sendsAsRescaled()) {
                for (int i = first; i < first + positions; i++) {
                    sums[i] = stem.sent(channel, sums[i]);
                }
            }
        }
    }

    private static void rescale(Rescale rescale, int entry, Code code, int[] sums, int from, int to) {
        int low = code.low();
        int high = code.high();
        if (rescale.hasTwoSlopes(entry) || rescale.stages().isPresent()) {
            for (int i = from; i < to; i++) {
                sums[i] = rescale.apply(sums[i], entry, low, high);
            }
            return;
        }
        int multiplier = rescale.multiplier(entry);
        int shift = rescale.shift(entry);
        long addend = rescale.addend(entry);
        for (int i = from; i < to; i++) {
            sums[i] = Rescale.apply(sums[i], multiplier, shift, addend, low, high);
        }
    }
}
