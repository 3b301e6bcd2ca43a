package org.synfire.tools.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.img;
import static j2html.TagCreator.p;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.synfire.emulator.result.RecordedRun;
import org.synfire.emulator.result.RunDetails;

/** The first samples that were answered wrong, as pictures. */
final class MistakeSection implements Section {
    @Override
    public String id() {
        return "mistakes";
    }

    @Override
    public String title() {
        return "Mistakes";
    }

    @Override
    public boolean concerns(RecordedRun run) {
        return !run.details().mistakes().isEmpty();
    }

    @Override
    public List<DomContent> content(RecordedRun run) {
        List<RunDetails.Mistake> shown = run.details().mistakes();
        long mistakes =
                run.result().answers().samples() - run.result().answers().correct();
        String words = String.format(
                Locale.ROOT,
                "%s of %s samples were answered wrong; these are %d of them. Every sample is in samples.csv.",
                Shown.count(mistakes),
                Shown.count(run.result().answers().samples()),
                shown.size());
        List<RunDetails.Mistake> ofIntegers =
                shown.stream().filter(RunDetails.Mistake::hasFloatRight).toList();
        List<RunDetails.Mistake> others =
                shown.stream().filter(mistake -> !mistake.hasFloatRight()).toList();
        List<DomContent> content = new ArrayList<>(List.of(p(words)));
        if (!ofIntegers.isEmpty()) {
            content.add(h3("Wrong with integers, right with real numbers"));
            content.add(pictures(run, ofIntegers));
        }
        if (!ofIntegers.isEmpty() && !others.isEmpty()) {
            content.add(h3(run.result().witnesses().floatNetwork().isEmpty() ? "Others" : "Wrong with both"));
        }
        if (!others.isEmpty()) {
            content.add(pictures(run, others));
        }
        return content;
    }

    private static DomContent pictures(RecordedRun run, List<RunDetails.Mistake> mistakes) {
        return div(each(mistakes, mistake -> picture(run.details(), mistake))).withClass("mistakes");
    }

    private static DomContent picture(RunDetails details, RunDetails.Mistake mistake) {
        String words = String.format(
                Locale.ROOT,
                "sample %d: %s, answered %s",
                mistake.sample(),
                details.className(mistake.label()),
                details.className(mistake.answer()));
        return figure(
                img().withSrc(Png.dataUri(mistake.channels(), mistake.height(), mistake.width(), mistake.pixels()))
                        .withAlt(words),
                figcaption(words));
    }
}
