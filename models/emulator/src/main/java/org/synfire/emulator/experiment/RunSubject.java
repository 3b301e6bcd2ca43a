package org.synfire.emulator.experiment;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.synfire.emulator.map.Mapping;
import org.synfire.emulator.result.RunOrigin;
import org.synfire.engine.file.Sha256;
import org.synfire.network.data.SampleSet;

/** What a run is about, in clauses: finished parts and checkpoints of another one are not its own. */
final class RunSubject {
    private static final Set<String> OWN_OPTIONS = Set.of(
            "--out",
            "--json",
            "--quiet",
            "--force",
            "--resume",
            "--part-samples",
            "--checkpoint",
            "--threads",
            "--kernel");

    private RunSubject() {}

    /**
     * Everything that a run's result depends on.
     *
     * @param sha256 of the network
     * @param first number of the first of the samples in the data set
     */
    static String of(Provenance provenance, Mapping mapping, String sha256, SampleSet samples, long first) {
        RunOrigin origin = provenance.origin();
        StringBuilder subject = new StringBuilder(String.format(
                Locale.ROOT,
                "Synfire %s, commit %s, network %s of hash %s, chip %s with file %s, %d samples from number %d on of"
                        + " %s, seed %d, placement %s",
                provenance.version(),
                origin.commit(),
                clause(mapping.network().name()),
                sha256,
                clause(mapping.chip().name()),
                origin.chipFile().sha256(),
                samples.size(),
                first,
                clause(samples.name()),
                provenance.seed(),
                placement(mapping)));
        for (Map.Entry<String, String> option : new TreeMap<>(origin.options()).entrySet()) {
            if (!OWN_OPTIONS.contains(option.getKey()) && !option.getValue().isEmpty()) {
                subject.append(", ").append(option.getKey()).append(' ').append(clause(option.getValue()));
            }
        }
        return subject.toString();
    }

    private static String clause(String words) {
        return words.replace(", ", "; ");
    }

    private static String placement(Mapping mapping) {
        Sha256 hash = new Sha256();
        mapping.slices().forEach(slice -> hash.add(slice.node()).add(slice.neurons()));
        return hash.hex();
    }
}
