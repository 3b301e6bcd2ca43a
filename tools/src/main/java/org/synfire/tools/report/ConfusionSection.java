package org.synfire.tools.report;

import static j2html.TagCreator.caption;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.synfire.emulator.result.ConfusedPair;
import org.synfire.emulator.result.RecordedRun;
import org.synfire.emulator.result.RunResult;

/** Which label got which answer. A table whose cells are coloured, so that one thing serves eyes, ears and copying. */
final class ConfusionSection implements Section {
    private static final int MISTAKES = 10;

    @Override
    public String id() {
        return "confusion";
    }

    @Override
    public String title() {
        return "Confusion matrix";
    }

    @Override
    public boolean concerns(RecordedRun run) {
        return run.result().hasAccuracy();
    }

    @Override
    public List<DomContent> content(RecordedRun run) {
        long[][] counts = run.result().answers().confusion();
        if (counts.length == 0) {
            return List.of(div(classes(run).folded(), mistakes(run).open()).withClass("figures tables"));
        }
        List<Integer> classes = IntStream.range(0, counts.length).boxed().toList();
        DomContent matrix = table(
                        caption("samples by label (rows) and answer (columns); the stronger the colour, the larger the"
                                + " share of the label's samples"),
                        thead(tr(
                                th("label"),
                                each(
                                        classes,
                                        answer -> th(String.valueOf(answer)).attr("scope", "col")),
                                th("right").attr("scope", "col"))),
                        tbody(each(
                                classes,
                                label -> tr(
                                        th(run.details().className(label)).attr("scope", "row"),
                                        each(classes, answer -> cell(counts[label], label, answer)),
                                        td(share(counts[label], label)).withClass("number")))))
                .withClass("matrix");
        return List.of(
                div(Scroll.of(matrix, "confusion matrix"), mistakes(run).open()).withClass("figures tables"));
    }

    /** Every class with its accuracy, the worst first. */
    private static Table classes(RecordedRun run) {
        Table table = new Table("accuracy of each class, the worst first")
                .words("class")
                .numbers("samples", "right", "accuracy");
        List<RunResult.ClassResult> classes = run.result().answers().classes();
        IntStream.range(0, classes.size())
                .boxed()
                .sorted(Comparator.comparingDouble(place -> classes.get(place).accuracy()))
                .forEach(place -> table.row(
                        run.details().className(classes.get(place).label()),
                        Shown.count(
                                "/classes/" + place + "/samples",
                                classes.get(place).samples()),
                        Shown.count(
                                "/classes/" + place + "/correct",
                                classes.get(place).correct()),
                        Shown.percent(
                                "/classes/" + place + "/accuracy",
                                classes.get(place).accuracy(),
                                1)));
        return table;
    }

    private static Table mistakes(RecordedRun run) {
        Table table = new Table("most frequent mistakes")
                .words("label")
                .words("answer")
                .numbers("samples", "of the label's");
        List<ConfusedPair> pairs = run.result().answers().pairs();
        boolean hasMatrix = run.result().answers().confusion().length > 0;
        IntStream.range(0, pairs.size())
                .boxed()
                .filter(place -> pairs.get(place).label() != pairs.get(place).answer())
                .sorted(Comparator.comparingLong(place -> -pairs.get(place).samples()))
                .limit(MISTAKES)
                .forEach(place -> {
                    ConfusedPair pair = pairs.get(place);
                    table.row(
                            run.details().className(pair.label()),
                            run.details().className(pair.answer()),
                            Shown.count(
                                    hasMatrix
                                            ? "/confusion/" + pair.label() + "/" + pair.answer()
                                            : "/confusionPairs/" + place + "/samples",
                                    pair.samples()),
                            share(pair, pairs));
                });
        return table;
    }

    private static String share(ConfusedPair pair, List<ConfusedPair> pairs) {
        long samples = pairs.stream()
                .filter(other -> other.label() == pair.label())
                .mapToLong(ConfusedPair::samples)
                .sum();
        return Shown.percent((double) pair.samples() / samples, 1);
    }

    private static DomContent cell(long[] row, int label, int answer) {
        long samples = LongStream.of(row).sum();
        String colour = row[answer] == 0 ? "none" : "h" + CssPaint.step((double) row[answer] / samples);
        return td(row[answer] == 0
                        ? Shown.count("/confusion/" + label + "/" + answer, 0)
                        : Shown.count("/confusion/" + label + "/" + answer, row[answer]))
                .withClass(colour + (label == answer ? " right" : ""));
    }

    private static String share(long[] row, int label) {
        long samples = LongStream.of(row).sum();
        return samples == 0 ? "-" : Shown.percent((double) row[label] / samples, 1);
    }
}
