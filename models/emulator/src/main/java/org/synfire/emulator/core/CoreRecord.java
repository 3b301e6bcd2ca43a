package org.synfire.emulator.core;

import org.synfire.emulator.neuron.SpikeBits;
import org.synfire.engine.measure.StepRecord;

/**
 * What a core tells about a step, as words of a {@link StepRecord}: a fixed part, what {@link WorkerScratch#noteRoute}
 * noted of each route group that got packets, and, only where somebody asked, the planes of spike bits and the
 * potentials.
 */
final class CoreRecord {
    private static final int CORE = 0;
    private static final int SPIKES = 1;
    private static final int OPERATIONS = 2;
    private static final int SAMPLE = 3;
    private static final int BIT_STEP = 4;
    private static final int HASH = 5;
    private static final int LENGTHS = 6;
    private static final int FIRED_WORDS = 7;
    private static final int FIXED_WORDS = 8;
    private static final int POTENTIALS_SHIFT = 32;
    private static final int POTENTIALS_HEAD = 2;

    private CoreRecord() {}

    /**
     * Most words a core writes in a step that notes so many of its routes, so many of spike bits if somebody asks for
     * them, and the potentials of so many neurons, 0 if nobody does.
     */
    static int maxWords(int routeWords, int spikeWords, int potentials) {
        return FIXED_WORDS + routeWords + spikeWords + potentialWords(potentials);
    }

    private static int potentialWords(int potentials) {
        return potentials == 0 ? 0 : POTENTIALS_HEAD + Math.ceilDiv(potentials, 2);
    }

    /** @param firingsWanted for how many of the first samples the spike bits are recorded */
    static void write(
            StepRecord record,
            int core,
            long operations,
            SpikeBits spikes,
            int spikeWords,
            long firingsWanted,
            PotentialReading potentials,
            WorkerScratch scratch) {
        int routeWords = scratch.takeRouteWords();
        boolean fires = spikes.count() > 0;
        record.append(core);
        record.append(spikes.count());
        record.append(operations);
        record.append(fires ? spikes.sample() : -1);
        record.append(fires ? spikes.bitStep() : -1);
        record.append(fires ? Fingerprint.ofSpikes(spikes, spikeWords) : 0);
        int firedPlanes = fires && spikes.sample() < firingsWanted ? spikes.used() : 0;
        record.append((long) potentialWords(potentials.count()) << POTENTIALS_SHIFT | routeWords);
        record.append((long) firedPlanes * spikeWords);
        record.append(scratch.routes(), 0, routeWords);
        for (int plane = 0; plane < firedPlanes; plane++) {
            record.append(spikes.planes()[plane], 0, spikeWords);
        }
        append(record, potentials);
    }

    private static void append(StepRecord record, PotentialReading potentials) {
        if (potentials.count() > 0) {
            record.append(potentials.sample());
            record.append(potentials.stepOfSample());
            for (int i = 0; i < potentials.count(); i += 2) {
                record.append((long) potentials.values()[i + 1] << Integer.SIZE
                        | Integer.toUnsignedLong(potentials.values()[i]));
            }
        }
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

    /** Where the spike bits end and the potentials begin. */
    static int firedTo(StepRecord record, int at) {
        return routesTo(record, at) + (int) record.words()[at + FIRED_WORDS];
    }

    /** Where the potentials end and the next core's part begins. */
    static int next(StepRecord record, int at) {
        return firedTo(record, at) + (int) (record.words()[at + LENGTHS] >>> POTENTIALS_SHIFT);
    }

    static long potentialsSample(StepRecord record, int potentialsAt) {
        return record.words()[potentialsAt];
    }

    static int potentialsStep(StepRecord record, int potentialsAt) {
        return (int) record.words()[potentialsAt + 1];
    }

    /** Copies the potentials that lie up to an index, two a word. */
    static void potentials(StepRecord record, int potentialsAt, int to, int[] into) {
        for (int w = potentialsAt + POTENTIALS_HEAD, i = 0; w < to; w++) {
            into[i++] = (int) record.words()[w];
            into[i++] = (int) (record.words()[w] >>> Integer.SIZE);
        }
    }
}
