package org.synfire.emulator.map;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.Population;

/**
 * How a population is cut: into parts of its channels, its rows and its columns, one core for every combination.
 *
 * <p>Cores are numbered channel part by channel part, then row part by row part, then column part by column part.
 *
 * @param population what is cut
 * @param channels bounds of the channel parts: part i is {@code channels[i] .. channels[i + 1] - 1}
 * @param rows bounds of the row parts
 * @param columns bounds of the column parts
 */
record Cut(Population population, int[] channels, int[] rows, int[] columns) {
    static Cut whole(Population population) {
        Shape shape = population.shape();
        return new Cut(
                population,
                equalParts(shape.channels(), 1),
                equalParts(shape.height(), 1),
                equalParts(shape.width(), 1));
    }

    /** The same parts of another population of the same shape. */
    Cut of(Population other) {
        return new Cut(other, channels, rows, columns);
    }

    /** Bounds of parts whose sizes differ by at most 1. */
    static int[] equalParts(int size, int parts) {
        return IntStream.rangeClosed(0, parts)
                .map(i -> (int) ((long) size * i / parts))
                .toArray();
    }

    int channelParts() {
        return channels.length - 1;
    }

    int rowParts() {
        return rows.length - 1;
    }

    int columnParts() {
        return columns.length - 1;
    }

    int cores() {
        return channelParts() * rowParts() * columnParts();
    }

    int core(int channelPart, int rowPart, int columnPart) {
        return (channelPart * rowParts() + rowPart) * columnParts() + columnPart;
    }

    int channelPart(int core) {
        return core / columnParts() / rowParts();
    }

    int rowPart(int core) {
        return core / columnParts() % rowParts();
    }

    int columnPart(int core) {
        return core % columnParts();
    }

    /** Whether another cut of the same population has the same parts. */
    boolean isSame(Cut other) {
        return Arrays.equals(channels, other.channels)
                && Arrays.equals(rows, other.rows)
                && Arrays.equals(columns, other.columns);
    }

    /** Whether it is cut over space, which Darwin3's compiler does not do. */
    boolean isSpatial() {
        return rowParts() > 1 || columnParts() > 1;
    }

    Slice slice(int core, int id, int node) {
        int c = channelPart(core);
        int y = rowPart(core);
        int x = columnPart(core);
        return new Slice(
                id,
                node,
                population.id(),
                channels[c],
                channels[c + 1],
                rows[y],
                rows[y + 1],
                columns[x],
                columns[x + 1]);
    }

    /** For each coordinate of an axis the part it lies in. */
    static int[] partOf(int[] bounds) {
        int[] part = new int[bounds[bounds.length - 1]];
        for (int p = 0; p + 1 < bounds.length; p++) {
            Arrays.fill(part, bounds[p], bounds[p + 1], p);
        }
        return part;
    }

    /** Length of the longest part. */
    static int longest(int[] bounds) {
        return IntStream.range(1, bounds.length)
                .map(i -> bounds[i] - bounds[i - 1])
                .max()
                .orElseThrow();
    }
}
