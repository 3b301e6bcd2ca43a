package org.synfire.network.onnx;

import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * The memory that reading one file may take: half of what this JVM may have. What a file asks for is taken from it
 * before it is allocated, so that a corrupt size ends in an error that says so and not in an OutOfMemoryError.
 */
final class MemoryBudget {
    private final long totalBytes;
    private long takenBytes;

    MemoryBudget(long totalBytes) {
        this.totalBytes = totalBytes;
    }

    /** The budget of this JVM. */
    static MemoryBudget ofThisJvm() {
        return new MemoryBudget(Runtime.getRuntime().maxMemory() / 2);
    }

    /**
     * Takes room for {@code count} elements of {@code bytesEach}.
     *
     * @throws InputException if it is not there; {@code what} names what it was for
     */
    void take(long count, int bytesEach, String what) {
        if (count > (totalBytes - takenBytes) / bytesEach) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s needs %,d elements of %d bytes, but %,d of the %,d bytes for reading a model are left: "
                            + "start Java with a larger -Xmx",
                    what,
                    count,
                    bytesEach,
                    totalBytes - takenBytes,
                    totalBytes));
        }
        takenBytes += count * bytesEach;
    }
}
