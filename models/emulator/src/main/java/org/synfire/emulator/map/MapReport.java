package org.synfire.emulator.map;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import org.synfire.network.integer.Population;
import org.synfire.noc.chip.CoreType;

/**
 * A mapping as lines for a person: a row for each layer, totals, and a picture of the mesh.
 *
 * <p>Of more than {@value #MOST_CHIPS} chips there is a summary that fits a screen: a row for each of the layers with
 * most cores, and a picture with a character for each chip.
 *
 * <p>Memory is that of the layer's fullest core against the limit of that core. Hops and reach violations are those of
 * the packets that arrive at the layer.
 */
public final class MapReport {
    private static final int MOST_CHIPS = 4;
    private static final int LAYERS_OF_SUMMARY = 5;
    private static final int NAME_WIDTH = 24;
    private static final String ROW = "%s %-24s %5s %9s %7s %10s %6s %18s %18s %10s %10s %12s";

    private final Mapping mapping;
    private final List<String> lines = new ArrayList<>();

    private MapReport(Mapping mapping) {
        this.mapping = mapping;
    }

    /**
     * The lines, without line ends.
     *
     * @param mapping a mapping
     */
    public static List<String> lines(Mapping mapping) {
        return new MapReport(mapping).build();
    }

    private List<String> build() {
        lines.add(format(
                ROW,
                " ",
                "layer",
                "cores",
                "(big +",
                "little)",
                "neurons",
                "full",
                "axon-in words",
                "axon-out words",
                "reach",
                "hops per",
                "delay"));
        lines.add(format(
                ROW, " ", "", "", "", "", "", "%", "used / limit", "used / limit", "violations", "packet", "memory"));
        if (mapping.chip().chips() > MOST_CHIPS) {
            addLargestLayers();
            lines.add("");
            addTotals();
            lines.add("");
            lines.addAll(ChipPicture.lines(mapping));
            return List.copyOf(lines);
        }
        mapping.network().populations().stream()
                .skip(1)
                .forEach(layer -> addLayer(MeshPicture.letter(layer.id()), layer));
        lines.add("");
        addTotals();
        lines.add("");
        lines.add("mesh: @ input, letters as above, . free core, o other node without neurons"
                + (mapping.chip().faults().isEmpty() ? "" : ", x dead router"));
        lines.addAll(MeshPicture.lines(mapping));
        return List.copyOf(lines);
    }

    /** Those with most cores, in the order of the network, and a line about the others. */
    private void addLargestLayers() {
        List<Population> layers =
                mapping.network().populations().stream().skip(1).toList();
        List<Population> shown = layers.stream()
                .sorted(Comparator.comparingInt((Population layer) ->
                                -mapping.slices(layer.id()).size())
                        .thenComparingInt(Population::id))
                .limit(LAYERS_OF_SUMMARY)
                .sorted(Comparator.comparingInt(Population::id))
                .toList();
        shown.forEach(layer -> addLayer(' ', layer));
        int others = layers.size() - shown.size();
        if (others > 0) {
            int cores = shown.stream()
                    .mapToInt(layer -> mapping.slices(layer.id()).size())
                    .sum();
            lines.add(format(
                    "  and %,d more layer%s on %,d cores", others, others == 1 ? "" : "s", mapping.cores() - cores));
        }
    }

    private void addLayer(char letter, Population population) {
        List<CoreUse> uses = mapping.uses(population.id());
        List<Flow> arriving = mapping.flows().stream()
                .filter(flow -> flow.projection().target() == population.id())
                .toList();
        CoreUse in = fullest(uses, use -> 1_000_000 * use.axonInWords() / use.axonInLimit());
        CoreUse out = fullest(uses, use -> 1_000_000 * use.axonOutWords() / use.axonOutLimit());
        long most = fullest(uses, CoreUse::neurons).neurons();
        lines.add(format(
                ROW,
                letter,
                name(population),
                format("%,d", uses.size()),
                format("%,d", count(uses, CoreType.BIG)),
                format("%,d", count(uses, CoreType.LITTLE)),
                format("%,d", population.shape().size()),
                format("%.1f", 100.0 * most / mapping.chip().neuronsPerCore()),
                words(in.axonInWords(), in.axonInLimit()),
                words(out.axonOutWords(), out.axonOutLimit()),
                format("%,d", arriving.stream().filter(mapping::isOutOfReach).count()),
                format("%.2f", mapping.meanHops(arriving)),
                bytes(uses.stream().mapToLong(CoreUse::delayBits).sum())));
    }

    private String name(Population population) {
        String mark = mapping.isBeyondCompiler(population.id()) ? "*" : "";
        String name = population.name();
        int room = NAME_WIDTH - mark.length();
        return (name.length() <= room ? name : "~" + name.substring(name.length() - room + 1)) + mark;
    }

    private static long count(List<CoreUse> uses, CoreType type) {
        return uses.stream().filter(use -> use.type() == type).count();
    }

    private static CoreUse fullest(List<CoreUse> uses, ToLongFunction<CoreUse> share) {
        return uses.stream().max(Comparator.comparingLong(share)).orElseThrow();
    }

    private void addTotals() {
        int all = mapping.chip().neuronCores();
        long neurons =
                mapping.uses().stream().skip(1).mapToLong(CoreUse::neurons).sum();
        lines.add(format(
                "cores           %,d of %,d (%.1f %%): %,d big, %,d little; on %d of %d chips",
                mapping.cores(),
                all,
                100.0 * mapping.cores() / all,
                mapping.cores(CoreType.BIG),
                mapping.cores(CoreType.LITTLE),
                mapping.chips(),
                mapping.chip().chips()));
        lines.add(format(
                "neurons         %,d of %,d (%.1f %%); %.1f %% of the cores in use",
                neurons,
                (long) all * mapping.chip().neuronsPerCore(),
                100.0 * neurons / all / mapping.chip().neuronsPerCore(),
                100.0 * neurons / mapping.cores() / mapping.chip().neuronsPerCore()));
        lines.add(format(
                "hops            %.2f per packet, %.2f per spike (to all its cores), about %,.0f per sample at %.1f"
                        + " spikes a sender",
                mapping.hopsPerPacket(), mapping.hopsPerSpike(), mapping.hopsPerSample(), Flow.SPIKES_PER_SAMPLE));
        if (mapping.chip().chips() > 1) {
            lines.add(format(
                    "between chips   %.2f links per packet; %.1f %% of the packets leave their chip",
                    mapping.chipLinksPerPacket(), 100 * mapping.shareLeavingChip()));
        }
        lines.add(format(
                "out of reach    %,d of %,d flows between cores (|dx| or |dy| above %d hops)",
                mapping.reachViolations(),
                mapping.flows().size(),
                mapping.chip().reach()));
        lines.add(format(
                "delay memory    %s for spikes that wait for a longer branch; its place on the chip is not known, so"
                        + " it is in no limit",
                bytes(mapping.delayBits())));
        if (mapping.network().populations().stream()
                .skip(1)
                .anyMatch(population -> mapping.isBeyondCompiler(population.id()))) {
            lines.add("*               cut over space as well as over channels, which the chip's compiler does not do");
        }
    }

    private static String words(long used, long limit) {
        return format("%,d / %,d", used, limit);
    }

    private static String bytes(long bits) {
        return bits == 0 ? "0 B" : format("%,.1f KiB", bits / 8.0 / 1024);
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
