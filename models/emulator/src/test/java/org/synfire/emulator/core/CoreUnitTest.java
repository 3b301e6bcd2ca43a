package org.synfire.emulator.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.synfire.emulator.map.Slice;

class CoreUnitTest {
    private static Slice slice(int id, int population, int channelFrom, int channelTo, int rowFrom, int rowTo) {
        return new Slice(id, 10 + id, population, channelFrom, channelTo, rowFrom, rowTo, 0, 4);
    }

    /** Two rows of two slices, and a population of one. */
    private static final List<Slice> SLICES = List.of(
            slice(0, 1, 0, 3, 0, 2),
            slice(1, 1, 3, 5, 0, 2),
            slice(2, 1, 0, 3, 2, 4),
            slice(3, 1, 3, 5, 2, 4),
            slice(4, 2, 0, 5, 2, 4));

    private static List<List<Integer>> members(List<CoreUnit> units) {
        return units.stream()
                .map(unit -> unit.members().stream().map(Slice::id).toList())
                .toList();
    }

    @Test
    void neighbouringChannelsOfTheSamePositionsAreOneUnit() {
        List<CoreUnit> units = CoreUnit.fused(SLICES, slice -> true, core -> 0);
        assertEquals(List.of(List.of(0, 1), List.of(2, 3), List.of(4)), members(units));
        assertEquals(new Slice(1, 12, 1, 0, 5, 2, 4, 0, 4), units.get(1).slice());
        assertEquals(
                List.of(true, true, false),
                units.stream().map(CoreUnit::isFused).toList());
    }

    @Test
    void coresOfSeveralWorkersAndThoseThatMayNotAreByThemselves() {
        assertEquals(
                List.of(List.of(0, 1), List.of(2), List.of(3), List.of(4)),
                members(CoreUnit.fused(SLICES, slice -> true, core -> core / 3)));
        assertEquals(
                List.of(List.of(0), List.of(1), List.of(2, 3), List.of(4)),
                members(CoreUnit.fused(SLICES, slice -> slice.id() != 1, core -> 0)));
        assertEquals(5, CoreUnit.single(SLICES).size());
    }

    @Test
    void aUnitIsNotLargerThanACacheHolds() {
        List<Slice> large = List.of(slice(0, 1, 0, 3, 0, 2000), slice(1, 1, 3, 6, 0, 2000));
        assertEquals(2, CoreUnit.fused(large, slice -> true, core -> 0).size());
    }
}
