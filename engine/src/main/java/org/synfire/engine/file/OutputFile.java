package org.synfire.engine.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;
import org.synfire.engine.InputException;

/**
 * A single file that a result is written to. That it can be is found out before the result is computed.
 *
 * <p><b>Threads:</b> any.
 */
public final class OutputFile {
    private OutputFile() {}

    /**
     * Refuses a place where a file cannot be written, or where another file would be lost.
     *
     * @param name what the user calls it, such as {@code --json}
     * @param file its place; a pipe or a device is written in place
     * @param isOwn whether a file that is there is one that this program wrote, and may be replaced; an empty one may
     * @throws InputException if its folder is not there or cannot be written to, or a file is in the way
     */
    public static void requireWritable(String name, Path file, Predicate<Path> isOwn) {
        Path folder = file.toAbsolutePath().getParent();
        if (Files.isDirectory(file)) {
            throw new InputException(name + " " + file + " is a folder; give a file");
        }
        if (!Files.isDirectory(folder)) {
            throw new InputException(
                    name + " " + file + ": there is no folder " + folder + "; make it or choose another");
        }
        requireWritable(name, file);
        if (Files.isRegularFile(file) && !isEmpty(file) && !isOwn.test(file)) {
            throw new InputException(name + " " + file
                    + " is there and no earlier result of this kind; choose another file, or force it");
        }
    }

    /** By a file beside it: neither rights nor the length of a name tell everything before. */
    private static void requireWritable(String name, Path file) {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            return;
        }
        try {
            PartFile.of(file).close();
        } catch (IOException impossible) {
            throw new InputException(
                    name + " " + file + " cannot be written (" + FileReason.of(impossible) + "); choose another file",
                    impossible);
        }
    }

    private static boolean isEmpty(Path file) {
        try {
            return Files.size(file) == 0;
        } catch (IOException _) {
            return false;
        }
    }

    /**
     * Whether a file begins with these characters.
     *
     * @param beginning in ISO 8859-1
     */
    public static boolean begins(Path file, String beginning) {
        byte[] expected = beginning.getBytes(StandardCharsets.ISO_8859_1);
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(expected.length), expected);
        } catch (IOException _) {
            return false;
        }
    }
}
