package org.synfire.tools;

import java.util.Optional;
import java.util.function.IntConsumer;

/** The progress line of images that are decoded before a run; it is there from the first that is told. */
final class TrialLine implements IntConsumer, AutoCloseable {
    private final int images;
    private Optional<ProgressLine> line = Optional.empty();

    /** @param images so many at first */
    TrialLine(int images) {
        this.images = images;
    }

    @Override
    public void accept(int tried) {
        if (line.isEmpty()) {
            line = Optional.of(ProgressLine.of("images", images));
        }
        line.get().at(tried, Math.max(images, tried));
    }

    @Override
    public void close() {
        line.ifPresent(ProgressLine::close);
    }
}
