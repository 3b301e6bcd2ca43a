package org.synfire.emulator.map;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Where the inputs along one axis land in the parts that the axis of their targets is cut into.
 *
 * @param way for each input a number that inputs share if the same entries bring them to the same parts;
 *     {@link AxisClasses#NONE} if it reaches none
 * @param ways one more than the greatest way
 * @param reach for each input the number of the set of parts it reaches
 * @param parts for each such set its parts, rising
 */
record AxisArrival(int[] way, int ways, int[] reach, int[][] parts) {
    /**
     * How one input lands.
     *
     * @param key equal for inputs that share their entries
     * @param parts the parts it reaches, rising, at least one
     */
    record OneInput(Object key, List<Integer> parts) {}

    /** @param arrival for each input how it lands, {@code null} if it reaches nothing */
    static AxisArrival of(int inputs, IntFunction<OneInput> arrival) {
        Numbering<Object> ways = new Numbering<>();
        Numbering<List<Integer>> reaches = new Numbering<>();
        int[] way = new int[inputs];
        int[] reach = new int[inputs];
        for (int i = 0; i < inputs; i++) {
            OneInput own = arrival.apply(i);
            way[i] = own == null ? AxisClasses.NONE : ways.number(own.key);
            reach[i] = own == null ? AxisClasses.NONE : reaches.number(own.parts);
        }
        int[][] parts = reaches.values().stream()
                .map(set -> set.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
        return new AxisArrival(way, ways.values().size(), reach, parts);
    }

    /** Every input, each with entries of its own, reaches every part. */
    static AxisArrival everywhere(int inputs, int parts) {
        return new AxisArrival(IntStream.range(0, inputs).toArray(), inputs, new int[inputs], new int[][] {
            IntStream.range(0, parts).toArray()
        });
    }

    /** Every input reaches the part of its own coordinate, by the same entry as its neighbours. */
    static AxisArrival straight(int[] bounds) {
        int[] partOf = Cut.partOf(bounds);
        return of(partOf.length, i -> new OneInput(partOf[i], List.of(partOf[i])));
    }

    /** Inputs under a sliding window, given how each part sees them. */
    static AxisArrival of(List<AxisClasses> parts) {
        return of(parts.getFirst().classOf().length, input -> {
            List<Integer> classes =
                    parts.stream().map(part -> part.classOf()[input]).toList();
            List<Integer> reached = new ArrayList<>();
            for (int p = 0; p < classes.size(); p++) {
                if (classes.get(p) != AxisClasses.NONE) {
                    reached.add(p);
                }
            }
            return reached.isEmpty() ? null : new OneInput(classes, reached);
        });
    }
}
