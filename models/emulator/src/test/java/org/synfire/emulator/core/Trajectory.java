package org.synfire.emulator.core;

/** Hashes each sample's spikes, and notes when samples enter and when the answering core adds up. */
final class Trajectory implements StepObserver {
    private final long[] hashes;
    private final long[] firstSteps;
    private final int answerCore;
    private long step;
    private long lastAnswering = -1;
    private long operations;

    Trajectory(int samples, int answerCore) {
        this.hashes = new long[samples];
        this.firstSteps = new long[samples];
        this.answerCore = answerCore;
    }

    @Override
    public void onCore(int core, int spikes, long operations, long sample, int bitStep, long hash) {
        this.operations += operations;
        if (spikes > 0) {
            int s = (int) sample;
            hashes[s] = Fingerprint.mix(Fingerprint.mix(Fingerprint.mix(hashes[s], bitStep), core), hash);
            if (core == 0) {
                firstSteps[s] = step - bitStep;
            }
        }
        if (core == answerCore && operations > 0) {
            lastAnswering = step;
        }
    }

    @Override
    public void onStepEnd(long ended, long hostNanos) {
        step = ended + 1;
    }

    /** Each sample's hash. */
    long[] hashes() {
        return hashes;
    }

    /** The step in which each sample's first bit was due. */
    long[] firstSteps() {
        return firstSteps;
    }

    /** Weights added to sums. */
    long operations() {
        return operations;
    }

    /** The last step in which a weight was added to the answer. */
    long lastAnswering() {
        return lastAnswering;
    }
}
