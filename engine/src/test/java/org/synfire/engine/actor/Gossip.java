package org.synfire.engine.actor;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * An actor of a random graph: adds up what it receives by slot, mixes the sums into a state as steps go by, and sends
 * bursts of packets or a word, whose destinations, delays and payloads follow from that state. Any packet lost,
 * doubled, late or early changes the states of many.
 */
final class Gossip implements Actor {
    static final int HORIZON = 8;

    private final int id;
    private final int actors;
    private final int burst;
    private final int firstTo;
    private final int leastDelay;
    private final long[] sums = new long[HORIZON];
    private final long[] packets;
    private long state;
    private int visits;

    private Gossip(int id, int actors, int burst, long seed, int firstTo, int leastDelay) {
        this.id = id;
        this.firstTo = firstTo;
        this.leastDelay = leastDelay;
        this.actors = actors;
        this.burst = burst;
        packets = new long[burst];
        state = mix(seed + id);
    }

    static Gossip[] graph(int actors, int burst, long seed) {
        return IntStream.range(0, actors)
                .mapToObj(id -> new Gossip(id, actors, burst, seed, 0, 1))
                .toArray(Gossip[]::new);
    }

    /** A graph in which actors send only to themselves and to those of higher number, with a least delay. */
    static Gossip[] forward(int actors, int burst, long seed, int leastDelay) {
        return IntStream.range(0, actors)
                .mapToObj(id -> new Gossip(id, actors, burst, seed, id, leastDelay))
                .toArray(Gossip[]::new);
    }

    /** Runs a graph from a standing start and returns a hash of all that it did. */
    static long fingerprint(Gossip[] graph, StepEngine.Builder builder, int steps) {
        try (StepEngine engine = builder.wakeHorizon(HORIZON).start()) {
            for (int actor = 0; actor < graph.length; actor += 3) {
                engine.wake(actor % HORIZON, actor);
            }
            engine.run(steps / 3);
            engine.run(steps - steps / 3);
        }
        return Arrays.stream(graph).mapToLong(Gossip::state).reduce(0, (hash, state) -> mix(hash * 31 + state));
    }

    long state() {
        return mix(state + visits + Arrays.hashCode(sums));
    }

    int visits() {
        return visits;
    }

    @Override
    public void receive(long header, long[] packets, int from, int to, Wakes wakes) {
        int slot = PacketFormat.tag(header);
        for (int i = from; i < to; i++) {
            sums[slot] += mix(PacketFormat.payload(packets[i]));
        }
        wakes.atSlot(slot, id);
    }

    @Override
    public void receiveWords(long header, long[] words, int count, Wakes wakes) {
        int slot = PacketFormat.tag(header);
        for (int i = 0; i < count; i++) {
            sums[slot] += mix(words[i] ^ PacketFormat.payload(header));
        }
        wakes.atSlot(slot, id);
    }

    @Override
    public void step(long step, StepContext context) {
        visits++;
        int slot = context.wakes().slot(step);
        state = mix(state * 31 + sums[slot] + step);
        sums[slot] = 0;
        context.record().append(state);
        send(step, context, mix(state ^ 1));
        send(step, context, mix(state ^ 2));
        if (state % 5 == 0) {
            context.wakes().at(step + 1 + Long.remainderUnsigned(state, HORIZON - 1), id);
        }
    }

    private void send(long step, StepContext context, long choice) {
        int to = firstTo + (int) Long.remainderUnsigned(choice, actors - firstTo);
        int delay = leastDelay + (int) Long.remainderUnsigned(choice >>> 7, HORIZON - leastDelay);
        if (choice % 7 == 0) {
            long[] word = {choice};
            context.sendWords(to, PacketFormat.pack(to, context.wakes().slot(step + delay), 5), word, 1);
            return;
        }
        int count = (int) Long.remainderUnsigned(choice >>> 17, burst + 1);
        for (int i = 0; i < count; i++) {
            packets[i] = (choice + i) & PacketFormat.MAX_PAYLOAD;
        }
        context.send(to, PacketFormat.header(to, context.wakes().slot(step + delay)), packets, 0, count);
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
