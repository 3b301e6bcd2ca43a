package org.synfire.emulator.result;

import java.util.Collections;
import java.util.SequencedMap;

/**
 * Makes a page for people of a run. Implementations are found as services; this module has none, the tools have one.
 *
 * <p><b>Exactness:</b> the page depends on the run alone: made again from the run's folder it is the same.
 */
public interface ReportRenderer {
    /** Name of the page's file, in the run's folder. */
    String fileName();

    /** The page. */
    String page(RecordedRun run);

    /**
     * The page's drawings as files of their own, which documents and slides can hold.
     *
     * @param run whose {@link RecordedRun#files} need not name them
     * @return text of each by the file's name, in the order of the page; none unless this is overridden
     */
    default SequencedMap<String, String> drawings(RecordedRun run) {
        return Collections.emptyNavigableMap();
    }
}
