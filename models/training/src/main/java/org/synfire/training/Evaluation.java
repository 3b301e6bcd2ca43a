package org.synfire.training;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.synfire.network.data.ImageSet;
import org.synfire.network.neuron.PotentialRounding;
import org.synfire.training.precision.Scheme;
import org.synfire.training.spiking.IntegerExport;
import org.synfire.training.spiking.IntegerSimulation;
import org.synfire.training.spiking.SpikingNetwork;

/**
 * A trained network judged: as it was trained, and as the integers that a chip would compute, with either way of
 * shifting.
 *
 * @param samples images judged on
 * @param trained answers right, computed as in training
 * @param integers for each rounding that an integer neuron has: answers right, and answers that are those of training;
 *     empty if the network is not all integers
 */
record Evaluation(int samples, int trained, Map<PotentialRounding, Integers> integers) {
    private static final int BATCH = 100;

    /** @param correct answers right @param agreeing answers as computed in training */
    record Integers(int correct, int agreeing) {}

    /** @param isStopped ends the evaluation with what has been judged until then */
    static Evaluation of(final SpikingNetwork network, final ImageSet test, final BooleanSupplier isStopped) {
        network.eval();
        final Map<PotentialRounding, IntegerSimulation> simulations = simulations(network);
        final int[] trained = new int[1];
        final Map<PotentialRounding, int[]> counts = new EnumMap<>(PotentialRounding.class);
        simulations.keySet().forEach(rounding -> counts.put(rounding, new int[2]));
        int from = 0;
        while (from < test.size() && !isStopped.getAsBoolean()) {
            final int[] indices =
                    IntStream.range(from, Math.min(test.size(), from + BATCH)).toArray();
            final int[] labels = Arrays.stream(indices).map(test::label).toArray();
            try (PointerScope _ = new PointerScope()) {
                final int[] answers = network.classify(network.images(test, indices));
                trained[0] += equal(answers, labels);
                simulations.forEach((rounding, simulation) -> {
                    final int[] integers = simulation.classify(test, indices);
                    counts.get(rounding)[0] += equal(integers, labels);
                    counts.get(rounding)[1] += equal(integers, answers);
                });
            }
            from += indices.length;
        }
        final Map<PotentialRounding, Integers> integers = new EnumMap<>(PotentialRounding.class);
        counts.forEach((rounding, count) -> integers.put(rounding, new Integers(count[0], count[1])));
        return new Evaluation(from, trained[0], integers);
    }

    private static Map<PotentialRounding, IntegerSimulation> simulations(final SpikingNetwork network) {
        final Map<PotentialRounding, IntegerSimulation> simulations = new EnumMap<>(PotentialRounding.class);
        if (network.plan().scheme() == Scheme.MINT && network.plan().isAllInteger()) {
            for (final PotentialRounding rounding :
                    new PotentialRounding[] {PotentialRounding.SHIFT_ON_READ, PotentialRounding.SHIFT_ON_STORE}) {
                simulations.put(rounding, new IntegerSimulation(IntegerExport.of(network, rounding)));
            }
        }
        return simulations;
    }

    private static int equal(final int[] one, final int[] other) {
        return (int)
                IntStream.range(0, one.length).filter(i -> one[i] == other[i]).count();
    }

    /** Share of right answers as trained. */
    double accuracy() {
        return samples == 0 ? 0 : (double) trained / samples;
    }
}
