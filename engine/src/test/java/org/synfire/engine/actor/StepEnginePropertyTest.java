package org.synfire.engine.actor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Random;
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

    private static long fingerprint(int actors, int burst, long seed, int workers, int ringBits) {
        Gossip[] graph = Gossip.graph(actors, burst, seed);
        int[] owners = new Random(seed).ints(actors, 0, workers).toArray();
        return assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> Gossip.fingerprint(
                        graph, StepEngine.of(graph).ownedBy(owners, workers).ringCapacity(1 << ringBits), 40));
    }
}
