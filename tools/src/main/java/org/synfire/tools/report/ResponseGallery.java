package org.synfire.tools.report;

import j2html.tags.DomContent;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.synfire.network.neuron.NeuronResponse;
import org.synfire.network.neuron.StateWord;

/**
 * The responses of several neuron programs in one drawing: a row for each program, in it a small plot for each
 * stimulus. State words of a plot share a scale; what arrives is a strip of bars below it, and spikes are marks above
 * it.
 *
 * @param programs in their order, each with as many responses as there are stimuli
 * @param stimuli headings of the columns
 */
record ResponseGallery(List<Program> programs, List<String> stimuli) {
    private static final double NAMES = 88;
    private static final double SCALE = 52;
    private static final double WIDTH = 424;
    private static final double HEIGHT = 92;
    private static final double STRIP = 16;
    private static final double MARKS = 16;
    private static final double ROW = MARKS + HEIGHT + STRIP + 24;
    private static final double TOP = 34;
    private static final double BOTTOM = 34;
    private static final double MARK = 9;
    private static final double BASELINE = 4;
    private static final double LINE = 17;
    private static final double SMALL = 10.5;
    private static final double STROKE = 1.6;
    private static final int TICKS = 4;
    /** Words that are less than one part in so many of the largest one are enlarged. */
    private static final double SMALL_SHARE = 20;
    /** To this share of the largest one at most. */
    private static final double ENLARGED = 0.5;

    private static final int[] STEPS_OF_FACTORS = {1, 2, 5};
    private static final Drawing.Lettering NAME = Drawing.Lettering.mark(14, CssPaint.INK);
    private static final Drawing.Lettering NUMBER = new Drawing.Lettering(SMALL, "normal", CssPaint.MUTED);

    /**
     * A program and its responses.
     *
     * @param name of the program
     * @param words its state words
     * @param responses one for each stimulus
     */
    record Program(String name, List<StateWord> words, List<NeuronResponse> responses) {}

    DomContent draw(Chart chart) {
        double width = NAMES + stimuli.size() * (SCALE + WIDTH) + SCALE / 4;
        Drawing drawing = new Drawing(chart, width, TOP + programs.size() * ROW + BOTTOM);
        for (int column = 0; column < stimuli.size(); column++) {
            drawing.label(
                    left(column) + WIDTH / 2,
                    TOP / 2,
                    Drawing.Lettering.AXIS,
                    Drawing.Anchor.MIDDLE,
                    stimuli.get(column));
        }
        for (int row = 0; row < programs.size(); row++) {
            Program program = programs.get(row);
            double top = TOP + row * ROW + MARKS;
            names(drawing, program, top);
            for (int column = 0; column < stimuli.size(); column++) {
                plot(drawing, program, program.responses.get(column), left(column), top);
            }
        }
        return drawing.done();
    }

    private static double left(int column) {
        return NAMES + SCALE + column * (SCALE + WIDTH);
    }

    private static void names(Drawing drawing, Program program, double top) {
        drawing.label(0, top + LINE, NAME, Drawing.Anchor.START, Shown.clean(program.name));
        for (int w = 0; w < program.words.size(); w++) {
            int factor = factor(program, w);
            drawing.label(
                    0,
                    top + (w + 2) * LINE,
                    new Drawing.Lettering(12, "normal", ResponsePlot.colour(w)),
                    Drawing.Anchor.START,
                    program.words.get(w).name() + (factor == 1 ? "" : " \u00d7" + factor));
        }
    }

    /** By how much a word is enlarged that would be a line near 0 otherwise: 1, 2, 5, 10, 20, and so on. */
    private static int factor(Program program, int word) {
        double room = Double.MAX_VALUE;
        for (NeuronResponse response : program.responses) {
            int largest = Math.max(1, largest(response.states().stream().mapToInt(state -> state[word])));
            int ofAll = largest(response.states().stream().flatMapToInt(IntStream::of));
            room = Math.min(room, (double) ofAll / largest);
        }
        int factor = 1;
        for (int power = 1; room >= SMALL_SHARE && power <= room * ENLARGED; power *= 10) {
            for (int step : STEPS_OF_FACTORS) {
                factor = power * step <= room * ENLARGED ? power * step : factor;
            }
        }
        return factor;
    }

