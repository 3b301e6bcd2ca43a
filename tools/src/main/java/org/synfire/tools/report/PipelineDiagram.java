package org.synfire.tools.report;

import j2html.tags.ContainerTag;
import j2html.tags.DomContent;
import java.util.List;
import java.util.Locale;
import org.synfire.emulator.neuron.Schedule;
import org.synfire.emulator.result.RecordedRun;
import org.synfire.emulator.result.RunDetails;
import org.synfire.tools.report.Drawing.Anchor;
import org.synfire.tools.report.Drawing.Lettering;

/**
 * Which layer works on which sample in which time step: above, the sample whose bits a layer adds up; below, the sample
 * whose bits it sends.
 *
 * <p>The steps are those of {@link Schedule}, from the first sample's first bit to the last answer drawn.
 */
final class PipelineDiagram {
    private static final int SAMPLES_IN_PIPELINE = 4;
    private static final int SAMPLES_ALONE = 2;
    private static final double NAMES = 150;
    private static final double LANE = 13;
    private static final double ROW = 2 * LANE + 7;
    private static final double AXIS = 34;
    private static final double EDGE = 14;
    private static final double ROOM_FOR_NUMBER = 12;
    private static final int MOST_TICKS = 14;
    private static final double GRID = 0.8;
    private static final double NUMBER_SIZE = 10;
    /** Opacity of the bars of sums; those of spikes are opaque. */
    private static final double PALE = 0.45;

    private final RecordedRun run;
    private final int bits;
    private final int interval;
    private final int samples;
    private final long steps;
    private final double stepWidth;

    PipelineDiagram(RecordedRun run) {
        this.run = run;
        this.bits = run.details().bits();
        this.interval = (int) run.result().timeSteps().perSample();
        this.samples = run.result().setting().pipelined() ? SAMPLES_IN_PIPELINE : SAMPLES_ALONE;
        this.steps = (samples - 1L) * interval + run.result().timeSteps().latency();
        this.stepWidth = (Chart.WHOLE - NAMES - EDGE) / steps;
    }

    int samples() {
        return samples;
    }

    DomContent draw(Chart chart) {
        List<RunDetails.Layer> layers = run.details().layers();
        List<String> names = LayerNames.labels(run);
        double height = layers.size() * ROW + AXIS;
        Drawing drawing = new Drawing(chart, Chart.WHOLE, height);
        ticks(drawing, layers.size() * ROW);
        for (int layer = 0; layer < layers.size(); layer++) {
            drawing.label(NAMES - 8, layer * ROW + LANE + 4, Lettering.TICK, Anchor.END, names.get(layer));
            row(drawing, layers.get(layer), layer * ROW);
        }
        return drawing.done();
    }

    private void ticks(Drawing drawing, double bottom) {
        long every = (long) bits * Math.max(1, Math.ceilDiv(steps / bits, MOST_TICKS));
        for (long step = 0; step <= steps; step += every) {
            drawing.add(Drawing.element(
                    "line",
                    "x1",
                    x(step),
                    "y1",
                    0,
                    "x2",
                    x(step),
                    "y2",
                    bottom + 3,
                    "stroke",
                    CssPaint.LINE.css(),
                    "stroke-width",
                    GRID));
            drawing.label(x(step), bottom + 16, Lettering.TICK, Anchor.MIDDLE, String.valueOf(step));
        }
        drawing.label(NAMES + (Chart.WHOLE - NAMES) / 2, bottom + 31, Lettering.AXIS, Anchor.MIDDLE, "time step");
    }

    private void row(Drawing drawing, RunDetails.Layer layer, double top) {
        Schedule schedule = new Schedule(layer.integratesFrom(), layer.sendsFrom(), bits, interval, samples);
        for (int sample = 0; sample < samples; sample++) {
            long first = schedule.firstStep(sample);
            long sent = first + layer.sendsFrom() - layer.integratesFrom();
            if (layer.level() > 0) {
                drawing.add(bar(sample, first, first + bits, top, true));
            }
            if (layer.sends()) {
                drawing.add(bar(sample, sent, sent + bits, top + LANE, false));
            }
        }
    }

    /** @param isSum whether the layer adds the sample up; otherwise it sends it */
    private DomContent bar(int sample, long from, long to, double top, boolean isSum) {
        double width = (Math.min(to, steps) - from) * stepWidth - 0.6;
        ContainerTag<?> group = Drawing.element("g");
        group.with(Drawing.element(
                "rect",
                "x",
                x(from),
                "y",
                top,
                "width",
                Math.max(0.5, width),
                "height",
                LANE,
                "fill",
                CssPaint.ofCategory(sample).css(),
                "fill-opacity",
                isSum ? PALE : 1));
        if (width >= ROOM_FOR_NUMBER) {
            CssPaint ink = isSum ? CssPaint.INK : CssPaint.onCategory(sample);
            group.with(Drawing.words(
                    x(from) + width / 2,
                    top + LANE - 3,
                    Lettering.mark(NUMBER_SIZE, ink),
                    Anchor.MIDDLE,
                    String.valueOf(sample)));
        }
        return group.with(Drawing.hint(String.format(
                Locale.ROOT, "%s sample %d in steps %d to %d", isSum ? "adds up" : "sends", sample, from, to - 1)));
    }

    private double x(long step) {
        return NAMES + step * stepWidth;
    }
}
