package org.synfire.emulator.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.synfire.emulator.core.CoreBytes;
import org.synfire.emulator.map.AxonIn;
import org.synfire.emulator.map.CoreUse;
import org.synfire.emulator.map.Mapping;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.neuron.Schedule;
import org.synfire.engine.InputException;
import org.synfire.engine.measure.Latencies;
import org.synfire.network.integer.Coding;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Population;
import org.synfire.noc.Mesh;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.ChipFigure;
import org.synfire.noc.chip.Figure;

/**
 * What a report shows beyond {@link RunResult}: where the layers are, what the links carried, what each bit cost. The
 * components' names are the keys of {@code details.json}, whose form changes with {@link ReportFolder#FORMAT}.
 *
 * @param bits T: bits of a code, time steps of a sample in each layer
 * @param spikes whether neurons spike by themselves, so that a bit is a time step; otherwise they send the bits of
 *     codes
 * @param mesh the nodes
 * @param layers per layer, the input first, as in {@link RunResult#layers}
 * @param cores per slice, the input first
 * @param links the links that packets crossed
 * @param raster which neurons of one layer fired; {@code null} if it was not asked for
 * @param losses what the spikes carry of the real values; {@code null} if it was not asked for
 * @param histograms the distributions that lie beside
 * @param figures the chip's figures
 */
