package org.synfire.engine.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Files that are read. Only ordinary files are: a pipe that nobody writes to would block for ever, and a device need
 * not end.
 *
 * <p><b>Threads:</b> any.
 */
public final class InputFile {
    private InputFile() {}

    /**
     * Opens a file.
     *
     * @param file an ordinary file, or a link to one
     * @return its content; not buffered
     * @throws IOException if there is no such file, or it cannot be read; {@link FileReason} has it in words
     */
    public static InputStream open(Path file) throws IOException {
        requireOrdinary(file);
        return Files.newInputStream(file);
    }

    /**
     * Reads a file.
     *
     * @param file an ordinary file, or a link to one
     * @return its content
     * @throws IOException if there is no such file, or it cannot be read
     */
    public static byte[] bytes(Path file) throws IOException {
        requireOrdinary(file);
        return Files.readAllBytes(file);
    }

    /**
     * Reads a file of limited size.
     *
     * @param file an ordinary file, or a link to one
     * @param most bytes that it may have
     * @return its content
     * @throws IOException if there is no such file, it cannot be read, or it has more bytes
     */
    public static byte[] bytes(Path file, int most) throws IOException {
        try (InputStream stream = open(file)) {
            byte[] bytes = stream.readNBytes(most);
            if (stream.read() >= 0) {
                throw new FileSystemException(
                        file.toString(), null, String.format(Locale.ROOT, "it has more than %,d bytes", most));
            }
            return bytes;
        }
    }

    /**
     * Refuses what is no ordinary file.
     *
     * @throws IOException if there is no such file, or it is a folder, a pipe, a socket or a device
     */
    public static void requireOrdinary(Path file) throws IOException {
        if (Files.isRegularFile(file)) {
            return;
        }
        if (Files.isDirectory(file)) {
            throw new FileSystemException(file.toString(), null, "it is a folder");
        }
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        throw new FileSystemException(file.toString(), null, "it is a pipe or a device, not a file");
    }
}
