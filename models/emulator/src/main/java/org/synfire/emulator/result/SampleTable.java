package org.synfire.emulator.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;

/**
 * {@link SampleResults} as the lines of {@value #FILE}: a header, then a line for each sample. Without labels,
 * {@code label} and {@code right} are empty.
 *
 * <p><b>Exactness:</b> what is read writes the same lines again, or it is refused. So a number with a sign or a zero in
 * front of it, an answer that is not the largest output, or samples in another order are faults.
 */
final class SampleTable {
    /** Name of the file. */
    static final String FILE = "samples.csv";

    private static final String HEAD = "sample,label,answer,right,latencySteps,spikes,floatAnswer,agreesWithFloat";
    private static final String OUTPUT = ",output";
    private static final int LABEL = 1;
    private static final int LATENCY_STEPS = 4;
    private static final int SPIKES = 5;
    private static final int FLOAT_ANSWER = 6;
    private static final int FIRST_OUTPUT = 8;

    private final String file;
    private final List<String> lines;
    private final List<String[]> rows;

    private SampleTable(String file, List<String> lines) {
        this.file = file;
        this.lines = lines;
        this.rows = lines.stream().skip(1).map(line -> line.split(",", -1)).toList();
    }

    /** The lines, the header first; the last columns are the network's outputs. */
    static List<String> lines(SampleResults samples) {
        List<String> lines = new ArrayList<>();
        lines.add(head(samples.outputs()));
        samples.stream().map(SampleTable::line).forEach(lines::add);
        return lines;
    }

    private static String head(int outputs) {
        StringBuilder head = new StringBuilder(HEAD);
        for (int output = 0; output < outputs; output++) {
            head.append(OUTPUT).append(output);
        }
        return head.toString();
    }

    private static String line(SampleResults.Sample sample) {
        StringBuilder line = new StringBuilder().append(sample.sample()).append(',');
        sample.label().ifPresent(line::append);
        line.append(',').append(sample.answer()).append(',');
        sample.isRight().ifPresent(line::append);
        line.append(',')
                .append(sample.latencySteps())
                .append(',')
                .append(sample.spikes())
                .append(',');
        sample.floatAnswer().ifPresent(line::append);
        line.append(',');
        sample.agreesWithFloat().ifPresent(line::append);
        sample.outputs().forEach(output -> line.append(',').append(output));
        return line.toString();
    }

    /**
     * The samples of such lines.
     *
     * @param file what messages call it
     * @throws InputException if they are not what {@link #lines} writes
     */
    static SampleResults read(String file, List<String> lines) {
        return new SampleTable(file, lines).samples();
    }

    private SampleResults samples() {
        if (lines.isEmpty() || !lines.getFirst().startsWith(HEAD)) {
            throw wrong(0, "the columns are not those that a run writes");
        }
        int columns = lines.getFirst().split(",", -1).length;
        for (int row = 0; row < rows.size(); row++) {
            if (rows.get(row).length != columns) {
                throw wrong(
                        row + 1, String.format(Locale.ROOT, "%d values for %d columns", rows.get(row).length, columns));
            }
        }
        boolean hasLabels = rows.stream().anyMatch(row -> !row[LABEL].isEmpty());
        boolean hasFloat = !rows.isEmpty() && !rows.getFirst()[FLOAT_ANSWER].isEmpty();
        int outputs = rows.isEmpty() ? 0 : columns - FIRST_OUTPUT;
        SampleResults samples = new SampleResults(
                hasLabels ? integers(row -> integer(row, LABEL)) : new int[0],
                IntStream.range(0, rows.size())
                        .flatMap(row -> IntStream.range(0, outputs).map(output -> integer(row, FIRST_OUTPUT + output)))
                        .toArray(),
                longs(row -> number(row, SPIKES)),
                integers(row -> integer(row, LATENCY_STEPS)),
                hasFloat ? integers(row -> integer(row, FLOAT_ANSWER)) : new int[0]);
        requireSame(lines(samples));
        return samples;
    }

    private void requireSame(List<String> written) {
        for (int line = 0; line < lines.size(); line++) {
            if (!lines.get(line).equals(written.get(line))) {
                throw wrong(line, "it is not as a run writes it, or contradicts itself or other lines");
            }
        }
    }

    private int[] integers(IntUnaryOperator ofRow) {
        return IntStream.range(0, rows.size()).map(ofRow).toArray();
    }

    private long[] longs(IntToLongFunction ofRow) {
        return IntStream.range(0, rows.size()).mapToLong(ofRow).toArray();
    }

    private int integer(int row, int column) {
        long number = number(row, column);
        if (number != (int) number) {
            throw wrong(row + 1, rows.get(row)[column] + " is too large");
        }
        return (int) number;
    }

    private long number(int row, int column) {
        try {
            return Long.parseLong(rows.get(row)[column]);
        } catch (NumberFormatException _) {
            throw wrong(row + 1, "an integer is missing in column " + (column + 1));
        }
    }

    private InputException wrong(int line, String what) {
        return new InputException(String.format(Locale.ROOT, "%s line %d: %s; run again", file, line + 1, what));
    }
}
