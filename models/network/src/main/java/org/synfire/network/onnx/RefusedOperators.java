package org.synfire.network.onnx;

import java.util.Map;
import java.util.TreeMap;

/** Operators that vision networks use and that spikes cannot compute: each with the reason and what to do. */
final class RefusedOperators {
    private static final Map<String, String> REASONS = Map.ofEntries(
            Map.entry(
                    "Softmax",
                    "inside a network it needs the sum of all exponentials, which no neuron has; at the very end it"
                            + " is left to the host"),
            Map.entry(
                    "LogSoftmax",
                    "inside a network it needs the sum of all exponentials, which no neuron has; at the very end it"
                            + " is left to the host"),
            Map.entry(
                    "ArgMax",
                    "inside a network a position is no value that spikes carry; at the very end it is left"
                            + " to the host"),
            Map.entry(
                    "TopK",
                    "inside a network a position is no value that spikes carry; at the very end it is left to"
                            + " the host"),
            Map.entry(
                    "InstanceNormalization",
                    "it divides by the deviation of each image's own values, which no neuron has; train with"
                            + " BatchNormalization"),
            Map.entry(
                    "LayerNormalization",
                    "it divides by the deviation of each image's own values, which no neuron has; train with"
                            + " BatchNormalization"),
            Map.entry(
                    "GroupNormalization",
                    "it divides by the deviation of each image's own values, which no neuron has; train with"
                            + " BatchNormalization"),
            Map.entry("LRN", "it divides by a sum over neighbouring channels; train without it"),
            Map.entry("LSTM", "this network is recurrent; only networks without state between images are read here"),
            Map.entry("GRU", "this network is recurrent; only networks without state between images are read here"),
            Map.entry("RNN", "this network is recurrent; only networks without state between images are read here"),
            Map.entry("If", "what is computed depends on the image; export one branch of it"),
            Map.entry("Loop", "what is computed depends on the image; export the loop unrolled"),
            Map.entry("Scan", "what is computed depends on the image; export the loop unrolled"));

    /** The operators of this family, by their ONNX names. */
    static final Map<String, Operator> OPERATORS = operators();

    private RefusedOperators() {}

    /** Why an operator is refused. */
    static String reason(String name) {
        return REASONS.get(name);
    }

    private static Map<String, Operator> operators() {
        Map<String, Operator> operators = new TreeMap<>();
        REASONS.forEach((name, reason) -> operators.put(name, call -> {
            throw new BeyondChip(reason);
        }));
        return operators;
    }
}
