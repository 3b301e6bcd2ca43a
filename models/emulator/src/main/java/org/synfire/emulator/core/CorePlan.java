package org.synfire.emulator.core;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.stream.IntStream;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.neuron.SumLayout;

/**
 * A core, or several that are computed together, before it has memory.
 *
 * @param window steps of a sample that it adds up at one visit
 * @param firingsWanted for each core for how many of the first samples its record says which neurons fired
 * @param potentialsWanted for how many of the first samples somebody reads potentials
 * @param departures how its spikes travel
 * @param counted for each core the departures that the chip counts; empty if these are those above
 * @param operations for each arrival the counts of its operations; empty without a window
 * @param mostSpikes of a neuron in a step
 * @param state its off-heap fields
 */
record CorePlan(
        CoreUnit unit,
        int window,
        List<Long> firingsWanted,
        long potentialsWanted,
        SumLayout sums,
        List<Arrival> arrivals,
        List<Departure> departures,
        List<List<Departure>> counted,
        List<MemberOperations> operations,
        int mostSpikes,
        CoreState state) {
    /** All of its neurons. */
    Slice slice() {
        return unit.slice();
    }

    /** Words that are noted of routes in a step at most, until a record takes them: once for each spike of a neuron. */
    int routeWords() {
        int ofCounted = counted.stream().mapToInt(CorePlan::noteWords).max().orElse(0);
        return mostSpikes * Math.max(noteWords(departures), ofCounted);
    }

    private static int noteWords(List<Departure> departures) {
        return departures.stream()
                .flatMap(departure -> departure.branches().stream())
                .mapToInt(OutputPort.Branch::noteWords)
                .sum();
    }

    List<SparseGroups.Reader> sparse() {
        return arrivals.stream()
                .filter(arrival -> arrival.table() instanceof SparseTable)
                .map(arrival -> new SparseGroups.Reader(arrival.projection(), (SparseTable) arrival.table()))
                .toList();
    }

    /**
     * Memory of each of the cores: what they share is divided by neurons.
     *
     * @param shared off-heap bytes of its part of what units share
     */
    List<CoreBytes> bytes(long shared) {
        long weights = arrivals.stream()
                .mapToLong(arrival -> arrival.table().weightBytes())
                .sum();
        long tables = arrivals.stream()
                .mapToLong(arrival -> arrival.table().tableBytes())
                .sum();
        long sent = departures.stream()
                .flatMap(departure -> departure.branches().stream())
                .mapToLong(OutputPort.Branch::bytes)
                .sum();
        return unit.members().stream()
                .map(member -> new CoreBytes(
                        part(state.layout().sizeBytes() + shared, member),
                        part(state.potentialBytes(), member),
                        part(weights, member),
                        part(tables + sent, member)))
                .toList();
    }

    private long part(long bytes, Slice member) {
        return bytes * member.neurons() / slice().neurons();
    }

    /** The planes of one arrival in its memory, one bank after the other. */
    MemorySegment[] bits(int arrival, MemorySegment memory) {
        return state.inputs().get(arrival).stream()
                .map(field -> field.in(memory))
                .toArray(MemorySegment[]::new);
    }

    /** The numbers of the arrivals. */
    IntStream arrivalNumbers() {
        return IntStream.range(0, arrivals.size());
    }

    /** Words of the records of a step. */
    int recordWords() {
        return IntStream.range(0, unit.members().size()).map(this::recordWords).sum();
    }

    private int recordWords(int member) {
        Slice slice = unit.members().get(member);
        List<Departure> noted = counted.isEmpty() ? departures : counted.get(member);
        return CoreRecord.maxWords(
                mostSpikes * noteWords(noted),
                firingsWanted.get(member) > 0 ? mostSpikes * Math.ceilDiv(slice.neurons(), Long.SIZE) : 0,
                potentialsWanted > 0 ? slice.neurons() : 0);
    }
}
