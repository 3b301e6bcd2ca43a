package org.synfire.network.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.engine.InputException;
import org.synfire.network.image.ColorOrder;
import org.synfire.network.image.Crop;
import org.synfire.network.image.ImageSize;
import org.synfire.network.image.ImageTransform;
import org.synfire.network.image.Resampling;
import org.synfire.network.image.Resize;

/** Images in folders, lists and arrays, with their labels. */
class ImageDataSetsTest {
    @TempDir
    private Path path;

    private ImageFolders folder;

    @BeforeEach
    void open() {
        folder = new ImageFolders(path);
    }

    private static ImageReading resized(String size) {
        return ImageReading.PLAIN.with(new ImageTransform(
                null, Resize.parse(size), Resampling.NEAREST, true, ImageTransform.USUAL_FILL, null));
    }

    private static int[] labels(ImageSet images) {
        return IntStream.range(0, images.size()).map(images::label).toArray();
    }

    private static int[] pixels(ImageSet images, int index) {
        byte[] pixels = new byte[images.imageBytes()];
        images.pixels(index, pixels);
        return IntStream.range(0, pixels.length)
                .map(i -> Byte.toUnsignedInt(pixels[i]))
                .toArray();
    }

    private String refusal() {
        return refusal(path, ImageReading.PLAIN);
    }

    private static String refusal(Path place, ImageReading reading) {
        String message = assertThrows(InputException.class, () -> {
                    ImageSet images = DataSets.open(place, reading).test();
                    images.tried(images.size());
                    labels(images);
                })
                .getMessage();
        assertFalse(message.contains("\n") || message.contains("Exception"), message);
        return message;
    }

