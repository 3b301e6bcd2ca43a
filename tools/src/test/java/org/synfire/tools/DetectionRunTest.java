package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs that detect, with a network whose boxes are known. Of three images the first has a red block at columns 8 to 15
 * and a blue one, the second has none, and the third has two red blocks, of which the annotation says that one is a
 * crowd.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DetectionRunTest {
    private static final int[][] NONE = {};
    private static final String IMAGES = "\"images\": [{\"id\": 1, \"file_name\": \"a.png\", \"width\": 32, \"height\":"
            + " 32}, {\"id\": 2, \"file_name\": \"b.png\", \"width\": 32, \"height\": 32}, {\"id\": 3, \"file_name\":"
            + " \"c.png\", \"width\": 32, \"height\": 32}], \"categories\": [{\"id\": 7, \"name\": \"small\"}, {\"id\":"
            + " 9, \"name\": \"large\"}]";

    private Path folder;
    private String model;
    private Path head;

    @BeforeAll
    void write(@TempDir Path directory) throws IOException {
        folder = directory;
        model = BlockModel.write(folder).toString();
        head = Files.writeString(folder.resolve("head.yaml"), BlockModel.HEAD);
        Path data = Files.createDirectories(folder.resolve("data"));
        BlockModel.image(data.resolve("a.png"), new int[][] {{1, 0}}, new int[][] {{1, 1}});
        BlockModel.image(data.resolve("b.png"), NONE, NONE);
        BlockModel.image(data.resolve("c.png"), new int[][] {{3, 3}, {0, 2}}, NONE);
        annotate(data, "[16, 16, 16, 16]", "[8, 0, 8, 8]");
    }

    private static void annotate(Path data, String large, String small) throws IOException {
        Files.writeString(
                data.resolve("all.json"),
                "{" + IMAGES + ", \"annotations\": ["
                        + "{\"id\": 1, \"image_id\": 1, \"category_id\": 9, \"bbox\": " + large + "}, "
                        + "{\"id\": 2, \"image_id\": 1, \"category_id\": 7, \"bbox\": " + small + "}, "
                        + "{\"id\": 3, \"image_id\": 3, \"category_id\": 7, \"bbox\": [24, 24, 8, 8]}, "
                        + "{\"id\": 4, \"image_id\": 3, \"category_id\": 7, \"bbox\": [0, 16, 8, 8], \"iscrowd\": 1}"
                        + "]}");
    }

    private String[] command(String... more) {
        return command(Path.of(model), folder.resolve("data"), head, more);
    }

    private static String[] command(Path network, Path data, Path head, String... more) {
        List<String> common = List.of(
                "run",
                "--model",
                network.toString(),
                "--data",
                data.toString(),
                "--task",
                "detection",
                "--head",
                head.toString());
        return Stream.concat(common.stream(), Stream.of(more)).toArray(String[]::new);
    }

    private String[] withHead(Path other) {
        return command(Path.of(model), folder.resolve("data"), other);
    }

    private String[] withData(Path other, String... more) {
        return command(Path.of(model), other, head, more);
    }

    private static void refused(String message, String... command) {
        Invocation refused = Invocation.of(command);
        assertTrue(refused.err().contains(message), refused.err());
        assertEquals(ExitStatus.WRONG_INPUT, refused.status());
    }

    @Test
    void everyObjectIsFoundByBothNetworks() {
        JsonNode run = Invocation.done(command("--json", "-")).json();
        assertEquals(3, run.at("/samples").asInt());
        assertEquals(0, run.at("/reference/mismatchedValues").asInt());
        assertTrue(run.at("/reference/comparedValues").asInt() > 0);
        assertEquals(2, run.at("/detection").size());
        for (JsonNode network : run.at("/detection")) {
            for (String rule : List.of("elevenPoints", "area", "coco50", "coco")) {
                assertEquals(1, network.at("/" + rule).asDouble(), 1e-9, rule);
            }
            assertEquals("small", network.at("/classes/0/name").asText());
            assertEquals(2, network.at("/classes/0/objects").asInt(), "the crowd does not count");
            assertEquals(3, network.at("/classes/0/detections").asInt());
            assertEquals(1, network.at("/classes/1/objects").asInt());
        }
        assertEquals("spiking", run.at("/detection/0/network").asText());
        assertEquals("float", run.at("/detection/1/network").asText());
        assertTrue(run.at("/float").isNull());
        assertTrue(run.at("/confusion").isEmpty());
        assertTrue(run.at("/timing/float").asDouble() > 0);
        assertTrue(
                run.at("/notes/0").asText().endsWith("Ignored objects do not count: 1 of 4."),
                run.at("/notes").toString());
    }

    /** The copy in strips has a number of its own, so outputs have others than before. */
    @Test
    void outputsAreFoundWhereAPoolingIsCopiedInStrips(@TempDir Path directory) throws IOException {
        Path pooled = BlockModel.writePooled(directory);
        Path chip = ChipFiles.darwin3With(directory, "neurons: {value: 4096", "neurons: {value: 512");
        JsonNode run = Invocation.done(
                        command(pooled, folder.resolve("data"), head, "--chip", chip.toString(), "--json", "-"))
                .json();
        assertEquals(0, run.at("/reference/mismatchedValues").asInt());
        assertEquals("positive in strips", run.at("/layers/2/name").asText());
        for (JsonNode network : run.at("/detection")) {
            assertEquals(1, network.at("/area").asDouble(), 1e-9);
        }
    }

    @Test
    void thePapersTablesTakeDetectors() throws IOException {
        Path out = folder.resolve("sdann");
        Invocation tables = Invocation.of(
                "reproduce",
                "sdann",
                "--model",
                model,
                "--data",
                folder.resolve("data").toString(),
                "--head",
                head.toString(),
                "--search-samples",
                "3",
                "--tiny-vgg",
                "0",
                "--out",
                out.toString());
        assertEquals(ExitStatus.DONE, tables.status(), tables.err());
        JsonNode json = new ObjectMapper().readTree(out.resolve("sdann.json").toFile());
        JsonNode precision = json.at("/tables/precision/rows");
        assertEquals(
                List.of("float", "quantised", "SDANN exact"),
                List.of(
                        precision.at("/0/setting").asText(),
                        precision.at("/1/setting").asText(),
                        precision.at("/2/setting").asText()));
        for (int row = 0; row < 3; row++) {
            assertEquals(100, precision.at("/" + row + "/accuracy_percent").asDouble(), 1e-6, "mean average precision");
            assertEquals(3, precision.at("/" + row + "/samples").asInt(), "the set is not divided: all there are");
        }
        assertEquals("Tiny-Yolo: 47.34 %", precision.at("/0/paper").asText());
        assertEquals(4, json.at("/tables/rot/rows").size());
        assertEquals(0, json.at("/tables/hybrid/rows").size(), "no layer sends codes");
        assertTrue(json.at("/tables/encodings").isMissingNode(), "figure 12 compares networks that classify");
        assertTrue(tables.out().contains("by the 11 points of VOC 2007"), tables.out());
        refused("needs --model and --data", "reproduce", "sdann", "--head", head.toString());
    }

    /** Half of the large object is annotated: an overlap of 0.5, which is right once in ten overlaps. */
    @Test
    void aBoxThatIsHalfRightCountsAtHalf() throws IOException {
        Path half = Files.createDirectories(folder.resolve("half"));
        for (String name : List.of("a.png", "b.png", "c.png")) {
            Files.copy(folder.resolve("data").resolve(name), half.resolve(name));
        }
        annotate(half, "[16, 16, 16, 8]", "[0, 0, 8, 8]");
        JsonNode run = Invocation.done(withData(half, "--json", "-")).json();
        JsonNode classes = run.at("/detection/0/classes");
        assertEquals(1, classes.at("/1/coco50").asDouble(), 1e-9);
        assertEquals(0.1, classes.at("/1/coco").asDouble(), 1e-9);
        assertEquals(0.25, classes.at("/0/area").asDouble(), 1e-9, "wrong, right, and one of two missed");
    }

    @Test
    void theFolderHasBoxesAndThePageDrawsThem() throws IOException {
        Path out = folder.resolve("out");
        Invocation text = Invocation.done(command("--out", out.toString()));
        assertTrue(text.out().contains("spiking                  100.00   100.00   100.00   100.00"), text.out());
        assertTrue(text.out().contains("float, ONNX Runtime"), text.out());
        assertFalse(text.out().contains("accuracy  "), text.out());
        List<String> boxes = Files.readAllLines(out.resolve("detections.csv"));
        assertEquals("sample,file,network,label,name,score,left,top,right,bottom,ignored", boxes.getFirst());
        assertEquals(1 + 4 + 4 + 4, boxes.size());
        assertTrue(boxes.contains("2,c.png,truth,0,small,1.0,0.0,16.0,8.0,24.0,true"), boxes.toString());
        assertTrue(
                boxes.stream()
                        .anyMatch(box ->
                                box.matches("0,a.png,spiking,1,large,0\\.99\\d+,16\\.0,16\\.0,32\\.0,32\\.0,false")),
                boxes.toString());
        List<String> precisions = Files.readAllLines(out.resolve("precision.csv"));
        assertEquals(1 + 2 * 2, precisions.size());
        assertEquals("spiking,0,small,2,3,1.0,1.0,1.0,1.0", precisions.get(1));
        for (String other : List.of("samples.csv", "confusion.csv", "classes.csv")) {
            assertFalse(Files.exists(out.resolve(other)), other);
        }
        assertDrawn(Jsoup.parse(Files.readString(out.resolve("report.html"))));
        assertTrue(Files.readString(out.resolve("detections-0.svg")).contains("<image "));
        String page = Files.readString(out.resolve("report.html"));
        refused("is of a run that detects; only runs that classify are compared", "compare", out.toString(), "other");
        Invocation.done("report", out.toString());
        assertEquals(page, Files.readString(out.resolve("report.html")), "the folder makes the same page again");
    }

    /** Both objects begin at the same corner. */
    @Test
    void namesOfBoxesDoNotCoverEachOther() throws IOException {
        Path corner = Files.createDirectories(folder.resolve("corner"));
        for (String name : List.of("a.png", "b.png", "c.png")) {
            Files.copy(folder.resolve("data").resolve(name), corner.resolve(name));
        }
        annotate(corner, "[8, 0, 16, 16]", "[8, 0, 8, 8]");
        Path out = folder.resolve("corner-out");
        Invocation.done(withData(corner, "--quiet", "--out", out.toString()));
        Document page = Jsoup.parse(Files.readString(out.resolve("report.html")));
        List<Double> lines = page.getElementById("detections-0").select("g").first().select("text").stream()
                .map(text -> Double.valueOf(text.attr("y")))
                .toList();
        assertEquals(2, lines.size());
        assertTrue(Math.abs(lines.getFirst() - lines.getLast()) >= 12, lines.toString());
    }

    private static void assertDrawn(Document page) {
        assertEquals(0, page.select("#confusion, #mistakes").size());
        assertTrue(
                page.select("#summary .tile").first().text().startsWith("mAP at 0.5, VOC 11 points 100.00 %"),
                page.select("#summary .tile").first().text());
        Element drawing = page.getElementById("detections-0");
        assertEquals(1, drawing.select("image").size());
        assertEquals(2, drawing.select("use").size(), "the same picture for both networks");
        assertEquals(
                List.of("annotation", "spiking network", "float network"),
                drawing.select("> text").eachText());
        assertEquals(3 * 2, drawing.select("g rect").size(), "two objects, found twice");
        assertTrue(drawing.select("g text").eachText().contains("large 1.00"), drawing.text());
        assertEquals(0, page.getElementById("detections-1").select("g rect").size(), "an empty image");
        assertEquals(4, page.select("#detection table").size(), "precisions, and the boxes of three images");
    }

    @Test
    void listsOfBoxesAreDecoded() throws IOException {
        Path ssd = Files.writeString(folder.resolve("ssd.yaml"), BlockModel.SSD_HEAD);
        JsonNode run = Invocation.done(command(BlockModel.writeSsd(folder), folder.resolve("data"), ssd, "--json", "-"))
                .json();
        assertEquals(0, run.at("/reference/mismatchedValues").asInt());
        for (JsonNode network : run.at("/detection")) {
            assertEquals(1, network.at("/coco").asDouble(), 1e-9, network.toString());
            assertEquals(3, network.at("/classes/0/detections").asInt());
        }
    }

    @Test
    void aSavedNetworkDetectsToo() throws IOException {
        Path saved = folder.resolve("blocks.sin");
        Invocation.done(command("--save-network", saved.toString(), "--quiet"));
        JsonNode run = Invocation.done(command(saved, folder.resolve("data"), head, "--json", "-"))
                .json();
        assertEquals(1, run.at("/detection").size());
        assertEquals(1, run.at("/detection/0/coco").asDouble(), 1e-9);
    }

    @Test
    void aHeadThatDoesNotFitIsRefused() throws IOException {
        Path wrong = Files.writeString(
                folder.resolve("wrong.yaml"), BlockModel.HEAD.replace("[[16, 16]]", "[[16, 16], [8, 8]]"));
        refused(
                wrong + ": the head yolo3 with 2 classes does not fit the network blocks.onnx: output 1, large (7x2x2),"
                        + " has 7 channels; 2 anchors of 7 values (4 of the box, 1, and classes) need 14; correct the"
                        + " head file",
                withHead(wrong));
        Path damaged =
                Files.writeString(folder.resolve("damaged.yaml"), "head: yolo2\nclasses: 5\nanchors: [[1, 1]]\n");
        refused(damaged + ":2:10: classes: expected a list, found '5'", withHead(damaged));
    }

    @Test
    void aBoxOutsideItsImageIsRefused() throws IOException {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.copy(folder.resolve("data/a.png"), outside.resolve("a.png"));
        Files.writeString(outside.resolve("labels.csv"), "file\tboxes\na.png\t9,1,16,8,small;17,17,40,32,large\n");
        refused(
                outside.resolve("a.png") + ": the box 16.0, 16.0, 40.0, 32.0 stands out of the image, which has 32x32"
                        + " pixels; correct the annotation (named in " + outside.resolve("labels.csv") + " line 2)",
                withData(outside));
    }

    @Test
    void optionsThatDoNotGoTogetherAreRefused() {
        refused("--task detection needs --head FILE.yaml", "run", "--task", "detection");
        refused(
                "--task detection needs --model and --data; the built-in demo classifies",
                "run",
                "--task",
                "detection",
                "--head",
                head.toString());
        refused("needs --task detection; add it", "run", "--head", head.toString());
        refused("--labels is not for --task detection", command("--labels", head.toString()));
        refused("--label-offset is not for --task detection", command("--label-offset", "1"));
        refused(
                "no-head.yaml: cannot read this head file (there is no such file or folder)",
                withHead(Path.of("no-head.yaml")));
    }

    @Test
    void imagesWithoutBoxesAreRefused() throws IOException {
        Path classes = folder.resolve("classes");
        for (String name : List.of("small", "large")) {
            Path of = Files.createDirectories(classes.resolve(name));
            Files.copy(folder.resolve("data/a.png"), of.resolve("a.png"));
        }
        refused("--task detection: classes has no boxes; give annotations of VOC or COCO", withData(classes));
    }

    @Test
    void imagesWithoutAnObjectAreRefused() throws IOException {
        Path empty = Files.createDirectories(folder.resolve("empty"));
        Files.copy(folder.resolve("data/b.png"), empty.resolve("b.png"));
        Files.writeString(empty.resolve("labels.csv"), "file\tboxes\nb.png\t\n");
        Files.writeString(empty.resolve("classes.txt"), "small\nlarge\n");
        refused("none of the 1 images of empty has an object that counts", withData(empty));
    }

    @Test
    void aClassThatTheHeadDoesNotKnowIsRefused() throws IOException {
        Path other = Files.writeString(folder.resolve("other.yaml"), BlockModel.HEAD.replace("large", "huge"));
        refused("the class 'large' is not among the names of --labels or of the head file", withHead(other));
    }
}
