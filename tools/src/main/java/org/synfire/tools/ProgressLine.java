package org.synfire.tools;

import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.synfire.emulator.experiment.Progress;
import org.synfire.noc.measure.MeasurementProgress;

/**
 * A progress bar with the time left, on standard error.
 *
 * <p>It has a fixed width. To ask a terminal for its width, the library would start JLine, which takes Ctrl-C from the
 * virtual machine: the process would end at once and write nothing.
 */
final class ProgressLine implements Progress, MeasurementProgress, AutoCloseable {
    private static final int REFRESH_MILLIS = 200;
    private static final int COLUMNS = 100;

    private final ProgressBar bar;

    private ProgressLine(ProgressBar bar) {
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
        return new ProgressLine(new ProgressBarBuilder()
                .setTaskName(what)
                .setConsumer(new ConsoleProgressBarConsumer(System.err, COLUMNS))
                .setInitialMax(total)
                .setUpdateIntervalMillis(REFRESH_MILLIS)
                .setStyle(ProgressBarStyle.ASCII)
                .showSpeed()
                .startsFrom(done, Duration.ZERO)
                .build());
    }

    @Override
    public void at(long done, long total) {
        bar.maxHint(total);
        bar.stepTo(done);
    }

    @Override
    public void at(String phase, long done, long total) {
        bar.maxHint(total);
        bar.setExtraMessage(phase);
        bar.stepTo(done);
    }

    @Override
    public void close() {
        bar.close();
    }
}
