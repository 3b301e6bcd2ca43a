package org.synfire.network.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;

/**
 * What lies in folders, in an order that does not depend on the machine: names by their code points. A folder that
 * cannot be read is an error that names it.
 */
public final class DataFolders {
    private static final Set<String> TRAIN = Set.of("train", "training", "trainval");
    private static final Set<String> TEST = Set.of("test", "testing", "val", "valid", "validation");

    private DataFolders() {}

    /** Folders in a folder, without hidden ones. */
    public static List<Path> folders(Path folder) {
        return entries(folder).stream().filter(Files::isDirectory).toList();
    }

    /** Ordinary files in a folder, without hidden ones. */
    public static List<Path> files(Path folder) {
        return entries(folder).stream().filter(Files::isRegularFile).toList();
    }

    private static List<Path> entries(Path folder) {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(entry -> !name(entry).startsWith("."))
                    .sorted(Comparator.comparing(DataFolders::name))
                    .toList();
        } catch (IOException | UncheckedIOException unreadable) {
            throw new InputException(folder + ": cannot be read: " + FileReason.of(unreadable), unreadable);
        }
    }

    /** The last part of a path. */
    public static String name(Path entry) {
        return entry.getFileName().toString();
    }

    /** A file's name without its ending, in lower case. */
    public static String stem(Path file) {
        String name = name(file).toLowerCase(Locale.ROOT);
        int dot = name.lastIndexOf('.');
        return dot < 1 ? name : name.substring(0, dot);
    }

    /** Whether a file's name has one of these endings, in any case. */
    public static boolean endsWith(Path file, String... endings) {
        String name = name(file).toLowerCase(Locale.ROOT);
        return Stream.of(endings).anyMatch(name::endsWith);
    }

    /** The split that a name means; empty if none. */
    static Optional<Split> split(String name) {
        String word = name.toLowerCase(Locale.ROOT);
        return TRAIN.contains(word)
                ? Optional.of(Split.TRAIN)
                : TEST.contains(word) ? Optional.of(Split.TEST) : Optional.empty();
    }

    /** The one of a folder's files or folders that is for a split: of several, {@code test} before {@code val}. */
    static Optional<Path> ofSplit(List<Path> entries, Split split) {
        return entries.stream()
                .filter(entry -> split(stem(entry)).equals(Optional.of(split)))
                .findFirst();
    }
}
