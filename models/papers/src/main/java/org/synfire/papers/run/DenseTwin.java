package org.synfire.papers.run;

import java.util.Locale;
import org.synfire.emulator.result.RunResult;

/** What a table says of a run's comparison with its dense reference. */
public final class DenseTwin {
    private DenseTwin() {}

    /** Equal, how many values differ, or that nothing was compared. */
    public static String words(RunResult run) {
        return run.witnesses()
                .reference()
                .map(reference -> reference.mismatchedValues() == 0
                        ? "equal"
                        : String.format(Locale.ROOT, "%,d VALUES DIFFER", reference.mismatchedValues()))
                .orElse("not compared");
    }
}
