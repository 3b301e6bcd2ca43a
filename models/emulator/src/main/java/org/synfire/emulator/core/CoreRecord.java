package org.synfire.emulator.core;

import org.synfire.emulator.neuron.SpikeBits;
import org.synfire.engine.measure.StepRecord;

/**
 * What a core tells about a step, as words of a {@link StepRecord}: a fixed part, what {@link WorkerScratch#noteRoute}
 * noted of each route group that got packets, and, only where somebody asked, the spike bits.
 */
final class CoreRecord {
    private static final int CORE = 0;
    private static final int SPIKES = 1;
    private static final int OPERATIONS = 2;
    private static final int SAMPLE = 3;
    private static final int BIT_STEP = 4;
    private static final int HASH = 5;
    private static final int LENGTHS = 6;
    private static final int FIXED_WORDS = 7;

    private CoreRecord() {}

    /**
     * Most words a core writes in a step that notes so many of its routes, and so many of spike bits if somebody asks
     * for them.
     */
    static int maxWords(int routeWords, int spikeWords) {
        return FIXED_WORDS + routeWords + spikeWords;
    }

    /** @param firingsWanted for how many of the first samples the spike bits are recorded */
    static void write(
            StepRecord record,
            int core,
            long operations,
            SpikeBits spikes,
            int spikeWords,
            long firingsWanted,
            WorkerScratch scratch) {
        int routeWords = scratch.takeRouteWords();
        boolean fires = spikes.count() > 0;
        record.append(core);
        record.append(spikes.count());
        record.append(operations);
        record.append(fires ? spikes.sample() : -1);
        record.append(fires ? spikes.bitStep() : -1);
        record.append(fires ? Fingerprint.ofSpikes(spikes.words(), spikeWords) : 0);
        int firedWords = fires && spikes.sample() < firingsWanted ? spikeWords : 0;
        record.append((long) firedWords << Integer.SIZE | routeWords);
        record.append(scratch.routes(), 0, routeWords);
        record.append(spikes.words(), 0, firedWords);
    }

    static int core(StepRecord record, int at) {
        return (int) record.words()[at + CORE];
    }

    static int spikes(StepRecord record, int at) {
        return (int) record.words()[at + SPIKES];
    }

    static long operations(StepRecord record, int at) {
        return record.words()[at + OPERATIONS];
    }

    static long sample(StepRecord record, int at) {
        return record.words()[at + SAMPLE];
    }

    static int bitStep(StepRecord record, int at) {
        return (int) record.words()[at + BIT_STEP];
    }

    static long hash(StepRecord record, int at) {
        return record.words()[at + HASH];
    }

    /** Where the route words begin. */
    static int routesFrom(int at) {
        return at + FIXED_WORDS;
    }

    static int route(StepRecord record, int routeAt) {
        return (int) record.words()[routeAt];
    }

    static int packets(StepRecord record, int routeAt) {
        return (int) record.words()[routeAt + 1];
    }

    /** Where a route's sender bits begin; they end where the next route begins. */
    static int sendersFrom(int routeAt) {
        return routeAt + 2;
    }

    static int nextRoute(StepRecord record, int routeAt) {
        return sendersFrom(routeAt) + (int) (record.words()[routeAt + 1] >>> Integer.SIZE);
    }

    /** Where the route words end and the spike bits begin. */
    static int routesTo(StepRecord record, int at) {
        return at + FIXED_WORDS + (int) record.words()[at + LENGTHS];
    }

    /** Where the spike bits end and the next core's part begins. */
    static int next(StepRecord record, int at) {
        return routesTo(record, at) + (int) (record.words()[at + LENGTHS] >>> Integer.SIZE);
    }
}
