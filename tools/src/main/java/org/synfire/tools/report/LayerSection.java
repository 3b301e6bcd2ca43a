package org.synfire.tools.report;

import j2html.tags.DomContent;
import java.util.List;
import org.synfire.emulator.result.RecordedRun;
import org.synfire.emulator.result.RunDetails;
import org.synfire.emulator.result.RunResult;

/** Every layer's figures in one table. */
final class LayerSection implements Section {
    @Override
    public String id() {
        return "layers";
    }

    @Override
    public String title() {
        return "Layers";
    }

    @Override
    public List<DomContent> content(RecordedRun run) {
        Table table = new Table("layers, counts of the whole run")
                .words("layer", "shape")
                .numbers("cores", "neurons", "spikes", "synaptic operations", "packets", "rate");
        for (int i = 0; i < run.result().layers().size(); i++) {
            RunResult.LayerResult layer = run.result().layers().get(i);
            RunDetails.Layer details = run.details().layers().get(i);
            String at = "/layers/" + i + "/";
            table.row(
                    LayerNames.numbered(run, i),
                    details.shape(),
                    Shown.count(at + "cores", layer.cores()),
                    Shown.count(at + "neurons", layer.neurons()),
                    Shown.count(at + "spikes", layer.spikes()),
                    Shown.count(at + "sops", layer.sops()),
                    Shown.count(at + "packets", layer.packets()),
                    Shown.decimal(at + "rate", layer.rate(), 4));
        }
        return List.of(table.open());
    }
}
