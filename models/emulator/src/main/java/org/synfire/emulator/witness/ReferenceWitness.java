package org.synfire.emulator.witness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.synfire.emulator.core.EmulatedSamples;
import org.synfire.emulator.readout.Readout;
import org.synfire.emulator.readout.ReferenceOutputs;
import org.synfire.emulator.result.RunResult;
import org.synfire.engine.InputException;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.SpikeTrains;
import org.synfire.network.reference.Reference;

/**
 * Compares every value that the emulator computed with the dense reference's; of neurons that spike, the steps in which
 * they did.
 *
 * <p><b>Threads:</b> samples are shared out among so many threads, each with a reference of its own; the first mismatch
 * reported is the first by sample, layer and neuron all the same.
 */
public final class ReferenceWitness implements Witness, Checkpointed {
    private final IntegerNetwork network;
    private final NetworkInput source;
    private final Optional<Readout> readout;
    private final ExecutorService threads;
    private final List<Comparer> comparers = new ArrayList<>();
    private final int[] answers;
    private long comparedValues;
    private long mismatchedValues;
    private long firstSample = Long.MAX_VALUE;
    private String first = "";

    /** One value that differs. */
    private record Mismatch(long sample, Population layer, int neuron, String emulated, String expected) {
        @Override
        public String toString() {
            Shape shape = layer.shape();
            return String.format(
                    Locale.ROOT,
                    "sample %d, layer %s, neuron %d (channel %d, row %d, column %d): emulated %s, reference %s",
                    sample,
                    layer.name(),
                    neuron,
                    neuron / shape.positions(),
                    neuron % shape.positions() / shape.width(),
                    neuron % shape.width(),
                    emulated,
                    expected);
        }
    }

    /** One thread's reference and what it found. */
    private final class Comparer {
        private final Reference reference = Reference.of(network);
        private final ReferenceOutputs outputs = new ReferenceOutputs(reference, network, readout);
        private final int[] emulatedOutputs = new int[network.output().shape().size()];
        private final int[][] emulated = network.populations().stream()
                .map(p -> new int[p.shape().size()])
                .toArray(int[][]::new);
        private final SpikeTrains[] emulatedSpikes = network.populations().stream()
                .map(p -> hasTrains(p) ? SpikeTrains.of(network, p.id()) : new SpikeTrains(0, 0))
                .toArray(SpikeTrains[]::new);
        private long compared;
        private long mismatched;
        private Mismatch own;

        private void compare(EmulatedSamples samples, long from, long to, int stride) {
            for (long sample = from; sample < to; sample += stride) {
                reference.compute(source, sample);
                answers[(int) sample] = SampleAnswers.best(outputs.outputs());
                if (readout.filter(Readout::isOfPotentials).isPresent()) {
                    samples.outputs(sample, emulatedOutputs);
                    compare(sample, network.output(), emulatedOutputs, outputs.outputs());
                }
                for (Population population : network.populations()) {
                    if (hasTrains(population)) {
                        samples.spikes(sample, population.id(), emulatedSpikes[population.id()]);
                        compareSpikes(sample, population);
                    } else {
                        samples.values(sample, population.id(), emulated[population.id()]);
                        compare(sample, population, emulated[population.id()], reference.values(population.id()));
                    }
                }
            }
        }

        private void compare(long sample, Population population, int[] values, int[] expected) {
            compared += values.length;
            int at = Arrays.mismatch(values, expected);
            for (int i = at; i >= 0 && i < values.length; i++) {
                if (values[i] != expected[i]) {
                    mismatched++;
                    own = own == null
                            ? new Mismatch(
                                    sample, population, i, String.valueOf(values[i]), String.valueOf(expected[i]))
                            : own;
                }
            }
        }

        private void compareSpikes(long sample, Population population) {
            SpikeTrains values = emulatedSpikes[population.id()];
            SpikeTrains expected = reference.spikes(population.id());
            compared += (long) values.neurons() * reference.steps();
            if (Arrays.equals(values.words(), expected.words())) {
                return;
            }
            for (int step = 0; step < values.steps(); step++) {
                for (int w = 0; w < values.stepWords(); w++) {
                    long differing = values.differing(expected, step, w);
                    mismatched += Long.bitCount(differing);
                    if (differing != 0 && own == null) {
                        int neuron = w * Long.SIZE + Long.numberOfTrailingZeros(differing);
                        own = new Mismatch(
                                sample,
                                population,
                                neuron,
                                shown(step, values.count(neuron, step)),
                                shown(step, expected.count(neuron, step)));
                    }
                }
            }
        }
    }

    /** Whether a population's values are the steps in which its neurons spike. */
    private static boolean hasTrains(Population population) {
        return switch (population.neurons()) {
            case Neurons.Coded coded -> false;
            case Neurons.Answer answer -> false;
            case Neurons.SpikeInput spikes -> true;
            case Neurons.Program program -> true;
        };
    }

    private static String shown(int step, int spikes) {
        return switch (spikes) {
            case 0 -> "no spike in step " + step;
            case 1 -> "a spike in step " + step;
            default -> spikes + " spikes in step " + step;
        };
    }

    /**
     * @param network what is run
     * @param source what the network's input is given
     * @param readout of the outputs; empty for what the last population gives by itself. Outputs that are read of
     *     potentials are compared too
     * @param samples of the run
     * @param threadCount threads that share the samples out among them
     */
    public ReferenceWitness(
            IntegerNetwork network, NetworkInput source, Optional<Readout> readout, int samples, int threadCount) {
        this.network = network;
        this.source = source;
        this.readout = readout;
        this.answers = new int[samples];
        this.threads = Executors.newFixedThreadPool(
                threadCount,
                task -> Thread.ofPlatform().daemon().name("synfire-reference").unstarted(task));
        for (int t = 0; t < threadCount; t++) {
            comparers.add(new Comparer());
        }
    }

    @Override
    public void compare(EmulatedSamples emulated, long from, long to) {
        List<Future<?>> running = new ArrayList<>();
        for (int t = 0; t < comparers.size(); t++) {
            Comparer comparer = comparers.get(t);
            long start = from + t;
            running.add(threads.submit(() -> comparer.compare(emulated, start, to, comparers.size())));
        }
        for (Future<?> future : running) {
            await(future);
        }
        for (Comparer comparer : comparers) {
            comparedValues += comparer.compared;
            mismatchedValues += comparer.mismatched;
            if (comparer.own != null && comparer.own.sample < firstSample) {
                firstSample = comparer.own.sample;
                first = comparer.own.toString();
            }
            comparer.compared = 0;
            comparer.mismatched = 0;
            comparer.own = null;
        }
    }

    private static void await(Future<?> future) {
        try {
            future.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while comparing with the reference", interrupted);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof InputException unreadable) {
                throw unreadable;
            }
            throw new IllegalStateException("the dense reference failed", failed.getCause());
        }
    }

    @Override
    public RunResult.ReferenceResult result(SampleAnswers emulated, long samples) {
        return new RunResult.ReferenceResult(
                emulated.correct(answers, samples),
                comparedValues,
                mismatchedValues,
                first.isEmpty() ? Optional.empty() : Optional.of(first));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    /** What was found of the samples that have been compared. */
    @Override
    public void state(StateFields fields) {
        fields.all("answers", answers);
        comparedValues = fields.whole("values compared", comparedValues);
        mismatchedValues = fields.whole("values that differ", mismatchedValues);
        firstSample = fields.whole("sample of the first difference", firstSample);
        first = fields.text("first difference", first);
    }
}
