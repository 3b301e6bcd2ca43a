package org.synfire.emulator.witness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.synfire.emulator.core.EmulatedSamples;
import org.synfire.emulator.readout.Readout;
import org.synfire.emulator.result.RunResult;
import org.synfire.engine.InputException;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.SpikeSet;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.SpikeTrains;
import org.synfire.network.nir.NirNetwork;
import org.synfire.network.nir.NirShape;
import org.synfire.network.nir.integer.NirConversion;
import org.synfire.network.nir.step.NirStepper;
import org.synfire.network.nir.step.StepOptions;

/**
 * The network of NIR that a network of integers was made of, stepped in double precision on the same spikes: how many
 * spikes differ in each layer, where the first does, and what it answers.
 *
 * <p><b>Threads:</b> samples are shared out among so many steppers; what is counted does not depend on their number.
 */
public final class NirWitness implements Witness, Checkpointed {
    private final NirNetwork source;
    private final StepOptions options;
    private final NirConversion made;
    private final IntegerNetwork network;
    private final SpikeSet samples;
    private final Optional<Readout> readout;
    private final int threads;
    private final List<String> layers;
    private final int[] answers;
    private final long[] realSpikes;
    private final long[] emulatedSpikes;
    private final long[] differing;
    private final long[] firstDifference;
    private long correct;
    private long correctInFive;
    private int outputs;

    /** What one sample gave. */
    private record Sample(long[] real, long[] emulated, long[] differing, int[] firstStep, float[] outputs) {}

    /**
     * @param source real-valued
     * @param options how it is stepped
     * @param made the integers of it that are run
     * @param trial what is run, on spikes
     * @throws InputException if the samples are images
     */
    public NirWitness(NirNetwork source, StepOptions options, NirConversion made, WitnessSource.Trial trial) {
        this.source = source;
        this.options = options;
        this.made = made;
        this.network = trial.network();
        this.samples = switch (trial.samples()) {
            case SpikeSet spikes -> spikes;
            case ImageSet images ->
                throw new InputException(images.name() + " has images, and a network of NIR reads spikes");
        };
        this.readout = trial.readout();
        this.threads = trial.threads();
        this.layers = layers();
        this.answers = new int[samples.size()];
        this.realSpikes = new long[layers.size()];
        this.emulatedSpikes = new long[layers.size()];
        this.differing = new long[layers.size()];
        this.firstDifference = new long[layers.size()];
        Arrays.fill(firstDifference, Long.MAX_VALUE);
    }

    /** The nodes whose neurons spike in both networks, by the number of their populations. */
    private List<String> layers() {
        Map<Integer, String> names = new LinkedHashMap<>();
        made.populations().entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .filter(entry -> entry.getValue() > 0 && network.sends(entry.getValue()))
                .forEach(entry -> names.put(entry.getValue(), entry.getKey()));
        return List.copyOf(names.values());
    }

    @Override
    public void compare(EmulatedSamples emulated, long from, long to) {
        int count = (int) (to - from);
        Sample[] found = new Sample[count];
        IntStream.range(0, Math.min(threads, count)).parallel().forEach(thread -> {
            NirStepper stepper = new NirStepper(source, options);
            for (int i = thread; i < count; i += threads) {
                found[i] = sample(stepper, emulated, (int) from + i);
            }
        });
        for (int i = 0; i < count; i++) {
            add((int) from + i, found[i]);
        }
    }

    private void add(int sample, Sample found) {
        for (int layer = 0; layer < layers.size(); layer++) {
            realSpikes[layer] += found.real[layer];
            emulatedSpikes[layer] += found.emulated[layer];
            differing[layer] += found.differing[layer];
            if (found.firstStep[layer] >= 0) {
                firstDifference[layer] =
                        Math.min(firstDifference[layer], (long) sample << Integer.SIZE | found.firstStep[layer]);
            }
        }
        answers[sample] = SampleAnswers.best(found.outputs);
        outputs = found.outputs.length;
        if (samples.isLabelled()) {
            int label = samples.label(sample);
            correct += answers[sample] == label ? 1 : 0;
            correctInFive += SampleAnswers.rank(found.outputs, label) < RunResult.TopFive.OUTPUTS ? 1 : 0;
        }
    }

    private Sample sample(NirStepper stepper, EmulatedSamples emulated, int sample) {
        int[] ids = layers.stream().mapToInt(made.populations()::get).toArray();
        SpikeTrains[] trains = new SpikeTrains[ids.length];
        for (int layer = 0; layer < ids.length; layer++) {
            trains[layer] = SpikeTrains.of(network, ids[layer]);
            emulated.spikes(sample, ids[layer], trains[layer]);
        }
        Sample found = new Sample(
                new long[ids.length],
                new long[ids.length],
                new long[ids.length],
                IntStream.of(ids).map(id -> -1).toArray(),
                new float[network.output().shape().size()]);
        int steps = samples.steps(sample);
        RealReadout read = new RealReadout(source, made, network, readout, steps);
        int inputs = NirShape.size(source.shape(source.inputs().getFirst()));
        int[] spiking = new int[Math.multiplyExact(network.input().shape().size(), samples.mostSpikes())];
        stepper.reset();
        for (int step = 0; step < steps; step++) {
            double[] values = new double[inputs];
            int count = samples.spikes(sample, step, spiking);
            for (int i = 0; i < count; i++) {
                values[spiking[i] % inputs]++;
            }
            stepper.step(values);
            for (int layer = 0; layer < ids.length; layer++) {
                compare(stepper.values(layers.get(layer)), trains[layer], step, layer, found);
            }
            read.add(stepper, step);
        }
        System.arraycopy(read.outputs(), 0, found.outputs, 0, found.outputs.length);
        return found;
    }

    private static void compare(double[] real, SpikeTrains trains, int step, int layer, Sample found) {
        for (int neuron = 0; neuron < real.length; neuron++) {
            int emulated = trains.count(neuron, step);
            found.real[layer] += (long) real[neuron];
            found.emulated[layer] += emulated;
            if (real[neuron] != emulated) {
                found.differing[layer]++;
                found.firstStep[layer] = found.firstStep[layer] < 0 ? step : found.firstStep[layer];
            }
        }
    }

    @Override
    public int[] answers() {
        return answers.clone();
    }

    @Override
    public RunResult.FloatResult result(SampleAnswers emulated, long answered) {
        List<RunResult.SpikeDifference> differences = new ArrayList<>();
        for (int layer = 0; layer < layers.size(); layer++) {
            boolean isEqual = firstDifference[layer] == Long.MAX_VALUE;
            differences.add(new RunResult.SpikeDifference(
                    layers.get(layer),
                    realSpikes[layer],
                    emulatedSpikes[layer],
                    differing[layer],
                    isEqual ? -1 : firstDifference[layer] >>> Integer.SIZE,
                    isEqual ? -1 : (int) firstDifference[layer]));
        }
        return new RunResult.FloatResult(
                correct,
                answered == 0 ? 0 : (double) correct / answered,
                RunResult.TopFive.of(correctInFive, answered, outputs),
                differences);
    }

    @Override
    public void state(StateFields fields) {
        fields.all("answers", answers);
        fields.all("real spikes", realSpikes);
        fields.all("emulated spikes", emulatedSpikes);
        fields.all("differing spikes", differing);
        fields.all("first differences", firstDifference);
        correct = fields.whole("correct", correct);
        correctInFive = fields.whole("correct among five", correctInFive);
        outputs = (int) fields.whole("outputs", outputs);
    }
}
