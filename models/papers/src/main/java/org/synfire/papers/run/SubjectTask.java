package org.synfire.papers.run;

import org.synfire.network.detect.DetectionHead;

/** What is asked of a network, and so what its quality is. */
public sealed interface SubjectTask {
    /** The largest output is the class of the image; quality is the share of right answers. */
    record Classes() implements SubjectTask {}

    /**
     * Boxes around objects; quality is the mean average precision at an overlap of 0.5, by the 11 points of VOC 2007.
     *
     * @param head turns outputs into boxes
     */
    record Boxes(DetectionHead head) implements SubjectTask {}
}
