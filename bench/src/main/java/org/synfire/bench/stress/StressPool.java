package org.synfire.bench.stress;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.synfire.engine.memory.StateArena;

/**
 * Things with off-heap memory, used by one stress state after the other: jcstress makes and drops states by the
 * million, and dropping frees no such memory. The memory itself is held until the stress process ends.
 */
final class StressPool<T> {
    private static final long ARENA_BYTES = 64L << 20;

    private final StateArena arena = StateArena.ofBytes(ARENA_BYTES, "things under stress");
    private final ConcurrentLinkedQueue<T> free = new ConcurrentLinkedQueue<>();
    private final Function<StateArena, T> maker;

    StressPool(Function<StateArena, T> maker) {
        this.maker = maker;
    }

    T take() {
        T thing = free.poll();
        return thing == null ? make() : thing;
    }

    private synchronized T make() {
        return maker.apply(arena);
    }

    void giveBack(T thing) {
        free.add(thing);
    }
}
