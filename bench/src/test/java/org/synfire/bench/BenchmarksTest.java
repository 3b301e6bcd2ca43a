package org.synfire.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.VerboseMode;

class BenchmarksTest {
    private static final Pattern DOCUMENTED = Pattern.compile("\\./synfire bench ([^`#\\n]+)");

    /** The classes of the benchmarks that JMH knows under a pattern. */
    private static Set<String> classes(String pattern) {
        return BenchmarkList.defaultList()
                .find(
                        OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT),
                        List.of(pattern),
                        List.of())
                .stream()
                .map(BenchmarkListEntry::getUserClassQName)
                .collect(Collectors.toSet());
    }

    @Test
    void everyJmhBenchmarkHasOneNameInTheList() {
        List<BenchmarkEntry> entries = Stream.of(BenchmarkEntry.values())
                .filter(entry -> !entry.isProgram())
                .toList();
        for (BenchmarkEntry entry : entries) {
            assertEquals(1, classes(entry.pattern()).size(), entry.label());
        }
        assertEquals(classes(".*").size(), entries.size());
    }

    @Test
    void namesAreFoundInAnyCase() {
        assertEquals(BenchmarkEntry.WHOLE_RUN, BenchmarkEntry.named("wholerun").orElseThrow());
        assertFalse(BenchmarkEntry.named("nothing").isPresent());
    }

    /** The arguments behind {@code ./synfire bench} in the README, in this module's README and in {@code docs}. */
    private static List<List<String>> documented() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.isExecutable(root.resolve("synfire"))) {
            root = root.getParent();
        }
        List<List<String>> found = new ArrayList<>();
        try (Stream<Path> docs = Files.list(root.resolve("docs"))) {
            for (Path page : Stream.concat(
                            Stream.of(root.resolve("README.md"), root.resolve("bench/README.md")),
                            docs.filter(file -> file.toString().endsWith(".md")))
                    .toList()) {
                DOCUMENTED
                        .matcher(Files.readString(page))
                        .results()
                        .map(command -> List.of(command.group(1).strip().split(" +")))
                        .filter(arguments -> !arguments.getFirst().matches("NAME|--list"))
                        .forEach(found::add);
            }
        }
        return found;
    }

    @Test
    void everyDocumentedCommandNamesABenchmarkAndOptionsOfJmh() throws Exception {
        Set<String> names = new TreeSet<>();
        for (List<String> arguments : documented()) {
            String name = arguments.getFirst();
            Optional<BenchmarkEntry> entry = BenchmarkEntry.named(name);
            assertTrue(entry.isPresent(), "no benchmark is called " + name);
            names.add(entry.get().label());
            if (!entry.get().isProgram()) {
                assertEquals(List.of(name), new CommandLineOptions(arguments.toArray(String[]::new)).getIncludes());
            }
        }
        assertEquals(
                Stream.of(BenchmarkEntry.values()).map(BenchmarkEntry::label).collect(Collectors.toSet()),
                names,
                "bench/README.md shows every benchmark");
    }

    @Test
    void aRecordNamesProcessorJdkAndCommit() throws Exception {
        JsonNode machine = new ObjectMapper().readTree(Benchmarks.machine(List.of("Ring", "-f", "1")));
        for (String key : List.of("processor", "system", "jdk", "commit")) {
            assertFalse(machine.get(key).asText().isBlank(), key);
        }
        assertTrue(machine.get("processors").asInt() > 0);
        assertEquals("-f", machine.get("arguments").get(1).asText());
    }
}
