package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.network.data.Digits;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.Split;
import org.synfire.network.floating.TinyModels;
import org.synfire.network.onnx.proto.TensorProto.DataType;

/** Runs on images as people have them: the demo's network on its digits in files of their own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImageRunTest {
    private static final int IMAGES = 20;
    private static final int SIDE = 28;

    private Path folder;

    private ImageSet digits;
    private String model;

    /** A folder of PNGs for each digit, in colour and twice as large. */
    @BeforeAll
    void write(@TempDir Path directory) throws IOException {
        folder = directory;
        digits = Digits.of(1, Split.TEST, IMAGES);
        model = DemoModel.write(folder).toString();
        for (int i = 0; i < IMAGES; i++) {
            byte[] pixels = new byte[SIDE * SIDE];
            digits.pixels(i, pixels);
            BufferedImage image = new BufferedImage(2 * SIDE, 2 * SIDE, BufferedImage.TYPE_INT_RGB);
            for (int p = 0; p < 4 * SIDE * SIDE; p++) {
                int grey = Byte.toUnsignedInt(pixels[p / (2 * SIDE) / 2 * SIDE + p % (2 * SIDE) / 2]);
                image.setRGB(p % (2 * SIDE), p / (2 * SIDE), grey << 16 | grey << 8 | grey);
            }
            Path of = folder.resolve("images/digit" + digits.label(i));
            Files.createDirectories(of);
            ImageIO.write(
                    image,
                    "png",
                    of.resolve(String.format(Locale.ROOT, "%03d.png", i)).toFile());
        }
    }

    private String[] command(String... more) {
        List<String> common = List.of(
                "run",
                "--model",
                model,
                "--data",
                folder.resolve("images").toString(),
                "--color",
                "grey",
                "--resize",
                "28x28",
                "--interpolation",
                "nearest",
                "--labels",
                names().toString(),
                "--json",
                "-",
                "--no-reference");
        return Stream.concat(common.stream(), Stream.of(more)).toArray(String[]::new);
    }

    private Path names() {
        try {
            StringBuilder names = new StringBuilder();
            for (int digit = 0; digit < 10; digit++) {
                names.append("no ")
                        .append(digit)
                        .append(", digit")
                        .append(digit)
                        .append('\n');
            }
            return Files.writeString(folder.resolve("names.txt"), names);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void answersAsOnTheSamePixelsInMemory() throws IOException {
        Path out = folder.resolve("out");
        JsonNode run = Invocation.done(command("--out", out.toString())).json();
        assertEquals(IMAGES, run.at("/samples").asInt());
        JsonNode plain = Invocation.done("run", "--samples", "20", "--json", "-", "--no-reference")
                .json();
        assertEquals(plain.at("/correct"), run.at("/correct"), "the same images, in another order");
        assertTrue(
                run.at("/topFive/correct").asInt() >= run.at("/correct").asInt(),
                run.at("/topFive").toString());
        JsonNode first = run.at("/classes/0");
        assertEquals("no " + first.at("/label").asInt(), first.at("/name").asText());
        int right = 0;
        for (JsonNode each : run.at("/classes")) {
            right += each.at("/correct").asInt();
        }
        assertEquals(run.at("/correct").asInt(), right);
        JsonNode data = run.at("/origin/data");
        assertEquals("images", data.at("/name").asText());
        assertEquals("resize: to 28x28, nearest", data.at("/steps/0").asText());
        assertEquals("channels: grey", data.at("/steps/1").asText());
        assertEquals("(pixel / 255 - mean) / std", data.at("/values/rule").asText());
        String notes = run.at("/notes").toString();
        assertTrue(notes.contains("measured on 20 images, because there are no more"), notes);
        assertTrue(notes.contains("images that the run answers too"), notes);
        Document page = Jsoup.parse(Files.readString(out.resolve("report.html")));
        assertTrue(
                page.select("#confusion th").eachText().contains("3 no 3"),
                page.select("#confusion").text());
    }

    @Test
    void thePageShowsWhatIntegersGetWrongAndFloatsRight() throws IOException {
        Path out = folder.resolve("coarse");
        JsonNode run =
                Invocation.done(command("--bits", "2", "--out", out.toString())).json();
        int lost = run.at("/float/correct").asInt() - run.at("/correct").asInt();
        assertTrue(lost > 0, "2 bits are too few for this network");
        Document page = Jsoup.parse(Files.readString(out.resolve("report.html")));
        assertEquals(
                "Wrong with integers, right with real numbers",
                page.select("#mistakes h3").first().text());
        assertTrue(page.select("#mistakes .mistakes").first().select("img").size() >= lost, "each has a picture");
        assertTrue(
                page.select("#mistakes figcaption").first().text().matches("sample \\d+: (\\d) no \\1, answered .*"),
                page.select("#mistakes figcaption").first().text());
    }

    @Test
    void showsWhatTheNetworkSees() throws IOException {
        Path shown = folder.resolve("shown");
        Invocation.done(command("--samples", "3", "--preset", "tf", "--show-input", shown.toString()));
        BufferedImage first = ImageIO.read(shown.resolve("input-00.png").toFile());
        int label = IntLabels.smallest(digits);
        int index = IntLabels.first(digits, label);
        byte[] pixels = new byte[SIDE * SIDE];
        digits.pixels(index, pixels);
        for (int i = 0; i < pixels.length; i++) {
            assertEquals(Byte.toUnsignedInt(pixels[i]), first.getRaster().getSample(i % SIDE, i / SIDE, 0));
        }
        List<String> table = Files.readAllLines(shown.resolve("input.csv"));
        assertEquals(4, table.size());
        assertTrue(
                table.get(1).startsWith("input-00.png,0," + label + ",\"no " + label + "\",0,-1.000000,"),
                table.get(1));
        assertFalse(Files.exists(shown.resolve("input-03.png")));
        Files.writeString(folder.resolve("input.csv"), "mine");
        Invocation refused = Invocation.of(command("--show-input", folder.toString()));
        assertTrue(refused.err().contains("input.csv"), refused.err());
        assertEquals(ExitStatus.WRONG_INPUT, refused.status());
    }

    @Test
    void badImagesAreNamedOrLeftOut() throws IOException {
        Path bad = folder.resolve("images/digit" + IntLabels.smallest(digits) + "/zzz.png");
        Files.writeString(bad, "no image");
        try {
            Invocation refused = Invocation.of(command());
            assertTrue(
                    refused.err().contains("zzz.png: no image of a known format")
                            && refused.err().contains("--skip-bad"),
                    refused.err());
            assertEquals(ExitStatus.WRONG_INPUT, refused.status());
            JsonNode run = Invocation.done(command("--skip-bad")).json();
            assertEquals(IMAGES, run.at("/samples").asInt());
            assertEquals("zzz.png", run.at("/origin/data/skipped/0/file").asText());
            assertTrue(run.at("/notes").toString().contains("1 images cannot be read and were left out"));
        } finally {
            Files.delete(bad);
        }
    }

    /** A network that answers with the place of the brightest pixel: 100 classes, of which 70 have an image. */
    @Test
    void manyClassesHaveFiveFirstAnswersAndNoMatrix() throws IOException {
        int classes = 100;
        int images = 70;
        float[] weights = new float[classes * classes];
        for (int i = 0; i < classes; i++) {
            weights[i * classes + i] = 1;
        }
        Path many = Files.write(
                folder.resolve("many.onnx"),
                new TinyModels()
                        .input("x", DataType.FLOAT, 1, 1, 10, 10)
                        .reals("w", new long[] {classes, classes}, weights)
                        .node("Flatten", List.of("x"), "f")
                        .node("MatMul", List.of("f", "w"), "y")
                        .output("y", DataType.FLOAT, 1, classes)
                        .bytes());
        byte[] pixels = new byte[images * classes];
        StringBuilder labels = new StringBuilder();
        for (int i = 0; i < images; i++) {
            // the brightest pixel is the label's, but of every seventh image, where the label's is the second
            pixels[i * classes + i] = (byte) 200;
            pixels[i * classes + (i + 1) % classes] = (byte) (i % 7 == 0 ? 250 : 10);
            labels.append(i).append('\n');
        }
        Path data = Files.createDirectories(folder.resolve("many"));
        Files.write(data.resolve("x.npy"), npy(images, pixels));
        Files.writeString(data.resolve("y.csv"), labels);
        Path out = folder.resolve("many-out");
        Invocation text = Invocation.done(
                "run",
                "--model",
                many.toString(),
                "--data",
                data.resolve("x.npy").toString(),
                "--out",
                out.toString());
        assertTrue(text.out().contains("among the first five  100.00 %  (70 of 70)"), text.out());
        assertTrue(text.out().contains("70 classes; the worst: 0 0.0 %, the median: 100.0 %"), text.out());
        JsonNode run = new ObjectMapper().readTree(out.resolve("run.json").toFile());
        assertEquals(60, run.at("/correct").asInt());
        assertEquals(70, run.at("/topFive/correct").asInt());
        assertEquals(70, run.at("/float/topFive/correct").asInt());
        assertEquals(70, run.at("/classes").size());
        assertEquals(0, run.at("/confusion").size(), "a matrix of many classes is large");
        assertEquals(70, run.at("/confusionPairs").size());
        assertEquals(0, run.at("/confusionPairs/0/label").asInt());
        assertEquals(1, run.at("/confusionPairs/0/answer").asInt());
        assertEquals(1, run.at("/confusionPairs/0/samples").asInt());
        assertEquals(1 + 70, Files.readAllLines(out.resolve("confusion.csv")).size());
        Document page = Jsoup.parse(Files.readString(out.resolve("report.html")));
        assertEquals(0, page.select("#confusion .matrix").size());
        assertTrue(page.select("#confusion").text().contains("most frequent mistakes"));
        assertTrue(
                page.select("#summary .tile").first().text().contains("100.00 % have the label among the first five"));
        assertEquals(ExitStatus.DONE, Invocation.of("report", out.toString()).status());
    }

    private static byte[] npy(int images, byte[] pixels) {
        String header = "{'descr': '|u1', 'fortran_order': False, 'shape': (" + images + ", 10, 10), }\n";
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
        file.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(pixels);
        return file.toByteArray();
    }

    @Test
    void presetsAreTheValuesOfTheirFamilies() {
        assertEquals(
                "[0.485, 0.456, 0.406]",
                Arrays.toString(NetworkOptions.of("--preset", "imagenet")
                        .preprocessing()
                        .mean()));
        assertEquals(1, NetworkOptions.of("--preset", "tf").preprocessing().value(0, 255), 1e-6);
        assertEquals(-1, NetworkOptions.of("--preset", "tf").preprocessing().value(2, 0), 1e-6);
        var caffe = NetworkOptions.of("--preset", "caffe").preprocessing();
        assertEquals(200 - 103.939, caffe.value(0, 200), 1e-4);
        assertEquals(-123.68, caffe.value(2, 0), 1e-4);
        var own = NetworkOptions.of("--scale", "1/128", "--mean", "1", "--std", "0.5")
                .preprocessing();
        assertEquals((64 / 128.0 - 1) / 0.5, own.value(0, 64), 1e-6);
        assertEquals(
                NetworkOptions.of("--mean", "0.5").preprocessing().value(0, 7),
                NetworkOptions.of("--mean", "0.5", "--scale", "1/255")
                        .preprocessing()
                        .value(0, 7));
    }

    @Test
    void saysHowImagesFitTheNetwork() {
        Invocation refused = Invocation.of(
                "run", "--model", model, "--data", folder.resolve("images").toString());
        assertTrue(
                refused.err()
                        .contains("but those of images are 3x56x56; bring them to it with --color grey --resize 28x28"),
                refused.err());
    }

    /** Labels of the digits that were drawn. */
    private static final class IntLabels {
        private IntLabels() {}

        static int smallest(ImageSet images) {
            int smallest = images.label(0);
            for (int i = 1; i < images.size(); i++) {
                smallest = Math.min(smallest, images.label(i));
            }
            return smallest;
        }

        static int first(ImageSet images, int label) {
            int index = 0;
            while (images.label(index) != label) {
                index++;
            }
            return index;
        }
    }
}
