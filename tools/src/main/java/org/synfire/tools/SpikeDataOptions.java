package org.synfire.tools;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.synfire.engine.InputException;
import org.synfire.network.data.DataFolders;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.SpikeSet;
import org.synfire.network.event.EventBinning;
import org.synfire.network.event.PixelMap;
import org.synfire.network.event.Sensor;
import org.synfire.network.event.SpikeCounts;
import org.synfire.network.event.data.BinnedEvents;
import org.synfire.network.event.data.EventSet;
import org.synfire.network.event.data.ImageSpikes;
import org.synfire.network.event.data.SpikeSets;
import org.synfire.network.event.format.EventReading;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.Coding;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.neuron.NeuronProgram;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options that say how events become spikes of time steps, for networks that read spikes. */
final class SpikeDataOptions {
    /** By whose rules a time becomes a step. */
    enum Binning {
        /** From the first event, rounded down; events are counted. */
        TONIC,
        /** From 0, rounded to the nearest; one spike in a step. */
        SLAYER,
        /** From 0, rounded down; one spike in a step. */
        NIRDATA
    }

    private static final double MICROS = 1e6;
    private static final double MOST_SECONDS = 1e6;
    private static final Pattern SIZE = Pattern.compile("(\\d{1,8})x(\\d{1,5})(?:x([12]))?");
    private static final int POLARITIES = 2;
    private static final int WINDOW_ENDS = 2;
    private static final String STEPS = "--steps";
    private static final String COUNTS = "--counts";
    private static final String SPIKES_PER_STEP = "--spikes-per-step";

    private static final List<String> FOR_EVENTS =
            List.of("--dt", "--binning", "--event-window", "--crop", "--downscale", "--merge-polarities", "--sensor");
    private static final List<String> FOR_SPIKES = List.of(
            "--dt",
            "--binning",
            "--event-window",
            "--downscale",
            "--merge-polarities",
            "--sensor",
            COUNTS,
            SPIKES_PER_STEP,
            "--encode");
    private static final List<String> FOR_IMAGES = List.of(
            "--split",
            "--resize",
            "--interpolation",
            "--no-antialias",
            "--fill",
            "--color",
            "--layout",
            "--array-range",
            "--labels",
            "--label-offset",
            "--skip-bad",
            "--task",
            "--head",
            "--show-input");

    @Option(
            names = STEPS,
            paramLabel = "N|own",
            converter = StepsOption.Reader.class,
            description = "Time steps of a sample, in a network of spikes; own: each recording of events has as many as"
                    + " it takes (default: those of the network's file).")
    private StepsOption steps;

    @Option(
            names = "--dt",
            paramLabel = "SECONDS",
            description = "Events: the length of a step, such as 0.001. Without it and with --steps N, each recording"
                    + " is divided into N steps.")
    private Double dt;

    @Option(
            names = "--binning",
            paramLabel = "B",
            defaultValue = "tonic",
            description = "Events: tonic: steps from the first event, events of a channel in a step are counted;"
                    + " slayer, nirdata: steps from time 0, rounded to the nearest or down, one spike (default"
                    + " ${DEFAULT-VALUE}).")
    private Binning binning;

    @Option(
            names = "--event-window",
            split = ",",
            paramLabel = "FROM,TO",
            description = "Events: the seconds that are kept, from where steps begin.")
    private double[] window = {};

    @Option(
            names = "--downscale",
            paramLabel = "WxH",
            description = "Events: frames of so many pixels, after --crop, whose middle part is kept.")
    private String downscale;

    @Option(names = "--merge-polarities", description = "Events: both polarities are one channel.")
    private boolean mergesPolarities;

    @Option(
            names = "--sensor",
            paramLabel = "WxH",
            description = "Events: the sensor's size, where files do not state it; 700x1x1 has one polarity.")
    private String sensor;

    @Option(
            names = COUNTS,
            paramLabel = "K",
            defaultValue = "1",
            description = "Events and spikes: a channel with n of them in a step is n of K inputs that spike (default"
                    + " ${DEFAULT-VALUE}).")
    private int counts;

    @Option(
            names = SPIKES_PER_STEP,
            paramLabel = "K",
            description =
                    "Events and spikes: an input neuron spikes up to K times in a step, 1..64, in place of --counts;"
                            + " NIR: other neurons too, as in sinabs (default: 1, or that of the network's file).")
    private Integer spikesPerStep;

    @Option(
            names = "--encode",
            paramLabel = "HOW",
            description = "Images for a network that reads spikes: poisson, random spikes at the rate of each pixel; or"
                    + " latency, one spike of each pixel, bright ones first.")
    private ImageSpikes.Coding encode;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /**
     * The steps of a network whose file has none; 1 where the data have their own.
     *
     * @throws InputException if neither the data nor an option say them
     */
    int stepsOf(Path data) {
        if (steps == null && !SpikeSets.areStored(data)) {
            throw new InputException(
                    "--data " + data + " has events, and the network's file does not say how many steps a"
                            + " sample has: give " + STEPS + " N, or " + STEPS + " own");
        }
        return steps == null || steps.isOwn() ? 1 : steps.number();
    }

