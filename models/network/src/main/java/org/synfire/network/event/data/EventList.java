package org.synfire.network.event.data;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.synfire.engine.InputException;
import org.synfire.network.data.DataFolders;
import org.synfire.network.data.SeparatedValues;

/**
 * A list of recordings: a file and a label in each line, separated by tabs, commas, semicolons or blanks. Lines that
 * begin with {@code #} are left aside, as is a first line that begins with the name of a column.
 *
 * <p>A file's path is from the folder of the list. A file may be a number, as in N-MNIST's lists: {@code 7} is
 * {@code 7.bin} or {@code 7.bs2}. A label is a number from 0, or a name; if some label is a name, all are, and they are
 * numbered in the order of their code points.
 *
 * @param files in the order of the list
 * @param labels of the files
 * @param names of the labels; empty if they have numbers
 */
record EventList(List<Path> files, List<Integer> labels, List<String> names) {
    private static final String[] ENDINGS = {".txt", ".csv", ".tsv"};
    private static final int COLUMNS = 2;

    /** Whether a file is a text whose first line behind comments and names has two values. */
    static boolean isOne(Path file) {
        return DataFolders.endsWith(file, ENDINGS)
                && SeparatedValues.read(file).lines().stream()
                        .filter(line -> !isHead(values(line).getFirst(), 0))
                        .findFirst()
                        .filter(line -> values(line).size() == COLUMNS)
                        .isPresent();
    }

    /** @throws InputException if a line has no file or no label, or the file is not there */
    static EventList read(Path list) {
        SeparatedValues lines = SeparatedValues.read(list);
        List<Path> files = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (int line = 0; line < lines.lines().size(); line++) {
            List<String> values = values(lines.lines().get(line));
            if (isHead(values.getFirst(), line)) {
                continue;
            }
            if (values.size() < COLUMNS
                    || values.get(0).isEmpty()
                    || values.get(1).isEmpty()) {
                throw lines.wrong(line, "has no file and label; give both, with a tab or a comma between them");
            }
            files.add(file(lines, line, list, values.get(0)));
            labels.add(values.get(1));
        }
        if (files.isEmpty()) {
            throw new InputException(list + ": lists no recording");
        }
        if (labels.stream().allMatch(label -> label.matches("\\d{1,7}"))) {
            return new EventList(files, labels.stream().map(Integer::valueOf).toList(), List.of());
        }
        List<String> names = List.copyOf(new TreeSet<>(labels));
        return new EventList(files, labels.stream().map(names::indexOf).toList(), names);
    }

    /** The values of a line, which may have other separators than the first line. */
    private static List<String> values(List<String> line) {
        return line.size() == 1 ? List.of(line.getFirst().split("[\\s,;]+")) : line;
    }

    private static boolean isHead(String first, int line) {
        return first.startsWith("#") || (line == 0 && first.matches("(?i)(file|filename|path|sample|recording)"));
    }

    private static Path file(SeparatedValues lines, int line, Path list, String name) {
        Path folder = list.toAbsolutePath().getParent();
        try {
            return Stream.of(name, name + ".bin", name + ".bs2", name + ".bs1")
                    .map(folder::resolve)
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .orElseThrow(() -> lines.wrong(line, "there is no file " + name + " beside the list"));
        } catch (InvalidPathException impossible) {
            throw new InputException(
                    lines.wrong(line, "'" + name + "' is no name of a file").getMessage(), impossible);
        }
    }
}
