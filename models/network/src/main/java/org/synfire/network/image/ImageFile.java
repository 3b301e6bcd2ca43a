package org.synfire.network.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.InputFile;

/**
 * Reads image files: PNG, JPEG, GIF, BMP, WebP and TIFF, by the JDK's ImageIO with TwelveMonkeys' decoders.
 *
 * <p>Samples are taken as they are stored; colour profiles are not applied, as PIL does not. A palette gives colours.
 * What else is not 8-bit grey or colour is an {@link ImageTrait}. The image is turned as EXIF says.
 *
 * <p><b>Threads:</b> any. <b>Memory:</b> the file, and about 10 bytes per pixel while an image is read, 25 of WebP.
 * <b>Limits:</b> files of at most {@value #MAX_BYTES} bytes and images of at most {@value #MAX_PIXELS} pixels, of WebP
 * a quarter of that; the header is asked before anything is decoded. <b>Errors:</b> {@link InputException}, which names
 * the file.
 */
public final class ImageFile {
    /** Most bytes of a file. */
    public static final int MAX_BYTES = 1 << 28;

    /** Most pixels of an image. */
    public static final int MAX_PIXELS = 1 << 26;

    private static final int BYTE_BITS = 8;
    private static final int ALL = 255;

    private ImageFile() {}

    /** Whether a file's name ends as those of images do; its content decides what it is. */
    public static boolean isNamedLikeOne(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.matches(".+\\.(png|jpe?g|jfif|gif|bmp|webp|tiff?)");
    }

    /**
     * The size of an image by its header, turned as EXIF says. Its pixels are not decoded.
     *
     * @throws InputException if the file cannot be read, is no image of a known format, or is too large
     */
    public static ImageSize size(Path file) {
        return open(
                file, (kind, bytes, reader) -> Orientation.turned(size(file, kind, reader), kind.orientation(bytes)));
    }

    /**
     * Reads an image.
     *
     * @throws InputException if the file cannot be read, is no image of a known format, is too large or damaged, or has
     *     samples that are not understood
     */
    public static ReadImage read(Path file) {
        return open(file, (kind, bytes, reader) -> read(file, kind, bytes, reader));
    }

    /** What is done with an open file. */
    @FunctionalInterface
    private interface Use<T> {
        T of(ImageKind kind, byte[] bytes, ImageReader reader) throws IOException;
    }

    private static <T> T open(Path file, Use<T> use) {
        byte[] bytes = bytes(file);
        ImageKind kind = ImageKind.of(bytes);
        if (kind == null) {
            throw new InputException(file + ": no image of a known format; " + ImageKind.ALL + " are read");
        }
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(kind.plugin());
        if (!readers.hasNext()) {
            throw new InputException(file + ": there is no decoder for " + kind
                    + " on the class path; add TwelveMonkeys' imageio-" + kind.plugin());
        }
        ImageReader reader = readers.next();
        try (ImageInputStream in = new ByteImageStream(bytes)) {
            reader.setInput(in, false, true);
            return use.of(kind, bytes, reader);
        } catch (InputException explained) {
            throw explained;
        } catch (OutOfMemoryError tooLarge) {
            throw new InputException(file + ": the memory does not hold this image; make it smaller", tooLarge);
        } catch (IOException | RuntimeException | StackOverflowError damaged) {
            throw damaged(file, kind, damaged);
        } finally {
            reader.dispose();
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return InputFile.bytes(file, MAX_BYTES);
        } catch (IOException | OutOfMemoryError unreadable) {
            throw new InputException(file + ": cannot be read: " + FileReason.of(unreadable), unreadable);
        }
    }

    private static InputException damaged(Path file, ImageKind kind, Throwable cause) {
        return new InputException(
                file + ": this " + kind + " image is damaged or of a rare form, and cannot be decoded", cause);
    }

