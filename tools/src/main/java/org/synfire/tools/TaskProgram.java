package org.synfire.tools;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.synfire.tools.sweep.TaskRequest;
import org.synfire.tools.sweep.TaskResult;

/**
 * Carries out tasks of a sweep in this process: a command line whose results come back as bytes. Its interface is
 * Java's own, so that a caller of another class loader can use it.
 *
 * <p><b>Threads:</b> any number at a time. <b>Files:</b> a temporary folder for each task, removed when it ends.
 */
public final class TaskProgram implements BiFunction<byte[], String, byte[]> {
    private static final byte[] NOTHING = {};

    /** What a process must have in common with the one that planned the sweep. */
    public static String identity() {
        return "Synfire " + Version.number() + " (" + Version.commit() + ") on Java "
                + Runtime.version().feature();
    }

    /**
     * Carries out a task.
     *
     * @param request bytes of a {@link TaskRequest}
     * @param root the folder below which its files lie here, by their absolute names; empty if they lie where they are
     *     named
     * @return bytes of a {@link TaskResult}
     */
    @Override
    public byte[] apply(byte[] request, String root) {
        return run(TaskRequest.of(request), root).bytes();
    }

    private static TaskResult run(TaskRequest request, String root) {
        Path folder = null;
        try {
            folder = Files.createTempDirectory("synfire-task-");
            return run(request, root, folder);
        } catch (IOException | UncheckedIOException unwritable) {
            return new TaskResult(
                    ExitStatus.FAILED,
                    "the results of a task could not be kept in the folder for temporary files (" + unwritable + ")",
                    "",
                    NOTHING,
                    NOTHING);
        } finally {
            remove(folder);
        }
    }

    private static TaskResult run(TaskRequest request, String root, Path folder) throws IOException {
        Path json = folder.resolve("result.json");
        Path report = folder.resolve("report");
        List<String> arguments = new ArrayList<>();
        for (String argument : request.arguments()) {
            arguments.add(located(argument, request.files(), root));
        }
        arguments.addAll(List.of("--json", json.toString()));
        if (request.isPart() || request.hasReport()) {
            arguments.addAll(List.of("--out", report.toString()));
        }
        StringWriter messages = new StringWriter();
        int status = Synfire.executeTask(new PrintWriter(messages), request.said(), arguments.toArray(String[]::new));
        Path part = report.resolve("part.txt");
        return new TaskResult(
                status,
                message(messages.toString(), root),
                Files.exists(json) ? Files.readString(json) : "",
                request.isPart() && Files.exists(part) ? Files.readAllBytes(part) : NOTHING,
                request.hasReport() && Files.isDirectory(report) ? zipped(report) : NOTHING);
    }

    /** An argument whose files lie below a root. */
    static String located(String argument, List<String> files, String root) {
        if (root.isEmpty()) {
            return argument;
        }
        return Stream.of(argument.split(",", -1))
                .map(word -> files.contains(word) ? below(root, word).toString() : word)
                .collect(Collectors.joining(","));
    }

    /** Where a file lies below a root. */
    static Path below(String root, String absolute) {
        Path file = Path.of(absolute);
        return Path.of(root).resolve(file.getRoot().relativize(file).toString());
    }

    private static String message(String written, String root) {
        String message = written.lines()
                .map(line -> line.replaceFirst("^synfire: ", "").strip())
                .filter(line -> !line.isEmpty() && !line.startsWith("Try '"))
                .collect(Collectors.joining(" "));
        return root.isEmpty() ? message : message.replace(root, "");
    }

    private static byte[] zipped(Path folder) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes);
                Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(new ZipEntry(folder.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, zip);
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    /** Writes the folder of a task's run to its place. */
    static void unzip(byte[] report, Path folder) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(report))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName()).normalize();
                if (!file.startsWith(folder.normalize())) {
                    throw new IOException(entry.getName() + " would lie outside of " + folder);
                }
                Files.createDirectories(file.getParent());
                Files.write(file, zip.readAllBytes());
            }
        }
    }

    private static void remove(Path folder) {
        if (folder == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException _) {
            // the system removes what lies in its folder for temporary files
        }
    }
}
