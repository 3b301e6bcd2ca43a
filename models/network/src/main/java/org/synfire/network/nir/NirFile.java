package org.synfire.network.nir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.synfire.engine.InputException;
import org.synfire.network.hdf5.Hdf5Array;
import org.synfire.network.hdf5.Hdf5File;
import org.synfire.network.hdf5.Hdf5Group;

/**
 * Reads {@code .nir} files of all versions since 0.0.1: HDF5 with a group {@code node}, or with {@code nodes} and edges
 * of numbers at the root.
 *
 * <p><b>Limits:</b> at most {@value #MOST_NODES} nodes, nested at most {@value #MOST_DEPTH} deep. <b>Threads:</b> any.
 */
public final class NirFile {
    private static final int MOST_NODES = 100_000;
    private static final int MOST_DEPTH = 32;

    private final Path file;
    private int nodes;

    private NirFile(Path file) {
        this.file = file;
    }

    /**
     * A graph as a file has it. Its shapes are not compared; {@link NirNetwork} does that.
     *
     * @throws InputException if the file cannot be read, is no HDF5 file, is truncated or damaged, or a node lacks a
     *     value or has one that cannot be
     */
    public static NirGraph read(Path file) {
        Hdf5Group root = Hdf5File.read(file).root();
        Optional<Hdf5Group> node = root.group("node");
        if (node.isEmpty() && root.group("nodes").isEmpty()) {
            throw new InputException(file + ": is an HDF5 file, but no NIR file: it has neither a group 'node' nor a"
                    + " group 'nodes'");
        }
        return new NirFile(file).graph(node.orElse(root), "", 0);
    }

    private NirGraph graph(Hdf5Group group, String prefix, int depth) {
        if (depth > MOST_DEPTH) {
            throw group.fault("is nested more than " + MOST_DEPTH + " deep");
        }
        Hdf5Group members = group.group("nodes")
                .orElseThrow(() -> group.fault("is of type "
                        + group.array("type").map(NirFile::text).orElse("'unknown'")
                        + " and has no group 'nodes'; a graph is expected"));
        Map<String, NirNode> found = new LinkedHashMap<>();
        for (String name : members.groups()) {
            if (++nodes > MOST_NODES) {
                throw new InputException(file + ": has more than " + MOST_NODES + " nodes");
            }
            Hdf5Group member = members.group(name).orElseThrow();
            found.put(name, node(member, prefix + name, depth));
        }
        if (found.isEmpty()) {
            throw group.fault("has no node");
        }
        return new NirGraph(found, edges(group, found.keySet(), prefix), metadata(group));
    }

    private NirNode node(Hdf5Group group, String name, int depth) {
        String type = text(group.requireArray("type"));
        return type.equals("NIRGraph")
                ? graph(group, name + "/", depth + 1)
                : new NirNodeReader(file, group, name, type).node();
    }

    private static String text(Hdf5Array array) {
        List<String> texts = array.texts();
        if (texts.size() != 1) {
            throw array.fault("has " + texts.size() + " texts where one is expected");
        }
        return texts.getFirst();
    }

    private List<NirEdge> edges(Hdf5Group group, Set<String> names, String prefix) {
        Hdf5Array array = group.array("edges")
                .orElseThrow(() -> group.fault("has no dataset 'edges', so its nodes are not connected; write the file"
                        + " again with its edges"));
        List<String> ends = array.isText() ? array.texts() : numbers(array);
        int[] shape = array.shape();
        if (ends.size() % 2 != 0 || (shape.length == 2 && shape[1] != 2 && !ends.isEmpty())) {
            throw array.fault("has the shape " + NirShape.words(shape) + "; edges are pairs of nodes");
        }
        List<NirEdge> edges = new ArrayList<>();
        for (int i = 0; i < ends.size(); i += 2) {
            NirEdge edge = new NirEdge(ends.get(i), ends.get(i + 1));
            requireNode(names, prefix, edge, edge.source());
            requireNode(names, prefix, edge, edge.target());
            edges.add(edge);
        }
        return edges;
    }

    private static List<String> numbers(Hdf5Array array) {
        List<String> numbers = new ArrayList<>();
        for (double number : array.reals()) {
            numbers.add(String.valueOf((long) number));
        }
        return numbers;
    }

    private void requireNode(Set<String> names, String prefix, NirEdge edge, String end) {
        if (!names.contains(end)) {
            List<String> alike = names.stream()
                    .filter(name -> name.startsWith(end) || end.startsWith(name))
                    .sorted()
                    .toList();
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: the edge from '%s%s' to '%s%s' names the node '%s', which the file does not have%s; write the"
                            + " file again with a newer version of the tool that exported it",
                    file,
                    prefix,
                    edge.source(),
                    prefix,
                    edge.target(),
                    end,
                    alike.isEmpty() ? "" : " (there are " + String.join(", ", alike) + ")"));
        }
    }

    private static Map<String, String> metadata(Hdf5Group group) {
        Map<String, String> found = new LinkedHashMap<>();
        group.group("metadata").ifPresent(metadata -> {
            for (String name : metadata.arrays()) {
                Hdf5Array array = metadata.array(name).orElseThrow();
                if (array.isText()) {
                    found.put(name, String.join(", ", array.texts()));
                } else {
                    double[] numbers = array.reals();
                    found.put(name, numbers.length == 1 ? String.valueOf(numbers[0]) : numbers.length + " numbers");
                }
            }
        });
        return found;
    }
}
