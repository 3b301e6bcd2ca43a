package org.synfire.tools.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.emulator.result.ReportFolder;
import org.synfire.engine.file.OutputFolder;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The drawings of a report as files that programs without a browser's style sheets show whole. */
@Timeout(120)
class SvgFilesTest {
    private static final Set<String> SHAPES =
            Set.of("rect", "line", "path", "circle", "ellipse", "polygon", "polyline", "text");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private static Map<String, String> files() throws IOException {
        return SvgFiles.of(ReportOfDemo.page(ReportOfDemo.run()));
    }

    private static Element parsed(String svg) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }

    private static List<Element> all(Element root) {
        List<Element> elements = new ArrayList<>();
        NodeList found = root.getElementsByTagName("*");
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    /** What an attribute is for an element, its own or that of the nearest one around it; empty for none. */
    private static String inherited(Element element, String attribute) {
        if (element.hasAttribute(attribute)) {
            return element.getAttribute(attribute);
        }
        return element.getParentNode() instanceof Element parent ? inherited(parent, attribute) : "";
    }

    private static boolean isPainted(String paint) {
        return paint.matches("#[0-9a-f]{6}|black|white|rgb\\([0-9, ]+\\)");
    }

    private static boolean isWithin(Element element, String tag) {
        return element.getParentNode() instanceof Element parent
                && (parent.getTagName().equals(tag) || isWithin(parent, tag));
    }

    @Test
    void everyDrawingOfTheReportIsAFile() throws IOException {
        assertEquals(
                List.of(
                        "spikes.svg",
                        "sops.svg",
                        "rates.svg",
                        "packets.svg",
                        "raster-plot.svg",
                        "mesh-map.svg",
                        "link-use-heat.svg",
                        "pipeline-diagram.svg",
                        "latency-packet-cycles.svg",
                        "latency-step-cycles.svg",
                        "latency-host-step.svg",
                        "loss-ratios.svg",
                        "loss-shares.svg",
                        "energy-parts.svg",
                        "energy-layers.svg",
                        "memory-shares.svg"),
                List.copyOf(files().keySet()));
    }

    @Test
    void everyShapeHasAPaintThatEveryProgramKnows() throws Exception {
        for (Map.Entry<String, String> file : files().entrySet()) {
            String svg = file.getValue();
            String name = file.getKey();
            assertFalse(svg.contains("var("), name);
            assertFalse(svg.contains("light-dark"), name);
            int shapes = 0;
            for (Element element : all(parsed(svg))) {
                assertFalse(element.hasAttribute("class") || element.hasAttribute("style"), name);
                if (SHAPES.contains(element.getTagName()) && !isWithin(element, "clipPath")) {
                    shapes++;
                    assertTrue(
                            isPainted(inherited(element, "stroke"))
                                    || (isPainted(inherited(element, "fill"))
                                            && !element.getTagName().equals("line")),
                            () -> name + ": " + element.getTagName() + " has neither fill nor stroke");
                }
                if (element.getTagName().equals("text")) {
                    assertTrue(isPainted(inherited(element, "fill")), name);
                    assertTrue(
                            Double.parseDouble(inherited(element, "font-size").replace("px", "")) >= 9, name);
                    assertEquals(
                            "Helvetica, Arial, Liberation Sans, sans-serif", inherited(element, "font-family"), name);
                }
            }
            assertTrue(shapes > 10, name + " has only " + shapes + " shapes");
        }
    }

    @Test
    void aFileSaysItsSizeAndItsWordsAndIsWhiteBehind() throws Exception {
        for (Map.Entry<String, String> file : files().entrySet()) {
            Element root = parsed(file.getValue());
            assertEquals("http://www.w3.org/2000/svg", root.getNamespaceURI());
            assertEquals(root.getAttribute("id") + ".svg", file.getKey());
            assertEquals(
                    "0 0 " + root.getAttribute("width") + " " + root.getAttribute("height"),
                    root.getAttribute("viewBox"));
            List<Element> elements = all(root);
            assertEquals("title", elements.get(0).getTagName());
            assertEquals("desc", elements.get(1).getTagName());
            Element paper = elements.get(2);
            assertEquals("rect", paper.getTagName());
            assertEquals("#ffffff", paper.getAttribute("fill"));
            assertEquals(root.getAttribute("width"), paper.getAttribute("width"));
        }
    }

    @Test
    void noTextIsCut() throws IOException {
        files().forEach(DrawnTexts::assertWithin);
    }

    @Test
    void namesFromFilesLeaveEveryFileWellFormed() throws Exception {
        String evil = "<svg x></svg><![CDATA[ &amp; ]]> \\\"' \\u0001\\uD800";
        Map<String, String> files = SvgFiles.of(ReportOfDemo.page(
                ReportOfDemo.run(json -> json.replace("stem_relu", evil).replace("\"little\"", "\"" + evil + "\""))));
        assertEquals(files().keySet(), files.keySet());
        for (String svg : files.values()) {
            parsed(svg);
        }
    }

    @Test
    void aColourThatTheStyleSheetLacksIsAnError() {
        assertThrows(
                IllegalArgumentException.class,
                () -> SvgFiles.file("<svg id=\"a\" viewBox=\"0 0 1 1\"><desc>d</desc><rect"
                        + " fill=\"var(--unheard-of)\"/></svg>"));
    }

    @Test
    void theFolderHoldsAndListsTheDrawings() throws IOException {
        ReportOfDemo.outcome().writeReport(directory);
        List<String> listed = new ArrayList<>();
        JSON.readTree(directory.resolve("report.json").toFile())
                .path("files")
                .forEach(entry -> listed.add(entry.path("name").asText()));
        for (Map.Entry<String, String> file : files().entrySet()) {
            assertTrue(listed.contains(file.getKey()), file.getKey());
            assertEquals(file.getValue(), Files.readString(directory.resolve(file.getKey())));
        }
        String page = Files.readString(directory.resolve("report.html"));
        assertTrue(page.contains("href=\"mesh-map.svg\""), "the page leads to the file");
        ReportFolder.render(directory);
        assertEquals(page, Files.readString(directory.resolve("report.html")));
    }

    @Test
    void drawingsOfAnEarlierRunAreDeletedAndOtherFilesStay() throws IOException {
        ReportOfDemo.outcome().writeReport(directory);
        Path list = directory.resolve("report.json");
        ObjectNode tree = (ObjectNode) JSON.readTree(list.toFile());
        ((ArrayNode) tree.path("files")).addObject().put("name", "of-an-earlier-run.svg");
        ((ArrayNode) tree.path("files")).addObject().put("name", "../outside.svg");
        Files.writeString(list, tree.toString());
        Path folder = Files.createDirectory(directory.resolve("folder"));
        Files.copy(list, folder.resolve("report.json"));
        Files.writeString(folder.resolve("of-an-earlier-run.svg"), "");
        Files.writeString(folder.resolve("mine.svg"), "");
        Files.writeString(directory.resolve("outside.svg"), "");
        try (OutputFolder open = OutputFolder.open(folder, ReportFolder.FILES, true)) {
            ReportOfDemo.outcome().writeReport(open);
        }
        assertFalse(Files.exists(folder.resolve("of-an-earlier-run.svg")));
        assertTrue(Files.exists(folder.resolve("mine.svg")));
        assertTrue(Files.exists(directory.resolve("outside.svg")));
    }

    /** A program without the tools on its class path writes a folder without drawings. */
    @Test
    void drawingsThatAFolderLacksComeWithItsPage() throws IOException {
        ReportOfDemo.outcome().writeReport(directory);
        Path list = directory.resolve("report.json");
        ObjectNode tree = (ObjectNode) JSON.readTree(list.toFile());
        ArrayNode kept = tree.putArray("files");
        for (JsonNode entry : JSON.readTree(list.toFile()).path("files")) {
            if (entry.path("name").asText().endsWith(".svg")) {
                Files.delete(directory.resolve(entry.path("name").asText()));
            } else {
                kept.add(entry);
            }
        }
        Files.writeString(list, tree.toString());
        ReportFolder.render(directory);
        try (Stream<Path> found = Files.list(directory)) {
            assertEquals(
                    files().size(),
                    found.filter(file -> file.toString().endsWith(".svg")).count());
        }
        ReportFolder.render(directory);
    }
}
