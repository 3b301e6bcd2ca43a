package org.synfire.network.event.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.engine.InputException;
import org.synfire.network.data.RealData;
import org.synfire.network.data.SpikeHash;
import org.synfire.network.data.SpikeSet;
import org.synfire.network.event.EventBinning;
import org.synfire.network.event.Sensor;
import org.synfire.network.event.SpikeCounts;
import org.synfire.network.event.format.EventReading;
import org.synfire.network.event.format.EventWriters;
import org.synfire.network.event.format.EventWriters.Event;
import org.synfire.network.graph.Shape;

/** Recordings become spikes of steps, and what has no place in them is counted. */
@Timeout(60)
class BinnedEventsTest {
    private static final int PIXELS = 34 * 34;
    private static final EventBinning THREE = EventBinning.everyMicros(10).withSteps(3);

    @TempDir
    private Path folder;

    private Path recording(String name, Event... events) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, EventWriters.packed(List.of(events)));
    }

    private static List<Integer> spikes(SpikeSet set, int sample, int step) {
        int[] into = new int[set.shape().size() * set.mostSpikes()];
        return IntStream.of(Arrays.copyOf(into, set.spikes(sample, step, into)))
                .boxed()
                .toList();
    }

    private static SpikeSet open(Path place, int copies) {
        return SpikeSets.binned(place, EventReading.PLAIN, THREE, copies);
    }

    @Test
    void aBadRecordingIsFoundAheadWhereItIsAskedFor() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data/class")).getParent();
        for (String name : List.of("a", "b", "c")) {
            recording("data/class/" + name + ".bin", new Event(5, 2, 1, 1));
        }
        Path bad = Files.write(folder.resolve("data/class/c.bin"), new byte[7]);
        SpikeSet set = open(data, 1);
        set.readAhead(2, Duration.ofMinutes(1));
        set.take(2).readAhead(3, Duration.ofMinutes(1));
        set.readAhead(3, Duration.ZERO);
        for (SpikeSet all : List.of(set, set.remarking(List.of("one more")))) {
            String message = assertThrows(InputException.class, () -> all.readAhead(3, Duration.ofMinutes(1)))
                    .getMessage();
            assertTrue(message.contains(bad.toString()), message);
        }
        assertEquals(List.of(), set.remarks(), "what was only read ahead is not told of");
    }

    /** Tonic leaves out a step that is not whole: 5 to 44 us are 3 whole steps of 10 us, 5 to 17 us are one. */
    @Test
    void eachRecordingHasTheStepsThatItTakes() throws IOException {
        recording("data/x/a.bin", new Event(5, 2, 1, 1), new Event(27, 3, 0, 0), new Event(44, 4, 0, 0));
        recording("data/y/a.bin", new Event(5, 2, 1, 1), new Event(17, 3, 0, 0));
        EventSet events = SpikeSets.events(folder.resolve("data"), EventReading.PLAIN);
        SpikeSet set = BinnedEvents.ofOwnLengths("a", events, EventBinning.everyMicros(10), 1, SpikeCounts.Form.COPIES);
        assertTrue(set.hasOwnLengths());
        assertEquals(3, set.steps());
        assertEquals(3, set.steps(0));
        assertEquals(1, set.steps(1));
        assertEquals(1, set.from(1).steps(0));
        assertEquals(List.of(3), spikes(set, 0, 2));
        assertEquals(List.of(PIXELS + 34 + 2), spikes(set, 1, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> spikes(set, 1, 1));
        SpikeSet slayer = BinnedEvents.ofOwnLengths("a", events, EventBinning.slayer(10), 1, SpikeCounts.Form.COPIES);
        assertEquals(5, slayer.steps(0));
        assertEquals(3, slayer.steps(1));
    }

    @Test
    void ownLengthsNeedAStepAndARecordingThatIsAsLong() throws IOException {
        recording("data/x/a.bin", new Event(5, 2, 1, 1), new Event(14, 3, 0, 0));
        EventSet events = SpikeSets.events(folder.resolve("data"), EventReading.PLAIN);
        for (EventBinning given : List.of(THREE, EventBinning.inSteps(4))) {
            String message = assertThrows(
                            InputException.class,
                            () -> BinnedEvents.ofOwnLengths("a", events, given, 1, SpikeCounts.Form.COPIES))
                    .getMessage();
            assertEquals(
                    "a: the number of steps is given, so that no recording can have its own; leave it out", message);
        }
        String shorter = assertThrows(
                        InputException.class,
                        () -> BinnedEvents.ofOwnLengths(
                                "a", events, EventBinning.everyMicros(10), 1, SpikeCounts.Form.COPIES))
                .getMessage();
        assertTrue(
                shorter.endsWith("a.bin: the recording is shorter than a step; take shorter steps, or the same"
                        + " number for all"),
                shorter);
    }

    @Test
    void aCountIsTheSpikesOfSoManyCopies() throws IOException {
        Path file = recording(
                "a.bin",
                new Event(5, 2, 1, 1),
                new Event(6, 1, 0, 0),
                new Event(7, 2, 1, 1),
                new Event(8, 2, 1, 1),
                new Event(27, 3, 0, 0),
                new Event(44, 4, 0, 0));
        int brighter = PIXELS + 34 + 2;
        SpikeSet two = open(file, 2);
        assertEquals(new Shape(4, 34, 34), two.shape());
        assertEquals(3, two.steps());
        assertEquals(List.of(1, brighter, 2 * PIXELS + brighter), spikes(two, 0, 0));
        assertEquals(List.of(), spikes(two, 0, 1));
        assertEquals(List.of(3), spikes(two, 0, 2));
        assertEquals(List.of(1, brighter), spikes(open(file, 1), 0, 0));
        assertEquals(
                List.of(
                        "1 events are beyond the copies of their channel in a step and are left out; more copies would"
                                + " tell them.",
                        "1 events lie outside of the steps, the window or the part of the sensor and are left out."),
                two.remarks());
        SpikeSet three = open(file, 3);
        assertEquals(4, spikes(three, 0, 0).size());
        assertEquals(1, three.remarks().size());
        assertFalse(three.isLabelled());
        assertEquals(0, three.classes());
    }

    @Test
    void aCountIsAlsoSoManySpikesOfOneElement() throws IOException {
        Path file = recording(
                "a.bin",
                new Event(5, 2, 1, 1),
                new Event(6, 1, 0, 0),
                new Event(7, 2, 1, 1),
                new Event(8, 2, 1, 1),
                new Event(27, 3, 0, 0));
        int brighter = PIXELS + 34 + 2;
        EventSet events = SpikeSets.events(file, EventReading.PLAIN);
        SpikeSet two = BinnedEvents.of("a", events, THREE, 2, SpikeCounts.Form.REPEATED);
        assertEquals(new Shape(2, 34, 34), two.shape());
        assertEquals(2, two.mostSpikes());
        assertEquals(List.of(1, brighter, brighter), spikes(two, 0, 0));
        assertEquals(
                List.of("1 events are beyond the spikes that their channel can have in a step and are left out; more"
                        + " spikes a step would tell them."),
                two.remarks());
        SpikeSet first = two.take(1).remarking(List.of("one more"));
        assertEquals(2, first.mostSpikes(), "sets made of it");
        assertThrows(InputException.class, () -> BinnedEvents.of("a", events, THREE, 65, SpikeCounts.Form.REPEATED));
    }

    @Test
    void labelsComeFromFoldersAndLists() throws IOException {
        recording("7.bin", new Event(1, 7, 0, 0));
        recording("8.bin", new Event(1, 8, 0, 0));
        SpikeSet listed = open(Files.writeString(folder.resolve("list.txt"), "#file #class\n7\t3\n8\t0\n"), 1);
        assertTrue(listed.isLabelled());
        assertEquals(4, listed.classes());
        assertEquals(3, listed.label(0));
        SpikeSet first = listed.take(1);
        assertEquals(1, first.size());
        assertEquals(List.of(7), spikes(first, 0, 0));
        assertThrows(IndexOutOfBoundsException.class, () -> first.label(1));
        assertNotEquals(SpikeHash.of(first), SpikeHash.of(listed));
        assertEquals(SpikeHash.of(open(folder.resolve("7.bin"), 1)).length(), 64);
        assertNotEquals(SpikeHash.of(open(folder.resolve("7.bin"), 1)), SpikeHash.of(first));
    }

    @Test
    void recordingsOfAnotherSensorAreRefused() throws IOException {
        recording("a.bin", new Event(1, 7, 0, 0));
        recording("b.bin", new Event(1, 200, 0, 0));
        SpikeSet set = open(folder, 1);
        InputException wrong = assertThrows(InputException.class, () -> spikes(set, 1, 0));
        assertTrue(wrong.getMessage().contains("b.bin: events of 240 x 180 pixels"), wrong.getMessage());
        SpikeSet stated = SpikeSets.binned(folder, EventReading.PLAIN.withSensor(new Sensor(240, 180, 2)), THREE, 1);
        assertEquals(List.of(200), spikes(stated, 1, 0));
    }

    @Test
    void theNumberOfStepsIsNeeded() throws IOException {
        Path file = recording("a.bin", new Event(1, 7, 0, 0), new Event(101, 7, 0, 0));
        assertTrue(assertThrows(
                        InputException.class,
                        () -> SpikeSets.binned(file, EventReading.PLAIN, EventBinning.everyMicros(10), 1))
                .getMessage()
                .contains("without a number of steps"));
        assertEquals(
                4,
                SpikeSets.binned(file, EventReading.PLAIN, EventBinning.inSteps(4), 1)
                        .steps());
    }

    @Test
    void threadsReadTheSame() throws IOException, InterruptedException, ExecutionException {
        for (int i = 0; i < 20; i++) {
            recording(i + 10 + ".bin", new Event(1, i, 0, 0));
        }
        SpikeSet set = open(folder, 1);
        String expected = SpikeHash.of(set);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<String>> hashes = IntStream.range(0, 8)
                    .mapToObj(thread -> threads.submit(() -> SpikeHash.of(set)))
                    .toList();
            for (Future<String> hash : hashes) {
                assertEquals(expected, hash.get());
            }
        }
    }

    @Test
    void eventsOfNeuromorphicMnistAreAsManyAsAnotherProgramCounts() {
        Path list = RealData.require("snn/nmnist/test100.txt");
        SpikeSet set = SpikeSets.binned(
                list, EventReading.PLAIN, EventBinning.everyMicros(1_000).withSteps(300), 8);
        int[] expected = {3328, 4833, 1661, 5263, 3130, 2191, 3529, 3501, 4684, 4828};
        int[] counted = new int[expected.length];
        int[] into = new int[set.shape().size()];
        for (int sample = 0; sample < expected.length; sample++) {
            for (int step = 0; step < set.steps(); step++) {
                counted[sample] += set.spikes(sample, step, into);
            }
        }
        assertEquals(Arrays.toString(expected), Arrays.toString(counted));
        assertEquals(100, set.size());
        assertEquals(10, set.classes());
    }
}
