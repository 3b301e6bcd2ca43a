package org.synfire.engine.actor;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.engine.measure.MeasurementPipeline;
import org.synfire.engine.memory.StateArena;

/**
 * Runs actors step by step on one or more workers.
 *
 * <pre>{@code
 * try (StepEngine engine = StepEngine.of(actors).ownedBy(ownerOfActor, 2).wakeHorizon(8).start()) {
 *     engine.wake(0, firstActor);
 *     engine.run(1000);
 * }
 * }</pre>
 *
 * In each step a worker takes in the packets of the step before, visits those of its actors that are due in ascending
 * order of their ids, publishes its record of the step and waits for what others have yet to send. What actors compute
 * does not depend on the number of workers as long as they keep to the contract of {@link Actor}.
 *
 * <p><b>Threads:</b> worker 0 runs in the thread that calls {@link #run}, the others in daemon threads that are started
 * with the engine. {@link #requestStop} and {@link #step} may be called from any thread; the other calls exclude each
 * other. <b>Memory:</b> a ring for each ordered pair of workers, off-heap, taken at the start; a step allocates
 * nothing. <b>Limits:</b> 1..{@value #MAX_WORKERS} workers, {@link PacketFormat#MAX_ACTOR} + 1 actors. A full ring or
 * slow consumers of records make workers wait; nothing is dropped. <b>Failure:</b> what an actor or a consumer of
 * records throws ends the run on all workers and comes out of {@link #run}. The engine cannot run again then.
 */
public final class StepEngine implements AutoCloseable, Checkpointed {
    /** The largest number of workers. */
    public static final int MAX_WORKERS = 64;

    private final StateArena arena;
    private final RunControl control;
    private final int[] ownerOfActor;
    private final int horizon;
    private final Worker[] workers;
    private final ExecutorService threads;

    private StepEngine(Builder builder, StateArena arena) {
        int count = builder.workers;
        this.arena = arena;
        ownerOfActor = builder.ownerOfActor;
        horizon = builder.wakeHorizon;
        control = new RunControl(count, count == 1 ? 1 : builder.lead());
        Worker.Shared shared = new Worker.Shared(
                builder.actors,
                ownerOfActor,
                builder.wakeHorizon,
                new PacketGrid(arena, count, builder.ringCapacity),
                builder.delays(),
                control);
        workers = IntStream.range(0, count)
                .mapToObj(id -> new Worker(id, shared, builder.recorder.get(), builder.idle.get()))
                .toArray(Worker[]::new);
        threads = startThreads(count - 1);
    }

