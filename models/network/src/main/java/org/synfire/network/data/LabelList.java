package org.synfire.network.data;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.synfire.engine.InputException;

/**
 * A list of images and their classes, CSV or TSV. With a header, its columns are found by their names; without one, the
 * first column is the file and the second the class.
 *
 * <p>A class is a number from 0, or a name; classes with names alone are numbered in the order of their code points. A
 * column of boxes has {@code xmin,ymin,xmax,ymax,class} for each, with semicolons between them, and pixels counted as
 * in VOC. A file's path is from the folder of the list, or from {@code images} in it.
 */
final class LabelList {
    private static final List<String> FILES =
            List.of("file", "filename", "file_name", "image", "image_path", "path", "img");
    private static final List<String> NUMBERS = List.of(
            "class_index_0based",
            "class_index",
            "label_index",
            "class_id",
            "label_id",
            "category_id",
            "target",
            "label",
            "class");
    private static final List<String> NAMES =
            List.of("name", "class_name", "label_name", "category", "label", "class", "synset");
    private static final String BOXES = "boxes";
    private static final int BOX_VALUES = 5;

    private final SeparatedValues list;
    private final int first;
    private final int fileColumn;
    private final int numberColumn;
    private final int nameColumn;
    private final int boxColumn;

    private LabelList(SeparatedValues list) {
        this.list = list;
        List<String> head = list.lines().getFirst().stream()
                .map(column -> column.toLowerCase(Locale.ROOT))
                .toList();
        boolean hasHead = FILES.stream().anyMatch(head::contains);
        this.first = hasHead ? 1 : 0;
        this.fileColumn = hasHead ? column(head, FILES) : 0;
        this.boxColumn = hasHead ? boxColumn(head) : -1;
        int numbers = hasHead ? column(head, NUMBERS) : 1;
        this.numberColumn = numbers >= 0 && isOfNumbers(numbers) ? numbers : -1;
        int names = hasHead ? column(head, NAMES) : 1;
        this.nameColumn = names == numberColumn ? -1 : names;
    }

    private static int column(List<String> head, List<String> known) {
        return known.stream()
                .mapToInt(head::indexOf)
                .filter(column -> column >= 0)
                .findFirst()
                .orElse(-1);
    }

    private static int boxColumn(List<String> head) {
        for (int column = 0; column < head.size(); column++) {
            if (head.get(column).startsWith(BOXES)) {
                return column;
            }
        }
        return -1;
    }

    private boolean isOfNumbers(int column) {
        return list.lines().stream()
                .skip(first)
                .allMatch(line -> column >= line.size() || line.get(column).matches("\\d{1,7}|"));
    }

    /** Whether a file is named like a list. */
    static boolean isNamedLikeOne(Path file) {
        return DataFolders.endsWith(file, ".csv", ".tsv");
    }

    /**
     * The list in a folder: {@code labels.csv} or {@code labels.tsv}, or the only one; {@code null} if there is none.
     */
    static Path in(Path folder) {
        List<Path> lists = DataFolders.files(folder).stream()
                .filter(LabelList::isNamedLikeOne)
                .toList();
        return lists.stream()
                .filter(list -> DataFolders.stem(list).equals("labels"))
                .findFirst()
                .orElse(lists.size() == 1 ? lists.getFirst() : null);
    }

    /**
     * The images of a list.
     *
     * @param name what a report calls them
     * @param all the lists of all splits, whose classes are numbered together
     * @throws InputException if a line has no file or no class
     */
    static ImageSet read(Path file, String name, Collection<Path> all, ImageReading reading) {
        LabelList list = new LabelList(SeparatedValues.read(file));
        if (list.list.lines().size() == list.first) {
            throw new InputException(file + ": has no line but its header");
        }
        if (list.boxColumn >= 0) {
            return list.boxed(name, reading);
        }
        if (list.numberColumn < 0 && list.nameColumn < 0) {
            throw new InputException(file + ": has no column of classes; name one of its columns 'label'");
        }
        TreeSet<String> names = new TreeSet<>();
        all.stream()
                .filter(other -> !other.equals(file))
                .map(other -> new LabelList(SeparatedValues.read(other)))
                .filter(other -> other.numberColumn < 0 && other.nameColumn >= 0)
                .forEach(other -> names.addAll(other.names(Set.of())));
        return list.classified(name, names, reading);
    }

