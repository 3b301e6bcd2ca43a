package org.synfire.network.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.engine.InputException;
import org.synfire.engine.file.Sha256;

/** Geometry and colours. The hashes are those of what Pillow 12.3.0 makes of the same image. */
class ImageTransformTest {
    private static final int WIDTH = 31;
    private static final int HEIGHT = 23;

    private static PixelImage noise() {
        byte[] samples = new byte[WIDTH * HEIGHT * PixelImage.COLOURS];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (byte) (i * i * 7 + i * 13 + i / WIDTH * 5);
        }
        return new PixelImage(new ImageSize(WIDTH, HEIGHT), PixelImage.COLOURS, samples);
    }

    private static PixelImage grey(int width, int... samples) {
        byte[] bytes = new byte[samples.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) samples[i];
        }
        return new PixelImage(new ImageSize(width, samples.length / width), 1, bytes);
    }

    private static ImageTransform transform(String crop, String resize, Resampling how, boolean antialias) {
        return new ImageTransform(
                crop == null ? null : Crop.parse(crop),
                resize == null ? null : Resize.parse(resize),
                how,
                antialias,
                ImageTransform.USUAL_FILL,
                null);
    }

    private static ImageTransform colours(ColorOrder order) {
        return new ImageTransform(null, null, Resampling.BILINEAR, true, 0, order);
    }

    private static String hash(PixelImage image) {
        return new Sha256().add(image.samples()).hex().substring(0, 16);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        7x5   | NEAREST  | e06fffca52c31e2e
        7x5   | BILINEAR | e7be004404ef1474
        7x5   | BICUBIC  | ebcb80b51df58943
        64x40 | NEAREST  | fc43234966835fdd
        64x40 | BILINEAR | 4db21393f0af0b58
        64x40 | BICUBIC  | 042a063f325f3442
        13x50 | NEAREST  | 22b45707e5e00f93
        13x50 | BILINEAR | 7b0d6dcaece4f0ec
        13x50 | BICUBIC  | 63a04a781e2e3f9c
        31x9  | NEAREST  | 14e24562437b8992
        31x9  | BILINEAR | 81c212e9c79011f7
        31x9  | BICUBIC  | 8f12d032a4e8d2c6
        """)
    void resizesAsPillow(String size, Resampling how, String expected) {
        assertEquals(expected, hash(transform(null, size, how, true).apply(noise())));
    }

    @Test
    void makesGreyAsPillow() {
        assertEquals("9ce759b23b2690d4", hash(colours(ColorOrder.GREY).apply(noise())));
    }

    /** Worked by hand: a half has its middle between two pixels, a third on a pixel. */
    @Test
    void takesPointsWithoutAntialias() {
        PixelImage row = grey(6, 0, 10, 21, 30, 200, 255);
        assertArrayEquals(
                new byte[] {5, 26, (byte) 228},
                transform(null, "3x1", Resampling.BILINEAR, false).apply(row).samples(),
                "25.5 and 227.5 are ties and go to the even number");
        assertArrayEquals(
                new byte[] {10, (byte) 200},
                transform(null, "2x1", Resampling.BILINEAR, false).apply(row).samples());
        assertArrayEquals(
                new byte[] {10, (byte) 200},
                transform(null, "2x1", Resampling.BICUBIC, false).apply(row).samples());
        assertArrayEquals(
                new byte[] {10, (byte) 200},
                transform(null, "2x1", Resampling.NEAREST, false).apply(row).samples());
    }

    /** Keys' polynomial with a = -3/4 at 1/2: -3/32, 19/32, 19/32, -3/32. */
    @Test
    void bicubicPointsHaveTheFourWeights() {
        PixelImage row = grey(4, 0, 100, 200, 255);
        long expected = Math.round((-3 * 0 + 19 * 100 + 19 * 200 - 3 * 255) / 32.0);
        assertEquals(
                expected,
                transform(null, "1x1", Resampling.BICUBIC, false).apply(row).sample(0, 0, 0));
    }

    @Test
    void antialiasedAndPointsAreTheSameWhereNothingShrinks() {
        PixelImage image = noise();
        assertSame(image, transform(null, "31x23", Resampling.BICUBIC, false).apply(image));
        PixelImage smooth = transform(null, "62x46", Resampling.BILINEAR, true).apply(image);
        PixelImage points = transform(null, "62x46", Resampling.BILINEAR, false).apply(image);
        for (int i = 0; i < smooth.samples().length; i++) {
            int difference = Byte.toUnsignedInt(smooth.samples()[i]) - Byte.toUnsignedInt(points.samples()[i]);
            assertTrue(Math.abs(difference) <= 1, "two passes round twice, sample " + i + " differs by " + difference);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "500, 375, 341x256",
        "375, 500, 256x341",
        "256, 256, 256x256",
        "100, 333, 256x852",
    })
    void shorterSideAsTorchvision(int width, int height, String expected) {
        assertEquals(
                expected, Resize.parse("256").of(new ImageSize(width, height)).toString());
    }

    @ParameterizedTest
    @CsvSource({
        "500, 313, 438x273",
        "600, 400, 524x350",
        "333, 296, 291x260",
        "1, 1, 1x1",
    })
    void sharesAsPillowsCrop(int width, int height, String expected) {
        assertEquals(
                expected,
                ((Crop.Share) Crop.parse("0.875"))
                        .of(new ImageSize(width, height))
                        .toString());
    }

    @Test
    void cutsTheMiddleAsTorchvision() {
        PixelImage row = grey(5, 1, 2, 3, 4, 5);
        assertArrayEquals(
                new byte[] {3, 4},
                transform("2x1", null, Resampling.NEAREST, true).apply(row).samples(),
                "round(1.5) is 2");
        assertArrayEquals(
                new byte[] {1, 2, 3, 4},
                transform("4x1", null, Resampling.NEAREST, true).apply(row).samples(),
                "round(0.5) is 0");
        InputException small = assertThrows(
                InputException.class,
                () -> transform("6x1", null, Resampling.NEAREST, true).apply(row));
        assertEquals("a part of 6x1 pixels of an image that has 5x1; resize it first", small.getMessage());
    }

    @Test
    void letterboxKeepsTheShape() {
        ImageTransform box = transform(null, "letterbox:4x5", Resampling.NEAREST, true);
        PixelImage image = box.apply(grey(2, 1, 2));
        assertEquals("4x5", image.size().toString());
        assertArrayEquals(
                new byte[] {
                    -128, -128, -128, -128, 1, 1, 2, 2, 1, 1, 2, 2, -128, -128, -128, -128, -128, -128, -128, -128
                },
                image.samples(),
                "the odd row is below");
        assertEquals(new Placement(2, 2, 0, 1), box.placement(new ImageSize(2, 1)));
    }

    @Test
    void placementFollowsCropAndSize() {
        assertEquals(
                new Placement(0.5, 0.5, -1, -1),
                transform("0.5", "2x2", Resampling.BILINEAR, true).placement(new ImageSize(8, 8)));
        assertEquals(
                new Placement(2, 2, -4, -2),
                transform("8x4", "16x8", Resampling.BILINEAR, true).placement(new ImageSize(8, 4)));
    }

    @Test
    void ordersChannels() {
        PixelImage pixel = new PixelImage(new ImageSize(1, 1), 3, new byte[] {1, 2, 3});
        assertArrayEquals(
                new byte[] {3, 2, 1}, colours(ColorOrder.BGR).apply(pixel).samples());
        assertSame(pixel, colours(ColorOrder.RGB).apply(pixel));
        assertArrayEquals(
                new byte[] {7, 7, 7}, colours(ColorOrder.RGB).apply(grey(1, 7)).samples());
        assertArrayEquals(
                new byte[] {7, 7, 7}, colours(ColorOrder.BGR).apply(grey(1, 7)).samples());
        byte[] planes = new byte[6];
        new PixelImage(new ImageSize(2, 1), 3, new byte[] {1, 2, 3, 4, 5, 6}).planes(planes);
        assertArrayEquals(new byte[] {1, 4, 2, 5, 3, 6}, planes);
        assertArrayEquals(
                new byte[] {1, 2, 3, 4, 5, 6},
                PixelImage.ofPlanes(new ImageSize(2, 1), 3, planes).samples());
    }

    @Test
    void saysItsStepsInOrder() {
        assertEquals(
                List.of(
                        "resize: shorter side to 256, bicubic without antialias, as torchvision's tensors",
                        "crop: middle 224x224",
                        "channels: bgr"),
                transform("224", "256", Resampling.BICUBIC, false)
                        .orColors(ColorOrder.BGR)
                        .steps());
        assertEquals(
                List.of(
                        "crop: middle 0.875 of width and height",
                        "resize: letterbox 64x32, bilinear with antialias, as PIL, edge of grey level 128"),
                transform(".875", "letterbox:64x32", Resampling.BILINEAR, true).steps());
        assertTrue(ImageTransform.NONE.isNone());
    }

    @Test
    void knowsTheSizeBefore() {
        assertEquals(
                Optional.of(new ImageSize(224, 224)),
                transform("224", "256", Resampling.BILINEAR, true).fixedSize());
        assertEquals(
                Optional.empty(),
                transform("0.5", "256", Resampling.BILINEAR, true).fixedSize());
        assertEquals(
                new ImageSize(13, 8),
                transform("0.5", "8", Resampling.BILINEAR, true).sizeOf(new ImageSize(70, 40)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "0", "9000", "2x", "letterbox:2", "-3", "1.5", "99999999999"})
    void refusesSizes(String text) {
        InputException refused = assertThrows(InputException.class, () -> Resize.parse(text));
        assertTrue(refused.getMessage().startsWith("'" + text + "'"), refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.5", "0.0", "0", "letterbox:2x2", "-1", "1e-1", "9999"})
    void refusesParts(String text) {
        InputException refused = assertThrows(InputException.class, () -> Crop.parse(text));
        assertTrue(
                refused.getMessage().toLowerCase(Locale.ROOT).contains(text + (text.equals("9999") ? "x" : "'")),
                refused.getMessage());
    }
}
