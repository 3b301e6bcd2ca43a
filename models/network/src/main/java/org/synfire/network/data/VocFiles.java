package org.synfire.network.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.InputFile;
import org.synfire.network.image.ImageSize;

/**
 * Pascal VOC: {@code Annotations/*.xml}, images in {@code JPEGImages}, and lists of splits in {@code ImageSets/Main}.
 *
 * <p>Boxes count pixels from 1 and include the last one. Classes are those of {@code classes.txt}, a name a line, or
 * all that occur in any split, in the order of their code points. <b>Source:</b> Everingham et al., the VOC 2007
 * development kit.
 */
final class VocFiles {
    private static final String ANNOTATIONS = "Annotations";
    private static final String IMAGES = "JPEGImages";
    private static final String CLASSES = "classes.txt";
    private static final int MAX_BYTES = 1 << 24;

    private VocFiles() {}

    /** What an annotation says. */
    private static final class Annotation {
        private String file = "";
        private int width;
        private int height;
        private final List<Found> objects = new ArrayList<>();
    }

    /** An object as the annotation has it. */
    private static final class Found {
        private String name = "";
        private boolean isDifficult;
        private final double[] box = new double[4];
        private int values;
    }

    static boolean areIn(Path folder) {
        return Files.isDirectory(folder.resolve(ANNOTATIONS));
    }

    static DataSet open(Path folder, ImageReading reading) {
        Optional<Path> train = list(folder, "trainval", "train");
        Optional<Path> test = list(folder, "test", "val");
        String name = DataSets.nameOf(folder);
        if (train.isEmpty() && test.isEmpty()) {
            return DataSet.unsplit(name, () -> read(folder, null, name, reading));
        }
        return new DataSet(
                name,
                split -> read(
                        folder,
                        (split == Split.TRAIN ? train : test)
                                .orElseThrow(() -> new InputException(folder + " has no " + split.word()
                                        + " split: looked in ImageSets/Main for "
                                        + (split == Split.TRAIN
                                                ? "trainval.txt and train.txt"
                                                : "test.txt and val.txt"))),
                        name + " " + split.word(),
                        reading));
    }

