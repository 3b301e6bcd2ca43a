package org.synfire.network.sanafe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.synfire.engine.yaml.YamlNode;

/**
 * Reads networks of SANA-FE in YAML: groups of neurons, edges between groups or single neurons, and mappings.
 *
 * <pre>
 *   network:
 *     name: small
 *     groups:
 *       - name: in
 *         attributes: {threshold: 10, leak_decay: 1.0}
 *         neurons: [{0: {bias: 3}}, {1..3: {}}]
 *     edges:
 *       - in -> out: {type: dense, weight: [1, 2, 3, 4]}
 *       - in.0 -> out.1: [weight: -4]
 *   mappings:
 *     - in.0..1: {core: 0.0}
 *     - out: [core: 0.1]
 * </pre>
 */
final class SanaFeYaml {
    private static final Pattern NEURONS = Pattern.compile("(\\d{1,8})(?:\\.\\.(\\d{1,8}))?");
    private static final Pattern EDGE = Pattern.compile("(.+?)\\s*->\\s*(.+)");
    private static final Pattern NEURON = Pattern.compile("(.+)\\.(\\d{1,8})");
    private static final Pattern MAPPED = Pattern.compile("(.+?)(?:\\.(\\d{1,8})(?:\\.\\.(\\d{1,8}))?)?");
    private static final String WEIGHT = "weight";
    private static final String NEURON_KEY = "neurons";

    private final String file;
    private final YamlNode root;
    private final Map<String, GroupBuilder> groups = new LinkedHashMap<>();
    private final List<String> names = new ArrayList<>();
    private final List<SanaFeNetwork.Connection> connections = new ArrayList<>();
    private final SynapseLists listed = new SynapseLists();
    private int neurons;

    private SanaFeYaml(String file, YamlNode root) {
        this.file = file;
        this.root = root;
    }

    static SanaFeNetwork read(String file, YamlNode root) {
        return new SanaFeYaml(file, root).network();
    }

    private SanaFeNetwork network() {
        root.allowOnly(List.of("network", "mappings"));
        YamlNode network = root.get("network");
        network.allowOnly(List.of("name", "groups", "edges"));
        network.get("groups").items().forEach(this::group);
        if (network.has("edges")) {
            network.get("edges").items().forEach(this::edge);
        }
        if (root.has("mappings")) {
            root.get("mappings").items().forEach(this::mapping);
        }
        List<SanaFeNetwork.Group> built =
                groups.values().stream().map(group -> group.build(file)).toList();
        List<SanaFeNetwork.Connection> all = new ArrayList<>(connections);
        all.addAll(listed.connections(
                built.stream().mapToInt(SanaFeNetwork.Group::neurons).toArray()));
        return new SanaFeNetwork(network.has("name") ? network.get("name").text() : file, built, all);
    }

    private void group(YamlNode item) {
        item.allowOnly(List.of("name", "attributes", NEURON_KEY));
        String name = item.get("name").text();
        Attributes common = Attributes.USUAL;
        if (item.has("attributes")) {
            common = with(common, item.get("attributes"));
        }
        GroupBuilder group = new GroupBuilder(name, common, 0);
        if (groups.put(name, group) != null) {
            throw item.get("name").error("a group " + name + " is there already");
        }
        names.add(name);
        for (YamlNode neuron : item.get(NEURON_KEY).items()) {
            if (neuron.isText()) {
                neurons(neuron, group, neuron.text(), common);
            } else {
                for (Map.Entry<String, YamlNode> entry : neuron.entries().entrySet()) {
                    neurons(neuron, group, entry.getKey(), with(common, entry.getValue()));
                }
            }
        }
        if (group.size() == 0) {
            throw item.error("group " + name + " has no neuron");
        }
        neurons += group.size();
        if (neurons > SanaFeNetwork.MOST_NEURONS) {
            throw item.error("more than " + SanaFeNetwork.MOST_NEURONS + " neurons in all");
        }
    }

    private static void neurons(YamlNode where, GroupBuilder group, String range, Attributes attributes) {
        Matcher found = NEURONS.matcher(range);
        if (!found.matches()) {
            throw where.error("expected a neuron's number, or a range such as 0..15, found '" + range + "'");
        }
        int from = Integer.parseInt(found.group(1));
        int last = found.group(2) == null ? from : Integer.parseInt(found.group(2));
        if (last < from || last >= SanaFeNetwork.MOST_NEURONS) {
            throw where.error("the range " + range + " is none of neurons 0.." + (SanaFeNetwork.MOST_NEURONS - 1));
        }
        group.set(from, last + 1, attributes);
    }

