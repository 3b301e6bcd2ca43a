package org.synfire.tools.report;

import static j2html.TagCreator.div;

import j2html.tags.DomContent;
import java.util.List;
import java.util.Locale;
import org.synfire.emulator.result.LayerLoss;
import org.synfire.emulator.result.RecordedRun;
import org.synfire.emulator.result.RunDetails;

/** Where accuracy is lost: what each layer's spikes carry of its real values. */
final class LossSection implements Section {
    private static final int DECIBEL_DIGITS = 1;
    private static final int SHARE_DIGITS = 3;
    private static final double PERCENT = 100;

    @Override
    public String id() {
        return "losses";
    }

    @Override
    public String title() {
        return "Where accuracy is lost";
    }

    @Override
    public boolean concerns(RecordedRun run) {
        return run.details().losses() != null
                && !run.details().losses().layers().isEmpty();
    }

    @Override
    public List<DomContent> content(RecordedRun run) {
        List<LayerLoss> losses = run.details().losses().layers();
        List<String> all = LayerNames.labels(run);
        List<String> labels =
                losses.stream().map(loss -> all.get(number(run, loss))).toList();
        return List.of(
                div(ratios(losses, labels, run.details().losses().samples()), shares(losses, labels))
                        .withClass("figures"),
                table(run, losses).folded());
    }

    private static DomContent ratios(List<LayerLoss> losses, List<String> labels, int samples) {
        String caption = String.format(
                        Locale.ROOT,
                        "Signal-to-noise ratio: power of the real values of ONNX Runtime over that of their"
                                + " differences from what the spikes carry, on the first %s samples. Errors add up ",
                        Shown.count(samples))
                + "from layer to layer; the layer to look at is where the ratio falls. A layer without any"
                + " difference has no bar.";
        DomContent chart = Bars.grouped(labels, "signal-to-noise ratio, dB")
                .series(
                        "signal to noise",
                        new CssPaint("accent"),
                        row -> finite(losses.get(row).signalToNoiseDb()))
                .labelled(new ChartStyle.TickFormat(decibel -> Shown.decimal(decibel, DECIBEL_DIGITS)))
                .draw(new Chart("loss-ratios", "Signal-to-noise ratio per layer", caption));
        return new Figure("Signal-to-noise ratio", caption).with(chart).done();
    }

    private static DomContent shares(List<LayerLoss> losses, List<String> labels) {
        String caption =
                "Values at the end of their code's range, which may be larger in truth, and values that are not 0 but"
                        + " are sent as 0.";
        DomContent chart = Bars.grouped(labels, "share of the layer's values, %")
                .series(
                        "saturated",
                        CssPaint.ofCategory(0),
                        row -> PERCENT * losses.get(row).saturated())
                .series(
                        "sent as 0",
                        CssPaint.ofCategory(1),
                        row -> PERCENT * losses.get(row).zeroed())
                .draw(new Chart("loss-shares", "Saturated and zeroed values per layer", caption));
        return new Figure("Saturated and zeroed values", caption).with(chart).done();
    }

    private static Table table(RecordedRun run, List<LayerLoss> losses) {
        Table table = new Table("what the spikes carry of the real values")
                .words("layer")
                .numbers("values compared", "signal to noise, dB", "saturated", "sent as 0");
        for (LayerLoss loss : losses) {
            table.row(
                    LayerNames.numbered(run, number(run, loss)),
                    Shown.count(loss.values()),
                    Shown.decimal(loss.signalToNoiseDb(), DECIBEL_DIGITS),
                    Shown.percent(loss.saturated(), SHARE_DIGITS),
                    Shown.percent(loss.zeroed(), SHARE_DIGITS));
        }
        return table;
    }

    private static int number(RecordedRun run, LayerLoss loss) {
        return run.details().layers().stream()
                .map(RunDetails.Layer::name)
                .toList()
                .indexOf(loss.layer());
    }

    private static double finite(double decibel) {
        return Double.isFinite(decibel) ? decibel : 0;
    }
}