public record RunDetails(
        int bits,
        boolean spikes,
        MeshSize mesh,
        List<Layer> layers,
        List<Core> cores,
        List<Link> links,
        Raster raster,
        Losses losses,
        List<Distribution> histograms,
        List<ChipNumber> figures) {
    private static final List<ChipFigure> PACKET_FIGURES = List.of(
            ChipFigure.ROUTER_CYCLES, ChipFigure.LINK_CYCLES, ChipFigure.INJECT_CYCLES, ChipFigure.EJECT_CYCLES);
    private static final List<ChipFigure> STEP_FIGURES =
            List.of(ChipFigure.WEIGHT_WORD_CYCLES, ChipFigure.INSTRUCTIONS_PER_UPDATE, ChipFigure.INSTRUCTION_CYCLES);

    /** Nodes of a chip, and chips side by side. */
    public record MeshSize(int chipWidth, int chipHeight, int chipsX, int chipsY) {
        static MeshSize of(Mesh mesh) {
            return new MeshSize(mesh.chipWidth(), mesh.chipHeight(), mesh.chipsX(), mesh.chipsY());
        }

        /** The nodes and links. */
        public Mesh mesh() {
            return new Mesh(chipWidth, chipHeight, chipsX, chipsY);
        }
    }

    /**
     * One layer.
     *
     * @param name name of the operation that ends it
     * @param shape channels x rows x columns
     * @param level longest way from the input, in layers
     * @param integratesFrom first step after a sample's start in which it integrates the sample
     * @param sendsFrom first step after a sample's start in which it sends
     * @param sends whether its neurons send spikes; the answer's do not
     * @param spikesPerBit spikes it sent in the run, most significant bit first
     * @param sopsPerBit synaptic operations in it in the run, by the bit of the spikes that caused them
     */
    public record Layer(
            String name,
            String shape,
            int level,
            int integratesFrom,
            int sendsFrom,
            boolean sends,
            long[] spikesPerBit,
            long[] sopsPerBit) {}

    /**
     * One core, or the input.
     *
     * @param layer number of the layer it holds
     * @param x column of the mesh
     * @param y row of the mesh
     * @param type {@code big}, {@code little}, or {@code io} for the input
     * @param neurons neurons held
     * @param neuronLimit neurons that a core can hold
     * @param axonIn axon-in words used, by what they hold
     * @param axonInLimit axon-in words that the core has
     * @param axonOutWords axon-out words used
     * @param axonOutLimit axon-out words that the core has
     * @param delayBits bits in which spikes wait for a longer branch
     * @param process bytes of the process that emulated it
     */
    public record Core(
            int layer,
            int x,
            int y,
            String type,
            int neurons,
            int neuronLimit,
            AxonIn axonIn,
            long axonInLimit,
            long axonOutWords,
            long axonOutLimit,
            long delayBits,
            CoreBytes process) {}

    /** A link and the packets that crossed it in the run. */
    public record Link(int fromX, int fromY, int toX, int toY, long packets) {}

    /**
     * Which neurons of a layer fired.
     *
     * @param layer number of the layer
     * @param stride row r is neuron {@code r * stride} in the order channel, row, column
     * @param rows neurons looked at
     * @param fired for each of the first samples, and each bit of them, most significant first, the rows that fired
     */
    public record Raster(int layer, int stride, int rows, int[][][] fired) {}

    /**
     * What the spikes carry of the real values.
     *
     * @param samples that the layers were compared on, the first of the run
     * @param layers those that can be compared, see {@link AccuracyProbe}
     */
    public record Losses(int samples, List<LayerLoss> layers) {}

    /**
     * A distribution in a file of its own.
     *
     * @param name of the files, without {@code .hgrm} and {@code .hlog}
     * @param unit of the values
     * @param assumed whether it rests on a figure that nobody has published
     */
    public record Distribution(String name, String unit, boolean assumed) {}

    /** A figure of the chip, with its unit, its source, and whether it is assumed. */
    public record ChipNumber(String figure, double value, String unit, String source, boolean assumed) {}

    /**
     * The value of a figure of the chip.
     *
     * @throws InputException if it is missing
     */
    public double figure(ChipFigure which) {
        return figures.stream()
                .filter(number -> number.figure().equals(which.path()))
                .mapToDouble(ChipNumber::value)
                .findFirst()
                .orElseThrow(
                        () -> new InputException(ReportFolder.DETAILS + " lacks the chip's figure " + which.path()));
    }

    /** Whether a distribution rests on a figure that nobody has published. */
    public boolean isAssumed(Latencies latencies) {
        return histograms.stream()
                .anyMatch(histogram -> histogram.name().equals(latencies.name()) && histogram.assumed());
    }

    static RunDetails of(
            Mapping mapping,
            List<CoreBytes> bytes,
            Meters meters,
            Losses losses,
            List<Latencies> histograms,
            long samples) {
        ChipDescription chip = mapping.chip();
        return new RunDetails(
                mapping.network().timeSteps(),
                mapping.network().coding() == Coding.SPIKES,
                MeshSize.of(chip.mesh()),
                layers(mapping.network(), meters.bits()),
                IntStream.range(0, mapping.slices().size())
                        .mapToObj(slice -> core(mapping, slice, bytes.get(slice)))
                        .toList(),
                links(chip.mesh(), meters.chip().traffic().linkPackets()),
                meters.raster() == null ? null : meters.raster().raster(samples),
                losses,
                histograms.stream()
                        .map(latencies ->
                                new Distribution(latencies.name(), latencies.unit(), restsOnAssumed(latencies, chip)))
                        .toList(),
                figures(chip));
    }

    private static List<Layer> layers(IntegerNetwork network, BitMeter bits) {
        return network.populations().stream()
                .map(population -> layer(network, population, Schedule.of(network, population.id(), true, 1), bits))
                .toList();
    }

    private static Layer layer(IntegerNetwork network, Population population, Schedule schedule, BitMeter bits) {
        return new Layer(
                population.name(),
                population.shape().toString(),
                network.timing().level(population.id()),
                schedule.integratesFrom(),
                schedule.sendsFrom(),
                network.sends(population.id()),
                bits.spikes(population.id()),
                bits.operations(population.id()));
    }

    private static Core core(Mapping mapping, int number, CoreBytes bytes) {
        Slice slice = mapping.slices().get(number);
        CoreUse use = mapping.uses().get(number);
        Mesh mesh = mapping.chip().mesh();
        String type = use.type() == null ? "io" : use.type().name().toLowerCase(Locale.ROOT);
        return new Core(
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

    private static List<Link> links(Mesh mesh, long[] packets) {
        List<Link> links = new ArrayList<>();
        for (int link = 0; link < packets.length; link++) {
            if (packets[link] > 0) {
                int from = mesh.linkSource(link);
                int to = mesh.linkTarget(link);
                links.add(new Link(mesh.x(from), mesh.y(from), mesh.x(to), mesh.y(to), packets[link]));
            }
        }
        return links;
    }

    private static boolean restsOnAssumed(Latencies latencies, ChipDescription chip) {
        return restsOn(latencies.name()).stream()
                .anyMatch(figure -> chip.figure(figure).assumed());
    }

    private static List<ChipFigure> restsOn(String latencies) {
        return switch (latencies) {
            case ChipMeter.PACKET_CYCLES -> PACKET_FIGURES;
            case ChipMeter.STEP_CYCLES -> STEP_FIGURES;
            default -> List.of();
        };
    }

    private static List<ChipNumber> figures(ChipDescription chip) {
        return Stream.of(ChipFigure.values())
                .map(which -> {
                    Figure figure = chip.figure(which);
                    return new ChipNumber(
                            which.path(), figure.value(), figure.unit(), figure.source(), figure.assumed());
                })
                .toList();
    }
}
