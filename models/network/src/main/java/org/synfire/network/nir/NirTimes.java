package org.synfire.network.nir;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** The time constants and delays of nodes. */
final class NirTimes {
    private NirTimes() {}

    /** All times of a node in seconds. */
    static DoubleStream of(NirNode node) {
        Stream<NirArray> arrays = switch (node) {
            case NirNode.LI li -> Stream.of(li.tau());
            case NirNode.LIF lif -> Stream.of(lif.tau());
            case NirNode.CubaLI cuba -> Stream.of(cuba.tauSynapse(), cuba.tauMembrane());
            case NirNode.CubaLIF cuba -> Stream.of(cuba.tauSynapse(), cuba.tauMembrane());
            case NirNode.Delay delay -> Stream.of(delay.delay());
            case null, default -> Stream.of();
        };
        return arrays.flatMapToDouble(array -> Arrays.stream(array.values()));
    }

    /** The node with all its times multiplied. */
    static NirNode scaled(NirNode node, double factor) {
        return switch (node) {
            case NirNode.LI li -> new NirNode.LI(scaled(li.tau(), factor), li.r(), li.leak());
            case NirNode.LIF lif ->
                new NirNode.LIF(scaled(lif.tau(), factor), lif.r(), lif.leak(), lif.threshold(), lif.reset());
            case NirNode.CubaLI cuba ->
                new NirNode.CubaLI(
                        scaled(cuba.tauSynapse(), factor),
                        scaled(cuba.tauMembrane(), factor),
                        cuba.r(),
                        cuba.leak(),
                        cuba.inputWeight());
            case NirNode.CubaLIF cuba ->
                new NirNode.CubaLIF(
                        scaled(cuba.tauSynapse(), factor),
                        scaled(cuba.tauMembrane(), factor),
                        cuba.r(),
                        cuba.leak(),
                        cuba.inputWeight(),
                        cuba.threshold(),
                        cuba.reset());
            case NirNode.Delay delay -> new NirNode.Delay(scaled(delay.delay(), factor));
            default -> node;
        };
    }

    private static NirArray scaled(NirArray array, double factor) {
        return new NirArray(
                array.shape(),
                Arrays.stream(array.values()).map(value -> value * factor).toArray());
    }
}
