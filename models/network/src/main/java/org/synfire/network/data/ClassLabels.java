package org.synfire.network.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.synfire.engine.InputException;

/**
 * From the classes of a data set to the outputs of a network: by name where both have names, otherwise by number.
 *
 * <p>Names are equal if they differ in case, or in blanks, underscores and hyphens. Of several outputs of one name, the
 * one with the class's own number counts.
 *
 * @param labels the label of each class of the data, in their order; 0 for a number that no image has
 * @param names of the labels; empty where they are not known, and an empty name for each that is not
 * @param count number of labels
 */
record ClassLabels(int[] labels, List<String> names, int count) {
    /**
     * Finds the labels.
     *
     * @param place named in errors
     * @param names of the data's classes by their number; empty if they are not known
     * @param classes of the data
     * @throws InputException if an output of a class's name is missing, or there are several
     */
    static ClassLabels of(String place, List<String> names, int classes, ImageReading reading) {
        boolean hasNames = names.stream().anyMatch(name -> !name.isEmpty());
        return reading.outputs().isEmpty() || !hasNames
                ? byNumber(place, names, classes, reading)
                : byName(place, names, classes, reading);
    }

    private static ClassLabels byNumber(String place, List<String> names, int classes, ImageReading reading) {
        int offset = reading.labelOffset();
        int count = Math.max(classes + offset, reading.outputs().size());
        if (!reading.outputs().isEmpty() && classes + offset > reading.outputs().size()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: label %,d has no name among the %,d of --labels or of the head file",
                    place,
                    classes + offset - 1,
                    reading.outputs().size()));
        }
        int[] labels = new int[classes];
        List<String> shown = new ArrayList<>();
        for (int label = 0; label < count; label++) {
            int own = label - offset;
            if (own >= 0 && own < classes) {
                labels[own] = label;
            }
            shown.add(
                    !reading.outputs().isEmpty()
                            ? first(reading.outputs().get(label))
                            : own >= 0 && own < names.size() ? names.get(own) : "");
        }
        boolean hasNames = shown.stream().anyMatch(name -> !name.isEmpty());
        return new ClassLabels(labels, hasNames ? shown : List.of(), count);
    }

    private static ClassLabels byName(String place, List<String> names, int classes, ImageReading reading) {
        Map<String, List<Integer>> outputs = new HashMap<>();
        for (int output = 0; output < reading.outputs().size(); output++) {
            for (String synonym : reading.outputs().get(output).split(",")) {
                List<Integer> known = outputs.computeIfAbsent(key(synonym), name -> new ArrayList<>());
                if (!known.contains(output)) {
                    known.add(output);
                }
            }
        }
        int[] labels = new int[classes];
        for (int own = 0; own < classes; own++) {
            String name = own < names.size() ? names.get(own) : "";
            labels[own] = name.isEmpty() ? 0 : output(place, name, own + reading.labelOffset(), outputs);
        }
        return new ClassLabels(
                labels,
                reading.outputs().stream().map(ClassLabels::first).toList(),
                reading.outputs().size());
    }

    private static int output(String place, String name, int own, Map<String, List<Integer>> outputs) {
        List<Integer> known = outputs.getOrDefault(key(name), List.of());
        if (known.isEmpty()) {
            throw new InputException(place + ": the class '" + name
                    + "' is not among the names of --labels or of the head file; add it there, or rename it");
        }
        if (known.size() > 1 && !known.contains(own)) {
            throw new InputException(place + ": --labels has the class '" + name + "' " + known.size()
                    + " times; give each a name of its own");
        }
        return known.size() == 1 ? known.getFirst() : own;
    }

    private static String first(String synonyms) {
        return synonyms.split(",", 2)[0].strip();
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", " ").strip();
    }
}
