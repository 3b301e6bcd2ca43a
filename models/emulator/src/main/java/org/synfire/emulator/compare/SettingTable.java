package org.synfire.emulator.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.synfire.emulator.result.RunResult;

/**
 * The keys of {@code run.json} that say how a run ran, with their values as text. Keys that a later version adds to the
 * setting or the origin are here without a change.
 */
final class SettingTable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ORIGIN = "origin.";
    private static final String OPTIONS = ORIGIN + "options.";

    private SettingTable() {}

    /** What differs between runs, and how much does not. */
    static Comparison.Settings of(List<RunResult> runs) {
        List<Map<String, String>> all =
                runs.stream().map(SettingTable::settings).toList();
        Set<String> keys =
                all.stream().flatMap(one -> one.keySet().stream()).collect(Collectors.toCollection(LinkedHashSet::new));
        List<Comparison.Setting> differing = new ArrayList<>();
        int equal = 0;
        for (String key : keys) {
            if (differs(key, all)) {
                List<String> values = new ArrayList<>();
                all.forEach(one -> values.add(one.get(key)));
                differing.add(new Comparison.Setting(key, Collections.unmodifiableList(values)));
            } else if (all.stream().allMatch(one -> one.containsKey(key))) {
                equal++;
            }
        }
        return new Comparison.Settings(differing, equal);
    }

    /** A run from Java, or of an older version, has no options at all: that is no difference in each of them. */
    private static boolean differs(String key, List<Map<String, String>> all) {
        return all.stream()
                        .filter(one -> !key.startsWith(OPTIONS) || hasOptions(one))
                        .map(one -> Objects.requireNonNullElse(one.get(key), "\0"))
                        .distinct()
                        .count()
                > 1;
    }

    private static boolean hasOptions(Map<String, String> settings) {
        return settings.keySet().stream().anyMatch(key -> key.startsWith(OPTIONS));
    }

    private static Map<String, String> settings(RunResult run) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("network", run.network());
        add("", JSON.valueToTree(run.setting()), settings);
        settings.put("noc.timing", run.noc().timing().toString());
        settings.put(
                "layers[].sparsity",
                run.layers().stream()
                        .map(RunResult.LayerResult::sparsity)
                        .distinct()
                        .collect(Collectors.joining(", ")));
        add(ORIGIN, JSON.valueToTree(run.origin()), settings);
        return settings;
    }

    private static void add(String prefix, JsonNode keys, Map<String, String> settings) {
        keys.properties().forEach(key -> {
            if (key.getValue().isObject()) {
                add(prefix + key.getKey() + ".", key.getValue(), settings);
            } else if (!key.getValue().isNull()) {
                settings.put(prefix + key.getKey(), key.getValue().asText());
            }
        });
    }
}
