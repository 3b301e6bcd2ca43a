package org.synfire.tools;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the launchers run once, so that every later start is faster.
 *
 * <p>It runs short forms of the usual commands, whose classes the virtual machine then archives. It also unpacks the
 * native libraries of ONNX Runtime, which that library would otherwise unpack in each process again.
 */
public final class Rehearsal {
    private static final String NATIVES = "/ai/onnxruntime/native/";
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
     * @param arguments the folder for the native libraries, which must not exist; it exists afterwards if there are
     *     libraries for this platform
     */
    public static void main(String[] arguments) throws IOException {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        for (List<String> command : COMMANDS) {
            Synfire.execute(nowhere, nowhere, command.toArray(String[]::new));
        }
        unpackLibraries(Path.of(arguments[0]));
    }

    private static void unpackLibraries(Path folder) throws IOException {
        URL libraries = Rehearsal.class.getResource(NATIVES + platform());
        if (libraries == null) {
            return;
        }
        URI jar = URI.create(libraries.toString().replaceAll("!.*", ""));
        try (FileSystem files = FileSystems.newFileSystem(jar, Map.of());
                Stream<Path> packed = Files.list(files.getPath(NATIVES + platform()))) {
            Files.createDirectories(folder);
            packed.filter(Files::isRegularFile).forEach(library -> copy(library, folder));
        }
    }

    private static void copy(Path library, Path folder) {
        try {
            Files.copy(library, folder.resolve(library.getFileName().toString()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** As ONNX Runtime calls it. */
    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String name = system.startsWith("mac") ? "osx" : system.startsWith("win") ? "win" : "linux";
        return name + (System.getProperty("os.arch").equals("aarch64") ? "-aarch64" : "-x64");
    }
}
