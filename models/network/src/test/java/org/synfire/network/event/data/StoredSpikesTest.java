package org.synfire.network.event.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.engine.InputException;
import org.synfire.network.data.SpikeSet;
import org.synfire.network.event.SpikeCounts;
import org.synfire.network.event.format.EventWriters;
import org.synfire.network.graph.Shape;

/** Arrays of spikes are sets of samples, with labels or without. */
class StoredSpikesTest {
    /** Two samples of two steps of three channels. */
    private static final byte[] COUNTS = {0, 2, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1};

    @TempDir
    private Path folder;

    private Path array(String name, String shape, byte... values) throws IOException {
        return Files.write(folder.resolve(name), EventWriters.npy("'|u1'", shape, values));
    }

    @Test
    void countsAreAlsoSpikesOfOneNeuron() throws IOException {
        Path file = array("a.npy", "(2, 2, 3)", COUNTS);
        InputException wrong =
                assertThrows(InputException.class, () -> SpikeSets.stored(file, 1, SpikeCounts.Form.REPEATED));
        assertTrue(wrong.getMessage().contains("ask for 2 spikes a step"), wrong.getMessage());
        SpikeSet set = SpikeSets.stored(file, 2, SpikeCounts.Form.REPEATED);
        assertEquals(Shape.vector(3), set.shape());
        assertEquals(2, set.mostSpikes());
        int[] into = new int[6];
        assertEquals(3, set.spikes(0, 0, into));
        assertArrayEquals(new int[] {1, 1, 2}, Arrays.copyOf(into, 3));
    }

    @Test
    void countsNeedCopies() throws IOException {
        Path file = array("a.npy", "(2, 2, 3)", COUNTS);
        assertTrue(SpikeSets.areStored(file));
        InputException wrong = assertThrows(InputException.class, () -> SpikeSets.stored(file, 1));
        assertTrue(wrong.getMessage().contains("ask for 2 copies"), wrong.getMessage());
        SpikeSet set = SpikeSets.stored(file, 2);
        assertEquals(Shape.vector(6), set.shape());
        int[] into = new int[6];
        assertEquals(3, set.spikes(0, 0, into));
        assertEquals(1, into[0]);
        assertEquals(2, into[1]);
        assertEquals(4, into[2]);
        assertEquals(0, set.spikes(0, 1, into));
        assertFalse(set.isLabelled());
        assertTrue(assertThrows(InputException.class, () -> set.label(0))
                .getMessage()
                .contains("no labels"));
    }

    @Test
    void labelsLieBesideOrInTheArchive() throws IOException {
        Path file = array(
                "x_a.npy",
                "(2, 1, 1, 2, 2)",
                (byte) 0,
                (byte) 1,
                (byte) 0,
                (byte) 0,
                (byte) 1,
                (byte) 0,
                (byte) 0,
                (byte) 1);
        array("y_a.npy", "(2,)", (byte) 4, (byte) 0);
        SpikeSet set = SpikeSets.stored(file, 1);
        assertEquals(new Shape(1, 2, 2), set.shape());
        assertEquals(5, set.classes());
        assertEquals(4, set.label(0));
        Path archive = folder.resolve("b.npz");
        Files.write(
                archive,
                EventWriters.archive(Map.of(
                        "spikes", EventWriters.npy("'|u1'", "(1, 2, 1, 3)", new byte[] {1, 0, 0, 0, 0, 1}),
                        "labels", EventWriters.npy("'|u1'", "(1,)", new byte[] {2}))));
        assertTrue(SpikeSets.areStored(archive));
        SpikeSet archived = SpikeSets.stored(archive, 1);
        assertEquals(new Shape(1, 1, 3), archived.shape());
        assertEquals(2, archived.label(0));
        assertEquals(2, archived.steps());
    }

    @Test
    void arraysOfEventsAreNoSpikes() throws IOException {
        Path rows = Files.write(folder.resolve("rows.npy"), EventWriters.rows(EventWriters.some()));
        Path columns = Files.write(folder.resolve("columns.npz"), EventWriters.archive(EventWriters.some()));
        Path structures = Files.write(folder.resolve("s.npy"), EventWriters.structures(EventWriters.some()));
        assertFalse(SpikeSets.areStored(rows));
        assertFalse(SpikeSets.areStored(columns));
        assertFalse(SpikeSets.areStored(structures));
        assertTrue(assertThrows(InputException.class, () -> SpikeSets.stored(rows, 1))
                .getMessage()
                .contains("[sample][step][channel]"));
    }

    @Test
    void labelsOfAnotherNumberAreRefused() throws IOException {
        Path file = array("a.npy", "(2, 2, 3)", COUNTS);
        array("a_labels.npy", "(1,)", (byte) 4);
        assertTrue(assertThrows(InputException.class, () -> SpikeSets.stored(file, 2))
                .getMessage()
                .contains("2 samples, but 1 labels"));
    }
}
