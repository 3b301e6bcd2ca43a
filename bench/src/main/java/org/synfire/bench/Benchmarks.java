package org.synfire.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.synfire.engine.measure.HostMachine;

/**
 * The command {@code synfire bench}: runs a benchmark by its name.
 *
 * <pre>
 * --list                    names, time and figure of every benchmark
 * NAME [JMH options]        a JMH benchmark; figures go to out/bench/NAME.json, the machine to NAME.machine.json
 * NAME [options]            a program with its own options
 * </pre>
 *
 * A name that is not in the list is a pattern of JMH.
 */
public final class Benchmarks {
    private static final Path RESULTS = Path.of("out", "bench");

    private Benchmarks() {}

    /** Runs what the arguments name. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0 || arguments[0].equals("--list")) {
            list();
            return;
        }
        String name = arguments[0];
        String[] options = Arrays.copyOfRange(arguments, 1, arguments.length);
        Optional<BenchmarkEntry> entry = BenchmarkEntry.named(name);
        if (entry.isPresent() && entry.get().isProgram()) {
            entry.get().run(options);
        } else {
            runJmh(name, entry.map(BenchmarkEntry::pattern).orElse(name), options);
        }
        entry.ifPresent(known -> System.out.printf(Locale.ROOT, "%n%s: %s%n", known.label(), known.meaning()));
    }

    private static void list() {
        System.out.printf(Locale.ROOT, "%-20s %-12s %s%n", "name", "time", "what it measures");
        for (BenchmarkEntry entry : BenchmarkEntry.values()) {
            System.out.printf(Locale.ROOT, "%-20s %-12s %s%n", entry.label(), entry.time(), entry.what());
        }
    }

    private static void runJmh(String name, String pattern, String[] options) throws Exception {
        // a long class path on the command line of a fork would crash ONNX Runtime
        System.setProperty("jmh.separateClasspathJAR", "true");
        List<String> words = new ArrayList<>(List.of(pattern));
        words.addAll(List.of(options));
        CommandLineOptions given = new CommandLineOptions(words.toArray(String[]::new));
        Path json = RESULTS.resolve(name.replaceAll("[^A-Za-z0-9.-]", "_") + ".json");
        OptionsBuilder asked = new OptionsBuilder();
        asked.parent(given);
        if (!given.getResult().hasValue()) {
            Files.createDirectories(RESULTS);
            asked.result(json.toString()).resultFormat(ResultFormatType.JSON);
        }
        Options all = asked.build();
        if (new Runner(all).run().isEmpty()) {
            throw new IllegalArgumentException("no benchmark is called " + name + "; synfire bench --list shows them");
        }
        Path written = Path.of(all.getResult().orElse(json.toString()));
        Path machine =
                written.resolveSibling(written.getFileName().toString().replaceAll("\\.[^.]*$", "") + ".machine.json");
        Files.writeString(machine, machine(words), StandardCharsets.UTF_8);
        System.out.printf(Locale.ROOT, "%nfigures: %s%nmachine: %s%n", written, machine);
    }

    /** What a record of figures must name beside them, as JSON. */
    static String machine(List<String> arguments) throws IOException {
        Map<String, Object> machine = new LinkedHashMap<>();
        HostMachine host = HostMachine.here();
        machine.put("processor", host.processor());
        machine.put("processors", host.processors());
        machine.put("system", host.system());
        machine.put("jdk", host.jdk());
        machine.put("commit", said("git", "describe", "--always", "--abbrev=40", "--dirty"));
        machine.put("arguments", arguments);
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(machine) + "\n";
    }

    /** What a program prints, in the folder of the repository; {@code unknown} if it cannot say. */
    private static String said(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(Path.of(System.getProperty("synfire.root", ".")).toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? said : "unknown";
        } catch (IOException absent) {
            return "unknown";
        } catch (InterruptedException given) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }
}
