package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.synfire.emulator.compare.Comparison;

/** {@code docs/compare.md} lists exactly the keys that a comparison writes. */
class CompareJsonDocTest {
    @Test
    void listsEveryKey() throws IOException {
        TreeSet<String> keys = new TreeSet<>();
        addKeys("", Comparison.class, keys);
        List<String> listed = Markdown.of("docs/compare.md").tableKeys();
        assertEquals(keys, new TreeSet<>(listed));
        assertEquals(keys.size(), listed.size(), "a key is listed twice");
    }

    private static void addKeys(String prefix, Class<?> type, Set<String> keys) {
        for (RecordComponent component : type.getRecordComponents()) {
            String key = prefix + component.getName();
            keys.add(key);
            if (component.getGenericType() instanceof ParameterizedType list
                    && list.getActualTypeArguments()[0] instanceof Class<?> element) {
                if (element.isRecord()) {
                    addKeys(key + "[].", element, keys);
                }
            } else if (component.getType().isRecord()) {
                addKeys(key + ".", component.getType(), keys);
            }
        }
    }
}