    private ImageSet classified(String name, Set<String> others, ImageReading reading) {
        List<String> names = names(others);
        List<FileImages.Entry> entries = new ArrayList<>();
        int classes = 0;
        for (int line = first; line < list.lines().size(); line++) {
            int own = numberColumn >= 0
                    ? Integer.parseInt(value(line, numberColumn, "class"))
                    : names.indexOf(value(line, nameColumn, "class"));
            classes = Math.max(classes, own + 1);
            entries.add(new FileImages.Entry(file(line), own, null, null, place(line)));
        }
        ClassLabels labels = ClassLabels.of(list.file().toString(), names, Math.max(classes, names.size()), reading);
        return FileImages.of(name, entries, labels, reading);
    }

    /** Names by number; where there are names alone, those and others, sorted. */
    private List<String> names(Set<String> others) {
        if (nameColumn < 0) {
            return List.of();
        }
        Map<Integer, String> byNumber = new HashMap<>();
        TreeSet<String> sorted = new TreeSet<>(others);
        for (int line = first; line < list.lines().size(); line++) {
            String name = value(line, nameColumn, "class");
            sorted.add(name);
            if (numberColumn >= 0) {
                int number = Integer.parseInt(value(line, numberColumn, "class"));
                String former = byNumber.put(number, name);
                if (former != null && !former.equals(name)) {
                    throw list.wrong(line, "class " + number + " is '" + name + "' here and '" + former + "' before");
                }
            }
        }
        if (numberColumn < 0) {
            return List.copyOf(sorted);
        }
        int classes =
                byNumber.keySet().stream().mapToInt(number -> number + 1).max().orElse(0);
        List<String> names = new ArrayList<>();
        for (int number = 0; number < classes; number++) {
            names.add(byNumber.getOrDefault(number, ""));
        }
        return names;
    }

    private String value(int line, int column, String what) {
        List<String> values = list.lines().get(line);
        if (column >= values.size() || values.get(column).isEmpty()) {
            throw list.wrong(line, "has no " + what);
        }
        return values.get(column);
    }

    private String place(int line) {
        return list.file() + " line " + list.numbers().get(line);
    }

    private Path file(int line) {
        String name = value(line, fileColumn, "file");
        Path folder = list.file().toAbsolutePath().getParent();
        try {
            Path direct = folder.resolve(name);
            Path below = folder.resolve("images").resolve(name);
            return !Files.exists(direct) && Files.exists(below) ? below : direct;
        } catch (InvalidPathException impossible) {
            throw new InputException(
                    list.wrong(line, "'" + name + "' is no name of a file").getMessage(), impossible);
        }
    }

    private ImageSet boxed(String name, ImageReading reading) {
        List<List<String[]>> boxes = new ArrayList<>();
        TreeSet<String> classes = new TreeSet<>();
        for (int line = first; line < list.lines().size(); line++) {
            List<String[]> own = new ArrayList<>();
            List<String> values = list.lines().get(line);
            String text = boxColumn < values.size() ? values.get(boxColumn) : "";
            for (String box : text.isEmpty() ? new String[0] : text.split(";")) {
                String[] parts = box.split(",");
                if (parts.length != BOX_VALUES) {
                    throw list.wrong(line, "the box '" + box + "' is not xmin,ymin,xmax,ymax,class");
                }
                own.add(parts);
                classes.add(parts[BOX_VALUES - 1].strip());
            }
            boxes.add(own);
        }
        List<String> names = VocFiles.names(list.file().toAbsolutePath().getParent(), classes);
        List<BoxedEntry> entries = new ArrayList<>();
        for (int line = first; line < list.lines().size(); line++) {
            BoxedEntry entry = new BoxedEntry(
                    file(line), list.file() + " line " + list.numbers().get(line));
            for (String[] box : boxes.get(line - first)) {
                try {
                    entry.addOfPixels(
                            names.indexOf(box[BOX_VALUES - 1].strip()),
                            Double.parseDouble(box[0]),
                            Double.parseDouble(box[1]),
                            Double.parseDouble(box[2]),
                            Double.parseDouble(box[3]),
                            false);
                } catch (NumberFormatException _) {
                    throw list.wrong(line, "the box '" + String.join(",", box) + "' has a place that is no number");
                }
            }
            entries.add(entry);
        }
        return BoxedEntry.images(list.file().toString(), name, entries, names, reading);
    }
}
