package org.synfire.tools;

import java.util.List;
import java.util.Optional;
import org.synfire.tools.report.SweepPage;
import org.synfire.tools.sweep.Setting;
import org.synfire.tools.sweep.SweepFile;
import org.synfire.tools.sweep.SweepTable;

/** What the page of a sweep draws, as its file says it. */
final class SweptAxes {
    private SweptAxes() {}

    /** @throws org.synfire.engine.InputException with the place, if an option is not varied or a figure is not there */
    static Optional<SweepPage.Axes> of(SweepFile sweep, String command) {
        Optional<Setting> x = sweep.drawn("x");
        if (x.isEmpty()) {
            return Optional.empty();
        }
        List<String> varied = sweep.varied();
        Optional<Setting> lines = sweep.drawn("lines");
        requireVaried(x.orElseThrow(), varied);
        lines.ifPresent(line -> requireVaried(line, varied));
        Optional<Setting> value = sweep.drawn("value");
        String drawn = value.map(Setting::text).orElseGet(() -> SweepTable.usual(command));
        if (!SweepTable.numbers(command).contains(drawn)) {
            throw value.orElseThrow()
                    .error("the table has no column of numbers " + drawn + "; there is: "
                            + String.join(", ", SweepTable.numbers(command)));
        }
        return Optional.of(new SweepPage.Axes(
                SweepTable.key(x.orElseThrow().text()), lines.map(line -> SweepTable.key(line.text())), drawn));
    }

    private static void requireVaried(Setting option, List<String> varied) {
        if (!varied.contains(option.text())) {
            throw option.error(option.text() + " is not varied, so nothing can be drawn over it; give one of "
                    + String.join(", ", varied));
        }
    }
}
