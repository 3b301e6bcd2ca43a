package org.synfire.sweep;

import java.lang.reflect.InvocationTargetException;

/**
 * What {@code spark-submit} starts: the command line of Synfire with Spark behind it.
 *
 * <p>Spark says where the sweep runs, so {@code --on} may be left out.
 */
public final class Submission {
    private Submission() {}

    /**
     * Runs the command line and ends the process with its status.
     *
     * @param arguments such as {@code sweep FILE.yaml --out DIR}
     */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        ClassLoader loader = ToolLoader.loader(Submission.class.getClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        try {
            loader.loadClass("org.synfire.tools.Synfire")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) arguments);
        } catch (InvocationTargetException failed) {
            throw new IllegalStateException("Synfire cannot be started", failed.getCause());
        }
    }
}