    /**
     * The steps of a network that is given no data.
     *
     * @throws InputException if no option says them
     */
    int stepsWithoutData(Path model) {
        if (steps == null) {
            throw new InputException(model + " does not say how long it runs: give " + STEPS + " N");
        }
        return numberOf(steps);
    }

    /** How many copies of an input there are: the most spikes of a channel in a step. */
    int copies() {
        return counts;
    }

    /**
     * How often a neuron can spike in a step.
     *
     * @throws InputException if it is out of range, or counts are told by copies too
     */
    int spikesPerStep() {
        return spikesPerStep(1);
    }

    private int spikesPerStep(int usual) {
        if (spikesPerStep == null) {
            return isGiven(COUNTS) ? 1 : usual;
        }
        if (spikesPerStep < 1 || spikesPerStep > NeuronProgram.MOST_SPIKES) {
            throw new InputException(SPIKES_PER_STEP + " " + spikesPerStep + ": give 1.." + NeuronProgram.MOST_SPIKES);
        }
        if (isGiven(COUNTS)) {
            throw new InputException(
                    COUNTS + " does not go with " + SPIKES_PER_STEP + ": both tell counts; leave one of them out");
        }
        return spikesPerStep;
    }

    private boolean isGiven(String option) {
        return command.commandLine().getParseResult().hasMatchedOption(option);
    }

    /** @throws InputException if an option is given that is not for a network that reads images */
    void requireNoneForImages() {
        refuse(FOR_SPIKES, "is for networks that read spikes");
    }

    private void refuse(List<String> options, String reason) {
        options.stream().filter(this::isGiven).findFirst().ifPresent(option -> {
            throw new InputException(option + " " + reason + "; leave it out");
        });
    }

    /**
     * A network of spikes with as many steps as were asked for.
     *
     * @throws InputException if the network sends codes, whose bits the steps are
     */
    IntegerNetwork stepped(IntegerNetwork network) {
        if (steps == null) {
            return network;
        }
        int number = numberOf(steps);
        if (network.coding() == Coding.CODES) {
            throw new InputException(STEPS + " is for networks of spikes; network " + network.name()
                    + " sends codes, and its steps are their bits: give --bits");
        }
        return network.withTimeSteps(number);
    }

    private static int numberOf(StepsOption steps) {
        if (steps.isOwn()) {
            throw new InputException(STEPS + " own is for recordings of events; give a number");
        }
        return steps.number();
    }

    /** @throws InputException if spikes are not of the network's shape; it says which options bring them to it */
    void requireShape(IntegerNetwork network, SpikeSet spikes) {
        Shape input = network.input().shape();
        Shape own = spikes.shape();
        if (own.equals(input) || Shape.vector(own.size()).equals(input)) {
            return;
        }
        int channels = own.channels() / counts;
        List<String> hints = new ArrayList<>();
        if (own.channels() != input.channels() && input.channels() % channels == 0) {
            hints.add(COUNTS + " " + input.channels() / channels);
        } else if (own.channels() != input.channels() && channels == POLARITIES && input.channels() == counts) {
            hints.add("--merge-polarities");
        }
        if (own.height() > input.height() && own.width() > input.width()) {
            hints.add("--downscale " + input.width() + "x" + input.height());
        } else if (own.height() < input.height()) {
            hints.add("--sensor " + input.width() + "x" + input.height());
        }
        throw new InputException(String.format(
                Locale.ROOT,
                "network %s reads spikes of %s, but those of %s are of %s%s",
                network.name(),
                input,
                spikes.name(),
                own,
                hints.isEmpty() ? "" : "; bring them to it with " + String.join(" ", hints)));
    }

    /**
     * The spikes that a network reads.
     *
     * @param data events, or arrays of spikes
     * @param crop the size of the part of the sensor that is kept; empty for all
     * @param usualSteps time steps of the network; empty where each recording has its own
     * @param usualSpikes how often an input neuron of the network can spike in a step
     * @throws InputException if options exclude each other, or the data cannot be read as they say
     */
    SpikeSet open(Path data, Optional<String> crop, OptionalInt usualSteps, int usualSpikes) {
        int spikes = spikesPerStep(usualSpikes);
        int most = spikes > 1 ? spikes : counts;
        SpikeCounts.Form form = spikes > 1 ? SpikeCounts.Form.REPEATED : SpikeCounts.Form.COPIES;
        refuse(FOR_IMAGES, "is for networks that read images");
        if (SpikeSets.areStored(data)) {
            refuse(FOR_EVENTS, "is for events; " + data + " has spikes of time steps");
            if (steps != null) {
                throw new InputException(
                        STEPS + " is for events; " + data + " has the steps of its array; leave it" + " out");
            }
            return SpikeSets.stored(data, most, form);
        }
        EventSet events = SpikeSets.events(data, reading());
        boolean isOwn = steps == null ? usualSteps.isEmpty() : steps.isOwn();
        EventBinning rule =
                within(isOwn ? ownRule(data) : rule(data, steps == null ? usualSteps.getAsInt() : steps.number()));
        Sensor size = events.recording(0).sensor();
        return ImageOptions.option("--counts, --crop or --downscale", () -> {
            EventBinning mapped = rule.withPixels(pixels(crop, size));
            return isOwn
                    ? BinnedEvents.ofOwnLengths(DataFolders.stem(data), events, mapped, most, form)
                    : BinnedEvents.of(DataFolders.stem(data), events, mapped, most, form);
        });
    }

