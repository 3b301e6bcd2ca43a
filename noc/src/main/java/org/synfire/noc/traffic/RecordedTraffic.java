package org.synfire.noc.traffic;

/** The packets of another source, each of them written to a trace as the cursor leaves it. */
public final class RecordedTraffic implements PacketSource {
    private final PacketSource packets;
    private final TraceWriter trace;

    /**
     * @param packets the source
     * @param trace takes every packet; closed by its owner
     */
    public RecordedTraffic(PacketSource packets, TraceWriter trace) {
        this.packets = packets;
        this.trace = trace;
    }

    @Override
    public long cycle() {
        return packets.cycle();
    }

    @Override
    public int source() {
        return packets.source();
    }

    @Override
    public int destination() {
        return packets.destination();
    }

    @Override
    public void advance() {
        if (packets.cycle() != NO_MORE) {
            trace.add(packets.cycle(), packets.source(), packets.destination());
        }
        packets.advance();
    }
}
