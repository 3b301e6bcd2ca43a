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
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.HdrHistogram.HistogramLogReader;
import org.HdrHistogram.HistogramLogWriter;
import org.synfire.engine.InputException;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.PartFile;

/**
 * Distribution of one kind of latency, to three significant digits, with its name and unit; HdrHistogram underneath.
 *
 * <p>Values that are recorded with a time are kept by intervals of equal length, at most {@value #INTERVALS}: when time
 * goes on beyond them, each two become one of twice the length. So a log shows how latency changed during a run. The
 * unit of time is the caller's, such as cycles or time steps.
 *
 * <p><b>Threads:</b> one writer; readers come after it. <b>Memory:</b> grows with the magnitude of the largest value,
 * to at most half a megabyte for each interval that has values; recording allocates only then, and when an interval
 * begins.
 */
public final class Latencies implements Checkpointed {
    private static final int INTERVALS = 32;
    private static final int SIGNIFICANT_DIGITS = 3;
    private static final int TICKS_PER_HALF = 5;
    private static final double PERCENT = 100;

    private static final String NANOS = "nanos";
    private static final String DEFAULT_TIME_UNIT = "runs";
    /** What {@link org.HdrHistogram.HistogramLogProcessor} divides by unless it is told otherwise. */
    private static final long PROCESSOR_RATIO = 1_000_000;
    /** So fine that a value of a log that is divided again is in the bucket that it came from. */
    private static final int LOG_DIGITS = SIGNIFICANT_DIGITS + 1;

    private static final Pattern LOG_RATIO = Pattern.compile("values are multiplied by ([1-9][0-9]{0,9}),");
    private static final Pattern LOG_TIMES = Pattern.compile("times are in ([a-z ]{1,40}),");

    private final String name;
    private final String unit;
    private final String timeUnit;
    private final Histogram[] intervals = new Histogram[INTERVALS];
    private int lengthExponent;
    private long beginning;
    private long lastElapsed;

    /**
     * A distribution without a value, whose values have no times.
     *
     * @param name what is measured, also the name of the files: letters, digits, {@code -}, {@code _} and {@code .}
     * @param unit the values' unit, such as {@code cycles} or {@code nanos}
     */
    public Latencies(String name, String unit) {
        this(name, unit, DEFAULT_TIME_UNIT);
    }

