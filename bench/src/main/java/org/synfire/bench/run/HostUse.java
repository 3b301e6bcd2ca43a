package org.synfire.bench.run;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What this process has taken of the machine: time and memory. */
final class HostUse {
    private static final double NANOS = 1e9;

    private HostUse() {}

    /** Time since a moment. */
    record Elapsed(long startNanos, long startProcessorNanos) {
        static Elapsed now() {
            return new Elapsed(System.nanoTime(), processorNanos());
        }

        double seconds() {
            return (System.nanoTime() - startNanos) / NANOS;
        }

        double processorSeconds() {
            return (processorNanos() - startProcessorNanos) / NANOS;
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.1f s, %.1f s of processor time", seconds(), processorSeconds());
        }
    }

    /** Bytes of living objects. */
    static long heapBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long processorNanos() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }

    /** The most memory that the process had at once; 0 where the system does not say. */
    static long peakKibibytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
