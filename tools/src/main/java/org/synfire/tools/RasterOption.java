package org.synfire.tools;

import org.synfire.emulator.probe.RasterLayer;
import org.synfire.engine.InputException;
import picocli.CommandLine.Option;

/** Whose spikes are recorded one by one for the report. */
final class RasterOption {
    private static final String NONE = "none";

    @Option(
            names = "--raster",
            paramLabel = "LAYER",
            description =
                    "With --out: the layer, by name or number, whose spikes the report shows one by one for the first "
                            + "samples; auto for one of the last, none for no raster (default: auto).")
    private String raster;

    /**
     * The layer, or {@code null} for none.
     *
     * @param hasReport whether a report is written
     * @throws InputException if a layer is named but no report written
     */
    RasterLayer layer(boolean hasReport) {
        if (raster != null && !hasReport) {
            throw new InputException("--raster " + raster + " needs --out DIR, where the report is written");
        }
        return !hasReport || NONE.equals(raster) ? null : new RasterLayer(raster == null ? RasterLayer.CHOSEN : raster);
    }
}
