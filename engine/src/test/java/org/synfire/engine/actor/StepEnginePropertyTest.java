package org.synfire.engine.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class StepEnginePropertyTest {
    @Property(tries = 40)
    void theNumberOfWorkersDoesNotShow(
            @ForAll @IntRange(min = 1, max = 100) int actors,
            @ForAll @IntRange(max = 40) int burst,
            @ForAll @IntRange(min = 4, max = 8) int ringBits,
            @ForAll long seed) {
        long alone = fingerprint(actors, burst, seed, 1, ringBits);
        for (int workers = 2; workers <= 4; workers++) {
            assertEquals(alone, fingerprint(actors, burst, seed, workers, ringBits), workers + " workers");
        }
    }

    @Property(tries = 40)
    void workersThatAreApartInTimeDoNotShow(
            @ForAll @IntRange(min = 4, max = 100) int actors,
            @ForAll @IntRange(max = 40) int burst,
            @ForAll @IntRange(min = 4, max = 8) int ringBits,
            @ForAll @IntRange(min = 1, max = 7) int delay,
            @ForAll @IntRange(min = 1, max = 20) int lead,
            @ForAll long seed) {
        Gossip[] alone = Gossip.forward(actors, burst, seed, delay);
        long expected = Gossip.fingerprint(alone, StepEngine.of(alone), 100);
        for (int workers = 2; workers <= 4; workers++) {
            Gossip[] together = Gossip.forward(actors, burst, seed, delay);
            StepEngine.Builder builder = StepEngine.of(together)
                    .ownedBy(inOrder(actors, workers), workers)
                    .delays(delays(workers, delay, lead))
                    .ringCapacity(1 << ringBits);
            assertEquals(
                    expected,
                    assertTimeoutPreemptively(Duration.ofSeconds(30), () -> Gossip.fingerprint(together, builder, 100)),
                    workers + " workers");
        }
    }

    private static int[] inOrder(int actors, int workers) {
        return IntStream.range(0, actors).map(actor -> actor * workers / actors).toArray();
    }

    private static int[][] delays(int workers, int delay, int lead) {
        return IntStream.range(0, workers)
                .mapToObj(from -> IntStream.range(0, workers)
                        .map(to -> from < to ? delay : lead)
                        .toArray())
                .toArray(int[][]::new);
    }

    private static long fingerprint(int actors, int burst, long seed, int workers, int ringBits) {
        Gossip[] graph = Gossip.graph(actors, burst, seed);
        int[] owners = new Random(seed).ints(actors, 0, workers).toArray();
        return assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> Gossip.fingerprint(
                        graph, StepEngine.of(graph).ownedBy(owners, workers).ringCapacity(1 << ringBits), 40));
    }
}
