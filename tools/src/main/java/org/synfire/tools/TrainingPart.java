package org.synfire.tools;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.synfire.engine.InputException;

/**
 * The training part, a program of its own with PyTorch, which the emulator never loads: started as a process, which
 * shares this one's standard input and error.
 *
 * <p>It finds it in the folder that the system property {@value #FOLDER} names: its classes, and a file that says which
 * libraries they need. <b>Threads:</b> one runs it; {@link #stop} from any.
 */
final class TrainingPart {
    private static final String FOLDER = "synfire.training";
    private static final String MAIN = "org.synfire.training.Training";

    private Process process;
    private boolean isStopped;

    /** Whether it is there. */
    static boolean isBuilt() {
        String folder = System.getProperty(FOLDER);
        return folder != null && Files.isRegularFile(libraries(Path.of(folder)));
    }

    private static Path libraries(Path folder) {
        return folder.resolve("training.classpath");
    }

    /**
     * Runs it to its end.
     *
     * @param out where its results go
     * @return its exit status
     * @throws InputException if it is not built
     */
    int run(Redirect out, List<String> arguments) {
        try {
            return start(out, arguments).waitFor();
        } catch (IOException impossible) {
            throw new InputException("the training part cannot be started: " + impossible.getMessage(), impossible);
        } catch (InterruptedException given) {
            stop();
            Thread.currentThread().interrupt();
            return ExitStatus.FAILED;
        }
    }

    private synchronized Process start(Redirect out, List<String> arguments) throws IOException {
        if (!isBuilt()) {
            throw new InputException(
                    "the training part is not built: start Synfire by its launcher ./synfire, or build it with 'mvn"
                            + " -pl models/training -am package'");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                MAIN));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO().redirectOutput(out);
        Path folder = Path.of(System.getProperty(FOLDER));
        // not on the command line, which ONNX Runtime 1.29.0 wants to be short
        builder.environment()
                .put(
                        "CLASSPATH",
                        folder.resolve("classes")
                                + java.io.File.pathSeparator
                                + Files.readString(libraries(folder)).strip());
        builder.environment().putIfAbsent("OMP_NUM_THREADS", "1");
        process = builder.start();
        if (isStopped) {
            process.destroy();
        }
        return process;
    }

    /**
     * Asks it to end, which it does after its present batch, its state written. Ctrl-C reaches it without this, the end
     * of this process alone does not.
     */
    synchronized void stop() {
        isStopped = true;
        if (process != null) {
            process.destroy();
        }
    }
}
