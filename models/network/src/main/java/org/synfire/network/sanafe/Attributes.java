package org.synfire.network.sanafe;

import java.util.Locale;
import java.util.Set;
import org.synfire.engine.InputException;
import org.synfire.network.neuron.LeakyNeurons;

/**
 * The attributes of a neuron that decide what it computes.
 *
 * @param threshold that the potential must exceed
 * @param bias added in every step
 * @param leak factor of the potential in every step
 * @param reset of a neuron that fires
 */
record Attributes(int threshold, int bias, double leak, LeakyNeurons.Reset reset) {
    /**
     * What a neuron has whose file says nothing: a threshold of 0, no bias, no leak, a potential of 0 after a spike.
     */
    static final Attributes USUAL = new Attributes(0, 0, 1, LeakyNeurons.Reset.ZERO);

    /** Attributes that change nothing here: names of units, what is logged, numbers for the reader's memory. */
    private static final Set<String> IGNORED = Set.of(
            "log_spikes",
            "log_potential",
            "log_u",
            "log_v",
            "soma_hw_name",
            "synapse_hw_name",
            "default_synapse_hw_name",
            "dendrite_hw_name",
            "connections_out",
            "force_update",
            "force_soma_update",
            "force_synapse_update",
            "force_dendrite_update");

    /**
     * The same with one attribute more.
     *
     * @param where the file and the place in it, for the message
     * @throws InputException if it cannot be computed here
     */
    Attributes with(String where, String key, String value) {
        return switch (key) {
            case "threshold" -> new Attributes(whole(where, key, value), bias, leak, reset);
            case "bias" -> new Attributes(threshold, whole(where, key, value), leak, reset);
            case "leak_decay" -> new Attributes(threshold, bias, number(where, key, value), reset);
            case "reset_mode" -> new Attributes(threshold, bias, leak, mode(where, value));
            case "reset" -> zero(where, key, value, "a potential of 0 after a spike");
            case "input_decay" -> zero(where, key, value, "no memory of the input");
            default -> {
                if (!IGNORED.contains(key)) {
                    throw new InputException(String.format(
                            Locale.ROOT,
                            "%s: the attribute %s is not supported; neurons with threshold, bias, leak_decay, reset and"
                                    + " reset_mode are",
                            where,
                            key));
                }
                yield this;
            }
        };
    }

    private Attributes zero(String where, String key, String value, String supported) {
        if (number(where, key, value) != 0) {
            throw new InputException(
                    String.format(Locale.ROOT, "%s: %s is %s; only 0, %s, is supported", where, key, value, supported));
        }
        return this;
    }

    private static LeakyNeurons.Reset mode(String where, String value) {
        return switch (value) {
            case "hard" -> LeakyNeurons.Reset.ZERO;
            case "soft" -> LeakyNeurons.Reset.SUBTRACT;
            default ->
                throw new InputException(where + ": reset_mode is " + value
                        + "; hard and soft are supported, which change the potential");
        };
    }

    /** @throws InputException if the text is no finite number */
    static double number(String where, String key, String value) {
        try {
            double number = Double.parseDouble(value);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException _) {
            // the message is the same
        }
        throw new InputException(where + ": " + key + " is '" + value + "', expected a number");
    }

    /** @throws InputException if the text is no whole number of at most 2^24 */
    static int whole(String where, String key, String value) {
        double number = number(where, key, value);
        if (number != Math.rint(number) || Math.abs(number) > SanaFeNetwork.MOST_NEURONS) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: %s is %s; networks run in whole numbers of at most 2^24 in magnitude: multiply all weights,"
                            + " biases and thresholds by the same factor and round them",
                    where,
                    key,
                    value));
        }
        return (int) number;
    }

    /** @throws InputException if the text is no whole number of 16 bits */
    static short weight(String where, String value) {
        int weight = whole(where, "weight", value);
        if (weight != (short) weight) {
            throw new InputException(where + ": a weight of " + value + "; at most 16 bits are supported");
        }
        return (short) weight;
    }
}