    private static ImageSize size(Path file, ImageKind kind, ImageReader reader) throws IOException {
        int width = reader.getWidth(0);
        int height = reader.getHeight(0);
        if (width < 1 || height < 1 || (long) width * height > kind.mostPixels()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: its header announces %d x %d pixels; from 1 to %,d are read",
                    file,
                    width,
                    height,
                    kind.mostPixels()));
        }
        return new ImageSize(width, height);
    }

    private static ReadImage read(Path file, ImageKind kind, byte[] bytes, ImageReader reader) throws IOException {
        if (kind.isDamaged(bytes)) {
            throw damaged(file, kind, null);
        }
        size(file, kind, reader);
        boolean[] incomplete = new boolean[1];
        reader.addIIOReadWarningListener((source, warning) -> incomplete[0] |=
                warning.toLowerCase(Locale.ROOT).matches(".*(truncat|premature|corrupt|unexpected end).*"));
        Set<ImageTrait> traits = EnumSet.noneOf(ImageTrait.class);
        PixelImage image = kind == ImageKind.JPEG
                ? JpegSamples.of(reader.readRaster(0, null), JpegHeader.of(bytes), traits)
                : pixels(file, reader.read(0), traits);
        if (incomplete[0]) {
            throw damaged(file, kind, null);
        }
        if (kind != ImageKind.JPEG && kind != ImageKind.BMP && reader.getNumImages(true) > 1) {
            traits.add(ImageTrait.ANIMATED);
        }
        int orientation = kind.orientation(bytes);
        if (orientation != Orientation.UPRIGHT) {
            traits.add(ImageTrait.TURNED);
        }
        return new ReadImage(Orientation.upright(image, orientation), traits);
    }

    private static PixelImage pixels(Path file, BufferedImage image, Set<ImageTrait> traits) {
        ImageSize size = new ImageSize(image.getWidth(), image.getHeight());
        ColorModel model = image.getColorModel();
        if (model.hasAlpha()) {
            traits.add(ImageTrait.ALPHA);
        }
        if (model instanceof IndexColorModel palette) {
            return ofPalette(size, image.getRaster(), palette);
        }
        int type = model.getColorSpace().getType();
        int transfer = model.getTransferType();
        boolean isKnown = type == ColorSpace.TYPE_RGB || type == ColorSpace.TYPE_GRAY;
        if (!isKnown || transfer == DataBuffer.TYPE_FLOAT || transfer == DataBuffer.TYPE_DOUBLE) {
            throw new InputException(file + ": its samples are neither integers of grey nor of red, green and blue;"
                    + " convert it to RGB of 8 bits");
        }
        int channels = type == ColorSpace.TYPE_GRAY ? 1 : PixelImage.COLOURS;
        if (channels == 1) {
            traits.add(ImageTrait.GREY);
        }
        if (model.getComponentSize(0) > BYTE_BITS) {
            traits.add(ImageTrait.SIXTEEN_BIT);
        }
        return ofSamples(size, image.getRaster(), channels, model);
    }

    private static PixelImage ofSamples(ImageSize size, Raster raster, int channels, ColorModel model) {
        int bands = raster.getNumBands();
        byte[] samples = new byte[Math.toIntExact(size.pixels() * channels)];
        int[] row = new int[size.width() * bands];
        for (int y = 0; y < size.height(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, size.width(), 1, row);
            for (int x = 0; x < size.width(); x++) {
                for (int channel = 0; channel < channels; channel++) {
                    samples[(y * size.width() + x) * channels + channel] =
                            (byte) eightBits(row[x * bands + channel], model.getComponentSize(channel));
                }
            }
        }
        return new PixelImage(size, channels, samples);
    }

    private static int eightBits(int sample, int bits) {
        if (bits == BYTE_BITS) {
            return sample;
        }
        return bits > BYTE_BITS ? sample >>> (bits - BYTE_BITS) : sample * ALL / ((1 << bits) - 1);
    }

    private static PixelImage ofPalette(ImageSize size, Raster raster, IndexColorModel palette) {
        int[] colours = new int[palette.getMapSize()];
        palette.getRGBs(colours);
        byte[] samples = new byte[Math.toIntExact(size.pixels() * PixelImage.COLOURS)];
        int[] row = new int[size.width()];
        int at = 0;
        for (int y = 0; y < size.height(); y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, size.width(), 1, 0, row);
            for (int index : row) {
                int colour = index < colours.length ? colours[index] : 0;
                samples[at++] = (byte) (colour >> 16);
                samples[at++] = (byte) (colour >> 8);
                samples[at++] = (byte) colour;
            }
        }
        return new PixelImage(size, PixelImage.COLOURS, samples);
    }
}
