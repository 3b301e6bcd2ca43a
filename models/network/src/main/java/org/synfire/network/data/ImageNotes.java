package org.synfire.network.data;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.synfire.network.image.ImageTrait;

/**
 * What a reader of results must know about a set of images.
 *
 * @param steps what was done to each image before the network saw it, in order; empty if nothing
 * @param skipped images that could not be read and were left out
 * @param traits how many of the images that were tried are of a kind of file that loses something
 * @param remarks sentences about the whole set
 */
public record ImageNotes(
        List<String> steps, List<Skipped> skipped, Map<ImageTrait, Integer> traits, List<String> remarks) {
    /** Nothing to say. */
    public static final ImageNotes NONE = new ImageNotes(List.of(), List.of(), Map.of(), List.of());

    /**
     * An image that was left out.
     *
     * @param file its name
     * @param reason why, with the name
     */
    public record Skipped(String file, String reason) {}

    public ImageNotes {
        steps = List.copyOf(steps);
        skipped = List.copyOf(skipped);
        Map<ImageTrait, Integer> ordered = new EnumMap<>(ImageTrait.class);
        ordered.putAll(traits);
        traits = ordered;
        remarks = List.copyOf(remarks);
    }

    /** How many of the images that were tried are of a kind of file that loses something. */
    @Override
    public Map<ImageTrait, Integer> traits() {
        return new EnumMap<>(traits);
    }

    /** The same with other steps. */
    ImageNotes withSteps(List<String> others) {
        return new ImageNotes(others, skipped, traits, remarks);
    }

    /** The same with one more remark. */
    ImageNotes with(String remark) {
        List<String> all = new ArrayList<>(remarks);
        all.add(remark);
        return new ImageNotes(steps, skipped, traits, all);
    }
}
