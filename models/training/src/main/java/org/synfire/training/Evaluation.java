package org.synfire.training;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.synfire.network.data.ImageSet;
import org.synfire.network.neuron.PotentialRounding;
import org.synfire.network.training.Scheme;
import org.synfire.network.training.TrainingReport.Integers;
import org.synfire.training.learn.Trainable;
import org.synfire.training.spiking.IntegerExport;
import org.synfire.training.spiking.IntegerSimulation;
import org.synfire.training.spiking.SpikingNetwork;
import org.synfire.training.tensor.Tensors;

/**
 * The answers of a trained network, computed as in training and by the integers that a chip would have.
 *
 * @param samples images judged
 * @param trained answered as labelled, computed as in training
 * @param integers for each rounding that an integer neuron has, how the integers answer; empty if not every layer has
 *     integers
 */
record Evaluation(int samples, int trained, Map<PotentialRounding, Integers> integers) {
    private static final Evaluation NOTHING = new Evaluation(0, 0, Map.of());

    /** @param isStopped ends the evaluation early; it then covers fewer images than the set has */
    static Evaluation of(SpikingNetwork network, ImageSet test, BooleanSupplier isStopped) {
        network.eval();
        Map<PotentialRounding, IntegerSimulation> simulations = simulations(network);
        Evaluation sum = NOTHING;
        while (sum.samples < test.size() && !isStopped.getAsBoolean()) {
            int[] indices = IntStream.range(sum.samples, Math.min(test.size(), sum.samples + Trainable.JUDGED_AT_ONCE))
                    .toArray();
            sum = sum.plus(judged(network, simulations, test, indices));
        }
        return sum;
    }

    private static Map<PotentialRounding, IntegerSimulation> simulations(SpikingNetwork network) {
        Map<PotentialRounding, IntegerSimulation> simulations = new EnumMap<>(PotentialRounding.class);
        if (network.plan().scheme() == Scheme.MINT && network.plan().isAllInteger()) {
            for (PotentialRounding rounding :
                    new PotentialRounding[] {PotentialRounding.SHIFT_ON_READ, PotentialRounding.SHIFT_ON_STORE}) {
                simulations.put(rounding, new IntegerSimulation(IntegerExport.of(network, rounding)));
            }
        }
        return simulations;
    }

    private static Evaluation judged(
            SpikingNetwork network,
            Map<PotentialRounding, IntegerSimulation> simulations,
            ImageSet test,
            int[] indices) {
        try (PointerScope _ = new PointerScope()) {
            int[] answers = network.classify(network.images(test, indices));
            Map<PotentialRounding, Integers> integers = new EnumMap<>(PotentialRounding.class);
            simulations.forEach((rounding, simulation) -> {
                int[] found = simulation.classify(test, indices);
                integers.put(
                        rounding, new Integers(Tensors.countEqual(found, test, indices), countEqual(found, answers)));
            });
            return new Evaluation(indices.length, Tensors.countEqual(answers, test, indices), integers);
        }
    }

    private static int countEqual(int[] one, int[] other) {
        return (int)
                IntStream.range(0, one.length).filter(i -> one[i] == other[i]).count();
    }

    private Evaluation plus(Evaluation more) {
        Map<PotentialRounding, Integers> sums = new EnumMap<>(PotentialRounding.class);
        more.integers.forEach((rounding, answers) -> {
            Integers before = integers.getOrDefault(rounding, new Integers(0, 0));
            sums.put(
                    rounding,
                    new Integers(before.correct() + answers.correct(), before.agreeing() + answers.agreeing()));
        });
        return new Evaluation(samples + more.samples, trained + more.trained, sums);
    }
}