    /** Whether the data are images that become spikes. */
    boolean encodesImages() {
        return encode != null;
    }

    /**
     * Images as spikes.
     *
     * @param images opened when the options are possible
     * @param usualSteps time steps of the network; empty where its file does not say them
     * @throws InputException if options of events are given, or the steps are not known
     */
    SpikeSet encoded(Supplier<ImageSet> images, long seed, OptionalInt usualSteps) {
        refuse(FOR_EVENTS, "is for events; --encode makes spikes of images");
        refuse(List.of(COUNTS, SPIKES_PER_STEP, "--show-input", "--task"), "does not go with --encode");
        int number = steps == null
                ? usualSteps.orElseThrow(() -> new InputException("--encode: the network's file does not say how many"
                        + " steps a sample has: give " + STEPS + " N"))
                : numberOf(steps);
        return new ImageSpikes(images.get(), encode, number, seed);
    }

    private EventReading reading() {
        if (sensor == null) {
            return EventReading.PLAIN;
        }
        Matcher size = size("--sensor", sensor);
        int polarities = size.group(3) == null ? POLARITIES : Integer.parseInt(size.group(3));
        return ImageOptions.option(
                "--sensor", () -> EventReading.PLAIN.withSensor(new Sensor(width(size), height(size), polarities)));
    }

    private EventBinning rule(Path data, int number) {
        if (dt == null) {
            if (steps == null) {
                throw new InputException("--data " + data + " has events: give --dt SECONDS, the length of a step, or "
                        + STEPS + " to divide each recording into as many");
            }
            if (binning != Binning.TONIC) {
                throw new InputException("--binning " + binning.name().toLowerCase(Locale.ROOT)
                        + " needs --dt SECONDS, the length of a step");
            }
            return EventBinning.inSteps(number);
        }
        return ruleOfLength().withSteps(number);
    }

    private EventBinning ownRule(Path data) {
        if (dt == null) {
            throw new InputException("--data " + data + " has events: give --dt SECONDS, the length of a step"
                    + (steps == null ? ", or " + STEPS + " N to divide each recording into as many" : ""));
        }
        return ruleOfLength();
    }

    private EventBinning ruleOfLength() {
        long micros = micros("--dt", dt);
        if (micros < 1) {
            throw new InputException("--dt " + dt + ": give seconds, at least 0.000001");
        }
        return switch (binning) {
            case TONIC -> EventBinning.everyMicros(micros);
            case SLAYER -> EventBinning.slayer(micros);
            case NIRDATA -> EventBinning.nirData(micros);
        };
    }

    private EventBinning within(EventBinning rule) {
        if (!isGiven("--event-window")) {
            return rule;
        }
        if (window.length != WINDOW_ENDS) {
            throw new InputException("--event-window: give two numbers of seconds, such as 0.1,0.4");
        }
        return ImageOptions.option(
                "--event-window",
                () -> rule.within(new EventBinning.Window(
                        micros("--event-window", window[0]), micros("--event-window", window[1]))));
    }

    /** Events have times in microseconds. */
    private static long micros(String option, double seconds) {
        double micros = seconds * MICROS;
        if (!(seconds >= 0 && seconds <= MOST_SECONDS) || Math.abs(micros - Math.rint(micros)) > 1e-3) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s %s: give seconds from 0 to %.0f in whole microseconds, such as 0.001",
                    option,
                    seconds,
                    MOST_SECONDS));
        }
        return Math.round(micros);
    }

    private PixelMap pixels(Optional<String> crop, Sensor of) {
        Optional<PixelMap.Part> part = crop.map(text -> {
            Matcher size = size("--crop", text);
            return PixelMap.Part.middle(of, width(size), height(size));
        });
        Optional<PixelMap.Size> frames = Optional.ofNullable(downscale).map(text -> {
            Matcher size = size("--downscale", text);
            return new PixelMap.Size(width(size), height(size));
        });
        return new PixelMap(part, frames, !mergesPolarities);
    }

    private static Matcher size(String option, String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches() || (size.group(3) != null && !option.equals("--sensor"))) {
            throw new InputException(option + " " + text + ": give columns and rows, such as 34x34");
        }
        return size;
    }

    private static int width(Matcher size) {
        return Integer.parseInt(size.group(1));
    }

    private static int height(Matcher size) {
        return Integer.parseInt(size.group(2));
    }
}
