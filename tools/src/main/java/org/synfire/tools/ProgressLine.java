package org.synfire.tools;

import java.time.Duration;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.synfire.emulator.experiment.Progress;
import org.synfire.noc.measure.MeasurementProgress;

/**
 * A progress bar with the time left, on standard error where that is a terminal; elsewhere nothing.
 *
 * <p>It has a fixed width. To ask a terminal for its width, the library would start JLine, which takes Ctrl-C from the
 * virtual machine: the process would end at once and write nothing.
 */
final class ProgressLine implements Progress, MeasurementProgress, AutoCloseable {
    private static final int REFRESH_MILLIS = 200;
    private static final int COLUMNS = 100;

    private final Optional<ProgressBar> bar;

    private ProgressLine(Optional<ProgressBar> bar) {
        this.bar = bar;
    }

    static ProgressLine of(long samples) {
        return of("samples", samples);
    }

    /** @param total so many at first; what is told later counts */
    static ProgressLine of(String what, long total) {
        return of(what, 0, total);
    }

    /** @param done so many are done before the time is measured */
    static ProgressLine of(String what, long done, long total) {
        return new ProgressLine(Terminal.isOnStandardError() ? Optional.of(bar(what, done, total)) : Optional.empty());
    }

    private static ProgressBar bar(String what, long done, long total) {
        return new ProgressBarBuilder()
                .setTaskName(what)
                .setConsumer(new OneLine())
                .setInitialMax(total)
                .setUpdateIntervalMillis(REFRESH_MILLIS)
                .setStyle(ProgressBarStyle.ASCII)
                .showSpeed()
                .startsFrom(done, Duration.ZERO)
                .build();
    }

    /** Writes what has changed over what stood there, and ends the line when it is closed. */
    private static final class OneLine implements ProgressBarConsumer {
        private String last = "";

        @Override
        public int getMaxRenderedLength() {
            return COLUMNS;
        }

        @Override
        public void accept(String rendered) {
            if (!rendered.equals(last)) {
                System.err.print('\r' + rendered + " ".repeat(Math.max(0, last.length() - rendered.length())));
                System.err.flush();
                last = rendered;
            }
        }

        @Override
        public void close() {
            System.err.println();
        }
    }

    @Override
    public void at(long done, long total) {
        bar.ifPresent(shown -> {
            shown.maxHint(total);
            shown.stepTo(done);
        });
    }

    @Override
    public void at(String phase, long done, long total) {
        bar.ifPresent(shown -> shown.setExtraMessage(phase));
        at(done, total);
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }
}
