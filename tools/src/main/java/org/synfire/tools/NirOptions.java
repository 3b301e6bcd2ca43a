package org.synfire.tools;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.lava.CubaNeurons.SpikeRule;
import org.synfire.network.nir.NirNetwork;
import org.synfire.network.nir.step.StepLength;
import org.synfire.network.nir.step.StepOptions;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options that say of a network of NIR, or of lava-dl, what its file does not. */
final class NirOptions {
    /** What a spike does to the potential. */
    enum Reset {
        /** It becomes the reset potential of the file. */
        ZERO,
        /** It loses the threshold. */
        SUBTRACT
    }

    /** How differential equations become steps. */
    enum Method {
        /** Forward Euler. */
        EULER,
        /** Exact for a constant input. */
        EXP,
        /** Exponential decay with the gain of Euler. */
        DECAY
    }

    /** How low a potential can be. */
    enum Floor {
        /** As low as its register. */
        NONE,
        /** The negative threshold. */
        THRESHOLD
    }

    /** The unit of times in the file. */
    enum TimeUnit {
        /** Seconds. */
        S,
        /** Milliseconds. */
        MS
    }

    private static final String AT_THRESHOLD = "--spike-at-threshold";
    private static final String STEP = "--network-dt";
    private static final List<String> NAMES = List.of("--reset", "--integrator", "--floor", "--time-unit", STEP);
    private static final double MILLI = 1e-3;
    private static final double MOST_SECONDS = 1;

    @Option(
            names = "--reset",
            paramLabel = "R",
            defaultValue = "zero",
            description = "NIR: zero: a spike sets the potential to the file's reset potential, which is 0 in most;"
                    + " subtract: it takes the threshold off (default ${DEFAULT-VALUE}). Files do not say it.")
    private Reset reset;

    @Option(
            names = "--integrator",
            paramLabel = "I",
            defaultValue = "euler",
            description = "NIR: euler, as norse and snnTorch step; exp, as nengo; decay, as sinabs and rockpool"
                    + " (default ${DEFAULT-VALUE}).")
    private Method integrator;

    @Option(
            names = AT_THRESHOLD,
            description = "NIR and lava-dl: a potential that equals the threshold spikes, as in SpikingJelly and"
                    + " earlier versions of lava-dl.")
    private boolean spikesAtThreshold;

    @Option(
            names = "--floor",
            paramLabel = "F",
            description = "NIR: threshold: a potential stays at or above the negative threshold, as in sinabs; none"
                    + " (default: threshold with --spikes-per-step, none otherwise).")
    private Floor floor;

    @Option(
            names = "--time-unit",
            paramLabel = "U",
            defaultValue = "s",
            description = "NIR: the unit of the file's times, s or ms (default ${DEFAULT-VALUE}).")
    private TimeUnit unit;

    @Option(
            names = STEP,
            paramLabel = "SECONDS",
            description = "NIR: the length of a step of the network's equations, such as 0.001 (default: the one that"
                    + " the file's resistances or metadata imply, or 0.0001); --dt is that of the bins of events.")
    private Double step;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private boolean isGiven(String option) {
        return command.commandLine().getParseResult().hasMatchedOption(option);
    }

    /** Whether a model file is a network of NIR, by its ending. */
    static boolean isNir(Path model) {
        return model != null && model.toString().toLowerCase(Locale.ROOT).endsWith(".nir");
    }

    /** @throws InputException if one is given for a network of another kind */
    void requireOnlyFor(Path model) {
        if (isGiven(AT_THRESHOLD) && !isNir(model) && !LavaModel.isOne(model)) {
            throw new InputException(
                    AT_THRESHOLD + " is for networks of NIR and lava-dl, files that end in .nir or .net; leave it out");
        }
        if (!isNir(model)) {
            NAMES.stream().filter(this::isGiven).findFirst().ifPresent(option -> {
                throw new InputException(option + " is for networks of NIR, files that end in .nir; leave it out");
            });
        }
    }

