package org.synfire.emulator.map;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.synfire.engine.InputException;
import org.synfire.engine.yaml.YamlFile;
import org.synfire.engine.yaml.YamlNode;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.Population;
import org.synfire.noc.Mesh;

/**
 * Reads and writes placements. A placement file is a YAML 1.2 document in UTF-8:
 *
 * <pre>
 *   network: lenet         # for people
 *   chip: darwin3          # for people
 *   slices:
 *     - {population: conv1, channels: 0..5, rows: 0..11, chip: 0, core: [3, 1]}
 *     - {population: conv1, channels: 0..5, rows: 12..23, chip: 0, core: [4, 1]}
 *     - {population: 2, core: [5, 1]}
 * </pre>
 *
 * <p>A population is given by its name or its number, the input being 0, a core by its column and row in its chip.
 * Ranges have both ends; an axis that is left out is held whole, and chip 0 is meant where none is given.
 *
 * <p><b>Errors:</b> {@link InputException} with file, line and column. <b>Limits:</b> {@value YamlFile#MAX_BYTES}
 * bytes.
 */
public final class PlacementFile {
    /** How a file begins that {@link #text} has made. */
    public static final String BEGINS = "# Which core holds which neurons";

    private static final String POPULATION = "population";
    private static final Pattern RANGE = Pattern.compile("(\\d{1,8})(?:\\.\\.(\\d{1,8}))?");

    private PlacementFile() {}

    /**
     * The placement that a file states.
     *
     * @param file a placement file
     * @throws InputException if it cannot be read or is wrong
     */
    public static Placement read(Path file) {
        YamlNode root = YamlFile.parse(file.toString(), "a placement", YamlFile.bytes(file, "placement"));
        root.allowOnly(List.of("network", "chip", "slices"));
        List<Placement.Place> places = new ArrayList<>();
        for (YamlNode item : root.get("slices").items()) {
            places.add(place(item));
        }
        return new Placement(places);
    }

    private static Placement.Place place(YamlNode item) {
        item.allowOnly(List.of(POPULATION, "channels", "rows", "columns", "chip", "core"));
        List<YamlNode> core = item.get("core").items();
        if (core.size() != 2) {
            throw item.get("core").error("expected [column, row] of the core, found " + core.size() + " numbers");
        }
        return new Placement.Place(
                item.get(POPULATION).text(),
                part(item, "channels"),
                part(item, "rows"),
                part(item, "columns"),
                item.has("chip") ? whole(item.get("chip")) : 0,
                whole(core.getFirst()),
                whole(core.getLast()),
                item.place());
    }

    private static Placement.Part part(YamlNode item, String axis) {
        if (!item.has(axis)) {
            return new Placement.Part.Whole();
        }
        YamlNode node = item.get(axis);
        Matcher range = RANGE.matcher(node.text());
        if (!range.matches()) {
            throw node.error("expected a number, or two like 0..15, found '" + node.text() + "'");
        }
        int from = Integer.parseInt(range.group(1));
        int last = range.group(2) == null ? from : Integer.parseInt(range.group(2));
        if (last < from) {
            throw node.error("the range " + node.text() + " ends before it begins");
        }
        return new Placement.Part.Some(new Placement.Range(from, last + 1));
    }

    private static int whole(YamlNode node) {
        String allowed = "a whole number from 0 to " + (Mesh.MAX_NODES - 1);
        double number = node.number(allowed);
        if (number < 0 || number >= Mesh.MAX_NODES || number != Math.rint(number)) {
            throw node.error("expected " + allowed + ", found " + node.text());
        }
        return (int) number;
    }

    /**
     * The placement of a mapping as a file; what {@link #read} makes of it gives the same mapping.
     *
     * @param mapping a mapping
     * @return the text of the file
     */
    public static String text(Mapping mapping) {
        StringBuilder text = new StringBuilder();
        line(text, "%s; made by Synfire.", BEGINS);
        line(text, "network: %s", quoted(mapping.network().name()));
        line(text, "chip: %s", quoted(mapping.chip().name()));
        line(text, "slices:");
        Mesh mesh = mapping.chip().mesh();
        for (Slice slice : mapping.slices().subList(1, mapping.slices().size())) {
            Population population = mapping.network().population(slice.population());
            Shape shape = population.shape();
            line(
                    text,
                    "  - {population: %s%s%s%s, chip: %d, core: [%d, %d]}",
                    name(mapping, population),
                    axis("channels", slice.channelFrom(), slice.channelTo(), shape.channels()),
                    axis("rows", slice.rowFrom(), slice.rowTo(), shape.height()),
                    axis("columns", slice.columnFrom(), slice.columnTo(), shape.width()),
                    mesh.chip(slice.node()),
                    mesh.x(slice.node()) % mesh.chipWidth(),
                    mesh.y(slice.node()) % mesh.chipHeight());
        }
        return text.toString();
    }

    /** The name, where it stands for this population alone. */
    private static String name(Mapping mapping, Population population) {
        boolean isClear = PlacedCuts.named(mapping.network(), population.name())
                .filter(found -> found.id() == population.id())
                .isPresent();
        return isClear ? quoted(population.name()) : String.valueOf(population.id());
    }

    private static String axis(String name, int from, int to, int length) {
        return to - from == length ? "" : String.format(Locale.ROOT, ", %s: %s", name, new Placement.Range(from, to));
    }

    /** A text in double quotes, which YAML reads as JSON does. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
