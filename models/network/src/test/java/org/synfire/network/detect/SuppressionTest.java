package org.synfire.network.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SuppressionTest {
    private static final Region PLACE = new Region(0, 0, 10, 10);

    private static Detection at(int label, double score, double left) {
        return new Detection(label, score, new Region(left, 0, left + 10, 10));
    }

    /** Moved by 5 of 10: 50 of 150 square pixels. */
    @Test
    void exactlyTheMostOverlapStays() {
        List<Detection> two = List.of(at(0, 0.9, 0), at(0, 0.8, 5));
        assertEquals(two, Suppression.greedy(two, 1.0 / 3));
        assertEquals(List.of(two.getFirst()), Suppression.greedy(two, 0.33));
    }

    @Test
    void anotherClassStays() {
        List<Detection> two = List.of(at(0, 0.9, 0), at(1, 0.8, 0));
        assertEquals(two, Suppression.greedy(two, 0.1));
    }

    /** The middle one is dropped by the first, so it cannot drop the last. */
    @Test
    void whatIsDroppedDropsNothing() {
        List<Detection> three = List.of(at(0, 0.7, 8), at(0, 0.8, 4), at(0, 0.9, 0));
        assertEquals(List.of(three.get(2), three.get(0)), Suppression.greedy(three, 0.4));
    }

    @Test
    void ofEqualScoresTheFirstStays() {
        Detection first = new Detection(0, 0.5, PLACE);
        Detection second = new Detection(0, 0.5, new Region(1, 0, 11, 10));
        assertEquals(List.of(first), Suppression.greedy(List.of(first, second), 0.5));
        assertEquals(List.of(second), Suppression.greedy(List.of(second, first), 0.5));
    }
}
