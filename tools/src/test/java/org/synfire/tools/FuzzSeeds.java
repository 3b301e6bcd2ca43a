package org.synfire.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files that the fuzzer begins with: whole ones, and those of {@code src/test/resources/fuzz} that a reader failed
 * at in the past.
 */
public final class FuzzSeeds {
    /** One folder for each format. */
    static final Path FOUND = Path.of("src", "test", "resources", "fuzz");

    private FuzzSeeds() {}

    /** The files of a format at which its reader failed in the past. */
    static List<Path> found(Path folder, FileFormat format) throws IOException {
        Path files = folder.resolve(format.toString());
        if (!Files.isDirectory(files)) {
            return List.of();
        }
        try (Stream<Path> listed = Files.list(files)) {
            return listed.sorted(Comparator.naturalOrder()).toList();
        }
    }

    /**
     * Writes the seeds of each format into a folder of its name.
     *
     * @param arguments the folder for the seeds, a folder for other files, and the folder of files found in the past
     */
    public static void main(String[] arguments) throws IOException {
        for (FileFormat format : FileFormat.values()) {
            if (format.isCompressed()) {
                continue;
            }
            Path place = Files.createDirectories(Path.of(arguments[0], format.toString()));
            Path other = Files.createDirectories(Path.of(arguments[1], format.toString()));
            int number = 0;
            for (byte[] whole : format.in(other).whole()) {
                Files.write(place.resolve("whole-" + number++), whole);
            }
            for (Path file : found(Path.of(arguments[2]), format)) {
                Files.write(place.resolve("found-" + file.getFileName()), Files.readAllBytes(file));
            }
        }
    }
}
