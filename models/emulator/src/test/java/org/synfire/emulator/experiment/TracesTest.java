package org.synfire.emulator.experiment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.emulator.result.NetworkTiming;
import org.synfire.emulator.result.RecordedTable;
import org.synfire.emulator.result.RunOutcome;
import org.synfire.emulator.result.RunResult;
import org.synfire.network.demo.Demo;
import org.synfire.network.npy.NpzArchive;
import org.synfire.noc.chip.Chips;

/** Packets and steps that a run records, against its sums. */
@Timeout(300)
class TracesTest {
    private static final int SAMPLES = 2;

    @TempDir
    private Path directory;

    private static RunOutcome run(String chip, NetworkTiming timing, int threads) {
        return Experiment.on(Chips.named(chip))
                .timing(timing)
                .threads(threads)
                .recordingPackets()
                .recordingSteps()
                .run(Demo.ENCODED, Demo.images(SAMPLES));
    }

    private static RecordedTable table(RunOutcome outcome, String name) {
        return outcome.tables().stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static int[] whole(RecordedTable table, String name) {
        return table.columns().stream()
                .filter(column -> column.name().equals(name))
                .map(column -> ((RecordedTable.Whole) column).values())
                .findFirst()
                .orElseThrow();
    }

    private static long sum(RecordedTable table, String name) {
        return Arrays.stream(whole(table, name)).asLongStream().sum();
    }

    private static double[] energies(RecordedTable steps) {
        return ((RecordedTable.Real) steps.columns().getLast()).values();
    }

    @ParameterizedTest
    @CsvSource({"darwin3, IDEAL", "darwin3, CYCLE", "loihi, IDEAL", "loihi, CYCLE", "truenorth, IDEAL"})
    void theSumsAreThoseOfTheRun(String chip, NetworkTiming timing) {
        RunOutcome outcome = run(chip, timing, 1);
        RunResult result = outcome.result();
        RecordedTable packets = table(outcome, "packets");
        assertEquals(result.events().packets(), packets.rows());
        assertEquals(result.events().hops(), sum(packets, "hops"));
        assertEquals(result.events().sops(), sum(packets, "operations"));
        int[] created = whole(packets, "created");
        int[] delivered = whole(packets, "delivered");
        double latency = IntStream.range(0, created.length)
                .map(packet -> delivered[packet] - created[packet])
                .average()
                .orElseThrow();
        assertEquals(result.latency().packetCycles().mean(), latency, 1e-9 * latency);
        RecordedTable steps = table(outcome, "steps");
        assertEquals(result.timeSteps().total(), steps.rows());
        assertEquals(result.events().spikes(), sum(steps, "spikes"));
        assertEquals(result.events().packets(), sum(steps, "packets"));
        assertEquals(result.events().hops(), sum(steps, "hops"));
        assertEquals(result.events().sops(), sum(steps, "operations"));
        assertEquals(result.events().neuronUpdates(), sum(steps, "updates"));
        assertEquals(
                result.noc().neededMicrosecondsPerSample(),
                sum(steps, "cycles") / Chips.named(chip).clockHz() * 1e6 / SAMPLES,
                1e-6);
        double energy = Arrays.stream(energies(steps)).sum() / SAMPLES;
        assertEquals(result.energy().perSampleMicrojoules(), energy, 1e-9 * energy);
    }

    @Test
    void everyPacketLeadsFromItsNeuronsCoreToACoreThatReadsIt() {
        RunOutcome outcome = run("darwin3", NetworkTiming.CYCLE, 1);
        RecordedTable packets = table(outcome, "packets");
        int[] hops = whole(packets, "hops");
        int[] step = whole(packets, "step");
        int[] created = whole(packets, "created");
        for (int packet = 0; packet < packets.rows(); packet++) {
            int row = packet;
            int source = whole(packets, "source_layer")[row];
            int target = whole(packets, "target_layer")[row];
            assertEquals(
                    hops[row],
                    Math.abs(whole(packets, "source_x")[row] - whole(packets, "target_x")[row])
                            + Math.abs(whole(packets, "source_y")[row] - whole(packets, "target_y")[row]));
            assertTrue(whole(packets, "neuron")[row]
                    < outcome.mapping().network().population(source).shape().size());
            assertTrue(outcome.mapping().network().outbound(source).stream()
                    .anyMatch(projection -> projection.target() == target));
            assertTrue(outcome.mapping().slices(target).stream()
                    .anyMatch(slice -> outcome.mapping().chip().mesh().x(slice.node())
                                    == whole(packets, "target_x")[row]
                            && outcome.mapping().chip().mesh().y(slice.node()) == whole(packets, "target_y")[row]));
            assertTrue(packet == 0 || step[packet] >= step[packet - 1]);
            assertTrue(source == 0 || created[packet] > 0, "a neuron is updated before it sends");
        }
    }

    @ParameterizedTest
    @CsvSource({"darwin3, CYCLE", "loihi, IDEAL"})
    void nothingDependsOnThreads(String chip, NetworkTiming timing) {
        RunOutcome one = run(chip, timing, 1);
        RunOutcome three = run(chip, timing, 3);
        for (String name : List.of("packets", "steps")) {
            RecordedTable first = table(one, name);
            RecordedTable second = table(three, name);
            for (int column = 0; column < first.columns().size(); column++) {
                switch (first.columns().get(column)) {
                    case RecordedTable.Whole whole ->
                        assertArrayEquals(whole.values(), whole(second, whole.name()), whole.name());
                    case RecordedTable.Real real -> assertArrayEquals(real.values(), energies(second));
                }
            }
        }
    }

    @Test
    void theFilesHaveTheSame() throws IOException {
        RunOutcome outcome = run("darwin3", NetworkTiming.IDEAL, 1);
        outcome.writeReport(directory);
        RecordedTable packets = table(outcome, "packets");
        NpzArchive archive = NpzArchive.read(directory.resolve("packets.npz"));
        assertArrayEquals(whole(packets, "neuron"), archive.array("neuron").integers());
        List<String> lines = Files.readAllLines(directory.resolve("packets.csv"));
        assertEquals(packets.rows() + 1, lines.size());
        assertEquals(
                "step,source_layer,neuron,source_x,source_y,target_layer,target_x,target_y,hops,operations,created,"
                        + "delivered",
                lines.getFirst());
        List<String> steps = Files.readAllLines(directory.resolve("steps.csv"));
        assertEquals("step,spikes,packets,hops,operations,updates,cycles,microjoules", steps.getFirst());
        assertEquals(outcome.result().timeSteps().total() + 1, steps.size());
        NpzArchive stepArchive = NpzArchive.read(directory.resolve("steps.npz"));
        double[] energies = energies(table(outcome, "steps"));
        for (int step = 0; step < energies.length; step++) {
            assertEquals(energies[step], stepArchive.array("microjoules").real(step));
        }
    }

    @Test
    void aRunThatWasNotAskedRecordsNothing() {
        assertEquals(
                List.of(),
                Experiment.on(Chips.darwin3()).run(Demo.ENCODED, Demo.images(1)).tables());
    }
}
