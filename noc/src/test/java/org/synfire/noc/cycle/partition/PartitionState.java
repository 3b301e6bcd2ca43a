package org.synfire.noc.cycle.partition;

/** What tests of a form read from the partitions of any form. */
public final class PartitionState {
    private PartitionState() {}

    /** The sizes and delays of a partition's network. */
    public static NetworkLayout layout(Partition partition) {
        return partition.layout;
    }

    /** The credits that a source has for a virtual channel of its router. */
    public static int sourceCredits(Partition partition, int router, int channel) {
        return partition.sources.credits(router, channel);
    }
}
