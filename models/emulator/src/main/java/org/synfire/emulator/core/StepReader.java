package org.synfire.emulator.core;

import java.util.Arrays;
import java.util.List;
import org.synfire.engine.measure.StepAssembler;
import org.synfire.engine.measure.StepRecord;

/**
 * Reads the workers' records of a step in the order of cores and tells the observers. Allocates nothing once it knows
 * how many workers there are.
 */
final class StepReader implements StepAssembler.Consumer {
    private volatile List<StepObserver> observers;
    private final int[] spikeWords;
    private int[] positions = new int[0];
    private int[] potentials = new int[0];

    /** @param spikeWords for each core the words of its neurons' bits */
    StepReader(List<StepObserver> observers, int[] spikeWords) {
        this.observers = List.copyOf(observers);
        this.spikeWords = spikeWords;
    }

    /** From now on one observer alone is told; between two runs. */
    void tellOnly(StepObserver observer) {
        observers = List.of(observer);
    }

    @Override
    public void onStep(long step, List<StepRecord> records) {
        if (positions.length < records.size()) {
            positions = new int[records.size()];
        }
        Arrays.fill(positions, 0);
        for (int next = leastCore(records); next >= 0; next = leastCore(records)) {
            positions[next] = tell(records.get(next), positions[next]);
        }
        long hostNanos = hostNanos(records);
        for (int i = 0; i < observers.size(); i++) {
            observers.get(i).onStepEnd(step, hostNanos);
        }
    }

    /** The record that holds the lowest core not yet told of, or -1. */
    private int leastCore(List<StepRecord> records) {
        int least = -1;
        int core = Integer.MAX_VALUE;
        for (int i = 0; i < records.size(); i++) {
            StepRecord record = records.get(i);
            if (positions[i] < record.length() && CoreRecord.core(record, positions[i]) < core) {
                core = CoreRecord.core(record, positions[i]);
                least = i;
            }
        }
        return least;
    }

    private int tell(StepRecord record, int at) {
        int routesTo = CoreRecord.routesTo(record, at);
        int firedTo = CoreRecord.firedTo(record, at);
        int next = CoreRecord.next(record, at);
        for (int i = 0; i < observers.size(); i++) {
            StepObserver observer = observers.get(i);
            observer.onCore(
                    CoreRecord.core(record, at),
                    CoreRecord.spikes(record, at),
                    CoreRecord.operations(record, at),
                    CoreRecord.sample(record, at),
                    CoreRecord.bitStep(record, at),
                    CoreRecord.hash(record, at));
            for (int r = CoreRecord.routesFrom(at); r < routesTo; r = CoreRecord.nextRoute(record, r)) {
                tellRoute(observer, record, r);
            }
            if (routesTo < firedTo) {
                tellFired(observer, record, at, routesTo, firedTo);
            }
        }
        if (firedTo < next) {
            tellPotentials(record, at, firedTo, next);
        }
        return next;
    }

    private void tellFired(StepObserver observer, StepRecord record, int at, int from, int to) {
        int core = CoreRecord.core(record, at);
        long sample = CoreRecord.sample(record, at);
        int bitStep = CoreRecord.bitStep(record, at);
        int words = spikeWords[core];
        observer.onFired(core, sample, bitStep, record.words(), from, from + words);
        for (int plane = from + words; plane < to; plane += words) {
            observer.onFiredAgain(core, sample, bitStep, record.words(), plane, plane + words);
        }
    }

    private void tellPotentials(StepRecord record, int at, int from, int to) {
        if (potentials.length < 2 * (to - from)) {
            potentials = new int[2 * (to - from)];
        }
        CoreRecord.potentials(record, from, to, potentials);
        for (int i = 0; i < observers.size(); i++) {
            observers
                    .get(i)
                    .onPotentials(
                            CoreRecord.core(record, at),
                            CoreRecord.potentialsSample(record, from),
                            CoreRecord.potentialsStep(record, from),
                            potentials);
        }
    }

    private static void tellRoute(StepObserver observer, StepRecord record, int at) {
        int route = CoreRecord.route(record, at);
        observer.onPackets(route, CoreRecord.packets(record, at));
        int sendersFrom = CoreRecord.sendersFrom(at);
        int next = CoreRecord.nextRoute(record, at);
        if (sendersFrom < next) {
            observer.onSenders(route, record.words(), sendersFrom, next);
        }
    }

    /** How long the worker took that took longest: workers do not begin a step at the same time. */
    private static long hostNanos(List<StepRecord> records) {
        long longest = 0;
        for (int i = 0; i < records.size(); i++) {
            longest =
                    Math.max(longest, records.get(i).endNanos() - records.get(i).startNanos());
        }
        return longest;
    }
}
