package org.synfire.noc.chip;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.synfire.engine.InputException;
import org.synfire.engine.yaml.YamlFile;
import org.synfire.engine.yaml.YamlNode;
import org.synfire.noc.Direction;
import org.synfire.noc.Mesh;

/**
 * Reads chip files. A chip file is a YAML 1.2 document in UTF-8:
 *
 * <pre>
 *   name: darwin3
 *   description: One sentence.
 *   sources:
 *     S8: Full title of a source.
 *   mesh:                  # then time, core, router, energy: the sections and keys of ChipFigure
 *     width: {value: 24, unit: nodes, source: "S5"}
 *     bigColumns: {values: [0, 1], unit: columns, source: "S6"}
 *   core:
 *     weightBits: {values: [2, 4, 8], unit: bits, source: "S6"}
 *     productRounding: {value: nearest, assumed: true, source: "why nearest"}   # ChipRule: a word without a unit
 *   router:
 *     linkCycles: {value: 1, unit: cycles, assumed: true, source: "why 1"}
 *   events:                # may be left out; the keys of EventFigure
 *     spikeTime: {value: 30, unit: ns, source: "S26"}
 *     synchronisation: {tiles: [1, 4], values: [0.6, 1.4], unit: us, source: "S26"}
 *   system:                # may be left out; how many chips stand side by side
 *     chipsX: {value: 2, unit: chips, source: "S8"}
 *     chipsY: {value: 2, unit: chips, source: "S8"}
 *   faults:                # may be left out; columns and rows of the whole system
 *     routers: [{x: 3, y: 4}]
 *     links: [{x: 2, y: 1, to: east}]
 * </pre>
 *
 * <p>A file with the key {@code chip} names a built-in chip, whose figures it takes, and must state the {@code system}.
 * It has a name, a description, sources and faults of its own, and nothing else.
 *
 * <p>Every figure must be present, with a source and with the unit that {@link ChipFigure} names. Nothing else may be
 * present but what single events take, all of it or nothing, and faults: routers, and connections that are faulty in
 * both directions.
 *
 * <p><b>Errors:</b> {@link InputException} with file, line and column (both from 1), what was found and what is
 * allowed. <b>Limits:</b> {@value YamlFile#MAX_BYTES} bytes, nesting of {@value YamlNode#MAX_DEPTH}.
 */
public final class ChipFile {
    private static final String NAME = "name";
    private static final String DESCRIPTION = "description";
    private static final String SOURCES = "sources";
    static final String MESH = "mesh";
    static final String CORE = "core";
    private static final String FAULTS = "faults";
    private static final String CHIP = "chip";
    static final String CHIPS_ACROSS = "chipsX";
    static final String CHIPS_DOWN = "chipsY";
    static final String BIG_COLUMNS = "bigColumns";
    static final String WEIGHT_BITS = "weightBits";
    private static final int MOST_WEIGHT_BITS = 32;
    private static final double MOST_SYNCHRONISATION = 1e9;

    private final YamlNode root;

    private ChipFile(YamlNode root) {
        this.root = root;
    }

    /**
     * The chip it describes, once.
     *
     * @param path a chip file
     * @throws InputException if the file cannot be read or is wrong
     */
    public static ChipDescription read(Path path) {
        return parse(path.toString(), YamlFile.bytes(path, "chip file"));
    }

    static ChipDescription parse(String label, byte[] bytes) {
        return new ChipFile(YamlFile.parse(label, "a chip description", bytes)).chip();
    }

    private ChipDescription chip() {
        return root.has(CHIP) ? systemOfNamedChip() : wholeChip();
    }

    private ChipDescription systemOfNamedChip() {
        root.allowOnly(List.of(NAME, DESCRIPTION, SOURCES, CHIP, ChipGrid.SECTION, FAULTS));
        YamlNode chip = root.get(CHIP);
        if (!Chips.single().contains(chip.text())) {
            throw chip.error("expected a built-in chip, one of " + String.join(", ", Chips.single()) + ", found '"
                    + chip.text() + "'");
        }
        return Chips.named(chip.text())
                .asSystem(
                        root.get(NAME).text(),
                        root.get(DESCRIPTION).text(),
                        root.get(SOURCES).texts(),
                        faults(),
                        grid(root.get(ChipGrid.SECTION)));
    }

    private static ChipGrid grid(YamlNode section) {
        section.allowOnly(List.of(CHIPS_ACROSS, CHIPS_DOWN));
        FigureRange range = new FigureRange("chips", 1, Mesh.MAX_NODES, true);
        return ChipGrid.of(
                new ChipGrid.Stated(figure(section.get(CHIPS_ACROSS), range), figure(section.get(CHIPS_DOWN), range)));
    }

