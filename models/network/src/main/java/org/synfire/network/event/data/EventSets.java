package org.synfire.network.event.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;
import org.synfire.network.data.DataFolders;
import org.synfire.network.event.EventRecording;
import org.synfire.network.event.format.EventFiles;
import org.synfire.network.event.format.EventReading;
import org.synfire.network.event.format.Recordings;

/**
 * Opens sets of recordings.
 *
 * <p>A folder with a folder for each class has a label for each recording: classes are numbered in the order of their
 * names' code points, and the set has the first recording of every class, then the second of every class, and so on. A
 * folder without such folders has recordings without labels. A list has a file and a label in each line
 * ({@link EventList}). Any other file is read at once, and has as many recordings as it holds.
 */
public final class EventSets {
    private static final String[] ENDINGS = {
        ".bin", ".bs1", ".bs2", ".aedat", ".aedat4", ".raw", ".dat", ".es", ".npy", ".npz", ".h5", ".hdf5", ".txt",
        ".csv"
    };

    private EventSets() {}

    /**
     * Opens a folder or a file of recordings.
     *
     * @param place a folder, or a file of events
     * @param reading what the files do not say
     * @throws InputException if it holds no recording
     */
    public static EventSet open(Path place, EventReading reading) {
        if (!Files.isDirectory(place)) {
            return new Stored(place, EventFiles.read(place, reading));
        }
        List<Path> folders = DataFolders.folders(place);
        List<List<Path>> classes = folders.stream().map(EventSets::recordings).toList();
        if (classes.stream().noneMatch(files -> !files.isEmpty())) {
            List<Path> files = recordings(place);
            if (files.isEmpty()) {
                throw new InputException(
                        place + ": holds no files of events; their names end in " + String.join(", ", ENDINGS));
            }
            return new Listed(place, files, List.of(), List.of(), reading);
        }
        return ofClasses(place, folders, classes, reading);
    }

    private static EventSet ofClasses(Path place, List<Path> folders, List<List<Path>> classes, EventReading reading) {
        List<Path> files = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        int most = classes.stream().mapToInt(List::size).max().orElse(0);
        for (int turn = 0; turn < most; turn++) {
            for (int label = 0; label < classes.size(); label++) {
                if (turn < classes.get(label).size()) {
                    files.add(classes.get(label).get(turn));
                    labels.add(label);
                }
            }
        }
        IntStream.range(0, classes.size())
                .filter(label -> classes.get(label).isEmpty())
                .findFirst()
                .ifPresent(label -> {
                    throw new InputException(folders.get(label)
                            + ": this class has no recording; remove the folder, or put recordings into it");
                });
        return new Listed(
                place, files, labels, folders.stream().map(DataFolders::name).toList(), reading);
    }

    private static List<Path> recordings(Path folder) {
        return DataFolders.files(folder).stream()
                .filter(file -> DataFolders.endsWith(file, ENDINGS))
                .toList();
    }

    /**
     * Opens the recordings of a list.
     *
     * @param list text with a file, or the number of one, and a label in each line
     * @param reading what the files do not say
     * @throws InputException if a line has no file or no label, or the file is not there
     */
    public static EventSet list(Path list, EventReading reading) {
        EventList lines = EventList.read(list);
        return new Listed(list, lines.files(), lines.labels(), lines.names(), reading);
    }

    private static int requireLabel(Path place, List<Integer> labels, int sample) {
        if (labels.isEmpty()) {
            throw new InputException(place + ": its recordings have no labels; put them into a folder for each class,"
                    + " or give a list of files and labels");
        }
        return labels.get(sample);
    }

    /** Recordings of one file. */
    private record Stored(Path place, Recordings stored) implements EventSet {
        @Override
        public int size() {
            return stored.recordings().size();
        }

        @Override
        public EventRecording recording(int sample) {
            return stored.recordings().get(sample);
        }

        @Override
        public boolean hasLabels() {
            return !stored.labels().isEmpty();
        }

        @Override
        public int label(int sample) {
            return requireLabel(place, stored.labels(), sample);
        }

        @Override
        public List<String> names() {
            return List.of();
        }
    }

    /** Recordings of a file each. */
    private record Listed(Path place, List<Path> files, List<Integer> labels, List<String> names, EventReading reading)
            implements EventSet {
        @Override
        public int size() {
            return files.size();
        }

        @Override
        public EventRecording recording(int sample) {
            return EventFiles.recording(files.get(sample), reading);
        }

        @Override
        public boolean hasLabels() {
            return !labels.isEmpty();
        }

        @Override
        public int label(int sample) {
            return requireLabel(place, labels, sample);
        }
    }
}