    /** Attributes are keys with values, or a list of such. */
    private static Map<String, YamlNode> attributes(YamlNode node) {
        if (!node.isList()) {
            return node.entries();
        }
        Map<String, YamlNode> all = new LinkedHashMap<>();
        node.items().forEach(item -> all.putAll(item.entries()));
        return all;
    }

    private static Attributes with(Attributes before, YamlNode node) {
        Attributes after = before;
        for (Map.Entry<String, YamlNode> entry : attributes(node).entrySet()) {
            if (entry.getKey().equals("soma")) {
                after = with(after, entry.getValue());
            } else {
                YamlNode value = entry.getValue();
                after = after.with(value.place(), entry.getKey(), value.isText() ? value.text() : "a list");
            }
        }
        return after;
    }

    private void edge(YamlNode item) {
        for (Map.Entry<String, YamlNode> entry : item.entries().entrySet()) {
            Matcher ends = EDGE.matcher(entry.getKey());
            if (!ends.matches()) {
                throw item.error("expected an edge such as in -> out, found '" + entry.getKey() + "'");
            }
            Map<String, YamlNode> attributes = attributes(entry.getValue());
            refuseDelays(attributes);
            if (groups.containsKey(ends.group(1)) && groups.containsKey(ends.group(2))) {
                between(item, ends.group(1), ends.group(2), attributes);
            } else {
                single(item, ends.group(1), ends.group(2), attributes);
            }
        }
    }

    private static void refuseDelays(Map<String, YamlNode> attributes) {
        if (attributes.containsKey("dendrite")) {
            YamlNode dendrite = attributes.get("dendrite");
            for (Map.Entry<String, YamlNode> entry : attributes(dendrite).entrySet()) {
                List<YamlNode> values =
                        entry.getValue().isList() ? entry.getValue().items() : List.of(entry.getValue());
                boolean isNone = entry.getKey().equals("delay")
                        && values.stream().allMatch(value -> value.number("a delay") == 0);
                if (!isNone) {
                    throw dendrite.error("the attribute " + entry.getKey()
                            + " of dendrites is not supported; delays of 0 are, which stand for one step");
                }
            }
        }
    }

    private void single(YamlNode where, String from, String to, Map<String, YamlNode> attributes) {
        int[] source = neuron(where, from);
        int[] target = neuron(where, to);
        YamlNode weight = attributes.containsKey(WEIGHT) ? attributes.get(WEIGHT) : attributes.get("w");
        if (weight == null) {
            throw where.error("the edge " + from + " -> " + to + " has no weight");
        }
        listed.add(source[0], source[1], target[0], target[1], Attributes.weight(weight.place(), weight.text()));
    }

    /** Number of the group, and of the neuron in it. */
    private int[] neuron(YamlNode where, String text) {
        Matcher neuron = NEURON.matcher(text);
        if (!neuron.matches() || !groups.containsKey(neuron.group(1))) {
            throw where.error("there is no group or neuron " + text + "; the groups are " + String.join(", ", names));
        }
        int number = Integer.parseInt(neuron.group(2));
        GroupBuilder group = groups.get(neuron.group(1));
        if (number >= group.size()) {
            throw where.error(
                    String.format(Locale.ROOT, "group %s has the neurons 0..%d", group.name(), group.size() - 1));
        }
        return new int[] {names.indexOf(neuron.group(1)), number};
    }

    private void between(YamlNode where, String from, String to, Map<String, YamlNode> attributes) {
        String type = attributes.containsKey("type") ? attributes.get("type").text() : "";
        int source = names.indexOf(from);
        int target = names.indexOf(to);
        switch (type) {
            case "dense" -> {
                requireOnly(attributes, List.of("type", WEIGHT, "w", "dendrite"));
                int pairs = requireInt(
                        where, (long) groups.get(from).size() * groups.get(to).size());
                connections.add(new SanaFeNetwork.Connection.Dense(source, target, weights(where, attributes, pairs)));
            }
            case "conv2d" -> connections.add(convolution(where, source, target, attributes));
            case "sparse" -> sparse(where, source, target, attributes);
            default -> throw where.error("the edge " + from + " -> " + to + " needs a type: dense, conv2d or sparse");
        }
    }

    private static int requireInt(YamlNode where, long count) {
        if (count > Integer.MAX_VALUE) {
            throw where.error("an edge of " + count + " synapses; at most " + Integer.MAX_VALUE + " are possible");
        }
        return (int) count;
    }

    private static void requireOnly(Map<String, YamlNode> attributes, List<String> known) {
        attributes.forEach((key, value) -> {
            if (!known.contains(key)) {
                throw value.error(
                        "the attribute " + key + " of edges is not supported; " + String.join(", ", known) + " are");
            }
        });
    }

