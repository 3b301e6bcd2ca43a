package org.synfire.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

class BenchmarksTest {
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
