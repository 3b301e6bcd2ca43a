package org.synfire.network.data;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.InputFile;
import org.synfire.network.image.ImageSize;
import org.synfire.network.json.StrictJson;

/**
 * COCO: a JSON file of images, categories and boxes; in a folder, {@code annotations/*.json} or one beside the images.
 *
 * <p>Boxes are left, top, width and height from 0. Classes are the categories in the order of their ids. Images lie in
 * the file's folder, or in {@code images}, {@code train2017}, {@code val2017} and the like beside it or one folder
 * above. <b>Source:</b> the COCO data format. <b>Limits:</b> a file of at most {@value #MAX_BYTES} bytes, in memory.
 */
final class CocoFiles {
    private static final int MAX_BYTES = 1 << 28;
    private static final String ANNOTATIONS = "annotations";

    private CocoFiles() {}

    static boolean areIn(Path folder) {
        return !files(folder).isEmpty();
    }

    private static List<Path> files(Path folder) {
        Path below = folder.resolve(ANNOTATIONS);
        return Stream.of(below, folder)
                .filter(Files::isDirectory)
                .flatMap(each -> DataFolders.files(each).stream())
                .filter(file -> DataFolders.endsWith(file, ".json"))
                .toList();
    }

    static DataSet open(Path folder, ImageReading reading) {
        List<Path> files = files(folder);
        String name = DataSets.nameOf(folder);
        Optional<Path> train = of(files, "train");
        Optional<Path> test = of(files, "test").or(() -> of(files, "val"));
        if (files.size() == 1 || (train.isEmpty() && test.isEmpty())) {
            if (files.size() > 1) {
                throw new InputException(folder + ": holds " + files.size()
                        + " JSON files, and none has train or val in its name; give one of them as --data");
            }
            return DataSet.unsplit(name, () -> read(files.getFirst(), name, reading));
        }
        return new DataSet(
                name,
                split -> read(
                        (split == Split.TRAIN ? train : test)
                                .orElseThrow(() -> new InputException(folder + " has no JSON file with "
                                        + (split == Split.TRAIN ? "train" : "test or val") + " in its name")),
                        name + " " + split.word(),
                        reading));
    }

    /** Instances before captions and keypoints, which have no boxes of all classes. */
    private static Optional<Path> of(List<Path> files, String word) {
        List<Path> own = files.stream()
                .filter(file -> DataFolders.stem(file).contains(word))
                .toList();
        return own.stream()
                .filter(file -> DataFolders.stem(file).contains("instances"))
                .findFirst()
                .or(() -> own.stream().findFirst());
    }

    /**
     * The images of a file.
     *
     * @param name what a report calls them
     */
    static ImageSet read(Path file, String name, ImageReading reading) {
        JsonNode tree = tree(file);
        Map<Long, String> categories = new TreeMap<>();
        for (JsonNode category : list(file, tree, "categories")) {
            categories.put(integer(file, category, "id"), text(file, category, "name"));
        }
        List<Long> ids = List.copyOf(categories.keySet());
        Map<Long, BoxedEntry> images = new LinkedHashMap<>();
        Map<String, Path> folders = new HashMap<>();
        for (JsonNode image : list(file, tree, "images")) {
            String own = text(file, image, "file_name");
            BoxedEntry entry = new BoxedEntry(place(file, own, folders), file + ", image " + own);
            if (image.path("width").asInt() > 0 && image.path("height").asInt() > 0) {
                entry.within(new ImageSize(
                        image.path("width").asInt(), image.path("height").asInt()));
            }
            images.put(integer(file, image, "id"), entry);
        }
        if (images.isEmpty()) {
            throw new InputException(file + ": has no images");
        }
        for (JsonNode annotation : list(file, tree, "annotations")) {
            add(file, annotation, images, ids);
        }
        return BoxedEntry.images(
                file.toString(), name, List.copyOf(images.values()), List.copyOf(categories.values()), reading);
    }

    private static void add(Path file, JsonNode annotation, Map<Long, BoxedEntry> images, List<Long> ids) {
        BoxedEntry image = images.get(integer(file, annotation, "image_id"));
        int own = ids.indexOf(integer(file, annotation, "category_id"));
        JsonNode box = annotation.path("bbox");
        if (image == null || own < 0) {
            throw new InputException(file + ": annotation "
                    + annotation.path("id").asText("?") + " is of an image or a category that the file does not have");
        }
        if (box.size() != 4 || !box.path(0).isNumber() || !box.path(3).isNumber()) {
            throw new InputException(
                    file + ": annotation " + annotation.path("id").asText("?") + " has no bbox of four numbers");
        }
        double left = box.get(0).asDouble();
        double top = box.get(1).asDouble();
        image.add(new Box(
                own,
                left,
                top,
                left + box.get(2).asDouble(),
                top + box.get(3).asDouble(),
                annotation.path("iscrowd").asInt() == 1));
    }

    private static JsonNode tree(Path file) {
        try {
            return StrictJson.mapper().readTree(InputFile.bytes(file, MAX_BYTES));
        } catch (JsonProcessingException damaged) {
            throw new InputException(file + ": " + StrictJson.reason(damaged), damaged);
        } catch (IOException | OutOfMemoryError unreadable) {
            throw new InputException(file + ": cannot be read: " + FileReason.of(unreadable), unreadable);
        }
    }

    private static JsonNode list(Path file, JsonNode tree, String key) {
        JsonNode list = tree.path(key);
        if (!list.isArray()) {
            throw new InputException(file + ": is no annotation of COCO: it has no list '" + key + "'");
        }
        return list;
    }

    private static long integer(Path file, JsonNode node, String key) {
        if (!node.path(key).canConvertToLong() || !node.path(key).isIntegralNumber()) {
            throw new InputException(file + ": an entry has no integer '" + key + "'");
        }
        return node.path(key).longValue();
    }

    private static String text(Path file, JsonNode node, String key) {
        if (!node.path(key).isTextual()) {
            throw new InputException(file + ": an entry has no text '" + key + "'");
        }
        return node.path(key).textValue();
    }

    private static Path place(Path file, String name, Map<String, Path> folders) {
        Path own = file.toAbsolutePath().getParent();
        Path above = own.getParent() == null ? own : own.getParent();
        Path usual = folders.get("");
        if (usual != null && Files.exists(usual.resolve(name))) {
            return usual.resolve(name);
        }
        Path found = Stream.of(own, above)
                .flatMap(base -> Stream.concat(Stream.of(base), DataFolders.folders(base).stream()))
                .filter(folder -> Files.exists(folder.resolve(name)))
                .findFirst()
                .orElse(own);
        folders.put("", found);
        return found.resolve(name);
    }
}
