package org.synfire.tools;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** A small data set in IDX files: random pixels, labels 0..9 in turn. */
final class IdxFolder {
    private static final int IMAGES_MAGIC = 0x803;
    private static final int LABELS_MAGIC = 0x801;

    private IdxFolder() {}

    static Path write(Path directory, int side, int count) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("data"));
        for (String split : new String[] {"train", "t10k"}) {
            try (DataOutputStream out =
                    new DataOutputStream(Files.newOutputStream(folder.resolve(split + "-images-idx3-ubyte")))) {
                byte[] pixels = new byte[count * side * side];
                new SplittableRandom(1).nextBytes(pixels);
                for (int value : new int[] {IMAGES_MAGIC, count, side, side}) {
                    out.writeInt(value);
                }
                out.write(pixels);
            }
            try (DataOutputStream out =
                    new DataOutputStream(Files.newOutputStream(folder.resolve(split + "-labels-idx1-ubyte")))) {
                out.writeInt(LABELS_MAGIC);
                out.writeInt(count);
                for (int i = 0; i < count; i++) {
                    out.writeByte(i % 10);
                }
            }
        }
        return folder;
    }
}
