package org.synfire.tools.report;

import j2html.tags.DomContent;
import java.util.List;
import org.synfire.emulator.result.RecordedRun;

/** A part of the report under a heading of its own. */
interface Section {
    /** What links to it say: lower-case letters. */
    String id();

    /** Its heading. */
    String title();

    /** Whether the run has anything to show here. */
    default boolean concerns(RecordedRun run) {
        return true;
    }

    /** What stands below the heading. */
    List<DomContent> content(RecordedRun run);
}
