package org.synfire.engine.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Brings what was written to the disk itself, so that it is there after a power cut. Without this, the operating system
 * may have it in memory alone, and may write a new name of a file before the file's content.
 *
 * <p><b>Limits:</b> a file system that does not keep its promise cannot be helped. Where folders cannot be opened, as
 * on Windows, their entries are left to the system. <b>Threads:</b> any.
 */
public final class DurableFiles {
    private DurableFiles() {}

    /**
     * Brings a file's content to the disk.
     *
     * @param file an ordinary file
     * @throws IOException if that is not possible; the content may be lost then
     */
    public static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /**
     * Brings a folder's entries to the disk: the names of its files, and which files they are.
     *
     * @param folder that is there
     * @throws IOException if that is not possible
     */
    public static void forceNames(Path folder) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(folder, StandardOpenOption.READ);
        } catch (IOException folderThatCannotBeOpened) {
            return;
        }
        try (channel) {
            channel.force(true);
        }
    }

    /**
     * Brings all files of a folder to the disk, and their names.
     *
     * @param folder that is there; folders in it are left out
     * @throws IOException if that is not possible
     */
    public static void forceAll(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            force(file);
        }
        forceNames(folder);
    }
}
