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
import org.synfire.emulator.result.RecordedRun;

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
    public List<DomContent> content(RecordedRun run) {
        long[][] counts = run.result().answers().confusion();
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
                                        th(String.valueOf(label)).attr("scope", "row"),
                                        each(classes, answer -> cell(counts[label], label, answer)),
                                        td(share(counts[label], label)).withClass("number")))))
                .withClass("matrix");
        return List.of(
                div(Scroll.of(matrix, "confusion matrix"), mistakes(counts).open())
                        .withClass("figures tables"));
    }

    private static Table mistakes(long[][] counts) {
        Table table = new Table("most frequent mistakes")
                .words("label")
                .words("answer")
                .numbers("samples", "of the label's");
        IntStream.range(0, counts.length)
                .boxed()
                .flatMap(label -> IntStream.range(0, counts.length)
                        .filter(answer -> answer != label && counts[label][answer] > 0)
                        .mapToObj(answer -> new int[] {label, answer}))
                .sorted(Comparator.comparingLong((int[] cell) -> -counts[cell[0]][cell[1]]))
                .limit(MISTAKES)
                .forEach(cell -> table.row(
                        cell[0],
                        cell[1],
                        Shown.count("/confusion/" + cell[0] + "/" + cell[1], counts[cell[0]][cell[1]]),
                        share(counts[cell[0]], cell[1])));
        return table;
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
