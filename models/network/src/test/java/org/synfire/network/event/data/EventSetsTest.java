package org.synfire.network.event.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.engine.InputException;
import org.synfire.network.data.RealData;
import org.synfire.network.event.EventBinning;
import org.synfire.network.event.format.EventReading;
import org.synfire.network.event.format.EventWriters;
import org.synfire.network.event.format.EventWriters.Event;

/** Labels come from folders, lists or files. */
class EventSetsTest {
    @TempDir
    private Path folder;

    /** A recording that is told by the column of its only event. */
    private void recording(String name, int column) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, EventWriters.packed(List.of(new Event(1, column, 2, 1))));
    }

    private static List<Integer> columns(EventSet set) {
        return IntStream.range(0, set.size())
                .mapToObj(sample -> set.recording(sample).x(0))
                .toList();
    }

    private static List<Integer> labels(EventSet set) {
        return IntStream.range(0, set.size()).mapToObj(set::label).toList();
    }

    @Test
    void foldersAreClasses() throws IOException {
        recording("two/a.bin", 1);
        recording("two/b.bin", 2);
        recording("one/c.bin", 3);
        EventSet set = EventSets.open(folder, EventReading.PLAIN);
        assertEquals(List.of("one", "two"), set.names());
        assertEquals(List.of(3, 1, 2), columns(set));
        assertEquals(List.of(0, 1, 1), labels(set));
        Files.createDirectory(folder.resolve("three"));
        assertTrue(assertThrows(InputException.class, () -> EventSets.open(folder, EventReading.PLAIN))
                .getMessage()
                .contains("this class has no recording"));
    }

    @Test
    void aFolderWithoutClassesHasNoLabels() throws IOException {
        recording("b.bin", 2);
        recording("a.bin", 1);
        EventSet set = EventSets.open(folder, EventReading.PLAIN);
        assertEquals(List.of(1, 2), columns(set));
        assertFalse(set.hasLabels());
        assertTrue(assertThrows(InputException.class, () -> set.label(0))
                .getMessage()
                .contains("have no labels"));
    }

    @Test
    void listsHaveNumbersOrNames() throws IOException {
        recording("7.bs2", 7);
        recording("in/8.bin", 8);
        Path numbers = Files.writeString(folder.resolve("a.txt"), "#sample #class\t\n7\t3\nin/8\t0\n");
        EventSet set = EventSets.list(numbers, EventReading.PLAIN);
        assertEquals(List.of(7, 8), columns(set));
        assertEquals(List.of(3, 0), labels(set));
        Path names = Files.writeString(folder.resolve("b.csv"), "file,label\n7.bs2,wave\nin/8.bin,clap\n");
        assertEquals(List.of(1, 0), labels(EventSets.list(names, EventReading.PLAIN)));
        Path missing = Files.writeString(folder.resolve("c.csv"), "7,1\n9,1\n");
        assertTrue(assertThrows(InputException.class, () -> EventSets.list(missing, EventReading.PLAIN))
                .getMessage()
                .endsWith("c.csv line 2: there is no file 9 beside the list"));
    }

    @Test
    void aFileHasItsRecordings() throws IOException {
        Path file = Files.write(folder.resolve("a.h5"), EventWriters.heidelberg(EventWriters.some()));
        EventSet set = EventSets.open(file, EventReading.PLAIN);
        assertEquals(List.of(7, 3), labels(set));
    }

    @Test
    void theListOfNMnistIsRead() {
        Path list = RealData.require("snn/nmnist/test100.txt");
        EventSet set = EventSets.list(list, EventReading.PLAIN);
        assertEquals(100, set.size());
        assertEquals(7, set.label(0));
        assertEquals(3_330, set.recording(0).size());
        assertEquals(
                3_330,
                EventBinning.everyMicros(1_000)
                        .withSteps(1_000)
                        .frames(set.recording(0))
                        .spikes());
    }
}
