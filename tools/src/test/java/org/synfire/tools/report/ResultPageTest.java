package org.synfire.tools.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.synfire.papers.table.ResultTable;
import org.synfire.papers.table.ResultTables;

/** Pages of results, on tables with the columns of the SDANN experiment. */
class ResultPageTest {
    private static ResultTable.Builder table(String key) {
        return ResultTable.named(key, "Table " + key)
                .words("network", "network")
                .words("setting", "setting")
                .number("samples", "samples", "%,d")
                .number("accuracy_percent", "accuracy %", "%.2f");
    }

    private static ResultTable.Builder sparse(String key) {
        return table(key).number("mega_sops_per_sample", "M SOP", "%,.3f").drawn("operations, uJ");
    }

    private static ResultTables tables() {
        return new ResultTables(
                "sdann",
                "SDANN",
                List.of(
                        table("precision")
                                .drawn("accuracy, % of test images")
                                .row("lenet", "float", 100, 99.0)
                                .row("lenet", "a setting whose name is longer than half of the page", 100, 50.0)
                                .row("lenet", "not run", null, null)
                                .build(),
                        sparse("rot")
                                .row("lenet", "every spike", 100, 99.0, 2.0)
                                .row("lenet", "RoT(1)", 100, 98.0, 1.5)
                                .row("mlp", "every spike", 100, 97.0, 0.2)
                                .build(),
                        sparse("drlo")
                                .row("lenet", "every spike", 100, 99.0, 2.0)
                                .row("lenet", "DRLO(4)", 100, 98.5, 1.8)
                                .build(),
                        ResultTable.named("mixed", "Mixed bits")
                                .words("choice", "choice")
                                .number("accuracy", "accuracy", "%.4f")
                                .drawn("accuracy, share of images")
                                .number("images", "images", "%,d")
                                .row("4 bits", 0.99, 100)
                                .build(),
                        table("costs").number("mint_uj", "uJ MINT", "%.3f").build()),
                List.of());
    }

    private static String page() {
        return ResultPage.html(tables(), "1.0");
    }

    @Test
    void accuracyIsDrawnAgainstOperationsForEachNetwork() {
        Document page = Jsoup.parse(page());
        assertEquals("tradeoff", page.selectFirst("main section").id());
        Element lenet = page.getElementById("sdann-tradeoff-0");
        List<String> texts = lenet.select("text").eachText();
        for (String text : List.of(
                "accuracy, % of test images",
                "synaptic operations per sample, millions", "RoT", "DRLO", "RoT(1)", "DRLO(4)", "every spike")) {
            assertEquals(1, texts.stream().filter(text::equals).count(), text + " in " + texts);
        }
        assertFalse(texts.contains("hybrid"), "there is no such table");
        assertTrue(
                page.getElementById("sdann-tradeoff-1").closest("figure").text().startsWith("Accuracy of mlp"));
    }

    /** 99 of 100: 94.6 to 99.8 %; 50 of 100: 40.4 to 59.6 %. The lines that span these are 39.5 and 146 wide. */
    @Test
    void accuracyHasItsConfidenceInterval() {
        Document page = Jsoup.parse(page());
        Element drawing = page.getElementById("sdann-precision");
        List<Double> widths = drawing.select("line").stream()
                .filter(line -> line.attr("stroke-width").equals("2.4")
                        || line.parent().attr("stroke-width").equals("2.4"))
                .map(line -> Math.abs(number(line, "x2") - number(line, "x1")))
                .toList();
        assertEquals(2, widths.size());
        assertEquals((59.6 - 40.4) / (99.8 - 94.6), widths.get(1) / widths.get(0), 0.1);
        assertTrue(drawing.closest("figure").text().contains("95 % confidence intervals (Wilson)"));
        assertTrue(
                page.getElementById("sdann-mixed").closest("figure").text().contains("confidence intervals"),
                "accuracy as a share");
    }

    private static double number(Element element, String attribute) {
        return Double.parseDouble(element.attr(attribute));
    }

    @Test
    void pagesHaveTheSignsThatConsolesLack() {
        Document page = Jsoup.parse(page());
        assertTrue(
                page.select("#rot h3").text().startsWith("Operations, \u00b5J"),
                page.select("#rot h3").text());
        assertTrue(page.text().contains("\u00b5J"));
        assertFalse(page.text().contains("uJ"), "uJ");
    }

    @Test
    void nothingIsCut() {
        Map<String, String> drawings = SvgFiles.of(page());
        assertEquals(6, drawings.size(), drawings.keySet().toString());
        drawings.forEach(DrawnTexts::assertWithin);
    }
}
