package org.synfire.sweep;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
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
        private static final ToolLoader TOOL = new ToolLoader(loader(ClassLoader.getPlatformClassLoader()));
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
     * @param others has what Synfire does not bring along itself
     */
    static ClassLoader loader(ClassLoader others) {
        URL source = ToolLoader.class.getProtectionDomain().getCodeSource().getLocation();
        return isWhole(source) ? new OwnLoader(source, others) : ToolLoader.class.getClassLoader();
    }

    /** Whether this class comes from the jar that executors get. */
    private static boolean isWhole(URL source) {
        if (!source.getPath().endsWith(".jar")) {
            return false;
        }
        try (JarFile jar = new JarFile(Path.of(source.toURI()).toFile())) {
            return jar.getEntry(PROGRAM.replace('.', '/') + ".class") != null;
        } catch (IOException | URISyntaxException unreadable) {
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

    /** Sees Java, then one jar, then what another loader has: two versions of a library do not meet. */
    private static final class OwnLoader extends URLClassLoader {
        private final ClassLoader others;

        OwnLoader(URL jar, ClassLoader others) {
            super(new URL[] {jar}, ClassLoader.getPlatformClassLoader());
            this.others = others;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            try {
                return super.findClass(name);
            } catch (ClassNotFoundException elsewhere) {
                return others.loadClass(name);
            }
        }

        @Override
        public URL findResource(String name) {
            URL own = super.findResource(name);
            return own == null ? others.getResource(name) : own;
        }
    }
}
