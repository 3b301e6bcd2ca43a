package org.synfire.engine.actor;

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
    private static final int ROUND_STEPS = 5_000;

    /** Sends to all actors, itself too, in every step, and marks what its thread has allocated. */
    private static final class Chatterer implements Actor {
        private final int id;
        private final int actors;
        private final long[] packets = new long[20];
        private final AllocatedBytes.Marks marks = new AllocatedBytes.Marks();
        private long receivedSum;

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
            marks.mark();
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
            for (int id = 0; id < actors; id++) {
                engine.wake(0, id);
            }
            AllocatedBytes.requireNone(() -> {
                for (Chatterer chatterer : all) {
                    chatterer.marks.restart();
                }
                engine.run(ROUND_STEPS);
                return Arrays.stream(all)
                        .mapToLong(chatterer -> chatterer.marks.bytes(ROUND_STEPS))
                        .sum();
            });
        }
    }
}
