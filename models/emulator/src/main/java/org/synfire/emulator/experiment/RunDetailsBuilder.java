package org.synfire.emulator.experiment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.synfire.emulator.core.CoreBytes;
import org.synfire.emulator.map.CoreUse;
import org.synfire.emulator.map.Mapping;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.measure.BitCounts;
import org.synfire.emulator.neuron.Schedule;
import org.synfire.emulator.result.Recording;
import org.synfire.emulator.result.RunDetails;
import org.synfire.emulator.timing.IdealTiming;
import org.synfire.engine.measure.Latencies;
import org.synfire.network.integer.Coding;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Population;
import org.synfire.noc.LinkTimeline;
import org.synfire.noc.Mesh;
import org.synfire.noc.TrafficCounters;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.ChipFigure;
import org.synfire.noc.chip.EventFigure;
import org.synfire.noc.chip.Figure;

/** Gathers what a report shows beyond the figures. */
final class RunDetailsBuilder {
    private static final List<ChipFigure> PACKET_FIGURES = List.of(
            ChipFigure.ROUTER_CYCLES, ChipFigure.LINK_CYCLES, ChipFigure.INJECT_CYCLES, ChipFigure.EJECT_CYCLES);
    private static final List<ChipFigure> STEP_FIGURES =
            List.of(ChipFigure.WEIGHT_WORD_CYCLES, ChipFigure.INSTRUCTIONS_PER_UPDATE, ChipFigure.INSTRUCTION_CYCLES);

    private RunDetailsBuilder() {}

    /** The details of a run of so many samples. */
    static RunDetails of(
            Mapping mapping,
            List<CoreBytes> bytes,
            Meters meters,
            List<Recording> recordings,
            RunDetails.Losses losses,
            List<Latencies> histograms,
            List<String> classNames,
            List<RunDetails.Mistake> mistakes,
            List<RunDetails.Scene> scenes,
            long samples) {
        ChipDescription chip = mapping.chip();
        return new RunDetails(
                mapping.network().timeSteps(),
                mapping.network().coding() == Coding.SPIKES,
                RunDetails.MeshSize.of(chip.mesh()),
                layers(mapping.network(), meters.bits()),
                IntStream.range(0, mapping.slices().size())
                        .mapToObj(slice -> core(mapping, slice, bytes.get(slice)))
                        .toList(),
                links(chip.mesh(), meters.ideal().traffic().linkPackets()),
                linkUse(chip.mesh(), meters.ideal().traffic()),
                meters.raster() == null ? null : meters.raster().raster(samples),
                recordings.stream().map(RecordedLayers::of).toList(),
                losses,
                classNames,
                mistakes,
                scenes,
                histograms.stream()
                        .map(latencies -> new RunDetails.Distribution(
                                latencies.name(), latencies.unit(), restsOnAssumed(latencies, chip)))
                        .toList(),
                figures(chip));
    }

    private static List<RunDetails.Layer> layers(IntegerNetwork network, BitCounts bits) {
        return network.populations().stream()
                .map(population -> layer(network, population, Schedule.of(network, population.id(), true, 1), bits))
                .toList();
    }

    private static RunDetails.Layer layer(
            IntegerNetwork network, Population population, Schedule schedule, BitCounts bits) {
        return new RunDetails.Layer(
                population.name(),
                population.shape().toString(),
                network.timing().level(population.id()),
                schedule.integratesFrom(),
                schedule.sendsFrom(),
                network.sends(population.id()),
                bits.spikes(population.id()),
                bits.operations(population.id()));
    }

    private static RunDetails.Core core(Mapping mapping, int number, CoreBytes bytes) {
        Slice slice = mapping.slices().get(number);
        CoreUse use = mapping.uses().get(number);
        Mesh mesh = mapping.chip().mesh();
        String type = use.type() == null ? "io" : use.type().name().toLowerCase(Locale.ROOT);
        return new RunDetails.Core(
                slice.population(),
                mesh.x(slice.node()),
                mesh.y(slice.node()),
                type,
                slice.neurons(),
                mapping.chip().neuronsPerCore(),
                use.axonIn(),
                use.axonInLimit(),
                use.axonOutWords(),
                use.axonOutLimit(),
                use.delayBits(),
                bytes);
    }

    private static List<RunDetails.Link> links(Mesh mesh, long[] packets) {
        List<RunDetails.Link> links = new ArrayList<>();
        for (int link = 0; link < packets.length; link++) {
            if (packets[link] > 0) {
                int from = mesh.linkSource(link);
                int to = mesh.linkTarget(link);
                links.add(new RunDetails.Link(mesh.x(from), mesh.y(from), mesh.x(to), mesh.y(to), packets[link]));
            }
        }
        return links;
    }

    private static RunDetails.LinkUse linkUse(Mesh mesh, TrafficCounters traffic) {
        LinkTimeline timeline = traffic.timeline();
        int[] used = IntStream.range(0, mesh.linkIds())
                .filter(link -> traffic.linkPackets(link) > 0)
                .toArray();
        long[] insideChips = new long[timeline.intervals()];
        long[] betweenChips = new long[timeline.intervals()];
        for (int link : used) {
            long[] sums = mesh.isChipBoundary(link) ? betweenChips : insideChips;
            long[] packets = timeline.packets(link);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += packets[i];
            }
        }
        return new RunDetails.LinkUse(
                traffic.steps(),
                timeline.stepsPerInterval(),
                insideChips,
                betweenChips,
                IntStream.of(used)
                        .boxed()
                        .sorted(Comparator.comparingLong((Integer link) -> -traffic.linkPackets(link)))
                        .limit(RunDetails.LinkUse.MOST_LINKS)
                        .map(link -> overTime(mesh, link, timeline.packets(link)))
                        .toList());
    }

    private static RunDetails.LinkOverTime overTime(Mesh mesh, int link, long[] packets) {
        int from = mesh.linkSource(link);
        int to = mesh.linkTarget(link);
        return new RunDetails.LinkOverTime(mesh.x(from), mesh.y(from), mesh.x(to), mesh.y(to), packets);
    }

    private static boolean restsOnAssumed(Latencies latencies, ChipDescription chip) {
        return restsOn(latencies.name()).stream()
                .anyMatch(figure -> chip.figure(figure).assumed());
    }

    private static List<ChipFigure> restsOn(String latencies) {
        return switch (latencies) {
            case IdealTiming.PACKET_CYCLES -> PACKET_FIGURES;
            case IdealTiming.STEP_CYCLES -> STEP_FIGURES;
            default -> List.of();
        };
    }

    private static List<RunDetails.ChipNumber> figures(ChipDescription chip) {
        return Stream.concat(
                        Stream.of(ChipFigure.values()).map(which -> number(which.path(), chip.figure(which))),
                        chip.events().stream()
                                .flatMap(costs -> Stream.of(EventFigure.values())
                                        .map(which -> number(which.path(), costs.figure(which)))))
                .toList();
    }

    private static RunDetails.ChipNumber number(String path, Figure figure) {
        return new RunDetails.ChipNumber(path, figure.value(), figure.unit(), figure.source(), figure.assumed());
    }
}
