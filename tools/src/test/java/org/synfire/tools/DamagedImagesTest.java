package org.synfire.tools;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.engine.DamagedReads;
import org.synfire.engine.FileDamage;
import org.synfire.network.data.DataSet;
import org.synfire.network.data.DataSets;
import org.synfire.network.image.ImageFile;

/** However images, lists of them, annotations and arrays are damaged: they are read, or refused in words. */
@Timeout(value = 1_800)
class DamagedImagesTest {
    private static final long SEED = 20261129;

    private static final String LOSSY_WEBP =
            "UklGRpwAAABXRUJQVlA4IJAAAABwAgCdASoQABAABUB8JbACdH8GJtju5xig2KwAAPY3MBFjmSP73OLvb/nKovTX"
                    + "9s7IpPiLcF/6paBvV74+PAlYTQWQ7fHnnGcOuPSAgfogtMycLKDsecHNrXtb4hlOJTGsrUb8ed5IoWhS7c4w/Y1H"
                    + "GPB2xDOdZDyMqQMbKByH7CgFOCKl+moAwHcFqSZFNAA=";

    @TempDir
    private Path folder;

    private DamagedReads reads;

    @BeforeEach
    void begin() {
        reads = new DamagedReads(folder, SEED);
    }

    private static void readImages(Path data) {
        DataSet set = DataSets.open(data);
        set.test().tried(10).label(0);
    }

    private static byte[] image(String format) throws IOException {
        BufferedImage image = new BufferedImage(20, 15, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 300; i++) {
            image.setRGB(i % 20, i / 20, i * 7_919);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    /** The lossless and the lossy form; the texts are files of 3 and of 16 x 16 pixels that Pillow wrote. */
    private static List<byte[]> webp() {
        return Stream.of(
                        "UklGRkIAAABXRUJQVlA4TDYAAAAvAkAAAC9AkG2zQdzr/jLTIJO2yV//dmZtZNI2rYf9"
                                + "86+y8x9o5JGs+wYEApSx4oFtIvof4wU=",
                        LOSSY_WEBP)
                .map(Base64.getDecoder()::decode)
                .toList();
    }

    @Test
    void images() throws IOException {
        for (String format : new String[] {"png", "jpeg", "bmp", "gif", "tiff"}) {
            reads.check("image." + format, List.of(image(format)), ImageFile::read);
        }
        // a damaged header may announce any size below the limit, and this decoder takes the memory at once
        reads.checkCommand("image.webp", webp(), ImageFile::read);
    }

    @Test
    void listsOfImages() throws IOException {
        Files.write(folder.resolve("a.png"), image("png"));
        byte[] plain = "file,label\na.png,3\na.png,1\n".getBytes(StandardCharsets.UTF_8);
        byte[] boxed =
                "file\tboxes\na.png\t1,1,9,8,cat;2,3,4,5,dog\na.png\t1,1,2,2,dog\n".getBytes(StandardCharsets.UTF_8);
        reads.check("list.csv", List.of(plain, boxed), DamagedImagesTest::readImages);
    }

    @Test
    void annotations() throws IOException {
        byte[] coco = """
            {"images": [{"id": 5, "file_name": "a.png", "width": 20, "height": 15}],
             "categories": [{"id": 18, "name": "dog"}],
             "annotations": [{"id": 1, "image_id": 5, "category_id": 18, "bbox": [1, 2, 3.5, 4], "iscrowd": 0}]}
            """.getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve("a.png"), image("png"));
        reads.check("coco.json", List.of(coco), DamagedImagesTest::readImages);
        byte[] voc = """
            <annotation><filename>a.png</filename><size><width>20</width><height>15</height></size>
            <object><name>cow</name><difficult>1</difficult>
            <bndbox><xmin>1</xmin><ymin>2</ymin><xmax>5</xmax><ymax>4</ymax></bndbox></object></annotation>
            """.getBytes(StandardCharsets.UTF_8);
        Path annotations = Files.createDirectories(folder.resolve("voc/Annotations"));
        Files.createDirectory(folder.resolve("voc/JPEGImages"));
        Files.write(folder.resolve("voc/JPEGImages/a.png"), image("png"));
        new DamagedReads(annotations, SEED).check("a.xml", List.of(voc), file -> readImages(folder.resolve("voc")));
    }

    @Test
    void arraysOfImages() throws IOException {
        byte[] images = FileFormat.npy("|u1", "(2, 4, 4)", new byte[32]);
        byte[] labels = FileFormat.npy("<i8", "(2,)", new byte[16]);
        Files.write(folder.resolve("images_labels.npy"), labels);
        reads.check(
                "images.npy",
                List.of(images, FileFormat.npy("<f8", "(2, 1, 2, 2)", new byte[64])),
                file -> DataSets.open(file).test());
        Map<String, byte[]> arrays = new LinkedHashMap<>();
        arrays.put("x_test.npy", images);
        arrays.put("y_test.npy", labels);
        reads.check(
                "both.npz",
                List.of(FileDamage.zip(arrays)),
                file -> DataSets.open(file).test());
    }

    @Test
    void cifar100() throws IOException {
        byte[] batch = new byte[2 * 3_074];
        Arrays.fill(batch, (byte) 7);
        reads.check("test.bin", List.of(batch), file -> DataSets.open(folder).test());
    }
}
