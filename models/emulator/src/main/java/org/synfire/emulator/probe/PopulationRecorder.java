package org.synfire.emulator.probe;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.synfire.emulator.core.StepObserver;
import org.synfire.emulator.map.Mapping;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.result.Recording;
import org.synfire.engine.InputException;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.SampleStarts;

/**
 * Records the spikes of a population in all samples, and its potentials if they are asked for.
 *
 * <p><b>Memory:</b> 12 bytes for each spike, and 4 for each neuron, step and sample with potentials. <b>Limits:</b>
 * {@value #MOST_SPIKES} spikes and {@value #MOST_POTENTIALS} potentials. <b>Threads:</b> the observers' thread.
 */
public final class PopulationRecorder implements StepObserver, Checkpointed {
    /** Most spikes. */
    public static final int MOST_SPIKES = 1 << 25;
    /** Most potentials. */
    public static final int MOST_POTENTIALS = 1 << 24;

    private static final int NUMBERS = 3;

    private final Population population;
    private final SampleStarts starts;
    private final int[][] elements;
    private final Optional<int[]> potentials;
    private int[] spikes = new int[1 << 12];
    private int used;

    /**
     * A recorder for one run.
     *
     * @param population by name, or by its number
     * @param hasPotentials whether its potentials are recorded
     * @param starts of the samples of the run
     * @throws InputException if the network has no such population that sends spikes, it has no potentials in each
     *     step, or there would be too many
     */
    public PopulationRecorder(Mapping mapping, String population, boolean hasPotentials, SampleStarts starts) {
        IntegerNetwork network = mapping.network();
        this.population = new RasterLayer(population).in(network);
        this.starts = starts;
        this.elements = mapping.slices().stream()
                .map(slice -> slice.population() == this.population.id() ? elements(slice) : new int[0])
                .toArray(int[][]::new);
        this.potentials = hasPotentials ? Optional.of(new int[potentials()]) : Optional.empty();
    }

    private int[] elements(Slice slice) {
        int[] elements = new int[slice.neurons()];
        Arrays.setAll(elements, neuron -> slice.element(population.shape(), neuron));
        return elements;
    }

    private int potentials() {
        if (!(population.neurons() instanceof Neurons.Program program)
                || !program.program().hasPotential()) {
            throw new InputException("layer " + population.name()
                    + " has no potential in each step of a sample; record its spikes alone");
        }
        long size = starts.samples() * starts.timeSteps() * population.shape().size();
        if (size > MOST_POTENTIALS) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "potentials of %,d neurons in %,d steps of %,d samples are more than %,d; record fewer samples",
                    population.shape().size(),
                    starts.timeSteps(),
                    starts.samples(),
                    MOST_POTENTIALS));
        }
        return (int) size;
    }

    @Override
    public long firingsWanted(int core) {
        return elements[core].length == 0 ? 0 : starts.samples();
    }

    @Override
    public long potentialsWanted(int core) {
        return elements[core].length == 0 || potentials.isEmpty() ? 0 : starts.samples();
    }

    @Override
    public void onFired(int core, long sample, int bitStep, long[] words, int from, int to) {
        if (elements[core].length == 0) {
            return;
        }
        for (int w = from; w < to; w++) {
            for (long rest = words[w]; rest != 0; rest &= rest - 1) {
                add((int) sample, bitStep, elements[core][(w - from) * Long.SIZE + Long.numberOfTrailingZeros(rest)]);
            }
        }
    }

    @Override
    public void onFiredAgain(int core, long sample, int bitStep, long[] words, int from, int to) {
        onFired(core, sample, bitStep, words, from, to);
    }

    private void add(int sample, int step, int neuron) {
        if (used == NUMBERS * MOST_SPIKES) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "layer %s has more than %,d spikes to record; record fewer samples",
                    population.name(),
                    MOST_SPIKES));
        }
        if (used + NUMBERS > spikes.length) {
            spikes = Arrays.copyOf(spikes, (int) Math.min(2L * spikes.length, (long) NUMBERS * MOST_SPIKES));
        }
        spikes[used++] = sample;
        spikes[used++] = step;
        spikes[used++] = neuron;
    }

    @Override
    public void onPotentials(int core, long sample, int stepOfSample, int[] values) {
        if (elements[core].length > 0) {
            potentials.ifPresent(all -> {
                int first = ((int) sample * starts.timeSteps() + stepOfSample)
                        * population.shape().size();
                for (int neuron = 0; neuron < elements[core].length; neuron++) {
                    all[first + elements[core][neuron]] = values[neuron];
                }
            });
        }
    }

    /**
     * What was recorded.
     *
     * @param answered how many of the first samples were answered; what was recorded of others is left out
     */
    public Recording recording(long answered) {
        int neurons = population.shape().size();
        int kept = 0;
        for (int i = 0; i < used; i += NUMBERS) {
            kept += spikes[i] < answered ? NUMBERS : 0;
        }
        int[] sorted = new int[kept];
        int end = 0;
        for (int first = 0; first < used; ) {
            int next = first;
            while (next < used && spikes[next] == spikes[first] && spikes[next + 1] == spikes[first + 1]) {
                next += NUMBERS;
            }
            if (spikes[first] < answered) {
                end = addSorted(first, next, sorted, end);
            }
            first = next;
        }
        return new Recording(
                population.id(),
                population.name(),
                neurons,
                starts.timeSteps(),
                (int) answered,
                starts.areEqual() ? new int[0] : starts.stepsOfEach(answered),
                sorted,
                potentials.map(all -> Arrays.copyOf(all, (int) answered * starts.timeSteps() * neurons)));
    }

    /** Spikes of one step, which cores told one after the other. */
    private int addSorted(int first, int next, int[] sorted, int at) {
        int[] neurons = new int[(next - first) / NUMBERS];
        for (int i = 0; i < neurons.length; i++) {
            neurons[i] = spikes[first + NUMBERS * i + 2];
        }
        Arrays.sort(neurons);
        int end = at;
        for (int neuron : neurons) {
            sorted[end++] = spikes[first];
            sorted[end++] = spikes[first + 1];
            sorted[end++] = neuron;
        }
        return end;
    }

    @Override
    public void state(StateFields fields) {
        int[] kept = fields.varying("spikes", Arrays.copyOf(spikes, used));
        used = kept.length;
        spikes = used <= spikes.length ? spikes : new int[used];
        System.arraycopy(kept, 0, spikes, 0, used);
        if (potentials.isPresent()) {
            fields.all("potentials", potentials.get());
        }
    }
}
