package org.synfire.emulator.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import org.synfire.emulator.experiment.PlacedRun.Finished;
import org.synfire.emulator.experiment.RunSettings.Journaled;
import org.synfire.emulator.map.Mapping;
import org.synfire.emulator.part.RunJournal;
import org.synfire.emulator.part.RunPart;
import org.synfire.emulator.part.RunParts;
import org.synfire.emulator.part.SampleRange;
import org.synfire.emulator.result.RunDetails;
import org.synfire.emulator.result.RunOrigin;
import org.synfire.emulator.result.RunOutcome;
import org.synfire.emulator.result.RunReport;
import org.synfire.engine.InputException;
import org.synfire.network.data.SampleHash;
import org.synfire.network.data.SampleSet;
import org.synfire.network.file.NetworkFile;
import org.synfire.network.integer.EncodedNetwork;

/** A run in parts, each of which is kept when it is finished; at the end they are joined. */
final class DividedRun {
    private final Journaled journaled;
    private final Provenance provenance;
    private final Progress progress;
    private final Runner runner;

    /** Runs a part. */
    interface Runner {
        Finished run(SampleRange range, Progress told);
    }

    DividedRun(Journaled journaled, Provenance provenance, Progress progress, Runner runner) {
        this.journaled = journaled;
        this.provenance = provenance;
        this.progress = progress;
        this.runner = runner;
    }

    /**
     * Runs what is not finished.
     *
     * @param samples of the whole run
     * @param first number of the first in the data set
     * @param isStopped whether to stop
     * @param losses of a run of so many samples
     */
    RunOutcome run(
            EncodedNetwork encoded,
            Mapping mapping,
            SampleSet samples,
            long first,
            BooleanSupplier isStopped,
            LongFunction<Optional<RunDetails.Losses>> losses) {
        String sha256 = NetworkFile.sha256(encoded);
        RunJournal journal =
                RunJournal.open(journaled.folder(), RunSubject.of(provenance, mapping, sha256, samples, first));
        List<RunPart> parts = new ArrayList<>();
        long end = first + samples.size();
        long from = first;
        double secondsPerSample = 0;
        double secondsDone = 0;
        while (from < end && !isStopped.getAsBoolean()) {
            RunPart part = journal.find(from).orElse(null);
            if (part == null) {
                SampleRange range =
                        new SampleRange(first, from, size(journal, from, end, secondsPerSample, secondsDone));
                Finished finished = runner.run(range, told(from - first, samples.size()));
                if (!finished.outcome().result().answers().complete()) {
                    return stopped(finished, parts, mapping, samples, losses);
                }
                part = finished.part().apply(sha256, RunPart.DataRecord.NONE);
                journal.keep(part);
            } else {
                requireSameData(part, samples, first);
                progress.at(part.range().end() - first, samples.size());
            }
            parts.add(part);
            secondsPerSample = seconds(part) / part.range().count();
            secondsDone += seconds(part);
            from = part.range().end();
        }
        return outcome(parts, mapping, samples, losses);
    }

    private Progress told(long before, long all) {
        return (done, ofPart) -> progress.at(before + done, all);
    }

    /** As many samples as the next part that is finished leaves. */
    private long size(RunJournal journal, long from, long end, double secondsPerSample, double secondsDone) {
        long left = journal.ranges().stream()
                        .mapToLong(SampleRange::from)
                        .filter(begin -> begin > from)
                        .min()
                        .orElse(end)
                - from;
        return journaled.sizes().next(left, secondsPerSample, secondsDone);
    }

    private static double seconds(RunPart part) {
        return part.result().timing().emulation()
                + part.result().timing().reference()
                + part.result().timing().floatSeconds();
    }

    private static void requireSameData(RunPart part, SampleSet samples, long first) {
        SampleRange range = part.range();
        SampleSet own = samples.from(Math.toIntExact(range.from() - first)).take(Math.toIntExact(range.count()));
        if (range.end() > first + samples.size()
                || !SampleHash.ofFirst(own, own.size())
                        .getFirst()
                        .equals(part.result().origin().data().sha256())) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s of %s are not those that the finished part answered: the data have changed since; begin anew",
                    range,
                    samples.name()));
        }
    }

    /** Where the first part was not finished, it is all there is. */
    private RunOutcome stopped(
            Finished unfinished,
            List<RunPart> parts,
            Mapping mapping,
            SampleSet samples,
            LongFunction<Optional<RunDetails.Losses>> losses) {
        return parts.isEmpty() ? unfinished.outcome() : outcome(parts, mapping, samples, losses);
    }

    private RunOutcome outcome(
            List<RunPart> parts, Mapping mapping, SampleSet samples, LongFunction<Optional<RunDetails.Losses>> losses) {
        long done = parts.stream().mapToLong(part -> part.range().count()).sum();
        RunOrigin.Samples data = RunOrigin.Samples.of(
                samples.take(Math.toIntExact(done)), provenance.origin().data().values());
        RunReport report = RunParts.joined(parts, samples.size(), data);
        return new RunOutcome(
                report.result(),
                mapping,
                report.histograms(),
                report.details().with(losses.apply(done).orElse(null)),
                report.samples(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }
}
