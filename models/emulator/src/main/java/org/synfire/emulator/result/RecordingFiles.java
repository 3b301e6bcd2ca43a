package org.synfire.emulator.result;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.synfire.engine.file.PartFile;
import org.synfire.network.npy.NpzWriter;

/**
 * The files of {@link Recording}s: tables, and NumPy archives with an array for each population.
 *
 * <pre>
 *   spikes.npz       int32 [spike][3]: sample, step, neuron
 *   spikes.csv       layer,name,sample,step,neuron
 *   potentials.npz   int32 [sample][step][neuron]
 *   potentials.csv   layer,name,sample,step,neuron,potential
 *   packets.npz, packets.csv, steps.npz, steps.csv: an array or column for each column of a RecordedTable
 * </pre>
 */
final class RecordingFiles {
    /** All of them. */
    static final List<String> ALL = List.of(
            "spikes.npz",
            "spikes.csv",
            "potentials.npz",
            "potentials.csv",
            "packets.npz",
            "packets.csv",
            "steps.npz",
            "steps.csv");

    private static final int NUMBERS = 3;
    private static final String STEPS = "sample_steps";

    private final List<Recording> recordings;

    /** What writes an open file. */
    @FunctionalInterface
    private interface Content<T> {
        void write(T open) throws IOException;
    }

    private RecordingFiles(List<Recording> recordings) {
        this.recordings = recordings;
    }

    /** The files written; none if nothing was recorded. */
    static List<Path> write(List<Recording> recordings, Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        RecordingFiles of = new RecordingFiles(recordings);
        if (!recordings.isEmpty()) {
            files.add(archive(folder.resolve(ALL.get(0)), of::addSpikes));
            files.add(table(folder.resolve(ALL.get(1)), of::writeSpikes));
        }
        if (recordings.stream().anyMatch(one -> one.potentials().isPresent())) {
            files.add(archive(folder.resolve(ALL.get(2)), of::addPotentials));
            files.add(table(folder.resolve(ALL.get(3)), of::writePotentials));
        }
        return files;
    }

    /** The files of tables. */
    static List<Path> writeTables(List<RecordedTable> tables, Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        for (RecordedTable one : tables) {
            files.add(archive(folder.resolve(one.name() + ".npz"), writer -> {
                for (RecordedTable.Column column : one.columns()) {
                    switch (column) {
                        case RecordedTable.Whole whole ->
                            writer.add(whole.name(), row -> whole.values()[row], whole.rows());
                        case RecordedTable.Real real ->
                            writer.addReals(real.name(), row -> real.values()[row], real.rows());
                    }
                }
            }));
            files.add(table(folder.resolve(one.name() + ".csv"), writer -> write(one, writer)));
        }
        return files;
    }

    private static void write(RecordedTable table, Writer writer) throws IOException {
        writer.write(
                table.columns().stream().map(RecordedTable.Column::name).collect(Collectors.joining(",", "", "\n")));
        for (int row = 0; row < table.rows(); row++) {
            String separator = "";
            for (RecordedTable.Column column : table.columns()) {
                writer.write(separator);
                writer.write(column.text(row));
                separator = ",";
            }
            writer.write('\n');
        }
    }

    private static Path archive(Path file, Content<NpzWriter> content) throws IOException {
        try (PartFile part = PartFile.of(file)) {
            try (NpzWriter writer = new NpzWriter(part.stream())) {
                content.write(writer);
            }
            part.keep();
        }
        return file;
    }

    private static Path table(Path file, Content<Writer> content) throws IOException {
        try (PartFile part = PartFile.of(file)) {
            try (Writer writer = new BufferedWriter(new OutputStreamWriter(part.stream(), StandardCharsets.UTF_8))) {
                content.write(writer);
            }
            part.keep();
        }
        return file;
    }

    /** The name of a population, with its number if others are called like it. */
    private String array(Recording recording) {
        boolean isUnique = recordings.stream()
                        .filter(one -> one.name().equals(recording.name()))
                        .count()
                == 1;
        return isUnique ? recording.name() : recording.name() + "-" + recording.layer();
    }

    private void addSpikes(NpzWriter writer) throws IOException {
        for (Recording one : recordings) {
            writer.add(array(one), i -> one.spikes()[i], one.size(), NUMBERS);
        }
    }

    private void addPotentials(NpzWriter writer) throws IOException {
        for (Recording one : recordings) {
            int[] potentials = one.potentials().orElseThrow();
            writer.add(array(one), i -> potentials[i], one.samples(), one.steps(), one.neurons());
        }
        Recording any = recordings.getFirst();
        if (any.ownSteps().length > 0) {
            writer.add(STEPS, any::stepsOf, any.samples());
        }
    }

    private static String begin(Recording one) {
        return one.layer() + ",\"" + one.name().replace("\"", "\"\"") + "\",";
    }

    private void writeSpikes(Writer table) throws IOException {
        table.write("layer,name,sample,step,neuron\n");
        for (Recording one : recordings) {
            String begin = begin(one);
            for (int spike = 0; spike < one.size(); spike++) {
                table.write(begin + one.sample(spike) + ',' + one.step(spike) + ',' + one.neuron(spike) + '\n');
            }
        }
    }

    private void writePotentials(Writer table) throws IOException {
        table.write("layer,name,sample,step,neuron,potential\n");
        for (Recording one : recordings) {
            String begin = begin(one);
            int[] potentials = one.potentials().orElseThrow();
            for (int i = 0; i < potentials.length; i++) {
                int sample = i / one.neurons() / one.steps();
                int step = i / one.neurons() % one.steps();
                if (step < one.stepsOf(sample)) {
                    table.write(begin + sample + ',' + step + ',' + i % one.neurons() + ',' + potentials[i] + '\n');
                }
            }
        }
    }
}
