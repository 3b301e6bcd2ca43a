package org.synfire.tools.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.synfire.tools.report.ParetoFront.Point;

class ParetoFrontTest {
    private static List<String> front(Point... points) {
        return ParetoFront.front(List.of(points)).stream().map(Point::settings).toList();
    }

    @Test
    void keepsWhatNoOtherRunBeats() {
        assertEquals(
                List.of("cheap", "middle", "best"),
                front(
                        new Point("best", 9, 0.99),
                        new Point("beaten", 8, 0.80),
                        new Point("middle", 5, 0.90),
                        new Point("cheap", 1, 0.50),
                        new Point("same energy, worse", 5, 0.70)));
    }

    @Test
    void keepsRunsThatAreEqual() {
        assertEquals(List.of("a", "b"), front(new Point("a", 2, 0.5), new Point("b", 2, 0.5)));
    }
}
