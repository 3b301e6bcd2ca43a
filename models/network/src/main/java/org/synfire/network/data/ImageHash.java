package org.synfire.network.data;

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
        Sha256 hash = new Sha256().add(images.channels()).add(images.height()).add(images.width());
        byte[] pixels = new byte[images.imageBytes()];
        for (int i = 0; i < images.size(); i++) {
            images.pixels(i, pixels);
            hash.add(images.label(i)).add(pixels);
        }
        return hash.hex();
    }
}
