package org.synfire.network.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Writes small data sets into a folder, right or wrong as a test wants them. */
record DataFolder(Path path) {
    static final int IMAGES_MAGIC = 0x00000803;
    static final int LABELS_MAGIC = 0x00000801;

    /**
     * A right test split of {@code images} pictures of 2 x 3 pixels; pixel p of image i is 6 i + p, its label i mod 10.
     */
    DataFolder idxTest(int images) {
        write("t10k-images-idx3-ubyte", idxImages(images));
        return write("t10k-labels-idx1-ubyte", idxLabels(images));
    }

    static byte[] idxImages(int images) {
        byte[] pixels = new byte[images * 6];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) i;
        }
        return idx(IMAGES_MAGIC, new int[] {images, 2, 3}, pixels);
    }

    static byte[] idxLabels(int images) {
        byte[] labels = new byte[images];
        for (int i = 0; i < images; i++) {
            labels[i] = (byte) (i % 10);
        }
        return idx(LABELS_MAGIC, new int[] {images}, labels);
    }

    static byte[] idx(int magic, int[] extents, byte[] body) {
        ByteBuffer file =
                ByteBuffer.allocate(4 + 4 * extents.length + body.length).putInt(magic);
        Arrays.stream(extents).forEach(file::putInt);
        return file.put(body).array();
    }

    /** Records of CIFAR-10, one per label; every red pixel is 1, every green one 2, every blue one 200. */
    static byte[] cifar(int... labels) {
        ByteBuffer file = ByteBuffer.allocate(3073 * labels.length);
        for (int label : labels) {
            file.put((byte) label);
            for (int value : new int[] {1, 2, 200}) {
                byte[] plane = new byte[1024];
                Arrays.fill(plane, (byte) value);
                file.put(plane);
            }
        }
        return file.array();
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    DataFolder write(String name, byte[] content) {
        try {
            Files.write(path.resolve(name), content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
