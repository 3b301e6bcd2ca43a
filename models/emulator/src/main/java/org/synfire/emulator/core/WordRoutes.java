package org.synfire.emulator.core;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.synfire.engine.actor.PacketFormat;
import org.synfire.engine.actor.Wakes;
import org.synfire.engine.ring.PacketRing;

/**
 * The routes by which words go from one worker to another. A message names its route by number, and ends with a word
 * that says how many packets it is.
 *
 * <p><b>Threads:</b> complete before the workers begin; read only then.
 */
final class WordRoutes {
    /** A message goes to no other worker. */
    static final int NONE = -1;

    private final CoreActor[] cores;
    private final IntUnaryOperator workerOf;
    private final int longestMessage;
    private final List<WordRoute> routes = new ArrayList<>();

    /**
     * @param cores all of them, at the index of their numbers
     * @param workerOf each core's worker
     * @param ringCapacity words of a ring between two workers
     */
    WordRoutes(CoreActor[] cores, IntUnaryOperator workerOf, int ringCapacity) {
        this.cores = cores;
        this.workerOf = workerOf;
        this.longestMessage = PacketRing.longestBatch(ringCapacity);
    }

    /** The destinations of a branch that belong to a worker. */
    WordRoute route(AxonRuns runs, OutputPort.Branch branch, int worker) {
        int[] to = branch.route().to();
        int[] ofWorker = IntStream.range(0, to.length)
                .filter(d -> workerOf.applyAsInt(to[d]) == worker)
                .toArray();
        return new WordRoute(
                runs,
                IntStream.of(ofWorker).mapToObj(d -> cores[to[d]]).toArray(CoreActor[]::new),
                IntStream.of(ofWorker)
                        .map(d -> CoreActor.input(branch.headers()[d]))
                        .toArray());
    }

    int workerOf(int core) {
        return workerOf.applyAsInt(core);
    }

    /**
     * Opens a route to another worker.
     *
     * @return its number, or {@link #NONE} if its words do not fit a ring or the numbers are used up
     */
    int open(WordRoute route) {
        if (route.runs().words().length + 1 > longestMessage || routes.size() > PacketFormat.MAX_PAYLOAD) {
            return NONE;
        }
        routes.add(route);
        return routes.size() - 1;
    }

    /** Takes a message in. */
    void receive(long header, long[] words, int count, Wakes wakes) {
        long last = words[count - 1];
        routes.get(PacketFormat.payload(header))
                .deliver(CoreActor.slot(header), (int) (last >>> Integer.SIZE), words, (int) last, wakes);
    }

    /** The last word of a message. */
    static long lastWord(int plane, int packets) {
        return (long) plane << Integer.SIZE | packets;
    }
}
