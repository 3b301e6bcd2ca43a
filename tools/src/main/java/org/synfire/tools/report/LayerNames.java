package org.synfire.tools.report;

import java.util.List;
import java.util.stream.IntStream;
import org.synfire.emulator.result.RecordedRun;

/**
 * How layers are called: by their number, which is the same in every table and drawing, and their name, which comes
 * from the model file.
 */
final class LayerNames {
    private static final int LONGEST = 17;
    private static final String DOT = " \u00b7 ";
    private static final String CUT = "\u2026";

    private LayerNames() {}

    /** Number and name, the name's end where it is long: model files put paths in front. None twice. */
    static List<String> labels(RecordedRun run) {
        return IntStream.range(0, run.details().layers().size())
                .mapToObj(layer -> label(run, layer))
                .toList();
    }

    static String label(RecordedRun run, int layer) {
        String name = name(run, layer);
        return layer + DOT + (name.length() <= LONGEST ? name : CUT + name.substring(name.length() - LONGEST + 1));
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
