package org.synfire.network.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.engine.InputException;

/** Files of every format, upright and turned, whole and damaged. The texts are files that Pillow 12.3.0 wrote. */
class ImageFileTest {
    private static final int[] COLOURS = {255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30, 200, 100, 50, 255, 255, 255};
    private static final int[] TURNED = {10, 20, 30, 255, 0, 0, 200, 100, 50, 0, 255, 0, 255, 255, 255, 0, 0, 255};
    private static final String WEBP =
            "UklGRkIAAABXRUJQVlA4TDYAAAAvAkAAAC9AkG2zQdzr/jLTIJO2yV//dmZtZNI2rYf986+y8x9o5JGs+wYEApSx" + "4oFtIvof4wU=";
    private static final String MOVING_WEBP =
            "UklGRtgAAABXRUJQVlA4WAoAAAACAAAAAgAAAQAAQU5JTQYAAAAAAAAAAABBTk1GUgAAAAAAAAAAAAIAAAEAAAAA"
                    + "AAJWUDhMOQAAAC8CQAAAL0CQbTOJeR3wrtMgk7bJXUNzP21k0jbUQ+/5VzNLnf9AA5td3yVQyDYCHLrX4Eguov8x"
                    + "vABBTk1GUgAAAAAAAAAAAAIAAAEAAAAAAABWUDhMOgAAAC8CQAAAL0CQbTOJeR3wrtMgk7bJXUNzP21k0jbUQ+/5"
                    + "VzNLnf9AA5td3yVQyDYCnNo9ACdzEf2PewU=";
    private static final String TURNED_PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAGmVYSWZNTQAqAAAACAABARIAAwAAAAEABgAAAAAA"
                    + "ANZnS2kAAAAYSURBVHicY/jPwMAAwVwicidSjP7//w8APBkHle/CxtgAAAAASUVORK5CYII=";
    private static final String TURNED_WEBP =
            "UklGRnYAAABXRUJQVlA4WAoAAAAIAAAAAgAAAQAAVlA4TDYAAAAvAkAAAC9AkG2zQdzr/jLTIJO2yV//dmZtZNI2"
                    + "rYf986+y8x9o5JGs+wYEApSx4oFtIvof4wVFWElGGgAAAE1NACoAAAAIAAEBEgADAAAAAQAGAAAAAAAA";
    private static final String CMYK_JPEG =
            "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4SEA0OEQ4L"
                    + "CxAWEBETFBUVFQwPFxgWFBgSFBUU/8AAFAgAAgADBEMRAE0RAFkRAEsRAP/EAB8AAAEFAQEBAQEBAAAAAAAAAAAB"
                    + "AgMEBQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNi"
                    + "coIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SV"
                    + "lpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4E"
                    + "QwBNAFkASwAAPwD6x/Zk/Z++F3xC/Z7+HnifxT8NvCPiXxLrOiWt/qes6xoVrd3l9cyxh5Z55pIy8kjsSzOxJJJJ"
                    + "Jr6X/Yz+A3wz+I37Lvw41/xZ8O/CfijXZ9LWGXU9Z0S2u7mSOFmhhRpZEZiqRRxxqCcKqKowABX2B/wTkgjtv2MP"
                    + "hzHFGkUYjviFRQAM39yTwPev1Tr/2Q==";

    @TempDir
    private Path folder;

