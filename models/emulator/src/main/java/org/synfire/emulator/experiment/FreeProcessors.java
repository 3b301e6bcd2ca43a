package org.synfire.emulator.experiment;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How many processors of this machine other programs leave to this one. */
final class FreeProcessors {
    private static final long MEASURED_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private FreeProcessors() {}

    /** Measures for a tenth of a second; 1 at least. All of them where the system does not tell its load. */
    static int count() {
        int processors = Runtime.getRuntime().availableProcessors();
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system)) {
            return processors;
        }
        // what is asked first counts from the start of the process
        system.getCpuLoad();
        system.getProcessCpuLoad();
        long end = System.nanoTime() + MEASURED_NANOS;
        for (long left = MEASURED_NANOS; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        double all = system.getCpuLoad();
        double own = system.getProcessCpuLoad();
        if (all < 0 || own < 0) {
            return processors;
        }
        return Math.max(1, processors - (int) Math.round(Math.max(0, all - own) * processors));
    }
}
