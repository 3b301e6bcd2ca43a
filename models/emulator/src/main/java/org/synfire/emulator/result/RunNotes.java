package org.synfire.emulator.result;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.synfire.network.image.ImageTrait;

/**
 * What a reader of a run must know, in sentences; those that depend on counts are made of them.
 *
 * @param samples about the samples
 * @param setting about labels, timing and arithmetic
 * @param mapping about where the network lies on the chip
 */
public record RunNotes(List<String> samples, List<String> setting, List<String> mapping) {
    /** Keeps copies. */
    public RunNotes {
        samples = List.copyOf(samples);
        setting = List.copyOf(setting);
        mapping = List.copyOf(mapping);
    }

    /**
     * All sentences.
     *
     * @param kinds how many images are of a kind of file that loses something
     * @param skipped images that were left out
     * @param bounds of layers whose neurons spike several times in a step
     * @param lateSteps steps that need more cycles than the chip's step
     * @param stepCycles cycles of the chip's step
     */
    public List<String> sentences(
            Map<ImageTrait, Integer> kinds,
            List<RunOrigin.Skipped> skipped,
            List<SpikeBound> bounds,
            long lateSteps,
            long stepCycles) {
        List<String> all = new ArrayList<>(samples);
        Map<ImageTrait, Integer> ordered = new EnumMap<>(ImageTrait.class);
        ordered.putAll(kinds);
        ordered.forEach(
                (kind, count) -> all.add(String.format(Locale.ROOT, "%,d images are %s.", count, kind.words())));
        if (!skipped.isEmpty()) {
            all.add(String.format(
                    Locale.ROOT,
                    "%,d images cannot be read and were left out; the first: %s.",
                    skipped.size(),
                    skipped.getFirst().reason()));
        }
        all.addAll(setting);
        all.addAll(SpikeBound.sentences(bounds));
        if (lateSteps > 0) {
            all.add(String.format(
                    Locale.ROOT,
                    "%d steps need more cycles than the chip's step of %d: the real chip would be late.",
                    lateSteps,
                    stepCycles));
        }
        all.addAll(mapping);
        return all;
    }
}
