package org.synfire.engine.actor;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.engine.AllocatedBytes;
import org.synfire.engine.measure.MeasurementPipeline;
import org.synfire.engine.memory.OffHeapLedger;

@ExtendWith(OffHeapLedger.class)
class StepEngineAllocationTest {
    private static final int WINDOW_STEPS = 5_000;
    private static final int MOST_WINDOWS = 100;
    private static final long ONCE_BYTES = 256;

    /**
     * Sends to all actors, itself too, in every step; looks at what its thread allocates in a window of steps and keeps
     * the least.
     */
    private static final class Chatterer implements Actor {
        private final int id;
        private final int actors;
        private final long[] packets = new long[20];
        private long receivedSum;
        private long windowBeganBytes;
        private long leastBytes = Long.MAX_VALUE;

        Chatterer(int id, int actors) {
            this.id = id;
            this.actors = actors;
        }

        @Override
        public void receive(long header, long[] packets, int from, int to, Wakes wakes) {
            for (int i = from; i < to; i++) {
                receivedSum += PacketFormat.payload(packets[i]);
            }
            wakes.atSlot(PacketFormat.tag(header), id);
        }

        @Override
        public void step(long step, StepContext context) {
            if (step % WINDOW_STEPS == 0) {
                windowBeganBytes = AllocatedBytes.ofThisThread();
            } else if (step % WINDOW_STEPS == WINDOW_STEPS - 1) {
                leastBytes = Math.min(leastBytes, AllocatedBytes.ofThisThread() - windowBeganBytes);
            }
            for (int to = 0; to < actors; to++) {
                context.send(to, PacketFormat.header(to, context.wakes().slot(step + 1)), packets, 0, packets.length);
            }
            context.record().append(receivedSum);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, false", "2, false", "1, true", "2, true"})
    @Timeout(120)
    void aStepAllocatesNothing(int workers, boolean measured) {
        int actors = 6;
        Chatterer[] all = IntStream.range(0, actors)
                .mapToObj(id -> new Chatterer(id, actors))
                .toArray(Chatterer[]::new);
        StepEngine.Builder builder = StepEngine.of(all)
                .ownedBy(
                        IntStream.range(0, actors).map(actor -> actor % workers).toArray(), workers)
                .ringCapacity(64);
        try (MeasurementPipeline pipeline =
                        new MeasurementPipeline(new MeasurementPipeline.Size(8, actors), List.of(record -> {}));
                StepEngine engine = (measured ? builder.measuredBy(pipeline) : builder).start()) {
            engine.wake(0, 0);
            for (int window = 0; window < MOST_WINDOWS && mostBytes(all) >= ONCE_BYTES; window++) {
                engine.run(WINDOW_STEPS);
            }
        }
        // code that the JVM recompiles in mid-run may allocate once what compiled code keeps in registers
        assertTrue(mostBytes(all) < ONCE_BYTES, "bytes in " + WINDOW_STEPS + " steps: " + mostBytes(all));
    }

    private static long mostBytes(Chatterer[] all) {
        return Arrays.stream(all)
                .mapToLong(chatterer -> chatterer.leastBytes)
                .max()
                .orElseThrow();
    }
}
