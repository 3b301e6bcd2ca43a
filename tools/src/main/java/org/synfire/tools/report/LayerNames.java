package org.synfire.tools.report;

import java.util.List;
import java.util.stream.IntStream;
import org.synfire.emulator.result.RecordedRun;

/**
 * How layers are called: by their number, which is the same in every table and drawing, and their name, which comes
 * from the model file.
 */
final class LayerNames {
    private static final String DOT = " \u00b7 ";

    private LayerNames() {}

    /** Number and name, of which a long one is shortened so that it differs from the others. None twice. */
    static List<String> labels(RecordedRun run) {
        List<String> names =
                ShortNames.of(IntStream.range(0, run.details().layers().size())
                        .mapToObj(layer -> name(run, layer))
                        .toList());
        return IntStream.range(0, names.size())
                .mapToObj(layer -> layer + DOT + names.get(layer))
                .toList();
    }

    /** Number and whole name. */
    static String numbered(RecordedRun run, int layer) {
        return layer + DOT + name(run, layer);
    }

    /** The whole name, without what is no character of a text. */
    static String name(RecordedRun run, int layer) {
        return Shown.clean(run.details().layers().get(layer).name());
    }
}
