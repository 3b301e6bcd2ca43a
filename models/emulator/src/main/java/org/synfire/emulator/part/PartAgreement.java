package org.synfire.emulator.part;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.synfire.emulator.result.RunDetails;
import org.synfire.emulator.result.RunResult;
import org.synfire.emulator.result.SpikeBound;
import org.synfire.engine.InputException;

/** Whether parts belong together: one network, chip, setting, version and data set, and ranges that join. */
final class PartAgreement {
    /** Options that differ between parts of one run, or say where files lie. What files hold is compared by itself. */
    private static final Set<String> OWN_OPTIONS = Set.of(
            "--model",
            "--data",
            "--labels",
            "--chip",
            "--from",
            "--samples",
            "--threads",
            "--kernel",
            "--expect",
            "--placement",
            "--save-placement",
            "--save-network",
            "--show-input",
            "--out",
            "--json",
            "--sparsity",
            "--force",
            "--resume",
            "--part-samples",
            "--quiet");

    private PartAgreement() {}

    /** A part and how messages call it. */
    record Named(String name, RunPart part) {}

    /**
     * The parts in the order of their samples.
     *
     * @throws InputException with the first difference, if they do not belong together, or do not join
     */
    static List<RunPart> ordered(List<Named> parts) {
        List<Named> ordered = new ArrayList<>(parts);
        ordered.sort(Comparator.comparingLong(named -> named.part.range().from()));
        Named first = ordered.getFirst();
        Map<String, String> facets = facets(first.part);
        ordered.forEach(other -> requireSame(first.name, facets, other));
        requireBeginning(first);
        for (int i = 1; i < ordered.size(); i++) {
            requireJoined(ordered.get(i - 1), ordered.get(i));
        }
        return ordered.stream().map(Named::part).toList();
    }

    private static void requireSame(String name, Map<String, String> facets, Named other) {
        Map<String, String> others = facets(other.part);
        for (Map.Entry<String, String> facet : facets.entrySet()) {
            String found = others.getOrDefault(facet.getKey(), "none");
            if (!found.equals(facet.getValue())) {
                throw refused(name, other.name, facet.getKey(), facet.getValue(), found);
            }
        }
        for (Map.Entry<String, String> facet : others.entrySet()) {
            if (!facets.containsKey(facet.getKey())) {
                throw refused(name, other.name, facet.getKey(), "none", facet.getValue());
            }
        }
    }

    private static InputException refused(String name, String other, String facet, String here, String there) {
        return new InputException(String.format(
                Locale.ROOT,
                "%s and %s are no parts of one run: %s is %s in the first and %s in the second; run both in the same"
                        + " way",
                name,
                other,
                facet,
                shown(here),
                shown(there)));
    }

    private static String shown(String value) {
        String plain = value.replaceAll("\\p{Cntrl}", "?");
        return plain.isEmpty() ? "empty" : plain.length() <= 200 ? plain : plain.substring(0, 200) + "...";
    }

    private static void requireBeginning(Named first) {
        SampleRange range = first.part.range();
        if (range.before() > 0) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s begins at sample %d: %s before it are missing; give the folder that has them",
                    first.name,
                    range.from(),
                    new SampleRange(range.origin(), range.origin(), range.before())));
        }
    }

    private static void requireJoined(Named before, Named after) {
        SampleRange first = before.part.range();
        SampleRange second = after.part.range();
        if (second.from() > first.end()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s are missing between %s (%s) and %s (%s); give the folder that has them",
                    new SampleRange(first.origin(), first.end(), second.from() - first.end()),
                    before.name,
                    first,
                    after.name,
                    second));
        }
        if (second.from() < first.end()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s are in %s (%s) and in %s (%s); leave one out, or run it on other samples",
                    new SampleRange(first.origin(), second.from(), Math.min(first.end(), second.end()) - second.from()),
                    before.name,
                    first,
                    after.name,
                    second));
        }
        if (!after.part.data().before().equals(before.part.data().until())) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s and %s saw different data: the samples before number %d have another hash in the second; run"
                            + " both on the same data set",
                    before.name,
                    after.name,
                    second.from()));
        }
    }

    /** What must be the same, in words, in the order in which differences are told. */
    private static Map<String, String> facets(RunPart part) {
        RunResult result = part.result();
        RunDetails details = part.details();
        Map<String, String> facets = new LinkedHashMap<>();
        facets.put("the version", result.setting().version());
        facets.put("the commit of Synfire", result.origin().commit());
        facets.put("the network", result.network());
        facets.put("the beginning of the run", "sample " + part.range().origin());
        facets.put("the chip", result.setting().chip());
        facets.put("the number of chips", String.valueOf(result.setting().chips()));
        details.figures()
                .forEach(figure -> facets.put("the chip's " + figure.figure(), String.valueOf(figure.value())));
        facets.put("the precision", result.setting().precision().toString());
        facets.put("the pipeline", result.setting().pipelined() ? "on" : "off");
        facets.put("the seed", String.valueOf(result.setting().seed()));
        facets.put("the number of time steps", String.valueOf(details.bits()));
        new TreeMap<>(result.origin().options()).forEach((option, value) -> {
            if (!OWN_OPTIONS.contains(option)) {
                facets.put("option " + option, value);
            }
        });
        facets.put("the calibration", result.origin().calibration().toString());
        facets.put("the hash of the network of integers", part.networkSha256());
        facets.put("the name of the data", result.origin().data().name());
        facets.put("what is done to images", result.origin().data().steps().toString());
        facets.put(
                "what the network sees of a pixel",
                result.origin().data().values().toString());
        facets.put("the number of labels to a sample", part.samples().labels().length == 0 ? "0" : "1");
        facets.put(
                "the number of outputs",
                String.valueOf(part.samples().outputs().length / part.samples().spikes().length));
        facets.put("the reference", yes(result.witnesses().reference().isPresent()));
        facets.put("the expected outputs", yes(result.witnesses().expected().isPresent()));
        facets.put(
                "the network of real numbers",
                yes(result.witnesses().floatNetwork().isPresent()));
        facets.put("the number of layers", String.valueOf(details.layers().size()));
        facets.put(
                "the layers with several spikes in a step",
                part.bounds().stream().map(SpikeBound::layer).toList().toString());
        for (int core = 0; core < details.cores().size(); core++) {
            RunDetails.Core of = details.cores().get(core);
            facets.put("the place of core " + core, of.x() + "," + of.y());
        }
        return facets;
    }

    private static String yes(boolean isThere) {
        return isThere ? "there" : "absent";
    }
}
