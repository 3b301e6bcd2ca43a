package org.synfire.tools;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.OutputException;
import org.synfire.engine.file.WholeFile;
import org.synfire.noc.Direction;
import org.synfire.noc.Mesh;
import org.synfire.noc.measure.LoadFigures;
import org.synfire.noc.measure.LoadPoint;
import org.synfire.noc.theory.Channel;
import org.synfire.tools.report.NocPage;
import org.synfire.tools.report.PageFiles;

/**
 * The JSON of {@code synfire noc} at one load.
 *
 * @param setup what was measured
 * @param point at that load
 * @param idealSaturation the load that no routers can exceed under XY
 * @param complete false if it was stopped
 */
record NocResult(
        @JsonUnwrapped NocSetup setup, @JsonUnwrapped NocPoint point, double idealSaturation, boolean complete) {
    private static final String LINKS_HEAD =
            "kind,node,x,y,direction,toNode,flits,flitsPerCycle,busy,theoryFlitsPerCycle";

    static NocResult of(NocSetup setup, LoadPoint point) {
        return new NocResult(setup, NocPoint.of(LoadFigures.of(point)), point.idealSaturation(), point.complete());
    }

    String json() {
        return JsonText.of(this);
    }

    /** Writes {@code noc.json}, the latency histograms, {@code links.csv} and the page with its drawings. */
    void write(LoadPoint measured, Path directory) {
        try {
            WholeFile.write(directory.resolve("noc.json"), json());
            WholeFile.write(directory.resolve("links.csv"), links(measured));
            measured.packets().latency().distribution().write(directory);
            measured.packets().network().distribution().write(directory);
            PageFiles.write(directory, NocPage.FILE, page(measured));
        } catch (IOException | UncheckedIOException unwritable) {
            throw new OutputException(
                    String.format(
                            Locale.ROOT,
                            "cannot write the report to %s: %s; choose another --out folder",
                            directory,
                            FileReason.of(unwritable)),
                    unwritable);
        }
    }

    private String page(LoadPoint measured) {
        Mesh mesh = measured.window().mesh();
        List<NocPage.LinkUse> links = Channel.all(mesh).stream()
                .filter(channel -> channel.kind() == Channel.Kind.LINK)
                .map(channel -> new NocPage.LinkUse(
                        mesh.linkSource(channel.id()),
                        mesh.linkTarget(channel.id()),
                        (double) measured.window().flits(channel)
                                / Math.max(1, measured.window().cycles()),
                        measured.window().busy(channel),
                        measured.offered() * measured.theory().loads().load(channel)))
                .toList();
        return NocPage.point(
                json(),
                List.of(
                        measured.packets().latency().distribution(),
                        measured.packets().network().distribution()),
                mesh,
                links);
    }

    private static List<String> links(LoadPoint measured) {
        return Channel.all(measured.window().mesh()).stream()
                .map(channel -> line(measured, channel))
                .collect(Collectors.collectingAndThen(Collectors.toList(), lines -> {
                    lines.addFirst(LINKS_HEAD);
                    return lines;
                }));
    }

    private static String line(LoadPoint measured, Channel channel) {
        Mesh mesh = measured.window().mesh();
        boolean isLink = channel.kind() == Channel.Kind.LINK;
        int node = isLink ? mesh.linkSource(channel.id()) : channel.id();
        long flits = measured.window().flits(channel);
        String way = isLink
                ? Direction.ofLink(channel.id()).name().toLowerCase(Locale.ROOT) + "," + mesh.linkTarget(channel.id())
                : ",";
        return String.format(
                Locale.ROOT,
                "%s,%d,%d,%d,%s,%d,%.6f,%.6f,%.6f",
                channel.kind().name().toLowerCase(Locale.ROOT),
                node,
                mesh.x(node),
                mesh.y(node),
                way,
                flits,
                (double) flits / Math.max(1, measured.window().cycles()),
                measured.window().busy(channel),
                measured.offered() * measured.theory().loads().load(channel));
    }
}
