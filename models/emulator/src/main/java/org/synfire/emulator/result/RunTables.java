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

/**
 * The tables behind a report's charts, as CSV files with a header; counts are of the whole run, energy is per sample.
 */
final class RunTables {
    static final String RASTER = "raster.csv";
    private static final int MANY_CLASSES = 64;
    static final String LOSSES = "losses.csv";

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

    private RunTables() {}

    /** The files written. */
    static List<Path> write(RunOutcome outcome, Path folder) throws IOException {
        RunResult result = outcome.result();
        RunDetails details = outcome.details();
        List<Path> files = new ArrayList<>();
        files.add(WholeFile.write(folder.resolve(SampleTable.FILE), SampleTable.lines(outcome.samples())));
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
        files.add(write(
                folder.resolve("confusion.csv"),
                CellRow.class,
                confusion(result.answers().confusion())));
        files.add(write(
                folder.resolve("classes.csv"),
                RunResult.ClassResult.class,
                result.answers().classes()));
        if (details.losses() != null) {
            files.add(write(
                    folder.resolve(LOSSES), LayerLoss.class, details.losses().layers()));
        }
        if (details.raster() != null) {
            files.add(write(folder.resolve(RASTER), SpikeRow.class, spikes(details.raster())));
        }
        return files;
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

    /** All cells; of many classes only those that are not 0, since a thousand classes have a million. */
    private static List<CellRow> confusion(long[][] counts) {
        List<CellRow> rows = new ArrayList<>();
        boolean hasZeros = counts.length <= MANY_CLASSES;
        for (int label = 0; label < counts.length; label++) {
            for (int answer = 0; answer < counts[label].length; answer++) {
                if (hasZeros || counts[label][answer] > 0) {
                    rows.add(new CellRow(label, answer, counts[label][answer]));
                }
            }
        }
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
