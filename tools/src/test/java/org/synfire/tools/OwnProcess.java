package org.synfire.tools;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The tool in a virtual machine of its own.
 *
 * <p>The class path stands in the environment: ONNX Runtime 1.29.0 crashes in a process whose command line is longer
 * than 4,096 bytes.
 */
final class OwnProcess {
    private OwnProcess() {}

    /** @param options of the virtual machine, beside those that the tool needs */
    static ProcessBuilder of(List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--add-opens",
                "java.base/jdk.internal.misc=ALL-UNNAMED"));
        command.addAll(options);
        command.add(Synfire.class.getName());
        command.addAll(arguments);
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().put("CLASSPATH", classPath());
        return process;
    }

    /** The tests may run with a class path that is hidden in a jar's manifest. */
    static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
