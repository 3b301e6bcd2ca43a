package org.synfire.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.emulator.core.Delivery;
import org.synfire.emulator.core.Grouping;

/** The benchmark answers a sample in each invocation, and its values are the reference's. */
@Timeout(120)
class WindowBenchmarkTest {
    @ParameterizedTest
    @CsvSource({"1, WORDS, FUSED", "4, PACKETS, SINGLE", "8, WORDS, FUSED", "8, PACKETS, FUSED"})
    void everyWindowComputesTheSamples(int window, Delivery delivery, Grouping grouping) {
        WindowBenchmark benchmark = new WindowBenchmark();
        benchmark.window = window;
        benchmark.delivery = delivery;
        benchmark.grouping = grouping;
        benchmark.open();
        for (int sample = 2; sample < 20; sample++) {
            assertEquals(sample, benchmark.sample());
        }
        benchmark.close();
    }
}
