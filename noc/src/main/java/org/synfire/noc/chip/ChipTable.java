package org.synfire.noc.chip;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A chip as text: every figure with value, unit and source, assumed ones marked with a star.
 *
 * <pre>
 *   router
 *     packetFlits                         2 flits         S6: a spike is a head and a tail
 *   * linkCycles                          1 cycles        Not published; see routerCycles.
 * </pre>
 */
public final class ChipTable {
    private static final int SOURCE_WIDTH = 80;
    private static final String ROW = "%s %-26s %15s %-12s  %s";

    private final ChipDescription chip;
    private final List<String> lines = new ArrayList<>();

    private ChipTable(ChipDescription chip) {
        this.chip = chip;
    }

    /**
     * The lines, without line ends.
     *
     * @param chip a chip
     */
    public static List<String> lines(ChipDescription chip) {
        return new ChipTable(chip).build();
    }

    private List<String> build() {
        lines.add(chip.name() + ": " + chip.description());
        lines.add(String.format(
                Locale.ROOT,
                "%d x %d chips, %d x %d nodes, %d neuron cores, %d neurons at most",
                chip.mesh().chipsX(),
                chip.mesh().chipsY(),
                chip.mesh().width(),
                chip.mesh().height(),
                chip.neuronCores(),
                (long) chip.neuronCores() * chip.neuronsPerCore()));
        addFigures();
        addSystem();
        chip.events().ifPresent(this::addEvents);
        lines.add("");
        lines.add("sources");
        chip.sources().forEach((id, title) -> lines.add(String.format(Locale.ROOT, "  %-4s %s", id, title)));
        lines.add("");
        lines.add("* assumed: nobody has published this figure for the chip (" + chip.assumedFigures() + " figures)");
        return List.copyOf(lines);
    }

    private void addFigures() {
        String section = "";
        for (ChipFigure which : ChipFigure.values()) {
            if (!which.section().equals(section)) {
                section = which.section();
                lines.add("");
                lines.add(section);
                addLists(section);
            }
            Figure figure = chip.figure(which);
            addRow(figure.assumed(), which.key(), figure.valueText(), figure.unit(), figure.source());
        }
    }

    private void addSystem() {
        if (!chip.systemFigures().isEmpty()) {
            lines.add("");
            lines.add(ChipGrid.SECTION);
            chip.systemFigures()
                    .forEach((path, figure) -> addRow(
                            figure.assumed(),
                            path.substring(path.indexOf('.') + 1),
                            figure.valueText(),
                            figure.unit(),
                            figure.source()));
        }
    }

    private void addEvents(EventCosts costs) {
        lines.add("");
        lines.add(EventCosts.SECTION);
        for (EventFigure which : EventFigure.values()) {
            Figure figure = costs.figure(which);
            addRow(figure.assumed(), which.key(), figure.valueText(), figure.unit(), figure.source());
        }
        Synchronisation table = costs.synchronisation();
        addRow(
                table.assumed(),
                EventCosts.SYNCHRONISATION,
                "by tiles",
                "us",
                table.valueText() + "; " + table.source());
    }

    private void addLists(String section) {
        if (section.equals(ChipFile.MESH)) {
            addList(ChipFile.BIG_COLUMNS, chip.bigColumns());
        }
        if (section.equals(ChipFile.CORE)) {
            addList(ChipFile.WEIGHT_BITS, chip.weightBits());
        }
        for (ChipRule which : ChipRule.values()) {
            if (which.section().equals(section)) {
                StatedRule rule = chip.rule(which);
                addRow(rule.assumed(), which.key(), rule.word(), "", rule.source());
            }
        }
    }

    private void addList(String key, FigureList list) {
        addRow(list.assumed(), key, list.valueText(), list.unit(), list.source());
    }

    private void addRow(boolean assumed, String key, String value, String unit, String source) {
        List<String> wrapped = wrap(source);
        lines.add(String.format(Locale.ROOT, ROW, assumed ? "*" : " ", key, value, unit, wrapped.getFirst()));
        wrapped.stream().skip(1).forEach(rest -> lines.add(String.format(Locale.ROOT, ROW, " ", "", "", "", rest)));
    }

    private static List<String> wrap(String text) {
        List<String> wrapped = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split("\\s+")) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > SOURCE_WIDTH) {
                wrapped.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        wrapped.add(line.toString());
        return wrapped;
    }
}
