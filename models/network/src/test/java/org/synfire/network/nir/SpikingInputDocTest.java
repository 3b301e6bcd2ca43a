package org.synfire.network.nir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.network.event.EventBinning;
import org.synfire.network.event.SpikeFrames;
import org.synfire.network.event.data.EventSet;
import org.synfire.network.event.data.EventSets;
import org.synfire.network.event.format.EventFormat;
import org.synfire.network.event.format.EventReading;
import org.synfire.network.event.format.EventWriters;
import org.synfire.network.hdf5.TinyHdf5.Doubles;
import org.synfire.network.nir.step.NirStepper;
import org.synfire.network.nir.step.StepOptions;

/** docs/spiking-input.md: its Java is this test's, word for word, and it lists every format. */
class SpikingInputDocTest {
    private static final Path PAGE = Path.of("../../docs/spiking-input.md");
    private static final Path SOURCE = Path.of("src/test/java/org/synfire/network/nir/SpikingInputDocTest.java");
    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @Test
    void runsTheExample() throws IOException {
        Files.write(folder.resolve("1.bin"), EventWriters.packed(EventWriters.some()));
        Path list = Files.writeString(folder.resolve("list.txt"), "1\t0\n");
        TinyNir graph = new TinyNir()
                .node("input", "Input", "shape", new long[] {2, 34, 34})
                .node("flat", "Flatten", "start_dim", new long[] {0}, "end_dim", new long[] {-1})
                .node("fc", "Linear", "weight", new Doubles(new int[] {1, 2312}, TinyNir.all(2312, 1)))
                .node("if", "IF", "r", 1.0, "v_threshold", 0.5)
                .node("output", "Output", "shape", new long[] {1})
                .edges("input>flat flat>fc fc>if if>output");
        Path file = Files.write(folder.resolve("network.nir"), graph.bytes());
        int spikes = 0;

        EventSet tests = EventSets.list(list, EventReading.PLAIN);
        EventBinning binning = EventBinning.everyMicros(1_000).withSteps(300);
        NirNetwork network = NirNetwork.read(file);
        NirStepper stepper = new NirStepper(network, StepOptions.euler(1e-3));

        SpikeFrames frames = binning.frames(tests.recording(0));
        for (int step = 0; step < frames.steps(); step++) {
            double[] input = new double[frames.channels()];
            frames.addStep(step, input);
            stepper.step(input);
            stepper.outputs(); // spikes of this step, by Output node
            spikes += (int) stepper.values("output")[0];
        }

        assertEquals(4, spikes);
    }

    @Test
    void thePageShowsTheExample() throws IOException {
        Matcher block = BLOCK.matcher(Files.readString(PAGE));
        assertTrue(block.find());
        List<String> source =
                Files.readString(SOURCE).lines().map(String::strip).toList();
        List<String> missing = block.group(1)
                .lines()
                .map(String::strip)
                .filter(line -> !source.contains(line))
                .toList();
        assertEquals(List.of(), missing);
    }

    @Test
    void thePageListsEveryFormat() throws IOException {
        String page = Files.readString(PAGE);
        List<String> missing = Arrays.stream(EventFormat.values())
                .map(EventFormat::toString)
                .filter(title -> !page.contains("\n| " + title + " | "))
                .toList();
        assertEquals(List.of(), missing);
    }
}