    private static ExecutorService startThreads(int count) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                count, Math.max(1, count), 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "synfire-worker-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.prestartAllCoreThreads();
        return pool;
    }

    /**
     * A builder; as it stands one worker owns all of them.
     *
     * @param actors the actors, at the index of their ids
     */
    public static Builder of(Actor... actors) {
        return new Builder(actors.clone());
    }

    /**
     * Asks for a visit, to set things going between runs.
     *
     * @param step the step to be visited in, from {@link #step()} on
     * @param actor id of the actor
     * @throws IllegalArgumentException if the step is past
     * @throws IndexOutOfBoundsException if there is no such actor
     */
    public synchronized void wake(long step, int actor) {
        requireUsable();
        workers[ownerOfActor[actor]].wake(step, actor);
    }

    /**
     * Runs steps; returns when they are done, or when {@link #requestStop} ended them early. May be called again, to go
     * on.
     *
     * @param steps number of steps, at least 0
     * @return number of steps done, less than asked for only if a stop was requested
     * @throws IllegalStateException if the engine is closed, or failed before
     */
    public synchronized long run(long steps) {
        if (steps < 0) {
            throw new IllegalArgumentException("steps must be at least 0, was " + steps);
        }
        requireUsable();
        if (control.takeStopRequest()) {
            return 0;
        }
        long first = control.step();
        control.limit(Math.addExact(first, steps));
        CompletableFuture<?>[] others = Arrays.stream(workers)
                .skip(1)
                .map(worker -> CompletableFuture.runAsync(worker::run, threads))
                .toArray(CompletableFuture<?>[]::new);
        workers[0].run();
        CompletableFuture.allOf(others).join();
        rethrowFailure();
        return control.step() - first;
    }

    private void requireUsable() {
        if (arena.isClosed()) {
            throw new IllegalStateException("the engine is closed");
        }
        control.failure().ifPresent(failure -> {
            throw new IllegalStateException("the engine failed before step " + control.step() + " was done", failure);
        });
    }

    private void rethrowFailure() {
        control.failure().ifPresent(failure -> {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        });
    }

    /**
     * Makes the run at work return after its current step, or as many steps later as a worker can be ahead of another;
     * where none is, or that step is its last, the next one returns before its first. May be called from any thread.
     */
    public void requestStop() {
        control.requestStop();
    }

    /**
     * The step to be taken next, and in which steps which actors are due: all that is the engine's own between runs,
     * when no packet is on its way. The state of another engine can be restored that has the same actors and horizon
     * and any number of workers.
     *
     * @throws IllegalStateException if the engine is closed, or failed before
     */
    @Override
    public synchronized void state(StateFields fields) {
        requireUsable();
        long next = fields.whole("step", control.step());
        long[] due = new long[Math.multiplyExact(ownerOfActor.length, WakeCalendar.wordsPerActor(horizon))];
        long[] later = new long[ownerOfActor.length];
        for (Worker worker : workers) {
            worker.calendar().copyTo(due, later);
        }
        fields.all("slots in which actors are due", due);
        fields.all("later steps in which actors are due", later);
        for (Worker worker : workers) {
            worker.goOnFrom(due, later, next);
        }
        control.goOnFrom(next);
    }

    /** The step to be taken next, 0 at first; a snapshot while a run is at work. */
    public long step() {
        return control.step();
    }

    /**
     * Ends the run at work after its current step, ends the workers' threads and gives the memory back; a second call
     * does nothing.
     */
    @Override
    public void close() {
        requestStop();
        synchronized (this) {
            threads.close();
            arena.close();
        }
    }

    /** Gathers what an engine needs. */
    public static final class Builder {
        private static final int MAX_SPINS = 200;
        private static final int MAX_YIELDS = 200;
        private static final long MIN_PARK_NANOS = 1_000;
        private static final long MAX_PARK_NANOS = 100_000;

        private final Actor[] actors;
        private int[] ownerOfActor;
        private int workers = 1;
        private int wakeHorizon = 64;
        private int ringCapacity = 1 << 14;
        private int[][] delays = new int[0][];
        private Supplier<? extends IdleStrategy> idle =
                () -> new BackoffIdleStrategy(MAX_SPINS, MAX_YIELDS, MIN_PARK_NANOS, MAX_PARK_NANOS);
        private Supplier<Recorder> recorder = () -> Recorder.NONE;

        private Builder(Actor[] actors) {
            if (actors.length > PacketFormat.MAX_ACTOR + 1) {
                throw new IllegalArgumentException(
                        "at most " + (PacketFormat.MAX_ACTOR + 1) + " actors, were " + actors.length);
            }
            this.actors = actors;
            ownerOfActor = new int[actors.length];
        }

        /**
         * Says who owns the actors.
         *
         * @param ownerOfActor for each actor the worker that owns it, 0 until {@code workers}
         * @param workers number of workers, 1..{@value #MAX_WORKERS}
         */
        public Builder ownedBy(int[] ownerOfActor, int workers) {
            if (workers < 1 || workers > MAX_WORKERS) {
                throw new IllegalArgumentException("workers are 1.." + MAX_WORKERS + ", was " + workers);
            }
            if (ownerOfActor.length != actors.length
                    || Arrays.stream(ownerOfActor).anyMatch(owner -> owner < 0 || owner >= workers)) {
                throw new IllegalArgumentException(String.format(
                        Locale.ROOT, "each of the %d actors needs an owner, 0..%d", actors.length, workers - 1));
            }
            this.ownerOfActor = ownerOfActor.clone();
            this.workers = workers;
            return this;
        }

        /**
         * Sets the horizon of wakes.
         *
         * @param steps how many slots there are, see {@link Wakes}; a power of two, at least 2, at most 2^16; 64 if not
         *     set
         */
        public Builder wakeHorizon(int steps) {
            if (steps < 2 || steps > 1 << 16 || Integer.bitCount(steps) != 1) {
                throw new IllegalArgumentException("the wake horizon is a power of two, 2..65536, was " + steps);
            }
            wakeHorizon = steps;
            return this;
        }

        /**
         * Sets the capacity of the rings.
         *
         * @param packets capacity of each ring between two workers, as {@link org.synfire.engine.ring.PacketRing} takes
         *     it; 16384 if not set
         */
        public Builder ringCapacity(int packets) {
            ringCapacity = packets;
            return this;
        }

        /**
         * Lets workers be apart in time.
         *
         * @param steps [from][to] after how many steps, at least, what an actor of one worker sends is needed by an
         *     actor of another: packets sent in step t are received before step {@code t + steps}; 1 or more. Where
         *     nothing is ever sent, it says how far ahead the receiver may be. The greatest of them is how far apart
         *     two workers can be. If not set, all are 1: workers meet after each step
         */
        public Builder delays(int[][] steps) {
            if (Stream.of(steps).flatMapToInt(IntStream::of).anyMatch(delay -> delay < 1)) {
                throw new IllegalArgumentException("a delay between workers is 1 step or more");
            }
            delays = Stream.of(steps).map(int[]::clone).toArray(int[][]::new);
            return this;
        }

        private int[][] delays() {
            if (delays.length == 0) {
                int[] ones = IntStream.range(0, workers).map(to -> 1).toArray();
                return IntStream.range(0, workers).mapToObj(from -> ones).toArray(int[][]::new);
            }
            if (delays.length != workers || Stream.of(delays).anyMatch(of -> of.length != workers)) {
                throw new IllegalArgumentException(
                        "delays between " + workers + " workers need so many rows and columns");
            }
            return delays;
        }

        private int lead() {
            return Stream.of(delays()).flatMapToInt(IntStream::of).max().orElse(1);
        }

        /**
         * Says what workers do while they wait.
         *
         * @param idle makes for each worker what it does while it waits; if not set, it spins briefly, then yields,
         *     then parks
         */
        public Builder idle(Supplier<? extends IdleStrategy> idle) {
            this.idle = Objects.requireNonNull(idle);
            return this;
        }

        /**
         * Has the steps measured.
         *
         * @param pipeline takes the records of the steps; stays the caller's to close; if not set, nobody measures
         */
        public Builder measuredBy(MeasurementPipeline pipeline) {
            Objects.requireNonNull(pipeline);
            recorder = () -> Recorder.into(pipeline);
            return this;
        }

        /**
         * The engine, at step 0, its threads started.
         *
         * @throws org.synfire.engine.memory.InsufficientMemoryException if there is no room for the rings between the
         *     workers
         */
        public StepEngine start() {
            long bytes = PacketGrid.sizeBytes(workers, ringCapacity);
            StateArena arena = StateArena.ofBytes(bytes, "packet rings between " + workers + " workers");
            try {
                return new StepEngine(this, arena);
            } catch (RuntimeException | Error failure) {
                arena.close();
                throw failure;
            }
        }
    }
}
