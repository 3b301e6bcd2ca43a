package org.synfire.emulator.result;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.synfire.emulator.core.CoreBytes;
import org.synfire.emulator.map.AxonIn;
import org.synfire.emulator.probe.AccuracyProbe;
import org.synfire.engine.InputException;
import org.synfire.engine.measure.Latencies;
import org.synfire.network.detect.Detection;
import org.synfire.network.detect.Region;
import org.synfire.network.json.NullIfAbsent;
import org.synfire.noc.Mesh;
import org.synfire.noc.chip.ChipFigure;

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
 * @param linkUse what the links carried over time; {@code null} if an older version did not keep it
 * @param raster which neurons of one layer fired; {@code null} if it was not asked for
 * @param recorded the layers whose spikes were recorded in all samples; empty if none was
 * @param losses what the spikes carry of the real values; {@code null} if it was not asked for
 * @param classNames by label, an empty one where it is not known; none where the data set has none
 * @param mistakes samples that were answered wrong: first those that the real-valued network has right, then others
 * @param scenes images with what was detected in them; empty if the task is another
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
        LinkUse linkUse,
        Raster raster,
        List<RecordedLayer> recorded,
        Losses losses,
        List<String> classNames,
        List<Mistake> mistakes,
        List<Scene> scenes,
        List<Distribution> histograms,
        List<ChipNumber> figures) {
    /** Nodes of a chip, and chips side by side. */
    public record MeshSize(int chipWidth, int chipHeight, int chipsX, int chipsY) {
        public static MeshSize of(Mesh mesh) {
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
     * What the links carried over time, in intervals of equal length.
     *
     * @param steps time steps of the run
     * @param interval time steps of an interval; the last one may have fewer
     * @param insideChips packets over all links inside chips, by interval
     * @param betweenChips packets over all links between chips, by interval
     * @param busiest the links that carried the most packets in the run, the busiest first
     */
    public record LinkUse(
            long steps, long interval, long[] insideChips, long[] betweenChips, List<LinkOverTime> busiest) {
        /** Most links that are kept one by one. */
        public static final int MOST_LINKS = 20;

        /** Time steps of an interval, counted from 0. */
        public long stepsOf(int number) {
            return Math.min(interval, steps - number * interval);
        }
    }

    /** A link and the packets that crossed it, by interval. */
    public record LinkOverTime(int fromX, int fromY, int toX, int toY, long[] packets) {}

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
     * A layer whose spikes were recorded in all samples.
     *
     * @param raster of the first samples
     * @param spikes in all samples
     * @param rate spikes per neuron and step
     * @param intervals {@code intervals[i]}: how often a neuron spiked again i steps after a spike, in the same sample
     * @param irregularNeurons neurons that have two intervals or more
     * @param irregularity mean over these neurons of the standard deviation of their intervals over its mean; 0 if
     *     there is none
     * @param correlations of pairs of neurons, at even distances, in bins of a tenth of a sample but at most
     *     {@value #MOST_BIN_STEPS} steps; {@code null} if fewer than two of them have one, and in runs of versions that
     *     did not compute them
     */
    public record RecordedLayer(
            Raster raster,
            long spikes,
            double rate,
            long[] intervals,
            int irregularNeurons,
            double irregularity,
            @NullIfAbsent Optional<Correlations> correlations) {
        /** Steps of a bin in which spikes are correlated, at most. */
        public static final int MOST_BIN_STEPS = 20;
    }

    /**
     * What the spikes carry of the real values.
     *
     * @param samples that the layers were compared on, the first of the run
     * @param layers those that can be compared, see {@link AccuracyProbe}
     */
    public record Losses(int samples, List<LayerLoss> layers) {
        /** Samples that layers are compared on, at most. */
        public static final int MOST_SAMPLES = 50;
    }

    /**
     * A sample that was answered wrong.
     *
     * @param sample its number in the run
     * @param label its class
     * @param answer what the network answered
     * @param floatAnswer what the real-valued network answered; {@code null} if none ran
     * @param channels of the image: 1 for grey, 3 for red, green, blue or the order that the network wants
     * @param height rows, of an image that is made smaller to be shown
     * @param width columns
     * @param pixels unsigned, in the order channel, row, column
     */
    public record Mistake(
            int sample,
            int label,
            int answer,
            Integer floatAnswer,
            int channels,
            int height,
            int width,
            byte[] pixels) {
        /** How many are kept, at most. */
        public static final int MOST = 24;

        /** Whether the real-valued network answered as labelled. */
        public boolean hasFloatRight() {
            return floatAnswer != null && floatAnswer == label;
        }
    }

    /**
     * An image with the objects in it and the boxes that networks found. Boxes are in pixels of the file.
     *
     * @param sample its number in the run
     * @param file name of the file
     * @param fileWidth columns of the image in the file
     * @param fileHeight rows of the image in the file
     * @param seen the part of the file that the network sees; stands out of the image where the network sees an edge
     * @param channels of the picture, as of {@link Mistake}
     * @param height rows of the picture, which is made smaller to be shown
     * @param width columns of the picture
     * @param pixels of what the network sees, unsigned, in the order channel, row, column
     * @param objects by the annotation, with a score of 1
     * @param found boxes of each network whose score is large enough to be shown
     */
    public record Scene(
            int sample,
            String file,
            int fileWidth,
            int fileHeight,
            Edges seen,
            int channels,
            int height,
            int width,
            byte[] pixels,
            List<Box> objects,
            List<FoundBoxes> found) {
        public Scene {
            objects = List.copyOf(objects);
            found = List.copyOf(found);
        }
    }

    /**
     * The boxes that a network found.
     *
     * @param network as in {@link RunResult.DetectionResult}
     * @param boxes by falling score
     */
    public record FoundBoxes(String network, List<Box> boxes) {
        public FoundBoxes {
            boxes = List.copyOf(boxes);
        }
    }

    /**
     * A box around an object.
     *
     * @param label number of its class
     * @param score 0..1
     * @param edges in pixels of the file
     */
    public record Box(int label, double score, Edges edges) {
        /** The same as a value for JSON. */
        public static Box of(Detection detection) {
            return new Box(detection.label(), detection.score(), Edges.of(detection.region()));
        }
    }

    /** Edges of a rectangle in pixels, see {@link Region}. */
    public record Edges(double left, double top, double right, double bottom) {
        /** The same as a value for JSON. */
        public static Edges of(Region region) {
            return new Edges(region.left(), region.top(), region.right(), region.bottom());
        }
    }

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

    /** The same with what the spikes carry of the real values; {@code null} if it was not asked for. */
    public RunDetails with(Losses others) {
        return new RunDetails(
                bits,
                spikes,
                mesh,
                layers,
                cores,
                links,
                linkUse,
                raster,
                recorded,
                others,
                classNames,
                mistakes,
                scenes,
                histograms,
                figures);
    }

    /** The name of a class with its number before it, or the number alone. */
    public String className(int label) {
        String name = label < classNames.size() ? classNames.get(label) : "";
        return name.isEmpty() ? String.valueOf(label) : label + " " + name;
    }

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

    /** In a line. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%d layers on %d cores, %d links used", layers.size(), cores.size(), links.size());
    }
}
