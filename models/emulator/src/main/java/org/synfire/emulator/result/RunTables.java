package org.synfire.emulator.result;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.synfire.engine.file.WholeFile;
import org.synfire.network.detect.Detection;

/**
 * The tables behind a report's charts, as CSV files with a header; counts are of the whole run, energy is per sample.
 */
final class RunTables {
    static final String RASTER = "raster.csv";
    static final String LOSSES = "losses.csv";
    private static final String CONFUSION = "confusion.csv";
    private static final String CLASSES = "classes.csv";
    private static final String DETECTIONS = "detections.csv";
    private static final String PRECISION = "precision.csv";
    private static final String TRUTH = "truth";

    /** The tables that one task writes and the other does not. */
    static final List<String> OF_TASKS = List.of(SampleTable.FILE, CONFUSION, CLASSES, DETECTIONS, PRECISION);

    private static final CsvMapper CSV = CsvMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private record BitRow(int layer, String name, int bit, long spikes, long sops) {}

    private record CellRow(int label, int answer, long samples) {}

    private record CoreRow(
            int layer,
            int x,
            int y,
            String type,
            int neurons,
            int neuronLimit,
            long axonInMetadataWords,
            long axonInNeuronIdWords,
            long axonInWeightWords,
            long axonInStateWords,
            long axonInLimit,
            long axonOutWords,
            long axonOutLimit,
            long delayBits,
            long processStateBytes,
            long processWeightBytes,
            long processTableBytes) {
        static CoreRow of(RunDetails.Core core) {
            return new CoreRow(
                    core.layer(),
                    core.x(),
                    core.y(),
                    core.type(),
                    core.neurons(),
                    core.neuronLimit(),
                    core.axonIn().metadata(),
                    core.axonIn().neuronIds(),
                    core.axonIn().weights(),
                    core.axonIn().state(),
                    core.axonInLimit(),
                    core.axonOutWords(),
                    core.axonOutLimit(),
                    core.delayBits(),
                    core.process().state(),
                    core.process().weights(),
                    core.process().tables());
        }
    }

    private record EnergyRow(String part, double perSampleMicrojoules, boolean assumed) {}

    private record IntervalRow(String links, long fromStep, long steps, long packets) {}

    private record SpikeRow(int layer, int sample, int bit, int neuron) {}

    private record DetectionRow(
            int sample,
            String file,
            String network,
            int label,
            String name,
            double score,
            double left,
            double top,
            double right,
            double bottom,
            boolean ignored) {
        static DetectionRow of(DetectedScene scene, String network, String name, Detection box, boolean isIgnored) {
            return new DetectionRow(
                    scene.sample(),
                    scene.file(),
                    network,
                    box.label(),
                    name,
                    box.score(),
                    box.region().left(),
                    box.region().top(),
                    box.region().right(),
                    box.region().bottom(),
                    isIgnored);
        }
    }

    private record PrecisionRow(
            String network,
            int label,
            String name,
            long objects,
            long detections,
            double elevenPoints,
            double area,
            double coco50,
            double coco) {
        static PrecisionRow of(String network, RunResult.ClassPrecision one) {
            return new PrecisionRow(
                    network,
                    one.label(),
                    one.name(),
                    one.objects(),
                    one.detections(),
                    one.elevenPoints(),
                    one.area(),
                    one.coco50(),
                    one.coco());
        }
    }

    private RunTables() {}

    /** The files written. */
    static List<Path> write(RunReport report, Path folder) throws IOException {
        RunResult result = report.result();
        RunDetails details = report.details();
        List<Path> files = new ArrayList<>();
        files.addAll(result.hasDetection() ? detection(report, folder) : answers(report, folder));
        files.add(write(folder.resolve("layers.csv"), RunResult.LayerResult.class, result.layers()));
        files.add(write(folder.resolve("bits.csv"), BitRow.class, bits(details)));
        files.add(write(
                folder.resolve("cores.csv"),
                CoreRow.class,
                details.cores().stream().map(CoreRow::of).toList()));
        files.add(write(folder.resolve("links.csv"), RunDetails.Link.class, details.links()));
        if (details.linkUse() != null) {
            files.add(write(folder.resolve("link-use.csv"), IntervalRow.class, intervals(details.linkUse())));
        }
        files.add(write(folder.resolve("energy.csv"), EnergyRow.class, energy(result.energy())));
        if (details.losses() != null) {
            files.add(write(
                    folder.resolve(LOSSES), LayerLoss.class, details.losses().layers()));
        }
        if (details.raster() != null) {
            files.add(write(folder.resolve(RASTER), SpikeRow.class, spikes(details.raster())));
        }
        return files;
    }

