package org.synfire.network.data;

import java.util.List;
import java.util.stream.IntStream;
import org.synfire.engine.file.Sha256;

/** What identifies a set of images: a SHA-256 of its pixels and labels, whatever files they came from. */
public final class ImageHash {
    private ImageHash() {}

    /**
     * The SHA-256 of channels, rows and columns as 32-bit big-endian integers, then of every image its label, likewise,
     * and its pixels.
     *
     * @return 64 hexadecimal digits
     */
    public static String of(ImageSet images) {
        return ofFirst(images, images.size()).getFirst();
    }

    /**
     * The same of the first images, for several numbers of them; each image is read once.
     *
     * @param counts 0..size(), which do not fall
     */
    static List<String> ofFirst(ImageSet images, int... counts) {
        Sha256 hash = new Sha256().add(images.channels()).add(images.height()).add(images.width());
        byte[] pixels = new byte[images.imageBytes()];
        int[] read = new int[1];
        return IntStream.of(counts)
                .mapToObj(count -> {
                    for (; read[0] < count; read[0]++) {
                        images.pixels(read[0], pixels);
                        hash.add(images.label(read[0])).add(pixels);
                    }
                    return hash.hexSoFar();
                })
                .toList();
    }
}
