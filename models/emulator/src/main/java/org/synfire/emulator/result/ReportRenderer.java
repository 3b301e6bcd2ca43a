package org.synfire.emulator.result;

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
}
