package org.synfire.emulator.part;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.synfire.emulator.measure.Raster;
import org.synfire.emulator.result.RunDetails;
import org.synfire.emulator.timing.LinkPackets;
import org.synfire.noc.Mesh;

/** What a report shows beyond the figures, of all parts together. */
final class DetailSums {
    private DetailSums() {}

    static RunDetails of(List<RunPart> parts, LinkPackets links) {
        List<RunDetails> own = parts.stream().map(RunPart::details).toList();
        RunDetails first = own.getFirst();
        Mesh mesh = first.mesh().mesh();
        return new RunDetails(
                first.bits(),
                first.spikes(),
                first.mesh(),
                IntStream.range(0, first.layers().size())
                        .mapToObj(layer -> layer(parts, layer))
                        .toList(),
                first.cores(),
                links.links(mesh),
                links.use(mesh),
                raster(own),
                List.of(),
                losses(first, parts.size()),
                first.classNames(),
                mistakes(parts),
                List.of(),
                first.histograms(),
                first.figures());
    }

    private static RunDetails.Layer layer(List<RunPart> parts, int number) {
        List<RunDetails.Layer> own =
                parts.stream().map(part -> part.details().layers().get(number)).toList();
        RunDetails.Layer first = own.getFirst();
        long[] operations = sum(own, RunDetails.Layer::sopsPerBit);
        for (RunPart part : parts.subList(0, parts.size() - 1)) {
            int[] steps = part.samples().steps();
            operations[steps[steps.length - 1] - 1] += TrailingSpikes.operations(part)[number];
        }
        return new RunDetails.Layer(
                first.name(),
                first.shape(),
                first.level(),
                first.integratesFrom(),
                first.sendsFrom(),
                first.sends(),
                sum(own, RunDetails.Layer::spikesPerBit),
                operations);
    }

    private static long[] sum(List<RunDetails.Layer> own, Function<RunDetails.Layer, long[]> of) {
        long[] sums = new long[of.apply(own.getFirst()).length];
        for (RunDetails.Layer layer : own) {
            long[] counts = of.apply(layer);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += counts[i];
            }
        }
        return sums;
    }

    private static RunDetails.Raster raster(List<RunDetails> own) {
        RunDetails.Raster first = own.getFirst().raster();
        return first == null || own.stream().anyMatch(of -> of.raster() == null)
                ? null
                : new RunDetails.Raster(
                        first.layer(),
                        first.stride(),
                        first.rows(),
                        own.stream()
                                .flatMap(of -> Stream.of(of.raster().fired()))
                                .limit(Raster.MOST_SAMPLES)
                                .toArray(int[][][]::new));
    }

    /** They are means over the first images, so they are known only if those are in one part. */
    private static RunDetails.Losses losses(RunDetails first, int parts) {
        return first.losses() == null || (parts > 1 && first.losses().samples() < RunDetails.Losses.MOST_SAMPLES)
                ? null
                : first.losses();
    }

    private static List<RunDetails.Mistake> mistakes(List<RunPart> parts) {
        List<RunDetails.Mistake> all = new ArrayList<>();
        for (RunPart part : parts) {
            part.details()
                    .mistakes()
                    .forEach(own ->
                            all.add(inWhole(own, Math.toIntExact(part.range().before()))));
        }
        return Stream.concat(
                        all.stream().filter(RunDetails.Mistake::hasFloatRight),
                        all.stream().filter(mistake -> !mistake.hasFloatRight()))
                .limit(RunDetails.Mistake.MOST)
                .toList();
    }

    private static RunDetails.Mistake inWhole(RunDetails.Mistake own, int before) {
        return new RunDetails.Mistake(
                own.sample() + before,
                own.label(),
                own.answer(),
                own.floatAnswer(),
                own.channels(),
                own.height(),
                own.width(),
                own.pixels());
    }
}
