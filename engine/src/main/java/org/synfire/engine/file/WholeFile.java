package org.synfire.engine.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Writes files that are there as a whole or not at all, as {@link PartFile} does.
 *
 * <p><b>Threads:</b> any.
 */
public final class WholeFile {
    private WholeFile() {}

    /**
     * Writes a file.
     *
     * @param file its place, in a folder that is there
     * @return the file
     * @throws IOException if it cannot be written; then the former file is as it was
     */
    public static Path write(Path file, byte[] content) throws IOException {
        try (PartFile part = PartFile.of(file)) {
            part.stream().write(content);
            part.keep();
        }
        return file;
    }

    /**
     * Writes a file that outlives a power cut when this returns, see {@link PartFile#keepDurably}.
     *
     * @param file its place, in a folder that is there
     * @return the file
     * @throws IOException if it cannot be written; then the former file is as it was
     */
    public static Path writeDurably(Path file, byte[] content) throws IOException {
        try (PartFile part = PartFile.of(file)) {
            part.stream().write(content);
            part.keepDurably();
        }
        return file;
    }

    /**
     * Writes a file of text in UTF-8.
     *
     * @param file its place, in a folder that is there
     * @return the file
     * @throws IOException likewise
     */
    public static Path write(Path file, String content) throws IOException {
        return write(file, content.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes a file of lines in UTF-8, each ended by a line feed.
     *
     * @param file its place, in a folder that is there
     * @return the file
     * @throws IOException likewise
     */
    public static Path write(Path file, Iterable<String> lines) throws IOException {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return write(file, text.toString());
    }
}
