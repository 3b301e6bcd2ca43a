package org.synfire.emulator.experiment;

import java.util.IntSummaryStatistics;
import java.util.Optional;
import java.util.stream.Stream;
import org.synfire.emulator.result.Precision;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.ScaledIntegration;
import org.synfire.network.neuron.StateWord;

/** In how many bits a network computes. */
final class RunPrecision {
    private RunPrecision() {}

    static Precision of(IntegerNetwork network) {
        return switch (network.coding()) {
            case CODES ->
                scaled(network).map(one -> Precision.of(one.formats())).orElse(Precision.EXACT);
            case SPIKES -> Precision.of(widths(network));
        };
    }

    /** The first scaled integration; a network has the same registers in all layers. */
    static Optional<ScaledIntegration> scaled(IntegerNetwork network) {
        return network.populations().stream()
                .flatMap(p -> p.neurons() instanceof Neurons.Summing summing
                                && summing.integration() instanceof ScaledIntegration scaled
                        ? Stream.of(scaled)
                        : Stream.empty())
                .findFirst();
    }

    /** Of a network of spikes: the bits of its weights and of its neurons' state. */
    private static String widths(IntegerNetwork network) {
        IntSummaryStatistics weights = network.populations().stream()
                .mapToInt(p -> network.weightBits(p.id()))
                .filter(bits -> bits > 0)
                .summaryStatistics();
        IntSummaryStatistics potentials = network.populations().stream()
                .flatMap(p -> p.neurons() instanceof Neurons.Program program
                        ? program.program().state().stream()
                        : Stream.empty())
                .mapToInt(StateWord::bits)
                .summaryStatistics();
        return "w" + range(weights) + "u" + range(potentials);
    }

    private static String range(IntSummaryStatistics bits) {
        return bits.getMin() == bits.getMax() ? String.valueOf(bits.getMin()) : bits.getMin() + "-" + bits.getMax();
    }
}
