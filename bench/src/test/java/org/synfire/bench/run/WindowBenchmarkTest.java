package org.synfire.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The benchmark answers a sample in each invocation, and its values are the reference's. */
@Timeout(120)
class WindowBenchmarkTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 8})
    void everyWindowComputesTheSamples(int window) {
        WindowBenchmark benchmark = new WindowBenchmark();
        benchmark.window = window;
        benchmark.open();
        for (int sample = 2; sample < 20; sample++) {
            assertEquals(sample, benchmark.sample());
        }
        benchmark.close();
    }
}
