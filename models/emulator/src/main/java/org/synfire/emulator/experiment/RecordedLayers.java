package org.synfire.emulator.experiment;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.synfire.emulator.measure.Raster;
import org.synfire.emulator.result.Correlations;
import org.synfire.emulator.result.Recording;
import org.synfire.emulator.result.RunDetails;

/** What a report shows of a recording: its first samples spike by spike, rates and intervals. */
final class RecordedLayers {
    private static final int LEAST_INTERVALS = 2;
    private static final int BINS_OF_SAMPLE = 10;

    private final Recording recording;
    private final long[] intervals;
    private final long[] count;
    private final double[] sum;
    private final double[] squares;

    private RecordedLayers(Recording recording) {
        this.recording = recording;
        this.intervals = new long[recording.steps()];
        this.count = new long[recording.neurons()];
        this.sum = new double[recording.neurons()];
        this.squares = new double[recording.neurons()];
    }

    static RunDetails.RecordedLayer of(Recording recording) {
        return new RecordedLayers(recording).layer();
    }

    private RunDetails.RecordedLayer layer() {
        addIntervals();
        long allSteps = IntStream.range(0, recording.samples())
                .mapToLong(recording::stepsOf)
                .sum();
        double neuronSteps = (double) recording.neurons() * (recording.samples() == 0 ? recording.steps() : allSteps);
        int longest = recording.steps() - 1;
        while (longest > 0 && intervals[longest] == 0) {
            longest--;
        }
        int[] irregular = IntStream.range(0, count.length)
                .filter(neuron -> count[neuron] >= LEAST_INTERVALS)
                .toArray();
        return new RunDetails.RecordedLayer(
                raster(),
                recording.size(),
                recording.size() / neuronSteps,
                Arrays.copyOf(intervals, longest + 1),
                irregular.length,
                IntStream.of(irregular).mapToDouble(this::variation).average().orElse(0),
                correlations());
    }

    /** Of neurons at even distances; no bin holds steps of two samples. */
    private Optional<Correlations> correlations() {
        int kept = Math.min(recording.neurons(), Correlations.MOST_NEURONS);
        int binSteps = Math.clamp(recording.steps() / BINS_OF_SAMPLE, 1, RunDetails.RecordedLayer.MOST_BIN_STEPS);
        int[] firstBins = new int[recording.samples() + 1];
        for (int sample = 0; sample < recording.samples(); sample++) {
            firstBins[sample + 1] = firstBins[sample] + Math.ceilDiv(recording.stepsOf(sample), binSteps);
        }
        IntStream.Builder[] spikes =
                Stream.generate(IntStream::builder).limit(kept).toArray(IntStream.Builder[]::new);
        for (int spike = 0; spike < recording.size(); spike++) {
            long neuron = recording.neuron(spike);
            int place = (int) (neuron * kept / recording.neurons());
            if (Math.ceilDiv((long) place * recording.neurons(), (long) kept) == neuron) {
                spikes[place].add(firstBins[recording.sample(spike)] + recording.step(spike) / binSteps);
            }
        }
        return Correlations.of(
                Stream.of(spikes).map(one -> one.build().toArray()).toArray(int[][]::new),
                firstBins[recording.samples()],
                binSteps);
    }

    /** Intervals of one neuron within one sample; its spikes of one step count as one. */
    private void addIntervals() {
        int[] lastStep = new int[recording.neurons()];
        int[] lastSample = new int[recording.neurons()];
        Arrays.fill(lastSample, -1);
        for (int spike = 0; spike < recording.size(); spike++) {
            int neuron = recording.neuron(spike);
            if (lastSample[neuron] == recording.sample(spike) && lastStep[neuron] < recording.step(spike)) {
                int interval = recording.step(spike) - lastStep[neuron];
                intervals[interval]++;
                count[neuron]++;
                sum[neuron] += interval;
                squares[neuron] += (double) interval * interval;
            }
            lastSample[neuron] = recording.sample(spike);
            lastStep[neuron] = recording.step(spike);
        }
    }

    /** Standard deviation of a neuron's intervals over their mean. */
    private double variation(int neuron) {
        double mean = sum[neuron] / count[neuron];
        return Math.sqrt(Math.max(0, squares[neuron] / count[neuron] - mean * mean)) / mean;
    }

    private RunDetails.Raster raster() {
        int samples = Math.min(Raster.MOST_SAMPLES, recording.samples());
        int stride = Math.ceilDiv(recording.neurons(), Raster.MOST_ROWS);
        int[][][] fired = new int[samples][recording.steps()][];
        int spike = 0;
        for (int sample = 0; sample < samples; sample++) {
            for (int step = 0; step < recording.steps(); step++) {
                IntStream.Builder rows = IntStream.builder();
                while (spike < recording.size() && recording.sample(spike) == sample && recording.step(spike) == step) {
                    if (recording.neuron(spike) % stride == 0) {
                        rows.add(recording.neuron(spike) / stride);
                    }
                    spike++;
                }
                fired[sample][step] = rows.build().distinct().toArray();
            }
        }
        return new RunDetails.Raster(recording.layer(), stride, Math.ceilDiv(recording.neurons(), stride), fired);
    }
}
