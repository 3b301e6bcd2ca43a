package org.synfire.emulator.part;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.synfire.emulator.result.SampleResults;

/**
 * What a part found for each of its samples, in their order.
 *
 * @param labels one per sample; empty where the data have none
 * @param outputs the raw answers, sample after sample
 * @param spikes of each sample
 * @param fingerprints hash of each sample's spikes
 * @param latencySteps of each sample
 * @param steps of each sample
 * @param intervals steps from each sample's start to the next one's
 * @param floatAnswers one per sample; empty where no real-valued network ran
 */
public record SampleRecord(
        int[] labels,
        int[] outputs,
        long[] spikes,
        long[] fingerprints,
        int[] latencySteps,
        int[] steps,
        int[] intervals,
        int[] floatAnswers) {
    /** Those of parts one after the other. */
    static SampleRecord concat(List<SampleRecord> parts) {
        return new SampleRecord(
                each(parts, SampleRecord::labels),
                each(parts, SampleRecord::outputs),
                parts.stream().flatMapToLong(part -> LongStream.of(part.spikes)).toArray(),
                parts.stream()
                        .flatMapToLong(part -> LongStream.of(part.fingerprints))
                        .toArray(),
                each(parts, SampleRecord::latencySteps),
                each(parts, SampleRecord::steps),
                each(parts, SampleRecord::intervals),
                each(parts, SampleRecord::floatAnswers));
    }

    private static int[] each(List<SampleRecord> parts, Function<SampleRecord, int[]> of) {
        return parts.stream().flatMapToInt(part -> IntStream.of(of.apply(part))).toArray();
    }

    /** As a run's folder has them. */
    SampleResults results() {
        return new SampleResults(labels, outputs, spikes, latencySteps, floatAnswers);
    }
}
