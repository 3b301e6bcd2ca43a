package org.synfire.tools.report;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Long names cut to {@value #LONGEST} characters for charts, so that they still differ from each other.
 *
 * <p>Names of a model file are paths, of which some differ at the end, some in a part in the middle. All names of a
 * chart are cut at the same place: where most of them stay different. Those that do not, keep what follows the
 * beginning that they share.
 */
final class ShortNames {
    private static final int LONGEST = 17;
    private static final String CUT = "\u2026";
    private static final int KEPT = LONGEST - CUT.length();
    private static final int HALF = KEPT / 2;
    /** Characters kept at the end where the middle is what differs. */
    private static final int END = 4;

    private ShortNames() {}

    /** The names in their order; a name that is not long stays as it is. */
    static List<String> of(List<String> names) {
        int head = IntStream.concat(
                        IntStream.of(HALF), IntStream.rangeClosed(0, KEPT).map(shorter -> KEPT - shorter))
                .reduce((best, other) -> different(names, other) > different(names, best) ? other : best)
                .orElseThrow();
        Function<String, String> cut = name -> cut(name, head);
        return names.stream()
                .map(name -> {
                    List<String> same = names.stream()
                            .filter(other -> cut.apply(other).equals(cut.apply(name)))
                            .distinct()
                            .toList();
                    return same.size() == 1 ? cut.apply(name) : cutAround(name, shared(same));
                })
                .toList();
    }

    private static int different(List<String> names, int head) {
        Set<String> cut = new HashSet<>();
        names.forEach(name -> cut.add(cut(name, head)));
        return cut.size();
    }

    /** @param head characters kept at the beginning; the others are kept at the end */
    private static String cut(String name, int head) {
        return name.length() <= LONGEST
                ? name
                : name.substring(0, head) + CUT + name.substring(name.length() - (KEPT - head));
    }

    /** @param shared characters at the beginning that do not tell this name from others */
    private static String cutAround(String name, int shared) {
        int middle = KEPT - CUT.length() - END;
        if (name.length() <= LONGEST) {
            return name;
        }
        int from = Math.min(shared, name.length() - middle - END);
        return CUT + name.substring(from, from + middle) + CUT + name.substring(name.length() - END);
    }

    /** Length of the beginning that all have. */
    private static int shared(List<String> names) {
        String first = names.getFirst();
        int length = 0;
        while (length < first.length() && hasSame(names, length)) {
            length++;
        }
        return length;
    }

    private static boolean hasSame(List<String> names, int at) {
        char expected = names.getFirst().charAt(at);
        return names.stream().allMatch(name -> at < name.length() && name.charAt(at) == expected);
    }
}
