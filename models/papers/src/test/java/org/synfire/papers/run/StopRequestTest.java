package org.synfire.papers.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopRequestTest {
    @Test
    void whatRunsIsToldAndSoIsWhatBeginsAfterwards() {
        List<String> told = new ArrayList<>();
        StopRequest stop = new StopRequest();
        stop.tell(() -> told.add("first"));
        stop.tell(() -> told.add("second"));
        assertFalse(stop.isAsked());
        assertEquals(List.of(), told);
        stop.ask();
        stop.tell(() -> told.add("third"));
        assertTrue(stop.isAsked());
        assertEquals(List.of("second", "third"), told);
    }
}
