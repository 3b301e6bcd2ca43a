package org.synfire.tools.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * A run whose command line was checked.
 *
 * @param run which one
 * @param arguments the command and its options, files absolute
 * @param said the command line as results show it
 * @param files files and folders among the arguments, absolute
 */
public record PreparedRun(PlannedRun run, List<String> arguments, String said, List<String> files) {
    private static final String SAMPLES = "samples";

    /** Copies the lists. */
    public PreparedRun {
        arguments = List.copyOf(arguments);
        files = List.copyOf(files);
    }

    /**
     * The tasks of this run.
     *
     * @param shards how many its samples are divided into; of fewer samples, as many as there are
     * @param hasReport whether the run's folder is wanted
     * @throws InputException if it has shards and does not say how many samples
     */
    public List<SweepTask> tasks(int shards, boolean hasReport) {
        if (shards == 1) {
            return List.of(new SweepTask(run.number(), 0, new TaskRequest(arguments, said, files, false, hasReport)));
        }
        long samples = samples();
        long count = Math.min(shards, samples);
        List<SweepTask> tasks = new ArrayList<>();
        for (int shard = 0; shard < count; shard++) {
            long from = samples * shard / count;
            long until = samples * (shard + 1) / count;
            List<String> words = new ArrayList<>(arguments);
            words.set(words.indexOf("--" + SAMPLES) + 1, String.valueOf(until - from));
            words.addAll(List.of("--from", String.valueOf(from)));
            tasks.add(new SweepTask(run.number(), shard, new TaskRequest(words, said, files, true, false)));
        }
        return tasks;
    }

    private long samples() {
        Setting samples = run.find(SAMPLES)
                .orElseThrow(() -> new InputException(String.format(
                        Locale.ROOT,
                        "run %d: shards divide its samples, so it must say how many; give the option samples",
                        run.number())));
        return Long.parseLong(samples.text());
    }
}
