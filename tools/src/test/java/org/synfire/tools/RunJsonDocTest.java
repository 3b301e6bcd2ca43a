package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.synfire.emulator.result.Precision;
import org.synfire.emulator.result.RunResult;
import org.synfire.engine.measure.Latencies;

/** {@code docs/run-json.md} lists exactly the keys that a run writes. */
class RunJsonDocTest {
    @Test
    void listsEveryKey() throws IOException {
        TreeSet<String> keys = new TreeSet<>();
        addKeys("", RunResult.class, keys);
        List<String> listed = Markdown.of("docs/run-json.md").tableKeys();
        assertEquals(keys, new TreeSet<>(listed));
        assertEquals(keys.size(), listed.size(), "a key is listed twice");
    }

    private static void addKeys(String prefix, Class<?> type, Set<String> keys) {
        for (RecordComponent component : type.getRecordComponents()) {
            Class<?> element = element(component);
            if (component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)) {
                addKeys(prefix, element, keys);
                continue;
            }
            String key = prefix + name(component);
            keys.add(key);
            if (element == Latencies.Summary.class) {
                addKeys(prefix + "*.", element, keys);
            } else if (element.isRecord() && element != Precision.class) {
                addKeys(key + (component.getType() == List.class ? "[]." : "."), element, keys);
            }
        }
    }

    private static String name(RecordComponent component) {
        JsonProperty other = component.getAccessor().getAnnotation(JsonProperty.class);
        return other == null ? component.getName() : other.value();
    }

    private static Class<?> element(RecordComponent component) {
        return (component.getType() == List.class || component.getType() == Optional.class)
                        && ((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0]
                                instanceof Class<?> element
                ? element
                : component.getType();
    }
}
