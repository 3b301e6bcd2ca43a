package org.synfire.emulator.core;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Counts the synaptic operations of a step's spikes for each core of a unit.
 *
 * <p>Where every input meets all channels, a core's part is that of its channels; otherwise each core has counts of its
 * own.
 */
final class MemberOperations {
    private final OperationCounts all;
    private final int[] shares;
    private final int whole;
    private final List<OperationCounts> own;

    private MemberOperations(OperationCounts all, int[] shares, List<OperationCounts> own) {
        this.all = all;
        this.shares = shares;
        this.whole = Arrays.stream(shares).sum();
        this.own = own;
    }

    /** Of a core that is computed by itself. */
    static MemberOperations single(WindowSynapses table) {
        return new MemberOperations(table.operationCounts(), new int[] {1}, List.of());
    }

    /**
     * Of cores that are computed together.
     *
     * @param inputs elements of the synapses' input
     * @param table of the unit
     * @param members the table of each core
     * @param channels of each core
     */
    static MemberOperations of(int inputs, WindowSynapses table, List<SynapseTable> members, int[] channels) {
        int whole = Arrays.stream(channels).sum();
        int[] ofUnit = operations(inputs, table, table);
        List<int[]> ofMembers = members.stream()
                .map(member -> operations(inputs, table, member))
                .toList();
        boolean areShares = IntStream.range(0, channels.length)
                .allMatch(m -> IntStream.range(0, ofUnit.length)
                        .allMatch(axon -> (long) ofMembers.get(m)[axon] * whole == (long) ofUnit[axon] * channels[m]
                                || ofUnit[axon] == OperationCounts.UNUSED));
        return new MemberOperations(
                table.operationCounts(),
                channels,
                areShares
                        ? List.of()
                        : ofMembers.stream()
                                .map(of -> new OperationCounts(table.axonWords(), axon -> of[axon]))
                                .toList());
    }

    /** For each axon number of the unit how many operations a spike is at a member. */
    private static int[] operations(int inputs, SynapseTable table, SynapseTable member) {
        int[] of = new int[table.axonWords() * Long.SIZE];
        Arrays.fill(of, OperationCounts.UNUSED);
        for (int input = 0; input < inputs; input++) {
            int axon = table.axon(input);
            if (axon != SynapseTable.NO_AXON) {
                int atMember = member.axon(input);
                of[axon] = atMember == SynapseTable.NO_AXON ? 0 : member.operations(atMember);
            }
        }
        return of;
    }

    /** Adds the operations of spikes, which stay as they are, to those of each core. */
    void addTo(long[] operations, MemorySegment spikes) {
        if (own.isEmpty()) {
            long ofAll = all.of(spikes);
            for (int member = 0; member < shares.length; member++) {
                operations[member] += ofAll * shares[member] / whole;
            }
        } else {
            for (int member = 0; member < own.size(); member++) {
                operations[member] += own.get(member).of(spikes);
            }
        }
    }
}
