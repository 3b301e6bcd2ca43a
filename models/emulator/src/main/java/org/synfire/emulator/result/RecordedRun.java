package org.synfire.emulator.result;

import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.synfire.engine.InputException;
import org.synfire.engine.measure.Latencies;
import org.synfire.noc.LinkTimeline;
import org.synfire.noc.Mesh;

/**
 * All that a report of a run shows, whether the run has just ended or was read from its folder.
 *
 * @param result the figures
 * @param details what lies behind them
 * @param histograms the distributions, in the order of {@link RunDetails#histograms}
 * @param files names of the files with the raw data, beside the report
 */
public record RecordedRun(RunResult result, RunDetails details, List<Latencies> histograms, List<String> files) {
    private static final int MOST_BITS = 1 << 20;

    /** @throws InputException if parts contradict each other */
    public RecordedRun {
        require(
                result.layers() != null
                        && details.layers() != null
                        && result.layers().size() == details.layers().size(),
                "the layers");
        require(isWhole(result.answers()), "the answers");
        require(isWhole(result.energy()), "the energy");
        require(isWhole(result.origin()), "the origin");
        require(
                result.noc() != null
                        && result.noc().timing() != null
                        && result.noc().slowestCores() != null
                        && result.noc().slowestLinks() != null,
                "the network");
        require(details.bits() >= 1 && details.bits() <= MOST_BITS, "the bits of a code");
        for (int layer = 0; layer < details.layers().size(); layer++) {
            require(isWhole(details.layers().get(layer), result.layers().get(layer), details.bits()), "layer " + layer);
        }
        Mesh mesh = details.mesh().mesh();
        require(
                details.cores().stream()
                        .allMatch(core -> isLayer(core.layer(), details) && isOn(mesh, core.x(), core.y())),
                "the cores");
        require(
                details.links().stream()
                        .allMatch(link -> isOn(mesh, link.fromX(), link.fromY()) && isOn(mesh, link.toX(), link.toY())),
                "the links");
        require(details.linkUse() == null || isWhole(details.linkUse(), mesh), "the links over time");
        require(details.raster() == null || isLayer(details.raster().layer(), details), "the raster");
        require(
                details.recorded() != null
                        && details.recorded().stream()
                                .allMatch(layer -> layer.raster() != null
                                        && isLayer(layer.raster().layer(), details)
                                        && layer.intervals() != null
                                        && layer.intervals().length > 0),
                "the recorded layers");
        require(
                details.losses() == null
                        || (details.losses().layers() != null
                                && details.losses().layers().stream().allMatch(loss -> isNamed(loss, details))),
                "the losses");
        require(
                result.witnesses().detection() != null
                        && details.scenes() != null
                        && details.scenes().stream().allMatch(scene -> isWhole(scene, details)),
                "the scenes");
        require(histograms.size() == details.histograms().size(), "the histograms");
    }

    private static boolean isWhole(RunDetails.Layer layer, RunResult.LayerResult result, int bits) {
        return Objects.equals(layer.name(), result.name())
                && layer.spikesPerBit().length == bits
                && layer.sopsPerBit().length == bits
                && layer.level() >= 0;
    }

    private static boolean isWhole(RunResult.Answers answers) {
        return answers != null
                && answers.correct() >= 0
                && answers.correct() <= answers.samples()
                && answers.accuracy() >= 0
                && answers.accuracy() <= 1
                && answers.confusion() != null
                && answers.confusion().length <= RunResult.Answers.MOST_MATRIX_CLASSES
                && answers.confusionPairs().stream().allMatch(pair -> pair.label() >= 0 && pair.answer() >= 0);
    }

    private static boolean isWhole(RunResult.Energy energy) {
        return energy != null
                && energy.assumed() != null
                && energy.parts() != null
                && energy.parts().values().stream().allMatch(Objects::nonNull);
    }

    private static boolean isWhole(RunOrigin origin) {
        return origin != null
                && origin.host() != null
                && origin.model() != null
                && origin.data() != null
                && origin.chipFile() != null
                && origin.calibration() != null;
    }

    private static boolean isWhole(RunDetails.LinkUse use, Mesh mesh) {
        return use.steps() >= 0
                && use.interval() >= 1
                && use.insideChips() != null
                && use.insideChips().length <= LinkTimeline.MOST_INTERVALS
                && use.insideChips().length == Math.ceilDiv(use.steps(), use.interval())
                && areIntervals(use.insideChips(), use)
                && areIntervals(use.betweenChips(), use)
                && use.busiest() != null
                && use.busiest().size() <= RunDetails.LinkUse.MOST_LINKS
                && use.busiest().stream()
                        .allMatch(link -> isOn(mesh, link.fromX(), link.fromY())
                                && isOn(mesh, link.toX(), link.toY())
                                && areIntervals(link.packets(), use));
    }

    private static boolean isWhole(RunDetails.Scene scene, RunDetails details) {
        return scene.fileWidth() > 0
                && scene.fileHeight() > 0
                && scene.seen() != null
                && scene.pixels() != null
                && scene.pixels().length == (long) scene.channels() * scene.height() * scene.width()
                && areWhole(scene.objects(), details)
                && scene.found().stream()
                        .allMatch(found -> found.network() != null && areWhole(found.boxes(), details));
    }

    private static boolean areWhole(List<RunDetails.Box> boxes, RunDetails details) {
        return boxes.stream()
                .allMatch(box -> box.edges() != null
                        && box.label() >= 0
                        && box.label() < details.classNames().size());
    }

    private static boolean areIntervals(long[] packets, RunDetails.LinkUse use) {
        return packets != null
                && packets.length == use.insideChips().length
                && LongStream.of(packets).allMatch(count -> count >= 0);
    }

    private static boolean isLayer(int layer, RunDetails details) {
        return layer >= 0 && layer < details.layers().size();
    }

    private static boolean isNamed(LayerLoss loss, RunDetails details) {
        return details.layers().stream().anyMatch(layer -> layer.name().equals(loss.layer()));
    }

    private static boolean isOn(Mesh mesh, int x, int y) {
        return x >= 0 && x < mesh.width() && y >= 0 && y < mesh.height();
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new InputException(what + " in " + ReportFolder.DETAILS + " and " + ReportFolder.RESULT
                    + " contradict each other or are not whole");
        }
    }
}
