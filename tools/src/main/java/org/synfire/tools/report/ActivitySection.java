package org.synfire.tools.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.each;

import j2html.tags.DomContent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.synfire.emulator.result.RecordedRun;
import org.synfire.emulator.result.RunDetails;
import org.synfire.emulator.result.RunResult;

/**
 * Spikes and synaptic operations of each layer by the bit they carry, or the time step they were sent in, and how often
 * neurons fire.
 */
final class ActivitySection implements Section {
    private static final int RATE_DIGITS = 3;

    /** Of more steps than so many, intervals are shown. */
    private static final int MOST_PARTS = 32;

    private static final int INTERVALS = 12;

    @Override
    public String id() {
        return "activity";
    }

    @Override
    public String title() {
        return "Spikes and synaptic operations";
    }

    @Override
    public List<DomContent> content(RecordedRun run) {
        TrainWords words = TrainWords.of(run);
        return List.of(div(each(
                        List.of(
                                byBit(
                                        run,
                                        "spikes",
                                        "Spikes per sample",
                                        "spikes per sample",
                                        "Spikes that each layer sends for one sample, by " + words.one() + ". "
                                                + words.order(),
                                        RunDetails.Layer::spikesPerBit),
                                byBit(
                                        run,
                                        "sops",
                                        "Synaptic operations per sample",
                                        "synaptic operations per sample",
                                        "Weights added in each layer for one sample, by the " + words.one()
                                                + " of the spikes that caused them. The input adds nothing.",
                                        RunDetails.Layer::sopsPerBit),
                                rates(run),
                                packets(run)),
                        figure -> figure))
                .withClass("figures"));
    }

    private static DomContent byBit(
            RecordedRun run,
            String id,
            String title,
            String axis,
            String caption,
            Function<RunDetails.Layer, long[]> counts) {
        List<RunDetails.Layer> layers = run.details().layers();
        int bits = run.details().bits();
        int length = bits <= MOST_PARTS ? 1 : Math.ceilDiv(bits, INTERVALS);
        int parts = Math.ceilDiv(bits, length);
        double samples = Math.max(1, run.result().answers().samples());
        Bars bars = Bars.stacked(LayerNames.labels(run), axis);
        String word = TrainWords.of(run).one();
        Table table = new Table(title + ", by " + word).words("layer");
        for (int part = 0; part < parts; part++) {
            int first = part * length;
            int end = Math.min(bits, first + length);
            String name =
                    length == 1 ? word + " " + first : String.format(Locale.ROOT, "%ss %d to %d", word, first, end - 1);
            bars.series(
                    name,
                    CssPaint.ofShare(1 - (double) part / parts),
                    layer -> sum(counts.apply(layers.get(layer)), first, end) / samples);
            table.numbers(name);
        }
        for (int layer = 0; layer < layers.size(); layer++) {
            int number = layer;
            table.row(IntStream.rangeClosed(0, parts)
                    .mapToObj(column -> column == 0
                            ? LayerNames.numbered(run, number)
                            : Shown.decimal(
                                    sum(
                                                    counts.apply(layers.get(number)),
                                                    (column - 1) * length,
                                                    Math.min(bits, column * length))
                                            / samples,
                                    1))
                    .toArray());
        }
        return new Figure(title, caption)
                .with(bars.draw(new Chart(id, title, caption)))
                .with(table.folded())
                .done();
    }

    private static double sum(long[] counts, int from, int to) {
        return Arrays.stream(counts, from, to).sum();
    }

    private static DomContent packets(RecordedRun run) {
        List<RunResult.LayerResult> layers = run.result().layers();
        double samples = Math.max(1, run.result().answers().samples());
        String caption =
                "Packets that each layer sends for one sample: a spike is one packet to each core that needs it, so a"
                        + " layer read by several cores sends more packets than spikes.";
        DomContent chart = Bars.grouped(LayerNames.labels(run), "packets per sample")
                .series(
                        "packets",
                        new CssPaint("accent"),
                        layer -> layers.get(layer).packets() / samples)
                .labelled(new ChartStyle.TickFormat(Shown::rounded))
                .draw(new Chart("packets", "Packets per sample", caption));
        return new Figure("Packets per sample", caption).with(chart).done();
    }

    private static DomContent rates(RecordedRun run) {
        List<RunResult.LayerResult> layers = run.result().layers();
        String caption =
                "Share of neurons that fire in a time step of a sample's train. The answer's neurons keep their sums"
                        + " and send nothing.";
        DomContent chart = Bars.grouped(LayerNames.labels(run), "spikes per neuron and time step")
                .series(
                        "rate",
                        new CssPaint("accent"),
                        layer -> layers.get(layer).rate())
                .labelled(new ChartStyle.TickFormat(rate -> Shown.decimal(rate, RATE_DIGITS)))
                .draw(new Chart("rates", "Firing rate per layer", caption));
        return new Figure("Firing rate", caption).with(chart).done();
    }
}
