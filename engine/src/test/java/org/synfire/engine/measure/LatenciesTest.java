package org.synfire.engine.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.engine.InputException;

class LatenciesTest {
    @TempDir
    private Path directory;

    private static Latencies upTo(int most) {
        Latencies latencies = new Latencies("packet-latency", "cycles");
        for (int value = 1; value <= most; value++) {
            latencies.record(value);
        }
        return latencies;
    }

    @Test
    void sumsUpInSixFigures() {
        assertEquals(
                new Latencies.Summary(1_000, 500.5, 500, 990, 999, 1_000),
                upTo(1_000).summary());
    }

    @Test
    void isAllZeroWhereNothingWasRecorded() {
        assertEquals(new Latencies.Summary(0, 0, 0, 0, 0, 0), new Latencies("none", "steps").summary());
    }

    @Test
    void countsWeigh() {
        Latencies latencies = new Latencies("sample", "steps");
        latencies.record(0, 3);
        latencies.record(8, 1);
        latencies.record(9, 0);
        assertEquals(new Latencies.Summary(4, 2, 0, 8, 8, 8), latencies.summary());
    }

    @Test
    void keepsThreeDigitsOfLargeValues() {
        Latencies latencies = new Latencies("step", "nanos");
        latencies.record(3_600_000_000_000L);
        assertEquals(3.6e12, latencies.summary().max(), 3.6e9);
    }

    @Test
    void refusesNegativeValuesAndNamesThatAreNoFiles() {
        Latencies latencies = new Latencies("a.b-c_1", "cycles");
        assertThrows(IllegalArgumentException.class, () -> latencies.record(-1));
        assertThrows(IllegalArgumentException.class, () -> latencies.record(1, -1));
        assertThrows(IllegalArgumentException.class, () -> new Latencies("../up", "cycles"));
        assertThrows(IllegalArgumentException.class, () -> new Latencies("", "cycles"));
    }

    @Test
    void writesPercentilesThatOtherToolsRead() throws IOException {
        upTo(1_000).write(directory.resolve("histograms"));
        String text = Files.readString(directory.resolve("histograms/packet-latency.hgrm"));
        assertTrue(text.contains("Value     Percentile TotalCount 1/(1-Percentile)"), text);
        assertTrue(text.contains("#[Mean    =      500.500"), text);
        assertTrue(text.contains("Total count    =         1000"), text);
    }

    @Test
    void writesALogThatHdrHistogramReadsBack() throws IOException {
        upTo(1_000).write(directory);
        Path log = directory.resolve("packet-latency.hlog");
        assertTrue(Files.readString(log).contains("packet-latency, cycles"));
        try (HistogramLogReader reader = new HistogramLogReader(log.toFile())) {
            EncodableHistogram read = reader.nextIntervalHistogram();
            assertEquals("packet-latency", read.getTag());
            assertEquals(1_000, ((Histogram) read).getTotalCount());
            assertEquals(990, ((Histogram) read).getValueAtPercentile(99));
        } catch (FileNotFoundException missing) {
            throw new AssertionError(missing);
        }
    }

    @Test
    void saysWhereItCannotWrite() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));
        UncheckedIOException error = assertThrows(UncheckedIOException.class, () -> upTo(1).write(file));
        assertTrue(error.getMessage().contains(file.toString()), error.getMessage());
    }

    @Test
    void readsWhatItWrote() {
        Latencies written = upTo(1_000);
        written.write(directory);
        Latencies read = Latencies.read(directory, "packet-latency", "cycles");
        assertEquals(written.summary(), read.summary());
        assertEquals(written.percentiles(), read.percentiles());
        assertEquals("cycles", read.unit());
    }

    @Test
    void percentilesLeadFromTheLeastToTheLargest() {
        List<Latencies.Percentile> points = upTo(1_000).percentiles();
        assertEquals(1, points.getFirst().value());
        assertEquals(new Latencies.Percentile(1, 1_000), points.getLast());
        for (int i = 1; i < points.size(); i++) {
            assertTrue(
                    points.get(i).value() >= points.get(i - 1).value()
                            && points.get(i).share() >= points.get(i - 1).share(),
                    points.toString());
        }
        assertEquals(List.of(), new Latencies("none", "steps").percentiles());
    }

    @Test
    void refusesToReadWhatIsNoHistogram() throws IOException {
        for (String text : new String[] {"", "#[comment]\n", "Tag=a,0.0,0.0,1.0,nonsense\n"}) {
            Files.writeString(directory.resolve("spoilt.hlog"), text);
            InputException refused =
                    assertThrows(InputException.class, () -> Latencies.read(directory, "spoilt", "cycles"), text);
            assertTrue(refused.getMessage().contains("spoilt.hlog"), refused.getMessage());
        }
        assertThrows(InputException.class, () -> Latencies.read(directory, "absent", "cycles"));
    }
}