    private static short[] weights(YamlNode where, Map<String, YamlNode> attributes, int count) {
        YamlNode list = attributes.containsKey(WEIGHT) ? attributes.get(WEIGHT) : attributes.get("w");
        if (list == null) {
            throw where.error("the edge has no weight");
        }
        List<YamlNode> items = list.items();
        if (items.size() != count) {
            throw list.error("expected " + count + " weights, found " + items.size());
        }
        short[] weights = new short[count];
        for (int i = 0; i < count; i++) {
            YamlNode item = items.get(i);
            weights[i] = Attributes.weight(item.place(), item.text());
        }
        return weights;
    }

    private SanaFeNetwork.Connection convolution(
            YamlNode where, int source, int target, Map<String, YamlNode> attributes) {
        List<String> sizes = List.of(
                "input_channels",
                "input_height",
                "input_width",
                "kernel_height",
                "kernel_width",
                "kernel_count",
                "stride_height",
                "stride_width");
        List<String> known = new ArrayList<>(sizes);
        known.addAll(List.of("type", WEIGHT, "w", "dendrite"));
        requireOnly(attributes, known);
        int[] values = sizes.stream()
                .mapToInt(size -> {
                    YamlNode value = attributes.get(size);
                    if (value == null) {
                        throw where.error("the convolution has no " + size);
                    }
                    double number = value.number("a whole number from 1 to 65536");
                    if (number < 1 || number > 1 << Short.SIZE || number != Math.rint(number)) {
                        throw value.error("expected a whole number from 1 to 65536, found " + value.text());
                    }
                    return (int) number;
                })
                .toArray();
        if (values[3] > values[1] || values[4] > values[2]) {
            throw where.error("the kernel is larger than the input");
        }
        long count = 1L * values[0] * values[3] * values[4] * values[5];
        var convolution = new SanaFeNetwork.Connection.Convolution(
                source,
                target,
                values[0],
                values[1],
                values[2],
                values[3],
                values[4],
                values[5],
                values[6],
                values[7],
                weights(where, attributes, requireInt(where, count)));
        long in = 1L * values[0] * values[1] * values[2];
        long out = 1L * values[5] * convolution.outHeight() * convolution.outWidth();
        requireSize(where, source, in);
        requireSize(where, target, out);
        return convolution;
    }

    private void requireSize(YamlNode where, int group, long neurons) {
        GroupBuilder found = groups.get(names.get(group));
        if (found.size() != neurons) {
            throw where.error(String.format(
                    Locale.ROOT,
                    "the convolution needs %d neurons in group %s, which has %d",
                    neurons,
                    found.name(),
                    found.size()));
        }
    }

    private void sparse(YamlNode where, int source, int target, Map<String, YamlNode> attributes) {
        requireOnly(attributes, List.of("type", WEIGHT, "w", "dendrite", "source_target_pairs"));
        YamlNode pairs = attributes.get("source_target_pairs");
        if (pairs == null) {
            throw where.error("the sparse edge has no source_target_pairs");
        }
        List<YamlNode> items = pairs.items();
        short[] weights = weights(where, attributes, items.size());
        IntStream.range(0, weights.length).forEach(i -> {
            List<YamlNode> pair = items.get(i).items();
            if (pair.size() != 2) {
                throw items.get(i).error("expected two neurons, found " + pair.size());
            }
            listed.add(source, number(pair.getFirst(), source), target, number(pair.getLast(), target), weights[i]);
        });
    }

    private int number(YamlNode node, int group) {
        int neurons = groups.get(names.get(group)).size();
        String allowed = "a neuron of group " + names.get(group) + ", 0.." + (neurons - 1);
        double number = node.number(allowed);
        if (number < 0 || number >= neurons || number != Math.rint(number)) {
            throw node.error("expected " + allowed + ", found " + node.text());
        }
        return (int) number;
    }

    private void mapping(YamlNode item) {
        for (Map.Entry<String, YamlNode> entry : item.entries().entrySet()) {
            Matcher mapped = MAPPED.matcher(entry.getKey());
            String name = mapped.matches() ? mapped.group(1) : entry.getKey();
            if (!groups.containsKey(name)) {
                throw item.error("there is no group " + name + "; the groups are " + String.join(", ", names));
            }
            GroupBuilder group = groups.get(name);
            int from = mapped.group(2) == null ? 0 : Integer.parseInt(mapped.group(2));
            int last = mapped.group(3) != null
                    ? Integer.parseInt(mapped.group(3))
                    : mapped.group(2) == null ? group.size() - 1 : from;
            if (last < from) {
                throw item.error("the range " + entry.getKey() + " ends before it begins");
            }
            YamlNode core = attributes(entry.getValue()).get("core");
            if (core == null) {
                throw item.error("the mapping of " + entry.getKey() + " names no core");
            }
            group.place(item.place(), from, last + 1, Core.of(core.place(), core.text()));
        }
    }
}