    /** Which potential makes a neuron of lava-dl spike. */
    SpikeRule lavaRule() {
        return spikesAtThreshold ? SpikeRule.AT_THRESHOLD : SpikeRule.ABOVE_THRESHOLD;
    }

    /** The network of a file, its times in seconds. */
    NirNetwork read(Path model) {
        NirNetwork network = NirNetwork.read(model);
        return switch (unit) {
            case S -> network;
            case MS -> network.withTimesScaled(MILLI);
        };
    }

    private StepLength length(NirNetwork network) {
        if (step == null) {
            return StepLength.of(network);
        }
        if (!(step > 0 && step <= MOST_SECONDS)) {
            throw new InputException(String.format(
                    Locale.ROOT, "%s %s: give seconds above 0, at most %.0f, such as 0.001", STEP, step, MOST_SECONDS));
        }
        StepLength implied = StepLength.of(network);
        return new StepLength(
                step,
                String.format(
                        Locale.ROOT,
                        "%s asks for it; without, it is %s s, because %s",
                        STEP,
                        implied.seconds(),
                        implied.reason()));
    }

    /**
     * How a network is stepped, and what was chosen.
     *
     * @param options the choices
     * @param remarks a sentence for each that the file does not say
     */
    record Stepping(StepOptions options, List<String> remarks) {}

    /**
     * How a network is stepped.
     *
     * @param spikes how often a neuron can spike in a step
     * @throws InputException if a reset is asked for that does not go with several spikes
     */
    Stepping stepping(NirNetwork network, int spikes) {
        boolean isSeveral = spikes > 1;
        if (isSeveral && isGiven("--reset") && reset == Reset.ZERO) {
            throw new InputException("--reset zero does not go with --spikes-per-step " + spikes
                    + ": each spike takes the threshold off; leave one of them out");
        }
        boolean subtracts = isSeveral || reset == Reset.SUBTRACT;
        boolean hasFloor = floor == null ? isSeveral : floor == Floor.THRESHOLD;
        StepLength length = length(network);
        StepOptions.Integrator method = switch (integrator) {
            case EULER -> StepOptions.Integrator.EULER;
            case EXP -> StepOptions.Integrator.EXPONENTIAL;
            case DECAY -> StepOptions.Integrator.EXPONENTIAL_DECAY;
        };
        StepOptions options = StepOptions.euler(length.seconds())
                .with(method)
                .with(subtracts ? StepOptions.Reset.SUBTRACT : StepOptions.Reset.TO_RESET);
        List<String> remarks = new ArrayList<>();
        network.remarks().forEach(remark -> remarks.add("The network's file: " + remark + "."));
        remarks.add(
                String.format(Locale.ROOT, "A step of the network is %s s: %s.", length.seconds(), length.reason()));
        remarks.add(String.format(
                Locale.ROOT,
                "The network is stepped by %s, a spike %s, and a neuron spikes where its potential %s its threshold;"
                        + " the file does not say it.",
                switch (integrator) {
                    case EULER -> "forward Euler";
                    case EXP -> "the exact exponential";
                    case DECAY -> "exponential decay with the gain of Euler";
                },
                subtracts ? "takes the threshold off the potential" : "sets the potential to the reset potential",
                isSeveral || spikesAtThreshold ? "reaches" : "exceeds"));
        if (isSeveral) {
            remarks.add("A neuron has as many spikes in a step as thresholds go into its potential, at most " + spikes
                    + "; an input neuron has at most as many.");
        }
        if (hasFloor) {
            remarks.add("A potential below the negative threshold becomes the negative threshold.");
        }
        StepOptions chosen = isSeveral ? options.withSeveralSpikes() : options;
        return new Stepping((spikesAtThreshold ? chosen.spikingAtThreshold() : chosen).withFloor(hasFloor), remarks);
    }
}
