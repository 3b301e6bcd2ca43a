package org.synfire.tools;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import org.synfire.network.floating.OnnxRuntime;

/**
 * What the launchers run once, so that every later start is faster.
 *
 * <p>It runs short forms of the usual commands, whose classes the virtual machine then archives. It also unpacks the
 * native libraries of ONNX Runtime, which that library would otherwise unpack in each process again.
 */
public final class Rehearsal {
    private static final List<List<String>> COMMANDS = List.of(
            List.of("--version"),
            List.of("--help"),
            List.of("chip"),
            List.of("map"),
            List.of("noc", "--quiet", "--warmup", "0", "--cycles", "200"),
            List.of("run", "--quiet", "--samples", "1", "--timing", "cycle"));

    private Rehearsal() {}

    /**
     * Unpacks the libraries, then runs the commands.
     *
     * @param arguments the folder for the native libraries, which exists afterwards if there are libraries for this
     *     platform
     */
    public static void main(String[] arguments) throws IOException {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        for (List<String> command : COMMANDS) {
            Synfire.execute(nowhere, nowhere, command.toArray(String[]::new));
        }
        OnnxRuntime.unpackLibraries(Path.of(arguments[0]));
    }
}