    private static void assertSays(String message, String... parts) {
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "'" + part + "' is missing in: " + message);
        }
    }

    @Test
    void foldersAreClasses() {
        folder.image("dog/2.png", 2, 1, 0x040506)
                .image("dog/1.png", 2, 1, 0x010203)
                .image("cat/a.png", 2, 1, 0x070809)
                .text("cat/note.txt", "no image")
                .text(".hidden", "");
        DataSet set = DataSets.open(path);
        ImageSet images = set.test();
        assertFalse(set.isSplit());
        assertEquals(set.train(), images);
        assertEquals(List.of("cat", "dog"), images.classNames());
        assertArrayEquals(new int[] {0, 1, 1}, labels(images), "the first of each class, then the second");
        assertArrayEquals(new int[] {7, 7, 8, 8, 9, 9}, pixels(images, 0));
        assertArrayEquals(new int[] {1, 1, 2, 2, 3, 3}, pixels(images, 1));
        assertEquals(List.of("channels: rgb"), images.notes().steps());
    }

    @Test
    void splitsShareTheNumbersOfTheirClasses() {
        folder.image("train/a/1.png", 1, 1, 0).image("train/b/1.png", 1, 1, 0).image("val/b/1.png", 1, 1, 0xFF0000);
        DataSet set = DataSets.open(path);
        assertTrue(set.isSplit());
        assertArrayEquals(new int[] {0, 1}, labels(set.train()));
        assertArrayEquals(new int[] {1}, labels(set.test()));
        assertEquals(path.getFileName() + " test", set.test().name());
    }

    @Test
    void namesFindOutputs() {
        folder.image("Tiger_Shark/1.png", 1, 1, 0).image("hen/1.png", 1, 1, 0);
        ImageReading reading = ImageReading.PLAIN.withOutputs(
                List.of("background", "great white shark", "tiger shark, Galeocerdo cuvieri", "cock", "hen"));
        ImageSet images = DataSets.open(path, reading).test();
        assertArrayEquals(new int[] {2, 4}, labels(images));
        assertEquals(5, images.classes());
        assertEquals("tiger shark", images.classNames().get(2));
        assertSays(
                refusal(path, ImageReading.PLAIN.withOutputs(List.of("hen"))),
                path.toString(),
                "the class 'Tiger_Shark' is not among the names of --labels");
        assertSays(
                refusal(path, ImageReading.PLAIN.withOutputs(List.of("hen", "tiger shark", "hen"))),
                "--labels has the class 'hen' 2 times");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        file,label\\na.png,1\\nb.png,0\\n                           | 1 0 | 2
        a.png,1\\nb.png,0                                           | 1 0 | 2
        a.png\\t7\\nb.png\\t3                                       | 7 3 | 8
        a.png dog\\nb.png cat                                       | 1 0 | 2
        class,image\\n"dog, brown",a.png\\ncat,"b.png"              | 1 0 | 2
        file,class_index_0based,name\\na.png,5,five\\nb.png,2,two   | 5 2 | 6
        BOMfilename;label\\na.png;4\\nb.png;1                      | 4 1 | 5
        file,label                                                  | -   | 0
        """)
    void listsOfImages(String text, String expected, int classes) {
        folder.image("a.png", 1, 1, 0x010101)
                .image("images/b.png", 1, 1, 0x020202)
                .text("labels.csv", text.replace("BOM", "\uFEFF").translateEscapes());
        if (expected.equals("-")) {
            assertSays(refusal(), "labels.csv");
            return;
        }
        ImageSet images = DataSets.open(path).test().tried(2);
        assertEquals(
                expected,
                String.join(
                        " ",
                        IntStream.of(labels(images)).mapToObj(String::valueOf).toList()));
        assertEquals(classes, images.classes());
        assertArrayEquals(new int[] {2, 2, 2}, pixels(images, 1));
        assertArrayEquals(
                labels(images), labels(DataSets.open(path.resolve("labels.csv")).test()));
    }

    @Test
    void listsOfSplitsShareTheirClasses() {
        folder.image("a.png", 1, 1, 0)
                .text("train.csv", "a.png,ant\na.png,bee\n")
                .text("test.csv", "a.png,bee\n");
        DataSet set = DataSets.open(path);
        assertArrayEquals(new int[] {1}, labels(set.test()));
        assertArrayEquals(new int[] {0, 1}, labels(set.train()));
    }

    @Test
    void offsetMovesLabels() {
        folder.image("a.png", 1, 1, 0).text("labels.csv", "a.png,3\n");
        ImageSet images =
                DataSets.open(path, ImageReading.PLAIN.withLabelOffset(1)).test();
        assertArrayEquals(new int[] {4}, labels(images));
        assertEquals(5, images.classes());
        assertSays(
                refusal(path, ImageReading.PLAIN.withOutputs(List.of("a", "b"))),
                "label 3 has no name among the 2 of --labels");
    }

    @Test
    void saysWhatIsWrongWithAList() {
        folder.image("a.png", 1, 1, 0);
        folder.text("labels.csv", "file,label\na.png\n");
        assertSays(refusal(), "labels.csv line 2: has no class");
        folder.text("labels.csv", "file,size\na.png,3\n");
        assertSays(refusal(), "labels.csv: has no column of classes");
        folder.text("labels.csv", "file,label\nmissing.png,3\n");
        assertSays(refusal(), "missing.png: cannot be read: there is no such file", "--skip-bad");
        folder.text("labels.csv", "\n\n");
        assertSays(refusal(), "labels.csv: is empty");
        folder.text("labels.csv", "file,label,name\na.png,1,x\na.png,1,y\n");
        assertSays(refusal(), "labels.csv line 3: class 1 is 'y' here and 'x' before");
    }

    @Test
    void refusesImagesWithoutClasses() throws IOException {
        folder.image("a.png", 1, 1, 0);
        assertSays(refusal(), path + " holds images whose classes are not known");
        folder.image("b/a.png", 1, 1, 0);
        assertSays(refusal(), "a.png: lies beside the folders of the classes");
        Files.delete(path.resolve("a.png"));
        Files.createDirectory(path.resolve("empty"));
        assertSays(refusal(), "empty: this class has no image");
    }

    @Test
    void namesImagesOfAnotherSize() {
        folder.image("a/1.png", 2, 2, 0).image("a/2.png", 3, 2, 0);
        assertSays(refusal(), "2.png: has 3x2 pixels and others of the set 2x2", "--resize");
        ImageSet images = DataSets.open(path, resized("4x3")).test().tried(2);
        assertEquals("3x3x4", images.channels() + "x" + images.height() + "x" + images.width());
    }

    @Test
    void tellsHowManyImagesWereTried() {
        ImageFolders files = folder;
        for (int i = 0; i < 70; i++) {
            files = files.image("a/" + i + ".png", 1, 1, 0);
        }
        ImageSet all = DataSets.open(path).test();
        List<Integer> told = new ArrayList<>();
        ImageSet tried = all.tried(70, told::add);
        assertEquals(List.of(64, 70), told);
        tried.tried(70, told::add);
        assertEquals(2, told.size(), "they are not tried again");
    }

    @Test
    void leavesOutBadImagesWhereAskedTo() {
        folder.image("a/1.png", 1, 1, 0)
                .text("a/2.png", "no image")
                .image("a/3.png", 1, 1, 0)
                .image("a/4.png", 1, 1, 0);
        assertSays(refusal(), "2.png: no image of a known format", "--skip-bad leaves such images out");
        ImageSet first =
                DataSets.open(path, ImageReading.PLAIN.skippingBad()).test().tried(2);
        assertEquals(2, first.size(), "the good ones are as many as asked for");
        assertEquals(
                List.of("2.png"),
                first.notes().skipped().stream().map(ImageNotes.Skipped::file).toList());
        folder.text("a/1.png", "").text("a/3.png", "").text("a/4.png", "");
        assertSays(refusal(path, ImageReading.PLAIN.skippingBad()), "none of its 4 images can be read");
    }

    @Test
    void thePartMustLieInEveryImage() {
        folder.image("a/1.png", 4, 4, 0).image("a/2.png", 3, 4, 0);
        ImageReading reading = ImageReading.PLAIN.with(
                new ImageTransform(Crop.parse("4"), null, Resampling.BILINEAR, true, 0, ColorOrder.GREY));
        assertSays(refusal(path, reading), "2.png: a part of 4x4 pixels of an image that has 3x4");
    }

    @Test
    void readsArrays() {
        byte[] pixels = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        folder.write("last.npy", ImageFolders.npy("|u1", "2, 2, 1, 3", pixels))
                .write(
                        "last_labels.npy",
                        ImageFolders.npy("<i8", "2,", new byte[] {7, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0}));
        ImageSet images = DataSets.open(path.resolve("last.npy")).test();
        assertArrayEquals(new int[] {1, 4, 2, 5, 3, 6}, pixels(images, 0));
        assertArrayEquals(new int[] {7, 256}, labels(images));
        assertEquals(257, images.classes());
        folder.write("first.npy", ImageFolders.npy("|u1", "2, 3, 1, 2", pixels))
                .text("first_labels.csv", "label\n0\n1\n");
        assertArrayEquals(
                new int[] {7, 8, 9, 10, 11, 12},
                pixels(DataSets.open(path.resolve("first.npy")).test(), 1));
        folder.write("x.npy", ImageFolders.npy("|u1", "1, 3, 4", pixels)).text("y.csv", "0\n");
        ImageSet grey = DataSets.open(path.resolve("x.npy"), resized("2x3")).test();
        assertEquals("1x3x2", grey.channels() + "x" + grey.height() + "x" + grey.width());
    }

    @Test
    void readsArchivesOfTwoSplits() {
        byte[] one = ImageFolders.npy("|u1", "1, 1, 1", new byte[] {9});
        byte[] two = ImageFolders.npy("|u1", "2, 1, 1", new byte[] {4, 5});
        byte[] strange = ImageFolders.npy("|O", "1", new byte[] {0});
        folder.write(
                "mnist.npz",
                ImageFolders.npz(Map.of(
                        "x_train",
                        two,
                        "y_train",
                        ImageFolders.npy("|u1", "2", new byte[] {0, 1}),
                        "x_test",
                        one,
                        "y_test",
                        ImageFolders.npy("|u1", "1, 1", new byte[] {1}),
                        "about",
                        strange)));
        DataSet set = DataSets.open(path.resolve("mnist.npz"));
        assertEquals("mnist train", set.train().name());
        assertArrayEquals(new int[] {5}, pixels(set.train(), 1));
        assertArrayEquals(new int[] {9}, pixels(set.test(), 0));
        assertArrayEquals(new int[] {1}, labels(DataSets.open(path).test()), "the only array of the folder");
    }

    @Test
    void roundsRealNumbersAndSaysSo() {
        folder.write("a.npy", ImageFolders.npy("<f4", "1, 1, 3", ImageFolders.floats(0, 0.5f, 1)))
                .text("a_labels.csv", "0\n");
        ImageSet images = DataSets.open(path.resolve("a.npy")).test();
        assertArrayEquals(new int[] {0, 128, 255}, pixels(images, 0));
        assertSays(images.notes().remarks().getFirst(), "0.0..1.0", "the largest error is 0.500 of a level");
        ImageReading wide = new ImageReading(ImageTransform.NONE, ImageReading.Layout.AUTO, -1, 1, List.of(), 0, false);
        assertArrayEquals(
                new int[] {128, 191, 255},
                pixels(DataSets.open(path.resolve("a.npy"), wide).test(), 0));
        folder.write("a.npy", ImageFolders.npy("<f4", "1, 1, 2", ImageFolders.floats(0, 1.2f)));
        assertSays(
                refusal(path.resolve("a.npy"), ImageReading.PLAIN),
                "element 1 is 1.2000000476837158, outside 0.0..1.0",
                "--array-range");
        folder.write("a.npy", ImageFolders.npy("<f4", "1, 1, 1", ImageFolders.floats(Float.NaN)));
        assertSays(refusal(path.resolve("a.npy"), ImageReading.PLAIN), "is NaN, outside");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        |O;  1, 1, 1;    1;    holds Python objects
        >u2; 1, 1, 1;    1;    elements of type >u2
        |u1; 1, 1;       1;    shape [1, 1], but images are N,H,W or N,H,W,C or N,C,H,W
        |u1; 0, 1, 1;    1;    shape [0, 1, 1]
        |u1; 1, 3, 1, 3; 1;    say it with --layout chw or --layout hwc
        |u1; 1, 2, 1, 2; 1;    images of 2 channels
        |u1; 2, 1, 1;    1;    2 images, but 1 labels
        |i1; 1, 1, 1;    1;    element 0 is -1, but pixels are 0..255
        |u1; 1, 1, 1;    -3;   '-3' is no label
        |u1; 1, 1, 1;    '';   a_labels.csv: is empty
        """)
    void refusesArrays(String type, String shape, String label, String expected) {
        int size = Arrays.stream(shape.split(", ")).mapToInt(Integer::parseInt).reduce(1, Math::multiplyExact);
        byte[] data = new byte[size * (type.endsWith("2") ? 2 : 1)];
        Arrays.fill(data, (byte) 255);
        folder.write("a.npy", ImageFolders.npy(type, shape, data)).text("a_labels.csv", "label\n" + label + "\n");
        if (label.isEmpty()) {
            folder.text("a_labels.csv", "\n");
        }
        assertSays(refusal(path.resolve("a.npy"), ImageReading.PLAIN), path.toString(), expected);
    }

    @Test
    void saysWhichLabelsAnArrayNeeds() {
        folder.write("images.npy", ImageFolders.npy("|u1", "1, 1, 1", new byte[1]));
        assertSays(
                refusal(path.resolve("images.npy"), ImageReading.PLAIN),
                "images.npy: its labels are missing: looked for images_labels.npy, images_labels.csv, labels.npy,"
                        + " labels.csv");
        folder.write("labels.npy", ImageFolders.npy("|u1", "1, 10", new byte[10]));
        assertSays(refusal(path.resolve("images.npy"), ImageReading.PLAIN), "labels of shape [1, 10]");
        folder.write("labels.npy", ImageFolders.npy("<f4", "1", new byte[4]));
        assertSays(refusal(path.resolve("images.npy"), ImageReading.PLAIN), "real numbers where integers");
        folder.write("z.npz", ImageFolders.npz(Map.of("a", ImageFolders.npy("|u1", "1", new byte[1]))));
        assertSays(
                refusal(path.resolve("z.npz"), ImageReading.PLAIN), "z.npz: holds no images with labels", "it has a");
        assertSays(refusal(path, ImageReading.PLAIN), "which of them are images is not clear");
    }

    @Test
    void readsCifar100() {
        byte[] file = new byte[2 * 3074];
        Arrays.fill(file, (byte) 3);
        file[1] = 99;
        file[3075] = 0;
        folder.write("test.bin", file);
        ImageSet images = DataSets.open(path).test();
        assertEquals(100, images.classes());
        assertArrayEquals(new int[] {99, 0}, labels(images));
        assertSays(
                assertThrows(InputException.class, DataSets.open(path)::train).getMessage(), "looked for train.bin");
        file[1] = 100;
        folder.write("test.bin", file);
        assertSays(refusal(), "labels 3 and 100 of record 0");
        folder.write("test.bin", new byte[5]);
        assertSays(refusal(), "records of 3074 bytes");
    }

    private static final String VOC = """
        <annotation><filename>%s</filename><size><width>10</width><height>8</height><depth>3</depth></size>
        <object><name>cow</name><difficult>1</difficult>
        <bndbox><xmin>1</xmin><ymin>2</ymin><xmax>%s</xmax><ymax>4</ymax></bndbox></object>
        <object><name>bird</name><part><name>head</name><bndbox><xmin>1</xmin></bndbox></part>
        <bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax><ymax>2</ymax></bndbox></object></annotation>
        """;

    @Test
    void readsVoc() {
        folder.image("JPEGImages/a.png", 10, 8, 0x010203)
                .text("Annotations/a.xml", String.format(Locale.ROOT, VOC, "a.png", "5"))
                .text("ImageSets/Main/test.txt", "a\n");
        DataSet set = DataSets.open(path, resized("letterbox:20x20"));
        assertSays(assertThrows(InputException.class, set::train).getMessage(), "trainval.txt");
        BoxedImages images = (BoxedImages) set.test().tried(1);
        BoxedImages.Scene scene = images.scene(0);
        assertEquals(new ImageSize(10, 8), scene.size());
        assertEquals(List.of(new Box(1, 0, 1, 5, 4, true), new Box(0, 0, 0, 2, 2, false)), scene.boxes());
        assertEquals(2, scene.placement().shiftY());
        assertEquals(List.of("bird", "cow"), images.classNames());
        assertEquals(1, images.label(0), "the largest box is the cow");
        assertEquals(0, images.labelOf(scene.boxes().getLast()));
        folder.text("Annotations/a.xml", String.format(Locale.ROOT, VOC, "a.png", "12"));
        assertSays(refusal(path, ImageReading.PLAIN), "a.xml: the box 0.0, 1.0, 12.0, 4.0 is empty or outside", "10x8");
        folder.text("Annotations/a.xml", "<annotation><object></annotation>");
        assertSays(refusal(path, ImageReading.PLAIN), "a.xml: line 1 is no XML of an annotation");
        folder.text("Annotations/a.xml", "<annotation><object><name>x</name></object></annotation>");
        assertSays(refusal(path, ImageReading.PLAIN), "a.xml: line 1");
    }

    private static final String COCO = """
        {"images": [{"id": 5, "file_name": "a.png", "width": 10, "height": 8},
                    {"id": 6, "file_name": "b.png", "width": 10, "height": 8}],
         "categories": [{"id": 18, "name": "dog"}, {"id": 1, "name": "person"}],
         "annotations": [{"id": 1, "image_id": 5, "category_id": 18, "bbox": [1, 2, %s, 4], "iscrowd": 0}]}
        """;

    @Test
    void readsCoco() {
        folder.image("val2017/a.png", 10, 8, 0)
                .image("val2017/b.png", 10, 8, 0)
                .text("annotations/instances_val2017.json", String.format(Locale.ROOT, COCO, "3.5"));
        BoxedImages images = (BoxedImages) DataSets.open(path).test().tried(2);
        assertEquals(List.of(new Box(1, 1, 2, 4.5, 6, false)), images.scene(0).boxes());
        assertEquals(List.of("person", "dog"), images.classNames());
        assertEquals(1, images.label(0));
        assertSays(assertThrows(InputException.class, () -> images.label(1)).getMessage(), "b.png: has no box");
        assertEquals(1, images.take(1).size());
        folder.text("annotations/instances_val2017.json", String.format(Locale.ROOT, COCO, "30"));
        assertSays(refusal(), "instances_val2017.json, image a.png: the box");
        folder.text("annotations/instances_val2017.json", "{\"images\": []}");
        assertSays(refusal(), "has no list 'categories'");
        folder.text("annotations/instances_val2017.json", "{");
        assertSays(refusal(), "not JSON");
    }

    @Test
    void readsListsOfBoxes() {
        folder.image("images/a.png", 10, 8, 0)
                .text(
                        "labels.tsv",
                        "file\twidth\tboxes(xmin,ymin,xmax,ymax,class;...)\na.png\t10\t1,1,2,2,cat;3,3,8,8,dog\n")
                .text("classes.txt", "dog\ncat\n");
        BoxedImages images = (BoxedImages) DataSets.open(path).test();
        assertEquals(new Box(1, 0, 0, 2, 2, false), images.scene(0).boxes().getFirst());
        assertEquals(0, images.label(0));
        folder.text("labels.tsv", "file\tboxes\na.png\t1,1,2,2\n");
        assertSays(refusal(), "labels.tsv line 2: the box '1,1,2,2' is not xmin,ymin,xmax,ymax,class");
        folder.text("labels.tsv", "file\tboxes\na.png\t1,1,2,2,cow\n");
        assertSays(refusal(), "classes.txt: lacks the class 'cow'");
    }

    @Test
    void changesStoredSetsToo() {
        new DataFolder(path).idxTest(1);
        ImageReading reading = ImageReading.PLAIN
                .with(new ImageTransform(Crop.parse("2x2"), null, Resampling.BILINEAR, true, 0, ColorOrder.RGB))
                .withLabelOffset(2);
        ImageSet images = DataSets.open(path, reading).test();
        assertEquals("3x2x2", images.channels() + "x" + images.height() + "x" + images.width());
        assertArrayEquals(new int[] {0, 1, 3, 4, 0, 1, 3, 4, 0, 1, 3, 4}, pixels(images, 0));
        assertArrayEquals(new int[] {2}, labels(images));
        assertEquals(3, images.classes());
    }

    @Test
    void readsTheSharedLists() {
        ImageSet imagenet = DataSets.open(RealData.require("imagenet"), resized("16x16"))
                .test()
                .tried(100);
        assertEquals(100, imagenet.size());
        assertEquals(3, imagenet.label(0));
        assertEquals("tiger_shark", imagenet.classNames().get(3));
        BoxedImages voc = (BoxedImages) DataSets.open(RealData.require("voc2007"), resized("8x8"))
                .test()
                .tried(80);
        assertEquals(80, voc.size());
        assertEquals(20, voc.classes());
    }
}
