package org.synfire.network.detect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Greedy non-maximum suppression, class by class: of two boxes of a class that overlap too much, the one of lower score
 * is dropped.
 *
 * <p><b>Order:</b> of boxes with equal scores the earlier one stays, so the result does not depend on the machine.
 */
public final class Suppression {
    private static final Comparator<Detection> BEST_FIRST =
            Comparator.comparingDouble(Detection::score).reversed();

    private Suppression() {}

    /**
     * The boxes that stay.
     *
     * @param detections in any order
     * @param mostOverlap a box is dropped if its intersection over union with a better one of its class is larger
     * @return by falling score; equal scores in the order in which they were given
     */
    public static List<Detection> greedy(List<Detection> detections, double mostOverlap) {
        List<Detection> kept = new ArrayList<>();
        for (Detection one : detections.stream().sorted(BEST_FIRST).toList()) {
            boolean isNew = kept.stream()
                    .noneMatch(better ->
                            better.label() == one.label() && better.region().overlap(one.region()) > mostOverlap);
            if (isNew) {
                kept.add(one);
            }
        }
        return kept;
    }
}
