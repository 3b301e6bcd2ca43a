package org.synfire.tools.sweep;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.synfire.engine.InputException;
import org.synfire.engine.yaml.YamlFile;
import org.synfire.engine.yaml.YamlNode;

/**
 * A sweep file as it is written: which command, which options all runs have, and which are varied.
 *
 * <p>The runs are every combination of one of {@code settings} with one value of each of {@code axes}; the axis that
 * stands last changes first. Whether an option exists and takes a value is for the command to say. <b>Errors:</b>
 * {@link InputException} with file, line and column. <b>Limits:</b> {@value #MOST_RUNS} runs, {@value #MOST_SHARDS}
 * shards of each.
 */
public final class SweepFile {
    /** The most runs of a sweep. */
    public static final int MOST_RUNS = 100_000;

    /** The most shards of a run. */
    public static final int MOST_SHARDS = 10_000;

    private static final List<String> KEYS =
            List.of("command", "options", "settings", "axes", "shards", "files", "page");
    private static final List<String> PAGE_KEYS = List.of("x", "lines", "value");

    private final YamlNode top;
    private final Map<String, Setting> fixed = new LinkedHashMap<>();
    private final List<List<Setting>> listed = new ArrayList<>();
    private final Map<String, List<Setting>> axes = new LinkedHashMap<>();
    private final int shards;

    private SweepFile(YamlNode top) {
        this.top = top;
        top.allowOnly(KEYS);
        if (top.has("options")) {
            top.get("options").entries().forEach((option, value) -> fixed.put(option, Setting.of(option, value)));
        }
        if (top.has("settings")) {
            readSettings(top.get("settings"));
        }
        if (top.has("axes")) {
            top.get("axes").entries().forEach(this::readAxis);
        }
        if (listed.isEmpty() && axes.isEmpty()) {
            throw top.error("nothing is varied; give axes (every combination) or settings (a list)");
        }
        shards = top.has("shards") ? whole(top.get("shards"), MOST_SHARDS) : 1;
        requireOnce();
    }

    /**
     * Reads a file.
     *
     * @throws InputException if it cannot be read, has an unknown key, an empty axis, or an option in two places
     */
    public static SweepFile read(Path file) {
        return parse(file.toString(), YamlFile.bytes(file, "sweep file"));
    }

    /** The same of a file's content. */
    public static SweepFile parse(String label, byte[] bytes) {
        return new SweepFile(YamlFile.parse(label, "a sweep", bytes));
    }

    private void readSettings(YamlNode list) {
        if (list.items().isEmpty()) {
            throw list.error("this list is empty; give at least one setting, such as {bits: 4}");
        }
        for (YamlNode one : list.items()) {
            List<Setting> settings = new ArrayList<>();
            one.entries().forEach((option, value) -> settings.add(Setting.of(option, value)));
            if (settings.isEmpty()) {
                throw one.error("this setting has no option");
            }
            listed.add(settings);
        }
    }

    private void readAxis(String option, YamlNode values) {
        if (values.items().isEmpty()) {
            throw values.error("this axis is empty; give at least one value");
        }
        List<Setting> axis = new ArrayList<>();
        Set<String> texts = new HashSet<>();
        for (YamlNode value : values.items()) {
            Setting setting = Setting.of(option, value);
            if (!texts.add(setting.text())) {
                throw value.error("the value " + setting.text() + " stands in this axis twice");
            }
            axis.add(setting);
        }
        axes.put(option, axis);
    }

    private static int whole(YamlNode node, int most) {
        String allowed = String.format(Locale.ROOT, "a whole number, 1..%d", most);
        double number = node.number(allowed);
        if (number < 1 || number > most || number != Math.rint(number)) {
            throw node.error("expected " + allowed + ", found " + node.text());
        }
        return (int) number;
    }

    private void requireOnce() {
        Stream.concat(
                        listed.stream().flatMap(List::stream),
                        axes.values().stream().map(List::getFirst))
                .filter(setting -> fixed.containsKey(setting.option()))
                .findFirst()
                .ifPresent(twice -> {
                    throw twice.error(twice.option() + " is fixed in options and varied here; leave it out of one");
                });
        listed.stream()
                .flatMap(List::stream)
                .filter(setting -> axes.containsKey(setting.option()))
                .findFirst()
                .ifPresent(twice -> {
                    throw twice.error(twice.option() + " is in settings and an axis; leave it out of one");
                });
    }

    /** The command that is run. */
    public YamlNode command() {
        return top.get("command");
    }

    /** How many shards the samples of each run are divided into. */
    public int shards() {
        return shards;
    }

    /** An error about the shards, with their place. */
    public InputException shardError(String message) {
        return top.get("shards").error(message);
    }

    /** Files that runs need beside those that options name. */
    public List<Setting> files() {
        return top.has("files")
                ? top.get("files").items().stream()
                        .map(file -> Setting.of("files", file))
                        .toList()
                : List.of();
    }

    /** The options that differ between runs, in the order of the file. */
    public List<String> varied() {
        Set<String> options = new LinkedHashSet<>();
        listed.forEach(settings -> settings.forEach(setting -> options.add(setting.option())));
        options.addAll(axes.keySet());
        return List.copyOf(options);
    }

    /** What the page draws: a key of {@code page} with its value. */
    public Optional<Setting> drawn(String key) {
        if (!top.has("page")) {
            return Optional.empty();
        }
        YamlNode page = top.get("page");
        page.allowOnly(PAGE_KEYS);
        return page.has(key) ? Optional.of(Setting.of(key, page.get(key))) : Optional.empty();
    }

    /** How many runs there are; {@link Long#MAX_VALUE} of more than can be counted. */
    public long count() {
        long count = Math.max(1, listed.size());
        for (List<Setting> axis : axes.values()) {
            if (count > Long.MAX_VALUE / axis.size()) {
                return Long.MAX_VALUE;
            }
            count *= axis.size();
        }
        return count;
    }

    /**
     * The runs.
     *
     * @throws InputException if there are more than {@value #MOST_RUNS}
     */
    public List<PlannedRun> runs() {
        if (count() > MOST_RUNS) {
            throw top.error(String.format(
                    Locale.ROOT, "the axes have %,d combinations; a sweep has at most %,d runs", count(), MOST_RUNS));
        }
        List<List<Setting>> combined = listed.isEmpty() ? List.of(List.of()) : listed;
        for (List<Setting> axis : axes.values()) {
            combined = combined.stream()
                    .flatMap(before -> axis.stream()
                            .map(value -> Stream.concat(before.stream(), Stream.of(value))
                                    .toList()))
                    .toList();
        }
        List<PlannedRun> runs = new ArrayList<>();
        for (List<Setting> varied : combined) {
            runs.add(new PlannedRun(runs.size() + 1, varied, List.copyOf(fixed.values())));
        }
        return runs;
    }
}
