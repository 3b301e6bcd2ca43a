package org.synfire.tools.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.synfire.emulator.result.RecordedRun;

/** The page of a run on more than four chips draws chips, not nodes. */
@Timeout(120)
class ChipMapTest {
    private static final String ONE_CHIP_EACH = "\"chipWidth\":1,\"chipHeight\":1,\"chipsX\":48,\"chipsY\":24";

    private static Element map(RecordedRun run) {
        return Jsoup.parse(ReportOfDemo.page(run)).getElementById("mesh-map");
    }

    @Test
    void drawsASquareForEachChipAndThePacketsBetweenChips() throws IOException {
        RecordedRun run = ReportOfDemo.run(text ->
                text.replaceFirst("\"chipWidth\":24,\"chipHeight\":24,\"chipsX\":2,\"chipsY\":1", ONE_CHIP_EACH));
        assertEquals(8, ChipMap.chipsInUse(run));
        List<String> hints =
                map(run).select("title").stream().map(Element::text).toList();
        assertEquals(
                8,
                hints.stream().filter(hint -> hint.contains(" cores in use, ")).count(),
                hints.toString());
        assertTrue(
                hints.stream().anyMatch(hint -> hint.matches("chip \\d+,\\d+ to chip \\d+,\\d+: [\\d,]+ packets")),
                hints.toString());
        assertTrue(map(run).select("desc").text().contains("of a mesh of 48 x 24 chips"));
    }

    @Test
    void drawsNodesWhereChipsAreFew() throws IOException {
        RecordedRun run = ReportOfDemo.run();
        assertEquals(1, ChipMap.chipsInUse(run));
        assertTrue(map(run).select("desc").text().contains("of a mesh of 48 x 24 nodes"));
    }
}