    private Path write(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    private Path write(String name, String base64) throws IOException {
        return write(name, Base64.getDecoder().decode(base64));
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static BufferedImage colours(int type) {
        BufferedImage image = new BufferedImage(3, 2, type);
        for (int i = 0; i < 6; i++) {
            int colour = COLOURS[3 * i] << 16 | COLOURS[3 * i + 1] << 8 | COLOURS[3 * i + 2];
            image.setRGB(i % 3, i / 3, 0xFF000000 | colour);
        }
        return image;
    }

    private static byte[] encoded(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertTrue(ImageIO.write(image, format, out), format);
        return out.toByteArray();
    }

    private static void assertReads(Path file, Set<ImageTrait> traits, int... samples) {
        ReadImage read = ImageFile.read(file);
        assertArrayEquals(bytes(samples), read.pixels().samples(), file.toString());
        assertEquals(traits, read.traits());
        assertEquals(ImageFile.size(file), read.pixels().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "tiff", "gif"})
    void readsWhatIsStored(String format) throws IOException {
        int type = format.equals("gif") ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_INT_RGB;
        byte[] file = encoded(colours(type), format);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
        int[] expected = new int[COLOURS.length];
        for (int i = 0; i < 6; i++) {
            int colour = image.getRGB(i % 3, i / 3);
            expected[3 * i] = colour >> 16 & 0xFF;
            expected[3 * i + 1] = colour >> 8 & 0xFF;
            expected[3 * i + 2] = colour & 0xFF;
        }
        assertReads(write("image.dat", file), Set.of(), expected);
    }

    @Test
    void readsWebp() throws IOException {
        assertReads(write("a.webp", WEBP), Set.of(), COLOURS);
    }

    /** Codes of which a decoder would read a million zeros beyond the end. */
    @Test
    @Timeout(10)
    void endsADecoderThatReadsBeyondTheEnd() throws IOException {
        byte[] damaged = Base64.getDecoder().decode(WEBP);
        damaged[0x37] = 0;
        Path file = write("a.webp", damaged);
        try {
            ImageFile.read(file);
        } catch (InputException refused) {
            assertTrue(refused.getMessage().startsWith(file + ": this WEBP image is damaged"), refused.getMessage());
        }
    }

    @Test
    void takesTheFirstFrame() throws IOException {
        assertReads(write("a.webp", MOVING_WEBP), Set.of(ImageTrait.ANIMATED), COLOURS);
    }

    @Test
    void turnsAsExifSays() throws IOException {
        assertReads(write("a.png", TURNED_PNG), Set.of(ImageTrait.TURNED), TURNED);
        assertReads(write("a.webp", TURNED_WEBP), Set.of(ImageTrait.TURNED), TURNED);
    }

    /** As PIL's exif_transpose: the letters of "abc/def" as each orientation shows them. */
    @ParameterizedTest
    @CsvSource({
        "1, 3, abcdef",
        "2, 3, cbafed",
        "3, 3, fedcba",
        "4, 3, defabc",
        "5, 2, adbecf",
        "6, 2, daebfc",
        "7, 2, fcebda",
        "8, 2, cfbead",
    })
    void turnsEveryWay(int orientation, int width, String expected) {
        PixelImage image = new PixelImage(new ImageSize(3, 2), 1, "abcdef".getBytes(StandardCharsets.US_ASCII));
        PixelImage upright = Orientation.upright(image, orientation);
        assertEquals(expected, new String(upright.samples(), StandardCharsets.US_ASCII));
        assertEquals(width, upright.width());
        assertEquals(Orientation.turned(image.size(), orientation), upright.size());
    }

    @Test
    void damagedExifTurnsNothing() {
        assertEquals(Orientation.UPRIGHT, Orientation.in(ByteBuffer.wrap(bytes('I', 'I', 42, 0, 255, 255, 255, 255))));
        assertEquals(Orientation.UPRIGHT, Orientation.in(ByteBuffer.wrap(bytes('I', 'I'))));
        assertEquals(
                Orientation.UPRIGHT,
                Orientation.in(ByteBuffer.wrap(bytes('I', 'I', 42, 0, 8, 0, 0, 0, 9, 0, 0x12, 1, 3, 0))));
        assertEquals(
                Orientation.UPRIGHT,
                Orientation.in(ByteBuffer.wrap(
                        bytes('I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 9, 0, 0, 0))));
    }

    @Test
    void readsCmykAsPillow() throws IOException {
        assertReads(
                write("a.jpg", CMYK_JPEG),
                Set.of(ImageTrait.CMYK),
                254,
                0,
                0,
                2,
                255,
                7,
                0,
                2,
                251,
                13,
                20,
                34,
                196,
                101,
                41,
                255,
                248,
                255);
    }

    @Test
    void readsGreyAlphaAndSixteenBits() throws IOException {
        BufferedImage grey = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        grey.getRaster().setPixels(0, 0, 2, 1, new int[] {3, 200});
        assertReads(write("g.png", encoded(grey, "png")), Set.of(ImageTrait.GREY), 3, 200);
        BufferedImage deep = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setPixels(0, 0, 2, 1, new int[] {0x12FF, 0xFF00});
        assertReads(write("d.png", encoded(deep, "png")), Set.of(ImageTrait.GREY, ImageTrait.SIXTEEN_BIT), 0x12, 0xFF);
        BufferedImage clear = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
        clear.setRGB(0, 0, 0x00010203);
        assertReads(write("c.png", encoded(clear, "png")), Set.of(ImageTrait.ALPHA), 1, 2, 3);
    }

    @Test
    void grownJpegIsWithinItsError() throws IOException {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 256; i++) {
            image.setRGB(i % 16, i / 16, 0x204060 + (i % 16 << 16));
        }
        PixelImage read = ImageFile.read(write("a.jpg", encoded(image, "jpeg"))).pixels();
        assertEquals(0x20 + 8, read.sample(8, 8, 0), 3);
        assertEquals(0x40, read.sample(8, 8, 1), 3);
        assertEquals(0x60, read.sample(8, 8, 2), 3);
    }

    private String refused(String name, byte[] content) throws IOException {
        Path file = write(name, content);
        String message =
                assertThrows(InputException.class, () -> ImageFile.read(file)).getMessage();
        assertTrue(message.startsWith(file.toString()), message);
        assertFalse(message.contains("Exception") || message.contains("java"), message);
        return message.substring(file.toString().length());
    }

    @Test
    void refusesWhatIsNoImage() throws IOException {
        assertEquals(
                ": no image of a known format; PNG, JPEG, GIF, BMP, WebP and TIFF are read",
                refused("a.png", bytes(1, 2, 3)));
        assertEquals(
                ": no image of a known format; PNG, JPEG, GIF, BMP, WebP and TIFF are read", refused("e.png", bytes()));
        Path missing = folder.resolve("none.png");
        assertEquals(
                missing + ": cannot be read: there is no such file or folder",
                assertThrows(InputException.class, () -> ImageFile.read(missing))
                        .getMessage());
    }

    /** Cut at every byte, a file is refused, or it holds all pixels already. */
    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "jpeg", "gif", "tiff"})
    void refusesCutFiles(String format) throws IOException {
        BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 1200; i++) {
            image.setRGB(i % 40, i / 40, i * 7919);
        }
        byte[] whole = encoded(image, format);
        for (int length = 0; length < whole.length / 2; length += 1 + whole.length / 60) {
            String message = refused("cut", Arrays.copyOf(whole, length));
            assertTrue(message.startsWith(": "), message);
        }
    }

    @Test
    void asksTheHeaderBeforeItDecodes() throws IOException {
        byte[] png = encoded(colours(BufferedImage.TYPE_INT_RGB), "png");
        ByteBuffer.wrap(png).putInt(16, 100_000).putInt(20, 100_000);
        assertEquals(
                ": its header announces 100000 x 100000 pixels; from 1 to 67,108,864 are read", refused("bomb", png));
        Path file = folder.resolve("bomb");
        assertThrows(InputException.class, () -> ImageFile.size(file));
    }
}