    private ChipGrid grid() {
        return root.has(ChipGrid.SECTION) ? grid(root.get(ChipGrid.SECTION)) : ChipGrid.ONE;
    }

    private ChipDescription wholeChip() {
        root.allowOnly(topKeys());
        sections().forEach(section -> root.get(section).allowOnly(keysOf(section)));
        Map<ChipFigure, Figure> figures = new EnumMap<>(ChipFigure.class);
        for (ChipFigure which : ChipFigure.values()) {
            figures.put(which, figure(which));
        }
        Contradiction.find(figures).ifPresent(wrong -> {
            throw node(wrong.figure()).error(wrong.message());
        });
        int period = (int) figures.get(ChipFigure.BIG_COLUMN_PERIOD).value();
        FigureList bigColumns = list(root.get(MESH).get(BIG_COLUMNS), "columns", 0, period - 1);
        FigureList weightBits = list(root.get(CORE).get(WEIGHT_BITS), "bits", 1, MOST_WEIGHT_BITS);
        return new ChipDescription(
                root.get(NAME).text(),
                root.get(DESCRIPTION).text(),
                root.get(SOURCES).texts(),
                figures,
                rules(),
                bigColumns,
                weightBits,
                events(),
                faults(),
                grid());
    }

    private Map<ChipRule, StatedRule> rules() {
        Map<ChipRule, StatedRule> rules = new EnumMap<>(ChipRule.class);
        for (ChipRule which : ChipRule.values()) {
            YamlNode node = root.get(which.section()).get(which.key());
            node.allowOnly(List.of("value", "source", "assumed"));
            YamlNode value = node.get("value");
            if (!which.words().contains(value.text())) {
                throw value.error("expected " + String.join(" or ", which.words()) + ", found " + value.text());
            }
            rules.put(which, new StatedRule(value.text(), node.get("source").text(), isAssumed(node)));
        }
        return rules;
    }

    private Optional<EventCosts> events() {
        if (!root.has(EventCosts.SECTION)) {
            return Optional.empty();
        }
        YamlNode section = root.get(EventCosts.SECTION);
        section.allowOnly(Stream.concat(
                        Arrays.stream(EventFigure.values()).map(EventFigure::key),
                        Stream.of(EventCosts.SYNCHRONISATION))
                .toList());
        Map<EventFigure, Figure> figures = new EnumMap<>(EventFigure.class);
        for (EventFigure which : EventFigure.values()) {
            figures.put(which, figure(section.get(which.key()), which.range()));
        }
        requireWholeTiles(section, figures.get(EventFigure.TILE_WIDTH), ChipFigure.MESH_WIDTH, EventFigure.TILE_WIDTH);
        requireWholeTiles(
                section, figures.get(EventFigure.TILE_HEIGHT), ChipFigure.MESH_HEIGHT, EventFigure.TILE_HEIGHT);
        return Optional.of(new EventCosts(figures, synchronisation(section.get(EventCosts.SYNCHRONISATION))));
    }

    private void requireWholeTiles(YamlNode section, Figure tile, ChipFigure mesh, EventFigure which) {
        double nodes = figure(mesh).value();
        if (nodes % tile.value() != 0) {
            throw section.get(which.key())
                    .error("must divide " + mesh.path() + ", which is " + PlainNumber.text(nodes) + "; found "
                            + tile.valueText());
        }
    }

    private static Synchronisation synchronisation(YamlNode node) {
        node.allowOnly(List.of("tiles", "values", "unit", "source", "assumed"));
        List<Integer> tiles = ascending(node.get("tiles"), "tiles", 1, Mesh.MAX_NODES);
        FigureRange range = new FigureRange("us", 0, MOST_SYNCHRONISATION, false);
        List<Double> times = new ArrayList<>();
        for (YamlNode item : node.get("values").items()) {
            double number = item.number(range.allowed());
            if (!range.allows(number)) {
                throw item.error("expected " + range.allowed() + ", found " + item.text());
            }
            times.add(number);
        }
        if (tiles.isEmpty() || tiles.getFirst() != 1 || tiles.size() != times.size()) {
            throw node.error(String.format(
                    Locale.ROOT,
                    "expected a time for each number of tiles, the first number 1; found the tiles %s with %d times",
                    tiles,
                    times.size()));
        }
        requireUnit(node, range.unit());
        return new Synchronisation(tiles, times, node.get("source").text(), isAssumed(node));
    }

