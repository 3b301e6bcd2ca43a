package org.synfire.sweep;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.function.BiFunction;
import java.util.jar.JarFile;

/**
 * Synfire as a process has it: behind a class loader of its own if it comes in one jar with this class, which Spark
 * loads beside its own libraries; otherwise on the class path.
 *
 * <p><b>Threads:</b> any.
 */
final class ToolLoader {
    private static final String PROGRAM = "org.synfire.tools.TaskProgram";

    private final ClassLoader loader;
    private final BiFunction<byte[], String, byte[]> program;

    /** Loaded when it is first asked for; native libraries can be loaded once in a process. */
    private static final class Here {
        private static final ToolLoader TOOL = new ToolLoader(loader(null));
    }

    private ToolLoader(ClassLoader loader) {
        this.loader = loader;
        this.program = program(loader);
    }

    @SuppressWarnings("unchecked")
    private static BiFunction<byte[], String, byte[]> program(ClassLoader loader) {
        try {
            return (BiFunction<byte[], String, byte[]>)
                    loader.loadClass(PROGRAM).getConstructor().newInstance();
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException("the jar with Synfire is not whole", broken);
        }
    }

    static ToolLoader here() {
        return Here.TOOL;
    }

    /**
     * The loader of Synfire's classes.
     *
     * @param spark where the classes of Spark are found; null if they are not needed
     */
    static ClassLoader loader(ClassLoader spark) {
        URL source = ToolLoader.class.getProtectionDomain().getCodeSource().getLocation();
        return isWhole(source) ? new OwnLoader(source, spark) : ToolLoader.class.getClassLoader();
    }

    /** The jar that executors get, if this class comes from it. */
    private static boolean isWhole(URL source) {
        if (!source.getPath().endsWith(".jar")) {
            return false;
        }
        try (JarFile jar = new JarFile(source.getPath())) {
            return jar.getEntry(PROGRAM.replace('.', '/') + ".class") != null;
        } catch (IOException unreadable) {
            throw new IllegalStateException(source + " cannot be read", unreadable);
        }
    }

    /** Version, commit and Java of this process. */
    String identity() {
        try {
            return (String) loader.loadClass(PROGRAM).getMethod("identity").invoke(null);
        } catch (ReflectiveOperationException other) {
            return "another version of Synfire";
        }
    }

    byte[] run(byte[] request, String root) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            return program.apply(request, root);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Sees Java and one jar, and of Spark what it is told to. */
    private static final class OwnLoader extends URLClassLoader {
        private final ClassLoader spark;

        OwnLoader(URL jar, ClassLoader spark) {
            super(new URL[] {jar}, ClassLoader.getPlatformClassLoader());
            this.spark = spark;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (spark != null && name.matches("(org\\.apache\\.spark|scala)\\..*")) {
                return spark.loadClass(name);
            }
            return super.findClass(name);
        }
    }
}
