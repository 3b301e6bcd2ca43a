package org.synfire.emulator.result;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.synfire.engine.measure.Latencies;
import org.synfire.network.integer.SampleStarts;
import org.synfire.network.json.NullIfAbsent;

/**
 * What a run measured, grouped as {@code run.json} is, which other programs read. The components' names are its keys;
 * the groups {@link Answers}, {@link Witnesses}, {@link Events} and {@link Setting} stand in it without a key of their
 * own.
 *
 * @param network name of the network
 * @param answers what the network answered
 * @param witnesses who computed the same samples another way, and what differed
 * @param timeSteps chip time in steps
 * @param events what happened on the chip
 * @param neurobench NeuroBench's metrics of the network; {@code null} without an answered sample, and in runs of
 *     versions that did not measure them
 * @param energy by the chip file's figures
 * @param latency distributions
 * @param throughput host time of the emulation alone
 * @param noc how cycles were found, and what they mean in time
 * @param memory off-heap state in this process
 * @param layers per layer
 * @param timing host seconds of each part of the run
 * @param setting what ran how
 * @param origin where the run comes from: files, options, machine
 * @param notes what a reader must know: assumptions, limits exceeded
 */
public record RunResult(
        String network,
        @JsonUnwrapped Answers answers,
        @JsonUnwrapped Witnesses witnesses,
        TimeSteps timeSteps,
        @JsonUnwrapped Events events,
        @NullIfAbsent Optional<NeuroBench> neurobench,
        Energy energy,
        LatencyResults latency,
        Throughput throughput,
        NocResult noc,
        Memory memory,
        List<LayerResult> layers,
        Timing timing,
        @JsonUnwrapped Setting setting,
        RunOrigin origin,
        List<String> notes) {
    /** Seconds of emulation below which the virtual machine is still compiling. */
    public static final double COLD_SECONDS = 10;

    /**
     * What the network answered.
     *
     * @param samples samples answered
     * @param correct of these, how many the network's answer had right; 0 if answers were not judged, see
     *     {@link #hasAccuracy}
     * @param accuracy {@code correct / samples}, 0..1
     * @param confusion {@code [label][answer]} counts; empty if answers were not judged, or there are more than
     *     {@value #MOST_MATRIX_CLASSES} classes
     * @param confusionPairs of more classes than that, the pairs of label and answer that occur; otherwise empty
     * @param complete whether all samples asked for were answered
     * @param topFive how often the label was among the five largest outputs; absent where there are at most five
     *     outputs, or the run is of a version that did not count it
     * @param classes the classes that samples are of, by label
     */
    public record Answers(
            long samples,
            long correct,
            double accuracy,
            long[][] confusion,
            List<ConfusedPair> confusionPairs,
            boolean complete,
            @NullIfAbsent Optional<TopFive> topFive,
            List<ClassResult> classes) {
        /** Most classes of which the whole matrix is kept: of a thousand it would have a million cells. */
        public static final int MOST_MATRIX_CLASSES = 64;

        public Answers {
            confusionPairs = List.copyOf(confusionPairs);
            classes = List.copyOf(classes);
        }

        /** Whether answers were compared with labels. */
        @JsonIgnore
        public boolean isJudged() {
            return confusion.length > 0 || !confusionPairs.isEmpty();
        }

        /** The pairs of label and answer that occur, by label and then by answer. */
        public List<ConfusedPair> pairs() {
            return confusionPairs.isEmpty() ? ConfusedPair.of(confusion) : confusionPairs;
        }
    }

    /**
     * How often the label was among the five largest outputs, the first of equals before the others.
     *
     * @param correct samples
     * @param accuracy {@code correct / samples}, 0..1
     */
    public record TopFive(long correct, double accuracy) {
        /** Outputs that count. */
        public static final int OUTPUTS = 5;

        /**
         * Of so many samples; absent where the network has at most five outputs.
         *
         * @param outputs of the network
         */
        public static Optional<TopFive> of(long correct, long samples, int outputs) {
            return outputs <= OUTPUTS
                    ? Optional.empty()
                    : Optional.of(new TopFive(correct, samples == 0 ? 0 : (double) correct / samples));
        }
    }

    /**
     * A class that samples are of.
     *
     * @param label its number
     * @param name its name; empty where the data set has none
     * @param samples of it
     * @param correct of these, how many were answered as labelled
     * @param accuracy {@code correct / samples}, 0..1
     */
    public record ClassResult(int label, String name, long samples, long correct, double accuracy) {
        /** Of at least one sample. */
        public static ClassResult of(int label, String name, long samples, long correct) {
            return new ClassResult(label, name, samples, correct, (double) correct / samples);
        }
    }

    /**
     * Who computed the same samples another way.
     *
     * @param reference the dense twin; absent if it was not asked for
     * @param expected comparison with raw answers of somebody else; absent if there are none
     * @param floatNetwork ONNX Runtime on the real-valued network; absent if there is none, or the task is detection
     * @param detection how well each network detects, the emulated one first; empty if the task is another
     */
    public record Witnesses(
            @NullIfAbsent Optional<ReferenceResult> reference,
            @NullIfAbsent Optional<ExpectedResult> expected,
            @JsonProperty("float") @NullIfAbsent Optional<FloatResult> floatNetwork,
            List<DetectionResult> detection) {
        public Witnesses {
            detection = List.copyOf(detection);
        }

        /** What these witnesses found; there is at most one of a kind, and of detection one for each network. */
        public static Witnesses of(List<WitnessResult> results) {
            return new Witnesses(
                    all(results, ReferenceResult.class).findFirst(),
                    all(results, ExpectedResult.class).findFirst(),
                    all(results, FloatResult.class).findFirst(),
                    all(results, DetectionResult.class).toList());
        }

        private static <T extends WitnessResult> Stream<T> all(List<WitnessResult> results, Class<T> kind) {
            return results.stream().filter(kind::isInstance).map(kind::cast);
        }
    }

    /** What a witness found. */
    public sealed interface WitnessResult permits ReferenceResult, ExpectedResult, FloatResult, DetectionResult {}

    /**
     * What happened on the chip.
     *
     * @param spikes neurons that fired, the input included
     * @param packets spikes on their way to a destination core: one packet each
     * @param hops links that packets crossed, chip-to-chip links included
     * @param interChipHops of these, chip-to-chip links
     * @param sops weights added to sums
     * @param neuronUpdates neurons times time steps in which their core held a sample
     * @param instructions what neuron programs executed; 0 without programs in assembly
     * @param overflows neurons and steps whose sum or potential did not fit its register; 0 in exact precision, where
     *     the bounds of every sum are proved before the run
     * @param busiestLink the link that most packets crossed
     * @param fingerprint hash over all spikes in the order of sample, step, core, neuron
     */
    public record Events(
            long spikes,
            long packets,
            long hops,
            long interChipHops,
            long sops,
            long neuronUpdates,
            long instructions,
            long overflows,
            BusiestLink busiestLink,
            String fingerprint) {}

    /**
     * NeuroBench's metrics of the network, averaged over samples. Poolings and identities count nowhere.
     *
     * @param footprintBytes parameters at their width, weights of 0 included, and the neurons' state
     * @param parameters weights and constants of neurons
     * @param connectionSparsity share of weights that are 0
     * @param activationSparsity share of activations that are 0
     * @param denseOperations what a sample needs if every weight met an activation
     * @param effectiveMacs of these, those of a weight and an activation that are both not 0, where activations are
     *     codes
     * @param effectiveAcs likewise, where activations are spikes
     * @param membraneUpdates updates of potentials, whether or not they change them; 0 where layers send codes
     */
    public record NeuroBench(
            long footprintBytes,
            long parameters,
            double connectionSparsity,
            double activationSparsity,
            double denseOperations,
            double effectiveMacs,
            double effectiveAcs,
            double membraneUpdates) {}

    /**
     * What ran how.
     *
     * @param chip name of the chip
     * @param chips chips side by side
     * @param cores neuron cores used
     * @param precision arithmetic of the run
     * @param pipelined whether samples overlap in the pipeline
     * @param kernel {@code vector} or {@code scalar}
     * @param threads workers
     * @param window steps of a sample that cores added up at one visit, at most
     * @param version version of Synfire
     * @param command the command line
     * @param seed seed of everything random
     */
    public record Setting(
            String chip,
            int chips,
            int cores,
            Precision precision,
            boolean pipelined,
            String kernel,
            int threads,
            int window,
            String version,
            String command,
            long seed) {
        /** The same with another command line. */
        public Setting with(String other) {
            return new Setting(chip, chips, cores, precision, pipelined, kernel, threads, window, version, other, seed);
        }
    }

    /**
     * Comparison with the dense reference.
     *
     * @param correct answers the reference had right
     * @param comparedValues values compared: every neuron of every layer and sample
     * @param mismatchedValues of these, how many differed
     * @param firstMismatch the first that differed, in words; absent if none did
     */
    public record ReferenceResult(
            long correct,
            long comparedValues,
            long mismatchedValues,
            @NullIfAbsent Optional<String> firstMismatch) implements WitnessResult {}

    /**
     * Comparison of the raw answers with those of somebody else.
     *
     * @param comparedValues values compared
     * @param mismatchedValues of these, how many differed
     * @param firstMismatch the first that differed, in words; absent if none did
     */
    public record ExpectedResult(
            long comparedValues,
            long mismatchedValues,
            @NullIfAbsent Optional<String> firstMismatch) implements WitnessResult {}

    /**
     * The real-valued network on the same samples.
     *
     * @param correct answers it had right
     * @param accuracy 0..1
     * @param topFive as {@link Answers#topFive}
     * @param layers of networks of spikes, how far the integers' spikes are from those of the real numbers; empty for
     *     others
     */
    public record FloatResult(
            long correct, double accuracy, @NullIfAbsent Optional<TopFive> topFive, List<SpikeDifference> layers)
            implements WitnessResult {
        public FloatResult {
            layers = List.copyOf(layers);
        }

        /** Of a network whose layers are not compared. */
        public FloatResult(long correct, double accuracy, Optional<TopFive> topFive) {
            this(correct, accuracy, topFive, List.of());
        }
    }

    /**
     * How far the spikes of a layer are from those of the real-valued network.
     *
     * @param layer its name
     * @param realSpikes spikes of the real-valued network in all samples
     * @param spikes of the network of integers
     * @param differing neurons and steps in which only one of them spikes
     * @param firstSample the first sample with a difference, -1 without any
     * @param firstStep the first step of that sample with a difference, -1 without any
     */
    public record SpikeDifference(
            String layer, long realSpikes, long spikes, long differing, long firstSample, int firstStep) {}

    /**
     * How well a network detects. Precisions are means over the classes that objects are of, 0..1; see
     * {@link org.synfire.network.detect.AveragePrecision}.
     *
     * @param network {@value #SPIKING} or {@value #FLOAT}
     * @param detections boxes in all samples
     * @param elevenPoints VOC 2007, at an overlap of 0.5
     * @param area VOC from 2010 on, at an overlap of 0.5
     * @param coco50 COCO, at an overlap of 0.5
     * @param coco COCO, mean over the overlaps 0.5 to 0.95
     * @param classes those that objects are of
     */
    public record DetectionResult(
            String network,
            long detections,
            double elevenPoints,
            double area,
            double coco50,
            double coco,
            List<ClassPrecision> classes)
            implements WitnessResult {
        /** The word for the emulated network. */
        public static final String SPIKING = "spiking";

        /** The word for the real-valued network. */
        public static final String FLOAT = "float";

        public DetectionResult {
            classes = List.copyOf(classes);
        }

        /** Whether it is the real-valued network. */
        @JsonIgnore
        public boolean isOfFloat() {
            return network.equals(FLOAT);
        }
    }

    /**
     * A class that objects are of; precisions as in {@link DetectionResult}.
     *
     * @param label its number
     * @param name its name
     * @param objects that are to be found
     * @param detections boxes of it
     * @param elevenPoints VOC 2007
     * @param area VOC from 2010 on
     * @param coco50 COCO, at an overlap of 0.5
     * @param coco COCO, mean over overlaps
     */
    public record ClassPrecision(
            int label,
            String name,
            long objects,
            long detections,
            double elevenPoints,
            double area,
            double coco50,
            double coco) {}

    /**
     * Chip time in steps.
     *
     * @param perSample steps from one sample's start to the next one's; of samples of different length, of one of T
     *     steps
     * @param total steps of the run
     * @param latency steps from a sample's first spike to its answer, both included; likewise
     * @param lengths of the samples, where they are different
     */
    public record TimeSteps(
            long perSample,
            long total,
            long latency,
            @NullIfAbsent Optional<SampleSteps> lengths) {
        /** Those of samples of one length. */
        public TimeSteps(long perSample, long total, long latency) {
            this(perSample, total, latency, Optional.empty());
        }

        /**
         * Those of a run.
         *
         * @param starts of its samples
         * @param samples how many were answered
         * @param total steps of the run
         * @param latency steps from the first spike of a sample of T steps to its answer
         */
        public static TimeSteps of(SampleStarts starts, long samples, long total, long latency) {
            return new TimeSteps(
                    starts.intervalSteps(),
                    total,
                    latency,
                    starts.areEqual() || samples == 0
                            ? Optional.empty()
                            : Optional.of(SampleSteps.of(starts, samples, latency)));
        }

        /** Steps from a sample's first spike to its answer, in the mean. */
        public double meanLatency() {
            return lengths.map(own -> own.mostLatency() - own.longest() + own.mean())
                    .orElse((double) latency);
        }
    }

    /**
     * Time steps of samples of different length.
     *
     * @param shortest steps of the shortest sample
     * @param longest steps of the longest one
     * @param mean steps in the mean
     * @param meanPerSample steps from one sample's start to the next one's, in the mean
     * @param leastLatency steps from the first spike of the shortest sample to its answer
     * @param mostLatency likewise of the longest one
     */
    public record SampleSteps(
            long shortest, long longest, double mean, double meanPerSample, long leastLatency, long mostLatency) {
        static SampleSteps of(SampleStarts starts, long samples, long latency) {
            IntSummaryStatistics steps =
                    IntStream.of(starts.stepsOfEach(samples)).summaryStatistics();
            return new SampleSteps(
                    steps.getMin(),
                    steps.getMax(),
                    steps.getAverage(),
                    (double) starts.start(samples) / samples,
                    latency - starts.timeSteps() + steps.getMin(),
                    latency - starts.timeSteps() + steps.getMax());
        }
    }

    /**
     * Energy by the chip file's figures.
     *
     * @param perSampleMicrojoules sum of the parts, per sample of this run; filling and emptying the pipeline is in it
     * @param steadyMicrojoules the same while the pipeline is full, as in an endless run
     * @param parts microjoules per sample of each part
     * @param assumed the parts whose figure nobody has published
     * @param boundMicrojoules what the chips' measured all-in power would take in the same chip time, per sample; no
     *     part of the sum
     * @param criterion arithmetic alone, as papers compare it; no part of the sum
     */
    public record Energy(
            double perSampleMicrojoules,
            double steadyMicrojoules,
            Map<String, Double> parts,
            List<String> assumed,
            double boundMicrojoules,
            Criterion criterion) {}

    /**
     * Energy of arithmetic alone, per sample, at 0.23 pJ for an 8-bit multiplication with its addition and 0.03 pJ for
     * an addition.
     *
     * @param quantizedMicrojoules the quantised network's multiplications
     * @param spikingMicrojoules the synaptic operations
     */
    public record Criterion(double quantizedMicrojoules, double spikingMicrojoules) {}

    /**
     * Distributions of latencies.
     *
     * @param packetCycles router cycles of one packet, from its core to the other; without contention with
     *     {@link NetworkTiming#IDEAL}
     * @param stepCycles cycles a step needs; with {@link NetworkTiming#IDEAL} the least: the busiest core's work or the
     *     busiest channel's flits
     * @param sampleSteps time steps of one sample
     * @param hostStepNanos nanoseconds of this machine for one step
     */
    public record LatencyResults(
            Latencies.Summary packetCycles,
            Latencies.Summary stepCycles,
            Latencies.Summary sampleSteps,
            Latencies.Summary hostStepNanos) {}

    /** Events per second of emulation on this machine. */
    public record Throughput(double samplesPerSecond, double sopsPerSecond, double packetsPerSecond) {}

    /**
     * The link that most packets crossed.
     *
     * @param from mesh coordinates it leaves, {@code x,y}
     * @param to mesh coordinates it reaches
     * @param packets packets in the whole run
     */
    public record BusiestLink(String from, String to, long packets) {}

    /**
     * Chip time in cycles of its clock.
     *
     * @param timing how cycles were found
     * @param neededMicrosecondsPerSample chip time of a sample if every step were as long as it needs
     * @param configuredMicrosecondsPerSample chip time of a sample with steps of the configured length
     * @param lateSteps steps that need more than the configured length
     * @param fitsStep whether none does
     * @param slowestCores those that most often were the last to be done; empty with {@link NetworkTiming#IDEAL}
     * @param slowestLinks those that were busy for the most cycles; empty with {@link NetworkTiming#IDEAL}
     */
    public record NocResult(
            NetworkTiming timing,
            double neededMicrosecondsPerSample,
            double configuredMicrosecondsPerSample,
            long lateSteps,
            boolean fitsStep,
            List<SlowCore> slowestCores,
            List<SlowLink> slowestLinks) {}

    /**
     * A core that others waited for.
     *
     * @param node mesh coordinates, {@code x,y}
     * @param layer name of the layer it holds a part of
     * @param steps steps in which it was the last to be done
     * @param longestCycles most cycles it took for a step
     */
    public record SlowCore(String node, String layer, long steps, long longestCycles) {}

    /**
     * A link that packets waited for.
     *
     * @param from mesh coordinates it leaves, {@code x,y}
     * @param to mesh coordinates it reaches
     * @param flits flits it carried in the whole run
     * @param busy share of all cycles in which it could take no other flit, 0..1
     */
    public record SlowLink(String from, String to, long flits, double busy) {}

    /**
     * Off-heap state of the emulated cores in this process.
     *
     * @param stateBytes all of the cores: potentials, codes, spike bits of every due step, pooling
     * @param potentialBytes of these, membrane potentials
     * @param keptBytes beside it: values of the last samples, kept to be compared
     * @param neurons emulated neurons
     * @param bytesPerNeuron state of the cores per neuron
     */
    public record Memory(long stateBytes, long potentialBytes, long keptBytes, long neurons, double bytesPerNeuron) {}

    /**
     * One layer.
     *
     * @param name name of the operation that ends it
     * @param cores cores it is spread over
     * @param neurons neurons
     * @param spikes spikes it sent
     * @param sops synaptic operations in it
     * @param packets packets it sent
     * @param rate spikes per neuron and time step of its samples, 0..1, or more where a neuron can spike several times
     * @param sumOverflows neurons and steps whose weighted sum did not fit its register
     * @param potentialOverflows neurons and steps whose potential did not fit its register
     * @param macs multiplications that the quantised network needs for the layer and one sample, padding left out
     * @param sparsity which spikes it kept back: {@code none}, or RoT and DRLO
     * @param hops links that its packets crossed
     * @param microjoulesPerSample energy of its synaptic operations, neuron updates and packets by the chip file's
     *     figures
     */
    public record LayerResult(
            String name,
            int cores,
            long neurons,
            long spikes,
            long sops,
            long packets,
            double rate,
            long sumOverflows,
            long potentialOverflows,
            long macs,
            String sparsity,
            long hops,
            double microjoulesPerSample) {}

    /** Host seconds of each part of a run. */
    public record Timing(
            @JsonProperty("import") double importSeconds,
            double calibration,
            double mapping,
            double emulation,
            double reference,
            @JsonProperty("float") double floatSeconds) {}

    /** Whether answers were judged, so that there is an accuracy: the samples have labels, and no boxes were sought. */
    public boolean hasAccuracy() {
        return answers.isJudged();
    }

    /** Whether the task was detection. */
    public boolean hasDetection() {
        return !witnesses.detection().isEmpty();
    }

    /** In a line. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s on %s: %s, %.2f uJ a sample, fingerprint %s",
                network,
                setting.chip(),
                hasAccuracy()
                        ? String.format(Locale.ROOT, "%,d of %,d right", answers.correct(), answers.samples())
                        : String.format(Locale.ROOT, "%,d samples", answers.samples()),
                energy.perSampleMicrojoules(),
                events.fingerprint());
    }
}
