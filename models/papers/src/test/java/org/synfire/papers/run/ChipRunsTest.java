package org.synfire.papers.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.emulator.result.RunResult;
import org.synfire.network.data.ImageSet;
import org.synfire.network.demo.Demo;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.neuron.MintNeurons;
import org.synfire.network.neuron.PotentialRounding;
import org.synfire.network.spiking.Connection;
import org.synfire.network.spiking.IntegerLayer;
import org.synfire.network.spiking.IntegerSpikingNetwork;
import org.synfire.network.spiking.PixelCode;
import org.synfire.noc.chip.Chips;

/** A finished run is found again, of networks of codes and of spikes, and only by what it depends on. */
@Timeout(120)
class ChipRunsTest {
    @TempDir
    private Path directory;

    private final AtomicInteger made = new AtomicInteger();

    private ChipRuns runs(StopRequest stop) {
        FinishedParts parts = FinishedParts.open(directory.resolve("runs.journal"), "these");
        return new ChipRuns(Chips.darwin3(), 1, stop, next -> {}, parts);
    }

    private RunResult run(String part, EncodedNetwork network, ImageSet images) {
        return runs(new StopRequest())
                .run(
                        part,
                        experiment -> {
                            made.incrementAndGet();
                            return experiment;
                        },
                        network,
                        images);
    }

    /** Four pixels of one brightness. */
    private record Flat(int brightness) implements ImageSet {
        @Override
        public String name() {
            return "flat";
        }

        @Override
        public int size() {
            return 2;
        }

        @Override
        public int channels() {
            return 1;
        }

        @Override
        public int height() {
            return 2;
        }

        @Override
        public int width() {
            return 2;
        }

        @Override
        public int classes() {
            return 2;
        }

        @Override
        public int label(int index) {
            return index;
        }

        @Override
        public void pixels(int index, byte[] into) {
            Arrays.fill(into, (byte) brightness);
        }
    }

    private static EncodedNetwork spiking(int weight) {
        int[] ones = new int[18];
        Arrays.fill(ones, 1);
        Shape hidden = new Shape(2, 2, 2);
        return new IntegerSpikingNetwork(
                        "tiny",
                        2,
                        new PixelCode(new int[][] {IntStream.range(0, 256).toArray()}, 0),
                        List.of(
                                new IntegerLayer(
                                        "conv",
                                        1,
                                        new Shape(1, 2, 2),
                                        new Connection.Convolution(Window.square(3, 1, 1)),
                                        hidden,
                                        8,
                                        ones,
                                        1,
                                        Optional.of(new MintNeurons(
                                                4, PotentialRounding.SHIFT_ON_READ, new int[] {3}, new boolean[1]))),
                                new IntegerLayer(
                                        "output",
                                        1,
                                        hidden,
                                        new Connection.PerChannel(),
                                        Shape.vector(2),
                                        8,
                                        new int[] {1, 1, 1, weight},
                                        1,
                                        Optional.empty())))
                .onCores();
    }

    @Test
    void findsAFinishedRunOfCodes() {
        ImageSet images = Demo.DIGITS.test().take(3);
        RunResult first = run("exact", Demo.ENCODED, images);
        RunResult again = run("exact", Demo.ENCODED, images);
        assertEquals(1, made.get());
        assertEquals(first.events(), again.events());
        assertEquals(first.energy(), again.energy());
        assertEquals(first.layers(), again.layers());
        assertEquals(first.answers().accuracy(), again.answers().accuracy());
        run("another", Demo.ENCODED, images);
        run("exact", Demo.ENCODED, Demo.DIGITS.test().take(2));
        assertEquals(3, made.get());
    }

    @Test
    void findsAFinishedRunOfSpikes() {
        RunResult first = run("w4u4", spiking(3), new Flat(100));
        assertEquals(first.events(), run("w4u4", spiking(3), new Flat(100)).events());
        assertEquals(1, made.get());
        run("w4u4", spiking(4), new Flat(100));
        run("w4u4", spiking(3), new Flat(101));
        assertEquals(3, made.get(), "another network and other images are other runs");
        assertNotEquals(Fingerprints.of(spiking(3), new Flat(100)), Fingerprints.of(spiking(4), new Flat(100)));
    }

    @Test
    void keepsNoRunThatWasStopped() {
        StopRequest stop = new StopRequest();
        stop.ask();
        ChipRuns runs = runs(stop);
        RunResult stopped = runs.run("exact", Demo.ENCODED, Demo.DIGITS.test().take(3));
        assertFalse(stopped.answers().complete());
        assertEquals(0, runs.parts().size());
    }
}
