package org.synfire.engine.file;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * A {@link Journal} in the folder of its computation, and the files of finished parts beside it.
 *
 * <p><b>Threads:</b> any, as long as nobody writes to the folder.
 *
 * @param journal name of the journal's file
 * @param kind what is computed, as {@link Journal#open} is told
 * @param parts the files of parts, as a glob
 */
public record JournalFiles(String journal, String kind, String parts) {
    /** Whether a folder has a journal that is more than begun: with a finished part, or with something else in it. */
    public boolean areIn(Path folder) {
        Path file = folder.resolve(journal);
        if (!Files.isRegularFile(file)) {
            return Files.exists(file);
        }
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            String head = lines.readLine();
            return head != null && (!head.startsWith(Journal.head(kind)) || lines.readLine() != null);
        } catch (IOException unreadable) {
            return true;
        }
    }

    /**
     * Deletes the journal of a folder and its parts, if there are some.
     *
     * @throws InputException if they cannot be deleted
     */
    public void discard(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(journal));
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, parts)) {
                for (Path file : files) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException impossible) {
            throw new InputException(
                    String.format(
                            Locale.ROOT,
                            "%s: the finished parts of a %s cannot be deleted (%s); delete them",
                            folder,
                            kind,
                            FileReason.of(impossible)),
                    impossible);
        }
    }
}