    private static List<Path> answers(RunReport report, Path folder) throws IOException {
        RunResult.Answers answers = report.result().answers();
        Path samples = WholeFile.write(folder.resolve(SampleTable.FILE), SampleTable.lines(report.samples()));
        if (!report.result().hasAccuracy()) {
            return List.of(samples);
        }
        return List.of(
                samples,
                write(folder.resolve(CONFUSION), CellRow.class, confusion(answers)),
                write(folder.resolve(CLASSES), RunResult.ClassResult.class, answers.classes()));
    }

    private static List<Path> detection(RunReport report, Path folder) throws IOException {
        return List.of(
                write(folder.resolve(DETECTIONS), DetectionRow.class, detections(report)),
                write(
                        folder.resolve(PRECISION),
                        PrecisionRow.class,
                        report.result().witnesses().detection().stream()
                                .flatMap(network ->
                                        network.classes().stream().map(one -> PrecisionRow.of(network.network(), one)))
                                .toList()));
    }

    private static List<DetectionRow> detections(RunReport report) {
        List<String> names = report.details().classNames();
        List<DetectionRow> rows = new ArrayList<>();
        for (DetectedScene scene : report.scenes()) {
            scene.objects()
                    .forEach(object -> rows.add(DetectionRow.of(
                            scene,
                            TRUTH,
                            names.get(object.label()),
                            new Detection(object.label(), 1, object.region()),
                            object.isIgnored())));
            scene.found()
                    .forEach(found -> found.detections()
                            .forEach(box -> rows.add(
                                    DetectionRow.of(scene, found.network(), names.get(box.label()), box, false))));
        }
        return rows;
    }

    private static <T> Path write(Path file, Class<T> row, List<T> rows) throws IOException {
        StringWriter text = new StringWriter();
        try (SequenceWriter writer = CSV.writer(CSV.schemaFor(row).withHeader()).writeValues(text)) {
            writer.writeAll(rows);
        }
        return WholeFile.write(file, text.toString());
    }

    private static List<BitRow> bits(RunDetails details) {
        List<BitRow> rows = new ArrayList<>();
        for (int number = 0; number < details.layers().size(); number++) {
            RunDetails.Layer layer = details.layers().get(number);
            for (int bit = 0; bit < details.bits(); bit++) {
                rows.add(new BitRow(number, layer.name(), bit, layer.spikesPerBit()[bit], layer.sopsPerBit()[bit]));
            }
        }
        return rows;
    }

    private static List<IntervalRow> intervals(RunDetails.LinkUse use) {
        List<IntervalRow> rows = new ArrayList<>();
        add(rows, "inside chips", use.insideChips(), use);
        add(rows, "between chips", use.betweenChips(), use);
        use.busiest()
                .forEach(link -> add(
                        rows,
                        String.format(
                                Locale.ROOT, "%d %d to %d %d", link.fromX(), link.fromY(), link.toX(), link.toY()),
                        link.packets(),
                        use));
        return rows;
    }

    private static void add(List<IntervalRow> rows, String links, long[] packets, RunDetails.LinkUse use) {
        for (int i = 0; i < packets.length; i++) {
            rows.add(new IntervalRow(links, i * use.interval(), use.stepsOf(i), packets[i]));
        }
    }

    private static List<EnergyRow> energy(RunResult.Energy energy) {
        return energy.parts().entrySet().stream()
                .map(part -> new EnergyRow(
                        part.getKey(), part.getValue(), energy.assumed().contains(part.getKey())))
                .toList();
    }

    /** All cells; of many classes only those that are not 0. */
    private static List<CellRow> confusion(RunResult.Answers answers) {
        List<CellRow> rows = new ArrayList<>();
        for (int label = 0; label < answers.confusion().length; label++) {
            for (int answer = 0; answer < answers.confusion()[label].length; answer++) {
                rows.add(new CellRow(label, answer, answers.confusion()[label][answer]));
            }
        }
        answers.confusionPairs().forEach(pair -> rows.add(new CellRow(pair.label(), pair.answer(), pair.samples())));
        return rows;
    }

    private static List<SpikeRow> spikes(RunDetails.Raster raster) {
        List<SpikeRow> rows = new ArrayList<>();
        for (int sample = 0; sample < raster.fired().length; sample++) {
            for (int bit = 0; bit < raster.fired()[sample].length; bit++) {
                for (int row : raster.fired()[sample][bit]) {
                    rows.add(new SpikeRow(raster.layer(), sample, bit, row * raster.stride()));
                }
            }
        }
        return rows;
    }
}
