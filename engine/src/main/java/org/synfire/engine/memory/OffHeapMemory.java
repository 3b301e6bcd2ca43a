package org.synfire.engine.memory;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much off-heap memory this process holds in arenas and how much it can still take.
 *
 * <p>What the operating system has left bounds it; so does {@code -XX:MaxDirectMemorySize} where it is given. The
 * virtual machine itself counts and limits direct buffers only, not arenas, so that the account of them is kept here:
 * it is the process's, as memory is.
 *
 * <p><b>Threads:</b> any. All figures are snapshots; another process may take memory right after one was read.
 */
public final class OffHeapMemory {
    private static final Path MEMINFO = Path.of("/proc/meminfo");
    private static final AtomicLong HELD_BYTES = new AtomicLong();

    private OffHeapMemory() {}

    /** Bytes that the open arenas of this process hold. */
    public static long heldBytes() {
        return HELD_BYTES.get();
    }

    /**
     * Bytes that can still be taken: what the machine has left, or what {@code -XX:MaxDirectMemorySize} leaves if that
     * is less.
     */
    public static long availableBytes() {
        return Math.min(underLimitBytes(), physicalBytes());
    }

    static void take(long bytes) {
        HELD_BYTES.addAndGet(bytes);
    }

    static void giveBack(long bytes) {
        HELD_BYTES.addAndGet(-bytes);
    }

    /** Why there is no more than {@link #availableBytes()}, and what to do about it. */
    static String bound() {
        return underLimitBytes() < physicalBytes()
                ? "-XX:MaxDirectMemorySize leaves no more: raise it"
                : "the machine has no more: free some, or ask for less";
    }

    private static long underLimitBytes() {
        long limitBytes = limitBytes();
        return limitBytes == Long.MAX_VALUE ? limitBytes : Math.max(0, limitBytes - heldBytes() - directBufferBytes());
    }

    /** The limit that was given, {@link Long#MAX_VALUE} if none was. */
    private static long limitBytes() {
        HotSpotDiagnosticMXBean vm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        long givenBytes = Long.parseLong(vm.getVMOption("MaxDirectMemorySize").getValue());
        return givenBytes == 0 ? Long.MAX_VALUE : givenBytes;
    }

    private static long directBufferBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    /** Bytes of physical memory that the operating system, or the container around this process, has left. */
    private static long physicalBytes() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        OptionalLong reclaimable = meminfoBytes("MemAvailable");
        OptionalLong machine = meminfoBytes("MemTotal");
        if (reclaimable.isEmpty() || machine.isEmpty()) {
            return system.getFreeMemorySize();
        }
        // a container's limit shows in the bean only, the page cache that can be given back in meminfo only
        boolean inContainer = system.getTotalMemorySize() < machine.getAsLong();
        return inContainer ? Math.min(reclaimable.getAsLong(), system.getFreeMemorySize()) : reclaimable.getAsLong();
    }

    private static OptionalLong meminfoBytes(String key) {
        if (!Files.isReadable(MEMINFO)) {
            return OptionalLong.empty();
        }
        try (var lines = Files.lines(MEMINFO)) {
            return lines.filter(line -> line.startsWith(key + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst();
        } catch (IOException unreadable) {
            return OptionalLong.empty();
        }
    }
}
