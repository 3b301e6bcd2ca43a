package org.synfire.emulator.experiment;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.synfire.emulator.measure.ActivationCounts;
import org.synfire.emulator.part.ActivationRecord;
import org.synfire.emulator.result.RunResult;
import org.synfire.network.integer.Coding;
import org.synfire.network.integer.ConstantDrive;
import org.synfire.network.integer.DirectCoding;
import org.synfire.network.integer.Drive;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.NonzeroWeights;
import org.synfire.network.integer.PoissonDrive;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.SparseSynapses;
import org.synfire.network.integer.Synapses;
import org.synfire.network.integer.Transfer;
import org.synfire.network.integer.TransferTable;
import org.synfire.network.neuron.NeuronProgram;
import org.synfire.network.neuron.ParameterWriter;
import org.synfire.network.neuron.StateWord;

/**
 * NeuroBench's metrics of a run.
 *
 * <p>A network that sends codes is a quantised network, whose activations are the codes; each meets its weights once in
 * a sample. A network of spikes has an activation for each neuron and step; where a neuron can spike several times in a
 * step, activations are numbers, not bits. An image that becomes currents meets the weights of its layer once in a
 * sample. <b>Source:</b> the definitions of NeuroBench's documentation.
 */
final class NeuroBenchMetrics {
    private final IntegerNetwork network;
    private long weights;
    private long nonzeroWeights;
    /** Of a sample, if nothing were 0, where the image becomes currents. */
    private long denseOfCurrents;
    /** Of what a sample's activations meet at once, if nothing were 0: of its codes, or of the spikes of a step. */
    private long denseOfActivations;

    private long parameters;
    private long bits;

    private NeuroBenchMetrics(IntegerNetwork network) {
        this.network = network;
        network.projections().stream()
                .filter(projection -> NonzeroWeights.isCounted(projection.synapses()))
                .forEach(this::add);
        network.populations().forEach(this::add);
    }

    /**
     * The metrics of the first samples.
     *
     * @param samples answered, at least 1
     * @param input what the network was given
     */
    static RunResult.NeuroBench of(IntegerNetwork network, ActivationCounts counts, long samples, NetworkInput input) {
        NeuroBenchMetrics metrics = new NeuroBenchMetrics(network);
        ActivationRecord record = metrics.record(counts, samples, input);
        boolean isSpiking = network.coding() == Coding.SPIKES;
        double operations = (double) record.operations() / samples;
        double ofSeveral = (double) record.operationsOfSeveral() / samples;
        double ofCurrents = (double) record.currentOperations() / samples;
        return new RunResult.NeuroBench(
                Math.ceilDiv(metrics.bits, Byte.SIZE),
                metrics.parameters,
                metrics.weights == 0 ? 0 : 1 - (double) metrics.nonzeroWeights / metrics.weights,
                record.sparsity(),
                Math.round((double) record.denseOperations() / samples),
                isSpiking ? ofCurrents + ofSeveral : operations,
                isSpiking ? operations - ofSeveral : 0,
                (double) record.updates() / samples);
    }

    /** The counts of the first samples that the metrics rest on. */
    static ActivationRecord record(IntegerNetwork network, ActivationCounts counts, long samples, NetworkInput input) {
        return new NeuroBenchMetrics(network).record(counts, samples, input);
    }

    private ActivationRecord record(ActivationCounts counts, long samples, NetworkInput input) {
        long neurons = network.populations().stream()
                .filter(ActivationCounts::isLayer)
                .mapToLong(population -> population.shape().size())
                .sum();
        long times = switch (network.coding()) {
            case CODES -> samples;
            case SPIKES -> steps(samples, input);
        };
        return new ActivationRecord(
                neurons * times,
                counts.active(samples),
                counts.operations(samples),
                counts.operationsOfSeveral(samples),
                operationsOfCurrents(samples, input),
                denseOfCurrents * samples + denseOfActivations * times,
                network.coding() == Coding.SPIKES ? updatesOfStep() * times : 0);
    }

    /** Steps of the first samples together. */
    private long steps(long samples, NetworkInput input) {
        return LongStream.range(0, samples)
                .map(sample -> input.lengths().steps(sample, network.timeSteps()))
                .sum();
    }

