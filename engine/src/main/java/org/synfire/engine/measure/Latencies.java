package org.synfire.engine.measure;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.HdrHistogram.HistogramLogWriter;
import org.synfire.engine.InputException;
import org.synfire.engine.file.PartFile;

/**
 * Distribution of one kind of latency, to three significant digits, with its name and unit; HdrHistogram underneath.
 *
 * <p><b>Threads:</b> one writer; readers come after it. <b>Memory:</b> grows with the magnitude of the largest value,
 * to at most half a megabyte; recording allocates only then.
 */
public final class Latencies {
    private static final int SIGNIFICANT_DIGITS = 3;
    private static final int TICKS_PER_HALF = 5;
    private static final double PERCENT = 100;

    private final String name;
    private final String unit;
    private final Histogram histogram;

    /**
     * A distribution without a value.
     *
     * @param name what is measured, also the name of the files: letters, digits, {@code -}, {@code _} and {@code .}
     * @param unit the values' unit, such as {@code cycles} or {@code nanos}
     */
    public Latencies(String name, String unit) {
        this(name, unit, new Histogram(SIGNIFICANT_DIGITS));
    }

    private Latencies(String name, String unit, Histogram histogram) {
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException("'" + name + "' cannot name latencies and their files");
        }
        this.name = name;
        this.unit = unit;
        this.histogram = histogram;
        histogram.setTag(name);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param directory where {@code <name>.hlog} is
     * @param name what was measured
     * @param unit the values' unit
     * @return the same distribution
     * @throws InputException if the file is absent or holds no histogram
     */
    public static Latencies read(Path directory, String name, String unit) {
        Path file = directory.resolve(name + ".hlog");
        try (HistogramLogReader log = new HistogramLogReader(Files.newInputStream(file))) {
            if (log.nextIntervalHistogram() instanceof Histogram read) {
                return new Latencies(name, unit, read);
            }
        } catch (IOException | RuntimeException unreadable) {
            throw new InputException(file + " is not a histogram that can be read (" + unreadable + ")", unreadable);
        }
        throw new InputException(file + " holds no histogram");
    }

    /**
     * Count, mean, percentiles and maximum; all 0 where nothing was recorded.
     *
     * @param count number of values
     * @param mean their mean
     * @param p50 the median
     * @param p99 the 99th percentile
     * @param p999 the 99.9th percentile
     * @param max the largest
     */
    public record Summary(long count, double mean, long p50, long p99, long p999, long max) {}

    /**
     * Records a latency.
     *
     * @param value a latency, at least 0
     * @throws IllegalArgumentException if it is negative
     */
    public void record(long value) {
        record(value, 1);
    }

    /**
     * Records a latency that occurred several times.
     *
     * @param value a latency, at least 0
     * @param count how many times it occurred, at least 0
     * @throws IllegalArgumentException if one of them is negative
     */
    public void record(long value, long count) {
        if (value < 0 || count < 0) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s: a latency of %d %s, %d times", name, value, unit, count));
        }
        if (count > 0) {
            histogram.recordValueWithCount(value, count);
        }
    }

    /** What is measured. */
    public String name() {
        return name;
    }

    /** The values' unit. */
    public String unit() {
        return unit;
    }

    /** The distribution in six figures. */
    public Summary summary() {
        return new Summary(
                histogram.getTotalCount(),
                histogram.getMean(),
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(99),
                histogram.getValueAtPercentile(99.9),
                histogram.getMaxValue());
    }

    /**
     * A point of the distribution.
     *
     * @param share 0..1: this share of all values is not above {@code value}
     * @param value a latency
     */
    public record Percentile(double share, long value) {}

    /**
     * The distribution from the least value to the largest, five points for every halving of what is left above; none
     * where nothing was recorded.
     */
    public List<Percentile> percentiles() {
        List<Percentile> points = new ArrayList<>();
        histogram
                .percentiles(TICKS_PER_HALF)
                .forEach(point ->
                        points.add(new Percentile(point.getPercentile() / PERCENT, point.getValueIteratedTo())));
        return points;
    }

    /**
     * Writes {@code <name>.hgrm}, the percentiles as text, and {@code <name>.hlog}, the whole histogram as
     * HdrHistogram's log.
     *
     * @param directory where to, made if it is not there
     * @throws UncheckedIOException if it cannot be written
     */
    public void write(Path directory) {
        try {
            Files.createDirectories(directory);
            writePercentiles(directory.resolve(name + ".hgrm"));
            writeLog(directory.resolve(name + ".hlog"));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private void writePercentiles(Path file) throws IOException {
        write(file, out -> histogram.outputPercentileDistribution(out, 1.0));
    }

    private void writeLog(Path file) throws IOException {
        write(file, out -> {
            HistogramLogWriter log = new HistogramLogWriter(out);
            log.outputComment("[" + name + ", " + unit + "]");
            log.outputLogFormatVersion();
            log.outputLegend();
            log.outputIntervalHistogram(0, 0, histogram, 1.0);
        });
    }

    private static void write(Path file, Consumer<PrintStream> content) throws IOException {
        try (PartFile part = PartFile.of(file)) {
            PrintStream out = new PrintStream(part.stream(), false, StandardCharsets.UTF_8);
            content.accept(out);
            if (out.checkError()) {
                throw new IOException("could not write " + file);
            }
            part.keep();
        }
    }
}
