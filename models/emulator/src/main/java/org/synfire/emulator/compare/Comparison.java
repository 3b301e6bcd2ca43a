package org.synfire.emulator.compare;

import java.util.List;
import java.util.Locale;
import org.synfire.emulator.result.ConfidenceInterval;
import org.synfire.engine.measure.Latencies;

/**
 * Runs side by side. The components' names are the keys of {@code compare.json}. A list with an entry for each run has
 * them in the order of {@code runs}, and {@code null} where a run has nothing of the kind.
 *
 * @param runs what is compared, with what each answered
 * @param settings what differs in how they ran
 * @param sameSpikes whether the fingerprints of all spikes are equal
 * @param events what happened on the chip
 * @param energy by the chip files' figures
 * @param chipTime time of a sample
 * @param neurobench NeuroBench's metrics of the networks
 * @param layers by name: those of the first run in their order, those that only others have beside the ones that they
 *     are beside there, or at the end
 * @param latencies distributions, by name
 * @param pairs every two runs, compared sample by sample
 * @param answers samples that are not answered the same by all runs
 * @param notes what a reader must know
 * @param version of Synfire that compared
 */
public record Comparison(
        List<Run> runs,
        Settings settings,
        boolean sameSpikes,
        List<Event> events,
        Energy energy,
        ChipTime chipTime,
        List<Metric> neurobench,
        List<Layer> layers,
        List<Distribution> latencies,
        List<Pair> pairs,
        Answers answers,
        List<String> notes,
        String version) {
    /** Fewest runs that can be compared. */
    public static final int FEWEST_RUNS = 2;
    /** Most runs that can be compared: colours and columns tell no more apart. */
    public static final int MOST_RUNS = 8;
    /** Most samples in {@link Answers#first}. */
    public static final int MOST_SAMPLES_SHOWN = 50;

    /**
     * A run.
     *
     * @param id {@code A} for the first, {@code B} for the second, and so on
     * @param folder where it lies, as its user names it
     * @param network name of the network
     * @param samples samples answered
     * @param correct of these, how many it had right; 0 without labels
     * @param accuracy {@code correct / samples}, 0..1; {@code null} if the samples have no labels
     * @param confidence 95 % interval of the accuracy, by Wilson; {@code null} likewise
     * @param floatAccuracy of the real-valued network on the same samples, 0..1; {@code null} if none ran beside
     * @param fingerprint of all spikes
     */
    public record Run(
            String id,
            String folder,
            String network,
            long samples,
            long correct,
            Double accuracy,
            ConfidenceInterval confidence,
            Double floatAccuracy,
            String fingerprint) {}

    /**
     * How the runs ran: the keys of {@code run.json} that are no result.
     *
     * @param differing those that are not the same in all runs
     * @param equal number of those that are
     */
    public record Settings(List<Setting> differing, int equal) {}

    /**
     * A setting.
     *
     * @param key in {@code run.json}
     * @param values one per run
     */
    public record Setting(String key, List<String> values) {}

    /**
     * Something that is counted on the chip.
     *
     * @param key in {@code run.json}
     * @param totals of each whole run
     * @param perSample events per sample
     */
    public record Event(String key, List<Long> totals, PerRun perSample) {}

    /**
     * Energy per sample.
     *
     * @param perSampleMicrojoules sum of the parts; filling and emptying the pipeline is in it
     * @param steadyMicrojoules the same while the pipeline is full; {@code null} in folders of format 3
     * @param parts of the first
     * @param boundMicrojoules what the chips' measured power takes in the same chip time; no part of the sum
     */
    public record Energy(
            PerRun perSampleMicrojoules, PerRun steadyMicrojoules, List<Part> parts, PerRun boundMicrojoules) {}

    /**
     * A part of the energy.
     *
     * @param part its name
     * @param assumed whether it rests, in one of the runs, on a figure that nobody has published
     * @param microjoules per sample
     */
    public record Part(String part, boolean assumed, PerRun microjoules) {}

    /**
     * Time on the chips, in microseconds, whatever their clocks.
     *
     * @param neededMicroseconds of a sample, if every step is as long as it needs
     * @param configuredMicroseconds of a sample, in steps of the configured length
     * @param neededAnswerMicroseconds from a sample's first step to its answer, in steps as long as they need in the
     *     mean
     * @param configuredAnswerMicroseconds the same in steps of the configured length
     */
    public record ChipTime(
            PerRun neededMicroseconds,
            PerRun configuredMicroseconds,
            PerRun neededAnswerMicroseconds,
            PerRun configuredAnswerMicroseconds) {}

    /**
     * A metric of NeuroBench.
     *
     * @param key in {@code run.json}
     * @param figure in the unit that it has there; {@code null} where a run was not measured
     */
    public record Metric(String key, PerRun figure) {}

    /**
     * A layer, per sample.
     *
     * @param name name of the operation that ends it
     * @param sops synaptic operations in it
     * @param spikes spikes that it sent
     * @param microjoules energy of its operations, updates and packets
     */
    public record Layer(String name, PerRun sops, PerRun spikes, PerRun microjoules) {}

    /**
     * A distribution of latencies.
     *
     * @param name of its files
     * @param unit of the values
     * @param summaries one per run
     */
    public record Distribution(String name, String unit, List<Latencies.Summary> summaries) {}

    /**
     * Two runs.
     *
     * @param first id of one
     * @param second id of the other
     * @param notComparable why their samples cannot be paired; {@code null} if they can
     * @param agreement sample by sample; {@code null} if they cannot be paired
     */
    public record Pair(String first, String second, String notComparable, Agreement agreement) {}

    /**
     * What two runs answered to the same samples.
     *
     * @param samples number of samples
     * @param bothRight samples that both had right
     * @param onlyFirstRight samples that only the first had right
     * @param onlySecondRight samples that only the second had right
     * @param bothWrong samples that both had wrong
     * @param differentAnswers samples that they answered differently, whether right or wrong
     * @param mcNemarP p-value of {@link McNemarTest} for equal accuracies, 0..1
     */
    public record Agreement(
            int samples,
            int bothRight,
            int onlyFirstRight,
            int onlySecondRight,
            int bothWrong,
            int differentAnswers,
            double mcNemarP) {}

    /**
     * Samples that are not answered the same by all runs that have the samples of the first.
     *
     * @param runs ids of these runs; empty if no other run has the first one's samples
     * @param samples number of samples
     * @param different how many are not answered the same by all
     * @param first of these, in their order, at most {@value #MOST_SAMPLES_SHOWN}
     */
    public record Answers(List<String> runs, int samples, int different, List<Difference> first) {}

    /**
     * A sample that is not answered the same by all.
     *
     * @param sample its number, from 0
     * @param label its class
     * @param answers one per run; {@code null} for a run without this sample
     */
    public record Difference(int sample, int label, List<Integer> answers) {}

    /**
     * Compares runs.
     *
     * @param runs {@value #FEWEST_RUNS} to {@value #MOST_RUNS}
     * @param version of Synfire that compares
     * @throws IllegalArgumentException if there are fewer or more
     */
    public static Comparison of(List<ComparedRun> runs, String version) {
        if (runs.size() < FEWEST_RUNS || runs.size() > MOST_RUNS) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%d runs; compare %d to %d", runs.size(), FEWEST_RUNS, MOST_RUNS));
        }
        return new RunsBeside(runs).compared(version);
    }

    /** The id of a run by its place, from 0. */
    static String id(int place) {
        return Character.toString('A' + place);
    }
}
