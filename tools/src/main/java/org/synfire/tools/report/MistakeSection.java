package org.synfire.tools.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.img;
import static j2html.TagCreator.p;

import j2html.tags.DomContent;
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
                "%s of %s samples were answered wrong; these are the first %d. Every sample is in samples.csv.",
                Shown.count(mistakes),
                Shown.count(run.result().answers().samples()),
                shown.size());
        return List.of(p(words), div(each(shown, MistakeSection::picture)).withClass("mistakes"));
    }

    private static DomContent picture(RunDetails.Mistake mistake) {
        String words = String.format(
                Locale.ROOT, "sample %d: %d, answered %d", mistake.sample(), mistake.label(), mistake.answer());
        return figure(
                img().withSrc(Png.dataUri(mistake.channels(), mistake.height(), mistake.width(), mistake.pixels()))
                        .withAlt(words),
                figcaption(words));
    }
}
