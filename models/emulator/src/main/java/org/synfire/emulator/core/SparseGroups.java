package org.synfire.emulator.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.synfire.emulator.map.Slice;
import org.synfire.engine.memory.RecordLayout;
import org.synfire.engine.memory.StateArena;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.SparseSynapses;

/** Which cores share the synapses of sparse projections: those of one worker, as far as their neurons fit a group. */
final class SparseGroups {
    private final List<Group> groups = new ArrayList<>();

    /** A sparse projection at a core. */
    record Reader(Projection projection, SparseTable table) {}

    /** A core with sparse projections. */
    private record Member(Slice slice, List<Reader> readers, int firstNeuron) {
        int longest() {
            return readers.stream()
                    .mapToInt(reader -> reader.table.largestExtraDelay())
                    .max()
                    .orElseThrow();
        }
    }

    private record Group(List<Member> members, int owner) {
        int neurons() {
            Member last = members.getLast();
            return last.firstNeuron + last.slice.neurons();
        }

        int longest() {
            return members.stream().mapToInt(Member::longest).max().orElseThrow();
        }

        RecordLayout layout() {
            return SharedSums.layout(
                    "synapses of cores from " + members.getFirst().slice.id(), neurons(), longest());
        }

        List<Projection> projections() {
            return members.stream()
                    .flatMap(member -> member.readers.stream().map(Reader::projection))
                    .distinct()
                    .toList();
        }

        /** Makes the sums and synapses, and tells the cores. */
        void build(StateArena arena, List<Optional<DueSums>> due) {
            RecordLayout layout = layout();
            SharedSums sums = new SharedSums(layout, arena.allocate(layout), neurons(), longest());
            for (Member member : members) {
                due.set(
                        member.slice.id(),
                        Optional.of(new DueSums(sums, member.firstNeuron, member.slice.neurons(), member.longest())));
            }
            for (Projection projection : projections()) {
                place(projection, sums);
            }
        }

        private void place(Projection projection, SharedSums sums) {
            SparseSynapses all = (SparseSynapses) projection.synapses();
            int[] neuronOf = new int[all.out().size()];
            Arrays.fill(neuronOf, -1);
            for (Member member : members) {
                if (member.slice.population() == projection.target()) {
                    for (int n = 0; n < member.slice.neurons(); n++) {
                        neuronOf[member.slice.element(all.out(), n)] = member.firstNeuron + n;
                    }
                }
            }
            SharedSynapses shared = new SharedSynapses(all, neuronOf, sums);
            boolean[] isAdded = new boolean[all.in().size()];
            members.stream()
                    .flatMap(member -> member.readers.stream())
                    .filter(reader -> reader.projection == projection)
                    .forEach(reader -> reader.table.placeSynapses(shared, isAdded));
        }
    }

    /** Adds a core, in the order of owners; cores without readers have no group. */
    void add(Slice slice, int owner, List<Reader> readers) {
        if (readers.isEmpty()) {
            return;
        }
        boolean fits = !groups.isEmpty()
                && groups.getLast().owner == owner
                && groups.getLast().neurons() + slice.neurons() <= SharedSums.MOST_NEURONS;
        if (!fits) {
            groups.add(new Group(new ArrayList<>(), owner));
        }
        Group group = groups.getLast();
        group.members.add(new Member(slice, readers, group.members.isEmpty() ? 0 : group.neurons()));
    }

    /** Off-heap bytes of all groups. */
    long stateBytes() {
        return groups.stream().mapToLong(group -> group.layout().sizeBytes()).sum();
    }

    /** For each core of the network its part of its group's off-heap bytes, by the number of its neurons. */
    long[] bytesOfCores(int cores) {
        long[] bytes = new long[cores];
        for (Group group : groups) {
            long all = group.layout().sizeBytes();
            for (Member member : group.members) {
                long before = all * member.firstNeuron / group.neurons();
                int end = member.firstNeuron + member.slice.neurons();
                bytes[member.slice.id()] = all * end / group.neurons() - before;
            }
        }
        return bytes;
    }

    /**
     * Makes the sums and synapses of all groups.
     *
     * @param cores of the network
     * @return for each core its sums
     */
    List<Optional<DueSums>> build(StateArena arena, int cores) {
        List<Optional<DueSums>> due = new ArrayList<>(Collections.nCopies(cores, Optional.empty()));
        groups.forEach(group -> group.build(arena, due));
        return due;
    }
}