    private static int largest(IntStream values) {
        return values.map(Math::abs).max().orElse(0);
    }

    private static void plot(Drawing drawing, Program program, NeuronResponse response, double left, double top) {
        int steps = response.inputs().length;
        int[] values = response.states().stream().flatMapToInt(IntStream::of).toArray();
        int low = IntStream.of(values).min().orElse(0);
        int high = Math.max(low + 1, IntStream.of(values).max().orElse(1));
        drawing.add(Drawing.element(
                "rect", "x", left, "y", top, "width", WIDTH, "height", HEIGHT, "fill", CssPaint.PANEL.css()));
        drawing.label(left - BASELINE, top + 2 * BASELINE, NUMBER, Drawing.Anchor.END, Shown.count(high));
        drawing.label(left - BASELINE, top + HEIGHT, NUMBER, Drawing.Anchor.END, Shown.count(low));
        for (int w = 0; w < program.words.size(); w++) {
            int factor = factor(program, w);
            StringBuilder line = new StringBuilder();
            for (int step = 0; step < steps; step++) {
                double share = ((double) factor * response.states().get(step)[w] - low) / ((double) high - low);
                line.append(String.format(
                        Locale.ROOT,
                        "%s%.1f %.1f",
                        step == 0 ? "M" : "L",
                        x(left, step, steps),
                        top + HEIGHT * (1 - share)));
            }
            drawing.add(Drawing.element(
                    "path",
                    "d",
                    line.toString(),
                    "fill",
                    "none",
                    "stroke",
                    ResponsePlot.colour(w).css(),
                    "stroke-width",
                    1.5,
                    "stroke-linejoin",
                    "round"));
        }
        strokes(
                drawing,
                response.spikeSteps().stream().mapToInt(step -> step).toArray(),
                step -> String.format(
                        Locale.ROOT, "M%.1f %.1fv%.1f", x(left, step, steps), top - MARKS + BASELINE, MARK),
                CssPaint.INK,
                STROKE);
        int strongest =
                Math.max(1, IntStream.of(response.inputs()).map(Math::abs).max().orElse(1));
        strokes(
                drawing,
                IntStream.range(0, steps)
                        .filter(step -> response.inputs()[step] != 0)
                        .toArray(),
                step -> {
                    double length = STRIP * Math.abs((double) response.inputs()[step]) / strongest;
                    return String.format(
                            Locale.ROOT,
                            "M%.1f %.1fv%.1f",
                            x(left, step, steps),
                            top + HEIGHT + BASELINE + STRIP - length,
                            length);
                },
                CssPaint.MUTED,
                Math.max(STROKE, WIDTH / steps + STROKE / 2));
        ticks(drawing, steps, left, top + HEIGHT + BASELINE + STRIP);
    }

    private interface Stroke {
        String path(int step);
    }

    private static void strokes(Drawing drawing, int[] steps, Stroke stroke, CssPaint paint, double width) {
        StringBuilder path = new StringBuilder();
        IntStream.of(steps).forEach(step -> path.append(stroke.path(step)));
        if (!path.isEmpty()) {
            drawing.add(Drawing.element(
                    "path", "d", path.toString(), "fill", "none", "stroke", paint.css(), "stroke-width", width));
        }
    }

    private static void ticks(Drawing drawing, int steps, double left, double y) {
        for (int tick = 0; tick < TICKS; tick++) {
            int step = (int) ((long) steps * tick / TICKS);
            drawing.label(
                    x(left, step, steps),
                    y + SMALL + 1,
                    NUMBER,
                    Drawing.Anchor.MIDDLE,
                    (tick == 0 ? "step " : "") + Shown.count(step));
        }
    }

    private static double x(double left, int step, int steps) {
        return left + WIDTH * step / Math.max(1, steps - 1);
    }
}