    private void add(Projection projection) {
        Synapses synapses = projection.synapses();
        NonzeroWeights counts = NonzeroWeights.of(synapses);
        boolean isListed = synapses instanceof SparseSynapses;
        add(counts, isListed ? synapses.connections() : counts.all(), network.weightBits(projection.target()));
        denseOfActivations += isListed ? counts.all() : synapses.connections();
    }

    /**
     * @param stored weights that are held somewhere
     * @param width bits of each
     */
    private void add(NonzeroWeights counts, long stored, int width) {
        weights += counts.all();
        nonzeroWeights += counts.nonzero();
        parameters += stored;
        bits += stored * width;
    }

    private void add(Population population) {
        switch (population.neurons()) {
            case Neurons.ImageInput image -> {}
            case Neurons.SpikeInput spikes -> {}
            case Neurons.Stem stem ->
                addConstants(stem.bias().length
                        + (stem.effectiveRescale().hasTwoSlopes() ? 3L : 2L)
                                * stem.effectiveRescale().entries()
                        + tableEntries(stem.transfer()));
            case Neurons.Answer answer -> addConstants(answer.bias().length);
            case Neurons.Program program -> {
                program.drives().forEach(this::add);
                addConstants(constants(program.program()));
                bits += (long) population.shape().size()
                        * program.program().state().stream()
                                .mapToInt(StateWord::bits)
                                .sum();
            }
        }
    }

    private void add(Drive drive) {
        switch (drive) {
            case DirectCoding direct -> {
                NonzeroWeights counts = NonzeroWeights.of(direct);
                add(counts, counts.all(), width(direct.weights()));
                denseOfCurrents += direct.connections();
            }
            case ConstantDrive constant -> addConstants(constant.currents().length);
            case PoissonDrive poisson -> {}
        }
    }

    private static int width(int[] weights) {
        int largest = IntStream.of(weights).map(Math::abs).max().orElse(0);
        return Integer.SIZE - Integer.numberOfLeadingZeros(largest) + 1;
    }

    private void addConstants(long count) {
        parameters += count;
        bits += count * Integer.SIZE;
    }

    private static long tableEntries(Transfer transfer) {
        return switch (transfer) {
            case Transfer.Direct direct -> 0;
            case TransferTable table ->
                Stream.of(table.tables()).mapToLong(entries -> entries.length).sum();
        };
    }

    /** Whole numbers and truth values among a program's parameters. */
    private static long constants(NeuronProgram program) {
        long[] count = new long[1];
        program.writeTo(new ParameterWriter() {
            @Override
            public void whole(String name, int value) {
                count[0]++;
            }

            @Override
            public void wholes(String name, int[] values) {
                count[0] += values.length;
            }

            @Override
            public void constant(String name, Enum<?> value) {
                // a rule, no number
            }

            @Override
            public void text(String name, String value) {
                // the program itself
            }

            @Override
            public void truths(String name, boolean[] values) {
                count[0] += values.length;
            }
        });
        return count[0];
    }

    private long updatesOfStep() {
        return network.populations().stream()
                .filter(population -> population.id() > 0)
                .mapToLong(population -> population.shape().size())
                .sum();
    }

    /** Pairs of a pixel and a weight that are both not 0, of layers that the image drives. */
    private long operationsOfCurrents(long samples, NetworkInput input) {
        long[] fanOut = new long[network.input().shape().size()];
        for (Population population : network.populations()) {
            if (population.neurons() instanceof Neurons.Program program) {
                program.directCoding().ifPresent(direct -> {
                    int[] ofPixels = NonzeroWeights.of(direct).fanOut();
                    for (int pixel = 0; pixel < fanOut.length; pixel++) {
                        fanOut[pixel] += ofPixels[pixel];
                    }
                });
            }
        }
        long operations = 0;
        if (input instanceof NetworkInput.Codes image
                && IntStream.range(0, fanOut.length).anyMatch(i -> fanOut[i] > 0)) {
            int[] codes = new int[fanOut.length];
            for (long sample = 0; sample < samples; sample++) {
                image.codes(sample, codes);
                for (int pixel = 0; pixel < codes.length; pixel++) {
                    operations += codes[pixel] == 0 ? 0 : fanOut[pixel];
                }
            }
        }
        return operations;
    }
}