    /**
     * A distribution without a value.
     *
     * @param name what is measured, also the name of the files: letters, digits, {@code -}, {@code _} and {@code .}
     * @param unit the values' unit, such as {@code cycles} or {@code nanos}
     * @param timeUnit the unit of the times of {@link #recordAt}, such as {@code cycles} or {@code time steps}
     */
    public Latencies(String name, String unit, String timeUnit) {
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9._-]*")) {
            throw new IllegalArgumentException("'" + name + "' cannot name latencies and their files");
        }
        this.name = name;
        this.unit = unit;
        this.timeUnit = timeUnit;
    }

    /**
     * Reads what {@link #write} wrote, now or before it wrote intervals.
     *
     * @param directory where {@code <name>.hlog} is
     * @param name what was measured
     * @param unit the values' unit
     * @return the same distribution
     * @throws InputException if the file is absent or holds no histogram
     */
    public static Latencies read(Path directory, String name, String unit) {
        Path file = directory.resolve(name + ".hlog");
        try {
            List<String> comments;
            try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
                comments = lines.takeWhile(line -> line.startsWith("#")).toList();
            }
            Latencies read = new Latencies(name, unit, found(LOG_TIMES, comments, DEFAULT_TIME_UNIT));
            long ratio = Long.parseLong(found(LOG_RATIO, comments, "1"));
            boolean isEmpty = true;
            try (HistogramLogReader log = new HistogramLogReader(Files.newInputStream(file))) {
                while (log.nextIntervalHistogram() instanceof Histogram interval) {
                    read.add(interval, ratio, isEmpty);
                    isEmpty = false;
                }
            }
            if (!isEmpty) {
                return read;
            }
        } catch (IOException unreadable) {
            throw new InputException(
                    file + ": this histogram cannot be read (" + FileReason.of(unreadable) + ")", unreadable);
        } catch (RuntimeException damaged) {
            throw new InputException(file + " is no histogram, or a damaged one", damaged);
        }
        throw new InputException(file + " holds no histogram");
    }

    private static String found(Pattern pattern, List<String> comments, String otherwise) {
        return comments.stream()
                .map(pattern::matcher)
                .filter(Matcher::find)
                .map(match -> match.group(1))
                .findFirst()
                .orElse(otherwise);
    }

    private void add(Histogram interval, long ratio, boolean isFirst) {
        long time = interval.getStartTimeStamp() / 1000;
        if (isFirst) {
            beginAt(time);
        }
        for (HistogramIterationValue value : interval.recordedValues()) {
            long least = interval.lowestEquivalentValue(value.getValueIteratedTo());
            recordAt(time, Math.round((double) least / ratio), value.getCountAddedInThisIterationStep());
        }
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
     * Says when the first interval begins, before anything is recorded.
     *
     * @param time in the unit of time
     * @throws IllegalStateException if a value is there
     */
    public void beginAt(long time) {
        if (!isEmpty()) {
            throw new IllegalStateException(name + ": values are there, so the first interval has begun");
        }
        beginning = time;
    }

    /**
     * Records a latency, at the time at which the first interval begins.
     *
     * @param value a latency, at least 0
     * @throws IllegalArgumentException if it is negative
     */
    public void record(long value) {
        record(value, 1);
    }

    /**
     * Records a latency that occurred several times, at the time at which the first interval begins.
     *
     * @param value a latency, at least 0
     * @param count how many times it occurred, at least 0
     * @throws IllegalArgumentException if one of them is negative
     */
    public void record(long value, long count) {
        recordAt(beginning, value, count);
    }

    /**
     * Records a latency.
     *
     * @param time in the unit of time, not before the first interval begins; times need not rise
     * @param value a latency, at least 0
     * @throws IllegalArgumentException if it is negative, or the time is too early
     */
    public void recordAt(long time, long value) {
        recordAt(time, value, 1);
    }

    /**
     * Records a latency that occurred several times.
     *
     * @param time in the unit of time, not before the first interval begins; times need not rise
     * @param value a latency, at least 0
     * @param count how many times it occurred, at least 0
     * @throws IllegalArgumentException if value or count is negative, or the time is too early
     */
    public void recordAt(long time, long value, long count) {
        long elapsed = time - beginning;
        if (value < 0 || count < 0 || elapsed < 0) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "%s: a latency of %d %s, %d times, at %d", name, value, unit, count, time));
        }
        if (count == 0) {
            return;
        }
        while (elapsed >> lengthExponent >= INTERVALS) {
            merge();
        }
        int interval = (int) (elapsed >> lengthExponent);
        if (intervals[interval] == null) {
            intervals[interval] = new Histogram(SIGNIFICANT_DIGITS);
        }
        intervals[interval].recordValueWithCount(value, count);
        lastElapsed = Math.max(lastElapsed, elapsed);
    }

    private void merge() {
        for (int interval = 0; interval < INTERVALS; interval++) {
            Histogram of = intervals[interval];
            intervals[interval] = null;
            if (of == null) {
                continue;
            }
            if (intervals[interval / 2] == null) {
                intervals[interval / 2] = of;
            } else {
                intervals[interval / 2].add(of);
            }
        }
        lengthExponent++;
    }

    /**
     * Latencies that one interval holds as one: to three significant digits they are equal.
     *
     * @param time at which the interval begins
     * @param value the least of them
     * @param count how many there are
     */
    public record Counted(long time, long value, long count) {}

    /**
     * All that was recorded, by intervals and then by values. Whoever records it again, with {@link #lastTime} as the
     * time of the last latency, has the same distribution.
     */
    public List<Counted> counted() {
        List<Counted> all = new ArrayList<>();
        for (int interval = 0; interval < INTERVALS; interval++) {
            if (intervals[interval] != null) {
                long time = beginning + ((long) interval << lengthExponent);
                for (HistogramIterationValue value : intervals[interval].recordedValues()) {
                    all.add(new Counted(
                            time,
                            intervals[interval].lowestEquivalentValue(value.getValueIteratedTo()),
                            value.getCountAddedInThisIterationStep()));
                }
            }
        }
        return all;
    }

    /** The latest time at which something was recorded; the beginning of the first interval where nothing was. */
    public long lastTime() {
        return beginning + lastElapsed;
    }

    /**
     * Records what {@link #counted} gave of another distribution.
     *
     * @param latencies whose times are not before the first interval begins
     * @param last the other one's {@link #lastTime}
     * @throws IllegalArgumentException if a value or count is negative, or a time is too early
     */
    public void recordAll(List<Counted> latencies, long last) {
        latencies.forEach(one -> recordAt(one.time(), one.value(), one.count()));
        lastElapsed = Math.max(lastElapsed, last - beginning);
    }

    /** The distribution, in the resolution that it has. */
    @Override
    public void state(StateFields fields) {
        beginning = fields.whole("beginning", beginning);
        lastElapsed = fields.whole("time elapsed", lastElapsed);
        lengthExponent = (int) fields.whole("length of intervals, as a power of two", lengthExponent);
        for (int interval = 0; interval < INTERVALS; interval++) {
            long[] counted = fields.varying("interval " + interval, counted(interval));
            intervals[interval] = counted.length == 0 ? null : new Histogram(SIGNIFICANT_DIGITS);
            for (int i = 0; i + 1 < counted.length; i += 2) {
                intervals[interval].recordValueWithCount(counted[i], counted[i + 1]);
            }
        }
    }

    /** The values and counts of an interval, in pairs. */
    private long[] counted(int interval) {
        Histogram of = intervals[interval];
        if (of == null) {
            return new long[0];
        }
        LongStream.Builder pairs = LongStream.builder();
        for (HistogramIterationValue value : of.recordedValues()) {
            pairs.add(of.lowestEquivalentValue(value.getValueIteratedTo()));
            pairs.add(value.getCountAddedInThisIterationStep());
        }
        return pairs.build().toArray();
    }

    private boolean isEmpty() {
        return Stream.of(intervals).allMatch(Objects::isNull);
    }

    private Histogram total() {
        Histogram total = new Histogram(SIGNIFICANT_DIGITS);
        Stream.of(intervals).filter(Objects::nonNull).forEach(total::add);
        return total;
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
        Histogram histogram = total();
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
        total().percentiles(TICKS_PER_HALF)
                .forEach(point ->
                        points.add(new Percentile(point.getPercentile() / PERCENT, point.getValueIteratedTo())));
        return points;
    }

    /**
     * Writes {@code <name>.hgrm}, the percentiles as text, and {@code <name>.hlog}, HdrHistogram's log with a histogram
     * for each interval.
     *
     * <p>A second of the log is one unit of time. {@link org.HdrHistogram.HistogramLogProcessor} divides values by a
     * million, so the values of the log are multiplied by a million; nanoseconds are not, so that it prints
     * milliseconds.
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
        write(file, out -> total().outputPercentileDistribution(out, 1.0));
    }

    private void writeLog(Path file) throws IOException {
        boolean isNanos = unit.equals(NANOS);
        long ratio = isNanos ? 1 : PROCESSOR_RATIO;
        write(file, out -> {
            HistogramLogWriter log = new HistogramLogWriter(out);
            log.outputComment(String.format(
                    Locale.ROOT,
                    "[%s, %s; values are multiplied by %d, so that HistogramLogProcessor prints %s]",
                    name,
                    unit,
                    ratio,
                    isNanos ? "milliseconds" : unit));
            log.outputComment(
                    String.format(Locale.ROOT, "[times are in %s, of which each is a second of this log]", timeUnit));
            log.outputLogFormatVersion();
            log.outputComment("[StartTime: 0.000 (seconds since epoch), the beginning]");
            log.outputLegend();
            Histogram scaled = new Histogram(LOG_DIGITS);
            for (int interval = 0; interval < INTERVALS; interval++) {
                if (intervals[interval] != null || (interval == 0 && isEmpty())) {
                    long start = (long) interval << lengthExponent;
                    long end = Math.min(start + (1L << lengthExponent), lastElapsed + 1);
                    scaled.reset();
                    addScaled(intervals[interval], ratio, scaled);
                    log.outputIntervalHistogram(
                            (double) (beginning + start), (double) (beginning + end), scaled, PROCESSOR_RATIO);
                }
            }
        });
    }

    /** Every value goes to the bucket whose upper end, which is what tools show, is nearest to it. */
    private static void addScaled(Histogram interval, long ratio, Histogram scaled) {
        if (interval != null) {
            for (HistogramIterationValue value : interval.recordedValues()) {
                long shown = ratio * Math.min(value.getValueIteratedTo(), Long.MAX_VALUE / ratio);
                scaled.recordValueWithCount(
                        shown - scaled.sizeOfEquivalentValueRange(shown) / 2, value.getCountAddedInThisIterationStep());
            }
        }
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

    /** In a line. */
    @Override
    public String toString() {
        Summary summary = summary();
        return String.format(
                Locale.ROOT,
                "%s: %,d values, mean %.2f, largest %,d %s",
                name(),
                summary.count(),
                summary.mean(),
                summary.max(),
                unit());
    }
}
