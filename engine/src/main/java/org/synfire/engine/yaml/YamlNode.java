package org.synfire.engine.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.synfire.engine.InputException;

/**
 * A value in a YAML file that knows its place, so that whatever is wrong with it is reported with file, line and
 * column, both counted from 1.
 *
 * <p><b>Limits:</b> nesting of at most {@value #MAX_DEPTH}, checked before the tree is built.
 */
public final class YamlNode {
    /** The deepest nesting that is read. */
    public static final int MAX_DEPTH = 16;

    private final String label;
    private final String path;
    private final Node node;

    private YamlNode(String label, String path, Node node) {
        this.label = label;
        this.path = path;
        this.node = node;
    }

    /**
     * The outermost mapping of a file.
     *
     * @param label the file's name in messages
     * @param kind what the document describes, for the message about an empty one: "a chip description"
     * @param text a YAML document
     * @throws InputException if it is no YAML, no mapping, or nested too deeply
     */
    public static YamlNode parse(String label, String kind, String text) {
        // a list or mapping as a key is refused by text(), which knows its place; the library would not say where it is
        LoadSettings settings = LoadSettings.builder()
                .setLabel(label)
                .setAllowNonScalarKeys(true)
                .build();
        try {
            requireShallow(label, parser(settings, text));
            Node top = new Composer(settings, parser(settings, text))
                    .getSingleNode()
                    .orElseThrow(() -> new InputException(label + ": empty, expected " + kind));
            return new YamlNode(label, "", top);
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
            throw new InputException(label + place(mark) + ": not valid YAML: " + problem(e), e);
        } catch (YamlEngineException | IllegalArgumentException e) {
            // the second is what the library throws at a tag that is none, such as !%e
            throw new InputException(label + ": not valid YAML: " + e.getMessage(), e);
        }
    }

    private static String problem(MarkedYamlEngineException e) {
        return e.getContext() == null ? e.getProblem() : e.getProblem() + " (" + e.getContext() + ")";
    }

    private static Parser parser(LoadSettings settings, String text) {
        return new ParserImpl(settings, new StreamReader(settings, text));
    }

    /**
     * The library builds the tree by recursion, so the depth is checked on its events, which come without recursion.
     */
    private static void requireShallow(String label, Parser events) {
        int depth = 0;
        while (events.hasNext()) {
            Event event = events.next();
            depth += switch (event.getEventId()) {
                case MappingStart, SequenceStart -> 1;
                case MappingEnd, SequenceEnd -> -1;
                default -> 0;
            };
            if (depth > MAX_DEPTH) {
                throw new InputException(
                        label + place(event.getStartMark()) + ": nested more than " + MAX_DEPTH + " deep");
            }
        }
    }

