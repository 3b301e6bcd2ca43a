package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.synfire.noc.traffic.PatternName;

/** {@code docs/noc.md} lists exactly the keys that the command writes, and every pattern. */
class NocDocTest {
    @Test
    void listsEveryKey() throws IOException {
        TreeSet<String> keys = new TreeSet<>();
        addKeys("", NocResult.class, keys);
        addKeys("", NocSweep.class, keys);
        addKeys("", NocBroadcast.class, keys);
        TreeSet<String> listed = new TreeSet<>(Markdown.of("docs/noc.md").tableKeys());
        listed.remove("--traffic");
        assertEquals(keys, listed);
    }

    private static void addKeys(String prefix, Class<?> type, Set<String> keys) {
        for (RecordComponent component : type.getRecordComponents()) {
            Class<?> kind = component.getType();
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                addKeys(prefix, kind, keys);
            } else if (kind == NocPoint.Fullest.class || kind == NocBroadcast.Way.class) {
                addKeys(component.getName() + ".", kind, keys);
            } else {
                keys.add(prefix + component.getName());
                if (kind == NocPoint.Distribution.class) {
                    addKeys("*.", kind, keys);
                }
            }
        }
    }

    @Test
    void listsEveryPattern() throws IOException {
        String page = Markdown.of("docs/noc.md").text();
        String rows = Arrays.stream(PatternName.values())
                .map(PatternName::label)
                .filter(label -> page.contains("\n| " + label + " | "))
                .collect(Collectors.joining(" "));
        assertEquals(
                Arrays.stream(PatternName.values()).map(PatternName::label).collect(Collectors.joining(" ")), rows);
    }
}
