package org.synfire.network.nir.step;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.synfire.network.nir.NirArray;
import org.synfire.network.nir.NirNetwork;
import org.synfire.network.nir.NirNode;
import org.synfire.network.nir.NirShape;

/**
 * The length of a step that a file implies. Tools that put the gain of a step into the resistance write {@code r = tau
 * / dt} (snnTorch, SpikingJelly, Spyx), {@code w_in = tau_syn / dt} or, of IF neurons, {@code r = 1/dt}.
 *
 * @param seconds length of a step
 * @param reason where it comes from, in words
 */
public record StepLength(double seconds, String reason) {
    private static final double USUAL = 1e-4;
    private static final double NEARLY = 1e-3;

    /** The length of step of a network: of its resistances if all agree, of its metadata, or 0.1 ms. */
    public static StepLength of(NirNetwork network) {
        List<Double> found = new ArrayList<>();
        network.graph().nodes().forEach((name, node) -> {
            int[] shape = network.shape(name);
            switch (node) {
                case NirNode.LIF lif -> found.addAll(quotients(shape, lif.tau(), lif.r()));
                case NirNode.LI li -> found.addAll(quotients(shape, li.tau(), li.r()));
                case NirNode.CubaLIF cuba -> {
                    found.addAll(quotients(shape, cuba.tauMembrane(), cuba.r()));
                    found.addAll(quotients(shape, cuba.tauSynapse(), cuba.inputWeight()));
                }
                case NirNode.CubaLI cuba -> {
                    found.addAll(quotients(shape, cuba.tauMembrane(), cuba.r()));
                    found.addAll(quotients(shape, cuba.tauSynapse(), cuba.inputWeight()));
                }
                case NirNode.IF neuron -> found.addAll(quotients(shape, NirArray.of(1), neuron.r()));
                default -> {}
            }
        });
        if (!found.isEmpty() && found.stream().allMatch(one -> isNear(one, found.getFirst()))) {
            return new StepLength(rounded(found.getFirst()), "the file's resistances are time constants divided by it");
        }
        return ofMetadata(network.graph().metadata().get("dt"));
    }

    private static StepLength ofMetadata(String stated) {
        if (stated != null && stated.matches("\\d{1,9}(\\.\\d{1,30})?([eE]-?\\d{1,2})?")) {
            double seconds = Double.parseDouble(stated);
            if (seconds > 0) {
                return new StepLength(seconds, "the file's metadata state dt");
            }
        }
        return new StepLength(USUAL, "the file states none, and this is what most tools take");
    }

    /** Times divided by gains above 1; a gain of 1 or less says nothing about steps. */
    private static List<Double> quotients(int[] shape, NirArray times, NirArray gains) {
        double[] time = times.over(shape);
        double[] gain = gains.over(shape);
        List<Double> quotients = new ArrayList<>();
        for (int i = 0; i < NirShape.size(shape); i++) {
            if (gain[i] > 1 + NEARLY) {
                quotients.add(time[i] / gain[i]);
            }
        }
        return quotients;
    }

    private static boolean isNear(double one, double other) {
        return Math.abs(one - other) <= NEARLY * other;
    }

    /** Without the digits that 32-bit numbers do not have. */
    private static double rounded(double value) {
        return Double.parseDouble(String.format(Locale.ROOT, "%.4e", value));
    }
}