    /**
     * Refuses keys that nobody expects.
     *
     * @throws InputException if a key of this mapping is not among the allowed ones, or stands there twice
     */
    public void allowOnly(List<String> allowed) {
        Map<String, Node> seen = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping().getValue()) {
            YamlNode key = child("", tuple.getKeyNode());
            String found = key.text();
            if (!allowed.contains(found)) {
                throw key.error("unknown key '" + found + "', allowed here: " + String.join(", ", allowed));
            }
            if (seen.put(found, tuple.getValueNode()) != null) {
                throw key.error("key '" + found + "' stands here twice");
            }
        }
    }

    /** Whether this mapping has the key. */
    public boolean has(String key) {
        return find(key).isPresent();
    }

    /**
     * The value of a key.
     *
     * @throws InputException if this mapping lacks the key
     */
    public YamlNode get(String key) {
        Node found = find(key).orElseThrow(() -> error("key '" + key + "' is missing"));
        return child(key, found);
    }

    /** The keys of this mapping, in file order. */
    public List<String> keys() {
        return mapping().getValue().stream()
                .map(tuple -> child("", tuple.getKeyNode()).text())
                .toList();
    }

    /** Whether this is a list. */
    public boolean isList() {
        return node instanceof SequenceNode;
    }

    /** Whether this is neither a list nor keys with values. */
    public boolean isText() {
        return node instanceof ScalarNode;
    }

    /**
     * The values of this mapping by their keys, in file order.
     *
     * @throws InputException if this is none, or a key stands there twice
     */
    public Map<String, YamlNode> entries() {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping().getValue()) {
            YamlNode key = child("", tuple.getKeyNode());
            if (entries.put(key.text(), child(key.text(), tuple.getValueNode())) != null) {
                throw key.error("key '" + key.text() + "' stands here twice");
            }
        }
        return entries;
    }

    /** The texts of this mapping, by key, in file order. */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping().getValue()) {
            String key = child("", tuple.getKeyNode()).text();
            if (texts.put(key, child(key, tuple.getValueNode()).text()) != null) {
                throw child("", tuple.getKeyNode()).error("key '" + key + "' stands here twice");
            }
        }
        return texts;
    }

    /** The entries of this list. */
    public List<YamlNode> items() {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream().map(item -> child("", item)).toList();
        }
        throw error("expected a list, found " + kind());
    }

    /** This scalar as it is written; never blank. */
    public String text() {
        if (node instanceof ScalarNode scalar
                && !scalar.getTag().equals(Tag.NULL)
                && !scalar.getValue().isBlank()) {
            return scalar.getValue().strip();
        }
        throw error("expected a text, found " + kind());
    }

    /**
     * This scalar as a number.
     *
     * @param allowed what is expected here, for the message
     */
    public double number(String allowed) {
        if (node instanceof ScalarNode scalar && isNumber(scalar)) {
            return Double.parseDouble(scalar.getValue());
        }
        throw error("expected " + allowed + ", found " + kind());
    }

    /** The schema also takes {@code .inf} and {@code .nan} for numbers, which no figure can be. */
    private static boolean isNumber(ScalarNode scalar) {
        boolean isNumeric = scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT);
        return isNumeric
                && Character.isDigit(scalar.getValue().charAt(scalar.getValue().length() - 1));
    }

    /** This scalar, {@code true} or {@code false}. */
    public boolean isTrue() {
        if (node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.BOOL)) {
            return Boolean.parseBoolean(scalar.getValue());
        }
        throw error("expected true or false, found " + kind());
    }

    /** Where this value stands: file, line and column. */
    public String place() {
        return label + place(node.getStartMark());
    }

    /** An error that begins with the place of this value. */
    public InputException error(String message) {
        String where = path.isEmpty() ? "" : path + ": ";
        return new InputException(label + place(node.getStartMark()) + ": " + where + message);
    }

    private MappingNode mapping() {
        if (node instanceof MappingNode mapping) {
            return mapping;
        }
        throw error("expected keys with values, found " + kind());
    }

    private Optional<Node> find(String key) {
        return mapping().getValue().stream()
                .filter(tuple -> tuple.getKeyNode() instanceof ScalarNode scalar
                        && scalar.getValue().equals(key))
                .map(NodeTuple::getValueNode)
                .findFirst();
    }

    private YamlNode child(String key, Node value) {
        String childPath = key.isEmpty() ? path : path.isEmpty() ? key : path + "." + key;
        return new YamlNode(label, childPath, value);
    }

    private String kind() {
        return switch (node) {
            case MappingNode mapping -> "keys with values";
            case SequenceNode sequence -> "a list";
            case ScalarNode scalar
            when scalar.getTag().equals(Tag.NULL) || scalar.getValue().isBlank() -> "nothing";
            case ScalarNode scalar -> "'" + scalar.getValue() + "'";
            default -> node.getNodeType().toString();
        };
    }

    private static String place(Optional<Mark> mark) {
        return mark.map(m -> ":" + (m.getLine() + 1) + ":" + (m.getColumn() + 1))
                .orElse("");
    }
}
