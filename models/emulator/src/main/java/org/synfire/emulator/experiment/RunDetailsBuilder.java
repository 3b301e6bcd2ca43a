package org.synfire.emulator.experiment;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.synfire.emulator.core.CoreBytes;
import org.synfire.emulator.map.CoreUse;
import org.synfire.emulator.map.Mapping;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.measure.BitCounts;
import org.synfire.emulator.result.Recording;
import org.synfire.emulator.result.RunDetails;
import org.synfire.emulator.timing.IdealTiming;
import org.synfire.emulator.timing.LinkPackets;
import org.synfire.engine.measure.Latencies;
import org.synfire.network.integer.Coding;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Population;
import org.synfire.noc.Mesh;
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
        LinkPackets links = meters.ideal().links();
        return new RunDetails(
                mapping.network().timeSteps(),
                mapping.network().coding() == Coding.SPIKES,
                RunDetails.MeshSize.of(chip.mesh()),
                layers(mapping.network(), meters.bits()),
                IntStream.range(0, mapping.slices().size())
                        .mapToObj(slice -> core(mapping, slice, bytes.get(slice)))
                        .toList(),
                links.links(chip.mesh()),
                links.use(chip.mesh()),
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
                .map(population -> layer(network, population, bits))
                .toList();
    }

    private static RunDetails.Layer layer(IntegerNetwork network, Population population, BitCounts bits) {
        return new RunDetails.Layer(
                population.name(),
                population.shape().toString(),
                network.timing().level(population.id()),
                network.timing().integratesFrom(population.id()),
                network.timing().sendsFrom(population.id()),
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
        return Stream.of(
                        Stream.of(ChipFigure.values()).map(which -> number(which.path(), chip.figure(which))),
                        chip.events().stream()
                                .flatMap(costs -> Stream.of(EventFigure.values())
                                        .map(which -> number(which.path(), costs.figure(which)))),
                        chip.systemFigures().entrySet().stream()
                                .map(stated -> number(stated.getKey(), stated.getValue())))
                .flatMap(numbers -> numbers)
                .toList();
    }

    private static RunDetails.ChipNumber number(String path, Figure figure) {
        return new RunDetails.ChipNumber(path, figure.value(), figure.unit(), figure.source(), figure.assumed());
    }
}