    private static Optional<Path> list(Path folder, String... names) {
        return Stream.of(names)
                .map(name -> folder.resolve("ImageSets").resolve("Main").resolve(name + ".txt"))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private static ImageSet read(Path folder, Path list, String name, ImageReading reading) {
        Path annotations = folder.resolve(ANNOTATIONS);
        List<Path> files = list == null
                ? DataFolders.files(annotations).stream()
                        .filter(file -> DataFolders.endsWith(file, ".xml"))
                        .toList()
                : SeparatedValues.read(list).lines().stream()
                        .map(line -> annotations.resolve(line.getFirst() + ".xml"))
                        .toList();
        if (files.isEmpty()) {
            throw new InputException(annotations + ": holds no annotation");
        }
        List<Annotation> read = files.stream().map(VocFiles::annotation).toList();
        Set<String> classes = new TreeSet<>();
        read.forEach(annotation -> annotation.objects.forEach(object -> classes.add(object.name)));
        if (list != null && !Files.isRegularFile(folder.resolve(CLASSES))) {
            DataFolders.files(annotations).stream()
                    .filter(file -> DataFolders.endsWith(file, ".xml"))
                    .forEach(file -> annotation(file).objects.forEach(object -> classes.add(object.name)));
        }
        List<String> names = names(folder, classes);
        List<BoxedEntry> entries = new ArrayList<>();
        for (int i = 0; i < read.size(); i++) {
            entries.add(entry(folder, files.get(i), read.get(i), names));
        }
        return BoxedEntry.images(folder.toString(), name, entries, names, reading);
    }

    private static BoxedEntry entry(Path folder, Path file, Annotation annotation, List<String> names) {
        String image = annotation.file.isEmpty() ? DataFolders.stem(file) + ".jpg" : annotation.file;
        BoxedEntry entry = new BoxedEntry(folder.resolve(IMAGES).resolve(image), file.toString());
        if (annotation.width > 0 && annotation.height > 0) {
            entry.within(new ImageSize(annotation.width, annotation.height));
        }
        annotation.objects.forEach(object -> entry.addOfPixels(
                names.indexOf(object.name),
                object.box[0],
                object.box[1],
                object.box[2],
                object.box[3],
                object.isDifficult));
        return entry;
    }

    /**
     * The names of the classes: those of {@code classes.txt} in a folder, otherwise those that occur.
     *
     * @throws InputException if one that occurs is not among those
     */
    static List<String> names(Path folder, Collection<String> occurring) {
        Path file = folder.resolve(CLASSES);
        if (!Files.isRegularFile(file)) {
            return List.copyOf(occurring);
        }
        List<String> names;
        try {
            names = new String(InputFile.bytes(file, MAX_BYTES), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException unreadable) {
            throw new InputException(file + ": cannot be read: " + FileReason.of(unreadable), unreadable);
        }
        occurring.stream().filter(name -> !names.contains(name)).findFirst().ifPresent(unknown -> {
            throw new InputException(file + ": lacks the class '" + unknown + "', which an image has");
        });
        return names;
    }

    private static Annotation annotation(Path file) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            byte[] bytes = InputFile.bytes(file, MAX_BYTES);
            return annotation(factory.createXMLStreamReader(new ByteArrayInputStream(bytes)));
        } catch (IOException unreadable) {
            throw new InputException(file + ": cannot be read: " + FileReason.of(unreadable), unreadable);
        } catch (XMLStreamException damaged) {
            throw new InputException(
                    String.format(
                            Locale.ROOT,
                            "%s: line %d is no XML of an annotation",
                            file,
                            damaged.getLocation() == null
                                    ? 1
                                    : Math.max(1, damaged.getLocation().getLineNumber())),
                    damaged);
        } catch (NumberFormatException wrong) {
            throw new InputException(file + ": a size or a place of a box is no number", wrong);
        }
    }

    private static Annotation annotation(XMLStreamReader xml) throws XMLStreamException {
        Annotation annotation = new Annotation();
        List<String> path = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    path.add(xml.getLocalName());
                    text.setLength(0);
                    if (String.join("/", path).equals("annotation/object")) {
                        annotation.objects.add(new Found());
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    take(annotation, String.join("/", path), text.toString().strip());
                    path.removeLast();
                    text.setLength(0);
                }
                default -> {
                    // comments and the like say nothing
                }
            }
        }
        if (annotation.objects.stream()
                .anyMatch(object -> object.values != object.box.length || object.name.isEmpty())) {
            throw new XMLStreamException("an object without a name or a box", xml.getLocation());
        }
        return annotation;
    }

    private static void take(Annotation annotation, String path, String text) {
        switch (path) {
            case "annotation/filename" -> annotation.file = text;
            case "annotation/size/width" -> annotation.width = (int) Double.parseDouble(text);
            case "annotation/size/height" -> annotation.height = (int) Double.parseDouble(text);
            case "annotation/object/name" -> annotation.objects.getLast().name = text;
            case "annotation/object/difficult" -> annotation.objects.getLast().isDifficult = text.equals("1");
            case "annotation/object/bndbox/xmin" -> side(annotation, 0, text);
            case "annotation/object/bndbox/ymin" -> side(annotation, 1, text);
            case "annotation/object/bndbox/xmax" -> side(annotation, 2, text);
            case "annotation/object/bndbox/ymax" -> side(annotation, 3, text);
            default -> {
                // what is not needed here
            }
        }
    }

    private static void side(Annotation annotation, int side, String text) {
        Found object = annotation.objects.getLast();
        object.box[side] = Double.parseDouble(text);
        object.values++;
    }
}
