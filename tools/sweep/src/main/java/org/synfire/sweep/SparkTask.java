package org.synfire.sweep;

import java.io.IOException;
import java.io.Serial;
import org.apache.spark.api.java.function.Function;

/**
 * Carries out a task on an executor: {@code byte[]} of a request becomes what is in its answer's place.
 *
 * <p>The result is an array of two: the reason why this executor cannot carry out any task of the sweep, empty if it
 * can; and the bytes of the result. It has Java's own types alone, because classes of other loaders could not be read.
 *
 * <p><b>Exactness:</b> the result depends on the request alone, so a task that runs twice gives the same.
 */
final class SparkTask implements Function<byte[], Object[]> {
    @Serial
    private static final long serialVersionUID = 1;

    /** Of the process that planned the sweep. */
    private final String identity;

    /** Whether files come with the task; otherwise they lie where they are named. */
    private final boolean hasFiles;

    SparkTask(String identity, boolean hasFiles) {
        this.identity = identity;
        this.hasFiles = hasFiles;
    }

    @Override
    public Object[] call(byte[] request) throws IOException {
        ToolLoader tool = ToolLoader.here();
        String here = tool.identity();
        if (!here.equals(identity)) {
            return new Object[] {here, new byte[0]};
        }
        return new Object[] {"", tool.run(request, hasFiles ? ShippedFiles.root() : "")};
    }
}