    private DeclaredFaults faults() {
        if (!root.has(FAULTS)) {
            return DeclaredFaults.NONE;
        }
        YamlNode section = root.get(FAULTS);
        section.allowOnly(List.of("routers", "links"));
        List<DeclaredFaults.FaultyRouter> routers = new ArrayList<>();
        for (YamlNode item : items(section, "routers")) {
            item.allowOnly(List.of("x", "y"));
            routers.add(new DeclaredFaults.FaultyRouter(coordinate(item.get("x")), coordinate(item.get("y"))));
        }
        List<DeclaredFaults.FaultyLink> links = new ArrayList<>();
        for (YamlNode item : items(section, "links")) {
            item.allowOnly(List.of("x", "y", "to"));
            links.add(new DeclaredFaults.FaultyLink(
                    coordinate(item.get("x")), coordinate(item.get("y")), direction(item.get("to"))));
        }
        return new DeclaredFaults(List.copyOf(routers), List.copyOf(links));
    }

    private static List<YamlNode> items(YamlNode section, String key) {
        return section.has(key) ? section.get(key).items() : List.of();
    }

    private static int coordinate(YamlNode node) {
        String allowed = "a whole number from 0 to " + (Mesh.MAX_NODES - 1);
        double number = node.number(allowed);
        if (number < 0 || number >= Mesh.MAX_NODES || number != Math.rint(number)) {
            throw node.error("expected " + allowed + ", found " + node.text());
        }
        return (int) number;
    }

    private static Direction direction(YamlNode node) {
        return Arrays.stream(Direction.values())
                .filter(direction -> direction.name().toLowerCase(Locale.ROOT).equals(node.text()))
                .findFirst()
                .orElseThrow(() -> node.error("expected east, north, west or south, found '" + node.text() + "'"));
    }

    private YamlNode node(ChipFigure which) {
        return root.get(which.section()).get(which.key());
    }

    private Figure figure(ChipFigure which) {
        return figure(node(which), which.range());
    }

    private static Figure figure(YamlNode node, FigureRange which) {
        node.allowOnly(List.of("value", "unit", "source", "assumed"));
        YamlNode value = node.get("value");
        double number = value.number(which.allowed());
        if (!which.allows(number)) {
            throw value.error("expected " + which.allowed() + ", found " + value.text());
        }
        requireUnit(node, which.unit());
        return new Figure(number, which.unit(), node.get("source").text(), isAssumed(node));
    }

    private static FigureList list(YamlNode node, String unit, int least, int most) {
        node.allowOnly(List.of("values", "unit", "source", "assumed"));
        List<Integer> values = ascending(node.get("values"), unit, least, most);
        requireUnit(node, unit);
        return new FigureList(values, unit, node.get("source").text(), isAssumed(node));
    }

    private static List<Integer> ascending(YamlNode list, String unit, int least, int most) {
        String allowed = "a whole number of " + unit + " from " + least + " to " + most;
        List<Integer> values = new ArrayList<>();
        for (YamlNode item : list.items()) {
            double number = item.number(allowed);
            if (number < least || number > most || number != Math.rint(number)) {
                throw item.error("expected " + allowed + ", found " + item.text());
            }
            if (!values.isEmpty() && number <= values.getLast()) {
                throw item.error("values must ascend, found " + item.text() + " after " + values.getLast());
            }
            values.add((int) number);
        }
        return values;
    }

    private static void requireUnit(YamlNode figure, String unit) {
        YamlNode found = figure.get("unit");
        if (!found.text().equals(unit)) {
            throw found.error("expected the unit " + unit + ", found " + found.text());
        }
    }

    private static boolean isAssumed(YamlNode figure) {
        return figure.has("assumed") && figure.get("assumed").isTrue();
    }

    private static List<String> sections() {
        return Arrays.stream(ChipFigure.values())
                .map(ChipFigure::section)
                .distinct()
                .toList();
    }

    private static List<String> topKeys() {
        return Stream.of(
                        List.of(NAME, DESCRIPTION, SOURCES),
                        sections(),
                        List.of(EventCosts.SECTION, ChipGrid.SECTION, FAULTS))
                .flatMap(List::stream)
                .toList();
    }

    private static List<String> keysOf(String section) {
        List<String> keys = Arrays.stream(ChipFigure.values())
                .filter(which -> which.section().equals(section))
                .map(ChipFigure::key)
                .collect(Collectors.toCollection(ArrayList::new));
        Arrays.stream(ChipRule.values())
                .filter(which -> which.section().equals(section))
                .forEach(which -> keys.add(which.key()));
        if (section.equals(MESH)) {
            keys.add(BIG_COLUMNS);
        }
        if (section.equals(CORE)) {
            keys.add(WEIGHT_BITS);
        }
        return keys;
    }
}
