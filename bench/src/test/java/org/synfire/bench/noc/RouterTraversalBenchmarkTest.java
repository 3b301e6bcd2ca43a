package org.synfire.bench.noc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The benchmark offers the load that it says, counts what crosses routers, and finds its own count right. */
class RouterTraversalBenchmarkTest {
    @ParameterizedTest
    @CsvSource({"8, 20, 1, 1, EVENT", "8, 20, 1, 2, LOCKSTEP", "8, 20, 4, 1, AUTO", "8, 20, 1, 1, AUTO"})
    void countsTraversalsOfTheLoad(
            int side, int percent, int channels, int threads, RouterTraversalBenchmark.Form form) {
        RouterTraversalBenchmark benchmark = new RouterTraversalBenchmark();
        benchmark.side = side;
        benchmark.percent = percent;
        benchmark.channels = channels;
        benchmark.threads = threads;
        benchmark.hopCycles = 3;
        benchmark.form = form;
        RouterTraversalBenchmark.Counted counted = new RouterTraversalBenchmark.Counted();
        benchmark.build();
        for (int invocation = 0; invocation < 20; invocation++) {
            benchmark.offer();
            benchmark.advance(counted);
        }
        benchmark.verify();
        double expected = 20 * 256 * 64 * 0.1 * (2 * 63 / 24.0 + 1);
        assertEquals(expected, counted.routerTraversals, 0.05 * expected);
    }
}
