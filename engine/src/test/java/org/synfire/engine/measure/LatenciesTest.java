package org.synfire.engine.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogProcessor;
import org.HdrHistogram.HistogramLogReader;
import org.HdrHistogram.HistogramLogWriter;
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
            assertEquals(1_000, ((Histogram) read).getTotalCount());
            assertEquals(990e6, ((Histogram) read).getValueAtPercentile(99), 0.0001 * 990e6);
        } catch (FileNotFoundException missing) {
            throw new AssertionError(missing);
        }
    }

    /** What HdrHistogram's own program prints of a log: a line for each interval, then all percentiles. */
    private List<String> processed(Latencies latencies) throws IOException, InterruptedException {
        latencies.write(directory);
        Path out = directory.resolve("processed");
        Thread processor = new HistogramLogProcessor(new String[] {
            "-i", directory.resolve(latencies.name() + ".hlog").toString(), "-o", out.toString()
        });
        processor.start();
        processor.join();
        return Files.readAllLines(out).stream()
                .filter(line -> line.matches("[0-9.]+: I:.*"))
                .toList();
    }

    @Test
    void showsItsValuesOverTimeInTheLogProcessor() throws IOException, InterruptedException {
        Latencies latencies = new Latencies("packet-latency", "cycles", "cycles");
        latencies.beginAt(2_000);
        for (int cycle = 0; cycle < 6_400; cycle++) {
            latencies.recordAt(2_000 + cycle, cycle < 3_200 ? 20 : 3_000);
        }
        List<String> lines = processed(latencies);
        assertEquals(25, lines.size());
        assertEquals(
                "2256.000: I:256 (  20.000  20.000  20.000 ) T:256 (  20.000  20.000  20.000  20.000  20.000  20.000 )",
                lines.getFirst());
        assertTrue(lines.getLast().startsWith("8400.000: I:256 ( 3001."), lines.getLast());
        List<String> all = Files.readAllLines(directory.resolve("processed.hgrm"));
        assertTrue(
                all.stream().anyMatch(line -> line.matches("#\\[Max +=  +3001\\..*, Total count += +6400\\]")),
                all + "");
        assertTrue(
                all.stream().anyMatch(line -> line.matches(" +(19\\.99|20\\.00).* 0\\.500000000000 +3200 .*")),
                all + "");
    }

    @Test
    void showsNanosecondsAsMillisecondsInTheLogProcessor() throws IOException, InterruptedException {
        Latencies latencies = new Latencies("host-step", "nanos", "time steps");
        latencies.recordAt(0, 1_500_000);
        latencies.recordAt(70, 40_000_000);
        List<String> lines = processed(latencies);
        assertEquals(2, lines.size());
        assertTrue(lines.getFirst().startsWith("4.000: I:1 (   1.500 "), lines.getFirst());
        assertTrue(lines.getLast().startsWith("71.000: I:1 (  40."), lines.getLast());
    }

    @Test
    void isReadByTheLogProcessorWithoutAnyValue() throws IOException, InterruptedException {
        List<String> lines = processed(new Latencies("none", "steps"));
        assertEquals(1, lines.size());
        assertTrue(lines.getFirst().startsWith("1.000: I:0 ("), lines.getFirst());
        assertEquals(0, Latencies.read(directory, "none", "steps").summary().count());
    }

    /** Values of every magnitude, at times that do not rise: what is read back has the same buckets. */
    @Test
    void readsBackEveryMagnitude() {
        Latencies written = new Latencies("a", "cycles", "cycles");
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            written.recordAt(random.nextInt(4), random.nextLong(1L << (1 + random.nextInt(42))));
        }
        for (long value = 0; value < 5_000; value++) {
            written.recordAt(value % 4, value);
        }
        written.write(directory);
        Latencies read = Latencies.read(directory, "a", "cycles");
        assertEquals(written.summary(), read.summary());
        assertEquals(written.percentiles(), read.percentiles());
    }

    /** A log as it was written before there were intervals: one histogram with a tag, values as they are. */
    @Test
    void readsLogsOfOneTaggedHistogram() throws IOException {
        Histogram histogram = new Histogram(3);
        histogram.recordValueWithCount(17, 3);
        histogram.recordValue(4_000);
        histogram.setTag("old");
        try (PrintStream out =
                new PrintStream(Files.newOutputStream(directory.resolve("old.hlog")), false, StandardCharsets.UTF_8)) {
            HistogramLogWriter log = new HistogramLogWriter(out);
            log.outputComment("[old, cycles]");
            log.outputLogFormatVersion();
            log.outputLegend();
            log.outputIntervalHistogram(0, 0, histogram, 1.0);
        }
        assertEquals(
                new Latencies.Summary(4, 1_013.0, 17, 4_001, 4_001, 4_001),
                Latencies.read(directory, "old", "cycles").summary());
    }

    @Test
    void refusesTimesBeforeTheFirstInterval() {
        Latencies latencies = new Latencies("a", "cycles", "cycles");
        latencies.beginAt(10);
        assertThrows(IllegalArgumentException.class, () -> latencies.recordAt(9, 1));
        latencies.recordAt(10, 1);
        assertThrows(IllegalStateException.class, () -> latencies.beginAt(0));
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
            assertFalse(refused.getMessage().contains("java"), refused.getMessage());
        }
        assertThrows(InputException.class, () -> Latencies.read(directory, "absent", "cycles"));
    }
}
