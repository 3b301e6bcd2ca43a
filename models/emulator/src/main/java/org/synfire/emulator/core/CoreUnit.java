package org.synfire.emulator.core;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import org.synfire.emulator.map.Slice;

/**
 * Cores that are computed together: slices that hold neighbouring channels of the same positions of a population, as if
 * one core held them all.
 *
 * <p>They receive the same spikes, so these are delivered once; and their sums lie side by side, so that vectors fill.
 * What the chip counts stays with each of the cores.
 *
 * @param slice all of their channels; its number is that of the unit
 * @param members the cores, one or more, in rising order of their numbers, which follow one another
 */
record CoreUnit(Slice slice, List<Slice> members) {
    /** Most neurons of a unit of several cores: the sums shall stay in a processor's own cache. */
    private static final int MOST_NEURONS = 1 << 15;

    /** The core of the lowest number. */
    Slice first() {
        return members.getFirst();
    }

    /** Whether it has several cores. */
    boolean isFused() {
        return members.size() > 1;
    }

    /** Each core by itself. */
    static List<CoreUnit> single(List<Slice> slices) {
        return slices.stream().map(slice -> new CoreUnit(slice, List.of(slice))).toList();
    }

    /**
     * Cores of the same worker together, where they can be.
     *
     * @param slices numbered 0, 1, 2, ...
     * @param canBeFused which of them may be computed with others
     * @param ownerOf the worker of each of them
     */
    static List<CoreUnit> fused(List<Slice> slices, Predicate<Slice> canBeFused, IntUnaryOperator ownerOf) {
        List<CoreUnit> units = new ArrayList<>();
        List<Slice> members = new ArrayList<>();
        int neurons = 0;
        for (Slice slice : slices) {
            boolean joins = !members.isEmpty()
                    && canBeFused.test(slice)
                    && canBeFused.test(members.getLast())
                    && isNextTo(members.getLast(), slice)
                    && ownerOf.applyAsInt(slice.id())
                            == ownerOf.applyAsInt(members.getLast().id())
                    && neurons + slice.neurons() <= MOST_NEURONS;
            if (!joins && !members.isEmpty()) {
                units.add(of(units.size(), members));
                members.clear();
                neurons = 0;
            }
            members.add(slice);
            neurons += slice.neurons();
        }
        if (!members.isEmpty()) {
            units.add(of(units.size(), members));
        }
        return units;
    }

    private static boolean isNextTo(Slice one, Slice next) {
        return one.population() == next.population()
                && one.channelTo() == next.channelFrom()
                && one.rowFrom() == next.rowFrom()
                && one.rowTo() == next.rowTo()
                && one.columnFrom() == next.columnFrom()
                && one.columnTo() == next.columnTo();
    }

    private static CoreUnit of(int id, List<Slice> members) {
        Slice first = members.getFirst();
        return new CoreUnit(
                new Slice(
                        id,
                        first.node(),
                        first.population(),
                        first.channelFrom(),
                        members.getLast().channelTo(),
                        first.rowFrom(),
                        first.rowTo(),
                        first.columnFrom(),
                        first.columnTo()),
                List.copyOf(members));
    }
}
