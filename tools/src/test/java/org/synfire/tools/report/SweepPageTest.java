package org.synfire.tools.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.synfire.papers.table.ResultTable;

class SweepPageTest {
    private static String page() {
        ResultTable.Builder table = ResultTable.named("runs", "runs of 'synfire run'")
                .words("run", "run")
                .words("set_rot", "rot")
                .words("set_bits", "bits")
                .number("correct", "correct", "%,d")
                .number("accuracy", "accuracy", "%.4f")
                .number("energy_uj", "uJ per sample", "%.4g");
        int run = 0;
        for (int rot = 0; rot < 2; rot++) {
            for (int bits = 4; bits <= 5; bits++) {
                run++;
                table.row("" + run, "" + rot, "" + bits, 36 + bits - 4, 0.9 + run / 100.0, 10.0 + run);
            }
        }
        return SweepPage.html(
                "Sweep",
                table.build(),
                List.of("set_rot", "set_bits"),
                Optional.of(new SweepPage.Axes("set_bits", Optional.of("set_rot"), "correct")),
                "1");
    }

    private static List<Element> drawings() {
        return Jsoup.parse(page()).select("svg");
    }

    private static List<String> texts(Element drawing) {
        return drawing.select("text").stream()
                .map(text -> text.wholeText().strip())
                .toList();
    }

    @Test
    void ticksOfWholeNumbersAreWhole() {
        List<String> texts = texts(drawings().getFirst());
        assertTrue(texts.containsAll(List.of("4", "5", "36", "37")), texts.toString());
        assertEquals(
                List.of(), texts.stream().filter(text -> text.contains(".")).toList());
    }

    @Test
    void theFrontNamesOptionsWithTheirValues() {
        List<String> texts = texts(drawings().getLast());
        assertTrue(
                texts.containsAll(List.of("rot 0, bits 4", "rot 0, bits 5", "rot 1, bits 4", "rot 1, bits 5")),
                texts.toString());
    }

    @Test
    void noTextIsCut() {
        Map<String, String> drawings = SvgFiles.of(page());
        assertEquals(3, drawings.size(), drawings.keySet().toString());
        drawings.forEach(DrawnTexts::assertWithin);
    }
}
