package org.synfire.network.integer;

import java.util.Arrays;
import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * Which time steps of a sample are whose, from the delays of a network's projections: the section "Time" of
 * docs/architecture.md.
 *
 * <p>A population integrates a sample in T steps and sends in T steps. Where it sends a code it has its value, and
 * sends its first bit, in the last step in which it integrates. Where neurons spike, they send in the steps in which
 * they integrate. The input sends in steps {@code 0..T-1}. A population begins to integrate a sample when the first of
 * its spikes can arrive.
 *
 * <p><b>Codes:</b> all branches must meet in phase, so that bit b of every source arrives in the same step.
 * <b>Spikes:</b> a projection with a longer way brings the spikes of an earlier step, {@link #lag} steps earlier. A
 * spike that arrives after a population's T steps is lost with the sample, so samples follow one another at least T
 * plus the largest lag apart.
 */
public final class SampleTiming {
    /** In which step the image's currents are there: as if they came over a projection of the shortest delay. */
    private static final int CURRENT_STEP = 1;

    private final int timeSteps;
    private final int levelSteps;
    private final int[] integratesFrom;
    private final int[] sendsFrom;
    private final int largestLag;
    private final int completeSteps;

    private SampleTiming(IntegerNetwork network, int[] integratesFrom, int sendsAfter) {
        this.timeSteps = network.timeSteps();
        this.levelSteps = sendsAfter + 1;
        this.integratesFrom = integratesFrom;
        this.sendsFrom =
                Arrays.stream(integratesFrom).map(step -> step + sendsAfter).toArray();
        this.sendsFrom[0] = 0;
        this.completeSteps = network.populations().stream()
                        .mapToInt(population -> endsFrom(network, population))
                        .max()
                        .orElseThrow()
                + timeSteps;
        this.largestLag = network.projections().stream()
                .mapToInt(projection -> lag(projection) + projection.synapses().largestExtraDelay())
                .max()
                .orElse(0);
    }

    /**
     * The first of the last T steps in which a population is busy with a sample; who is read ends before its readers.
     */
    private int endsFrom(IntegerNetwork network, Population population) {
        int id = population.id();
        boolean sendsToNobody = population.neurons() instanceof Neurons.Stem
                && network.outbound(id).isEmpty();
        return sendsToNobody ? sendsFrom[id] : integratesFrom[id];
    }

    static SampleTiming of(IntegerNetwork network) {
        return switch (network.coding()) {
            case CODES -> ofCodes(network);
            case SPIKES -> ofSpikes(network);
        };
    }

    private static SampleTiming ofCodes(IntegerNetwork network) {
        int valueAfter = network.timeSteps() - 1;
        int[] from = new int[network.populations().size()];
        from[0] = -valueAfter;
        for (int p = 1; p < from.length; p++) {
            boolean isFirst = true;
            for (Projection projection : network.inbound(p)) {
                if (projection.source() >= p) {
                    throw new InputException(String.format(
                            Locale.ROOT,
                            "network %s: a projection leads from population %d back to %d",
                            network.name(),
                            projection.source(),
                            p));
                }
                int arrives = from[projection.source()] + valueAfter + projection.delay();
                if (!isFirst && arrives != from[p]) {
                    throw new InputException(String.format(
                            Locale.ROOT,
                            "layer %s: its branches do not meet in phase: one arrives from step %d, another from step"
                                    + " %d",
                            network.population(p).name(),
                            from[p],
                            arrives));
                }
                from[p] = arrives;
                isFirst = false;
            }
        }
        return new SampleTiming(network, from, valueAfter);
    }

    /**
     * The shortest ways from the input, in steps of delay (Bellman and Ford). Populations that no way leads to work
     * from the step in which an image's currents would be there.
     */
    private static SampleTiming ofSpikes(IntegerNetwork network) {
        int[] from = new int[network.populations().size()];
        Arrays.fill(from, Integer.MAX_VALUE);
        from[0] = 0;
        for (Population population : network.populations()) {
            if (population.neurons() instanceof Neurons.Program program
                    && program.directCoding().isPresent()) {
                from[population.id()] = CURRENT_STEP;
            }
        }
        shorten(network, from);
        Arrays.setAll(from, p -> from[p] == Integer.MAX_VALUE ? CURRENT_STEP : from[p]);
        shorten(network, from);
        return new SampleTiming(network, from, 0);
    }

    private static void shorten(IntegerNetwork network, int[] from) {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Projection projection : network.projections()) {
                int source = from[projection.source()];
                if (source != Integer.MAX_VALUE && source + projection.delay() < from[projection.target()]) {
                    from[projection.target()] = source + projection.delay();
                    changed = true;
                }
            }
        }
    }

    /**
     * The first step after a sample's start in which a population integrates it; for the input T - 1 steps before it
     * has the value where codes are sent, 0 where spikes are.
     */
    public int integratesFrom(int population) {
        return integratesFrom[population];
    }

    /** The first step after a sample's start in which a population sends. */
    public int sendsFrom(int population) {
        return sendsFrom[population];
    }

    /**
     * By how many steps of the sample a projection's spikes are late: what the target integrates in step s of the
     * sample was sent in step {@code s - lag} of it. 0 where codes are sent.
     */
    public int lag(Projection projection) {
        return sendsFrom[projection.source()] + projection.delay() - integratesFrom[projection.target()];
    }

    /**
     * The population's place on the way from the input: the number of populations that a spike passes until there,
     * where all delays are the shortest that let branches meet in phase. 0 for the input.
     */
    public int level(int population) {
        return population == 0 ? 0 : Math.ceilDiv(integratesFrom[population], levelSteps);
    }

    /** Level of the answer. */
    public int depth() {
        return level(integratesFrom.length - 1);
    }

    /** Time steps from a sample's first to its answer, both included: L T + 1 in L layers of codes, L + T of spikes. */
    public int latencySteps() {
        return integratesFrom[integratesFrom.length - 1] + timeSteps;
    }

    /** The same of a sample of spikes that has so many steps. */
    public int latencySteps(int steps) {
        return latencySteps() - timeSteps + steps;
    }

    /**
     * Time steps from a sample's first to the one in which every population has integrated it, and an answer that is a
     * code has been sent, both included: the latency where the answer is a sum and every population lies before it.
     */
    public int completeSteps() {
        return completeSteps;
    }

    /** The same of a sample of spikes that has so many steps. */
    public int completeSteps(int steps) {
        return completeSteps - timeSteps + steps;
    }

    /** For how many steps spikes of a sample can arrive behind its last one. */
    public int largestLag() {
        return largestLag;
    }

    /**
     * Time steps from one sample's first to the next one's. In the pipeline: T, and the largest lag. Without: the steps
     * until the sample is complete, up to a multiple of T.
     */
    public int intervalSteps(boolean pipelined) {
        return intervalSteps(pipelined, timeSteps);
    }

    /** The same behind a sample of spikes that has so many steps, in place of T. */
    public int intervalSteps(boolean pipelined, int steps) {
        int least = steps + largestLag;
        return pipelined ? least : Math.max(least, Math.ceilDiv(completeSteps(steps), steps) * steps);
    }
}
