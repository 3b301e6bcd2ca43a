package org.synfire.bench.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.synfire.engine.InputException;
import org.synfire.noc.Mesh;
import org.synfire.noc.cycle.RouterConfig;
import org.synfire.noc.cycle.SwitchAllocator;
import org.synfire.noc.traffic.HotspotPattern;
import org.synfire.noc.traffic.PatternName;
import org.synfire.noc.traffic.TrafficPattern;

/**
 * One run of BookSim 2 as a line of its CSV file: configuration and results by the names of the columns.
 *
 * @param values of the line, by column
 */
record BookSimRow(Map<String, String> values) {
    private static final String COMMA_OUTSIDE_QUOTES = ",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)";
    private static final Map<String, Integer> HOP_CYCLES =
            Map.of("default5", 5, "lookahead4", 4, "simplest3", 3, "simplest3_iter4", 3, "simplest3_sepif", 3);
    private static final int MOST_ITERATIONS = 4;

    /** All rows of a file. */
    static List<BookSimRow> read(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            String[] columns = fields(lines.isEmpty() ? "" : lines.getFirst());
            return lines.stream()
                    .skip(1)
                    .map(line -> row(columns, fields(line)))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String[] fields(String line) {
        return Arrays.stream(line.split(COMMA_OUTSIDE_QUOTES, -1))
                .map(field -> field.replace("\"", ""))
                .toArray(String[]::new);
    }

    private static BookSimRow row(String[] columns, String[] fields) {
        if (fields.length != columns.length) {
            throw new InputException("a line has " + fields.length + " fields, the first one " + columns.length);
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < columns.length; i++) {
            values.put(columns[i], fields[i]);
        }
        return new BookSimRow(values);
    }

    String text(String column) {
        String value = values.get(column);
        if (value == null) {
            throw new InputException("there is no column " + column);
        }
        return value;
    }

    double number(String column) {
        return text(column).isEmpty() ? Double.NaN : Double.parseDouble(text(column));
    }

    int whole(String column) {
        return Integer.parseInt(text(column));
    }

    /** Whether it is a run to its end, with a router that can be configured alike. */
    boolean isComparable() {
        return HOP_CYCLES.containsKey(text("router_config"))
                && text("sim_type").equals("latency")
                && whole("packet_size") == 1;
    }

    boolean isSaturated() {
        return !text("saturated").equals("0");
    }

    Mesh mesh() {
        return Mesh.ofOneChip(whole("k"), whole("k"));
    }

    /** Everything but the load. */
    String configuration() {
        return String.format(
                Locale.ROOT,
                "%s, %dx%2$d %s, %d VC, buffer %d",
                text("router_config"),
                whole("k"),
                text("traffic"),
                whole("num_vcs"),
                whole("vc_buf_size"));
    }

    RouterConfig router() {
        String name = text("router_config");
        RouterConfig router = RouterConfig.ofHopCycles(HOP_CYCLES.get(name), whole("num_vcs"), whole("vc_buf_size"));
        SwitchAllocator allocator = name.endsWith("sepif") ? SwitchAllocator.SEPARABLE : SwitchAllocator.ISLIP;
        return new RouterConfig(
                router.virtualChannels(),
                router.bufferFlits(),
                router.pipeline(),
                router.links(),
                allocator,
                name.endsWith("iter4") ? MOST_ITERATIONS : 1);
    }

    TrafficPattern traffic() {
        String traffic = text("traffic");
        if (traffic.startsWith("hotspot")) {
            return new HotspotPattern(
                    mesh(),
                    Arrays.stream(traffic.replaceAll("[^0-9,]", "").split(","))
                            .mapToInt(Integer::parseInt)
                            .toArray());
        }
        return PatternName.valueOf(traffic.toUpperCase(Locale.ROOT)).on(mesh());
    }
}
