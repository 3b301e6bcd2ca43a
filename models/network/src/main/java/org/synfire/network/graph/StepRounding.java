package org.synfire.network.graph;

/** How a number of steps becomes a whole number of them, before limits. */
public sealed interface StepRounding {
    /** To the nearest step, ties to even, as QuantizeLinear does. */
    StepRounding NEAREST = new Nearest();

    /** The whole number of steps. */
    double apply(double steps);

    /** The same of what has an offset, in steps. */
    StepRounding after(double offset);

    /** To the nearest step, ties to even. Neurons round ties up; how often that shows is counted where it can be. */
    record Nearest() implements StepRounding {
        @Override
        public double apply(double steps) {
            return Math.rint(steps);
        }

        @Override
        public StepRounding after(double offset) {
            return new Down(offset + 0.5, 1);
        }
    }

    /**
     * Down, after a division and an addition: {@code floor(steps / divisor + added)}.
     *
     * @param added in steps
     * @param divisor above 0
     */
    record Down(double added, double divisor) implements StepRounding {
        @Override
        public double apply(double steps) {
            return Math.floor(steps / divisor + added);
        }

        @Override
        public StepRounding after(double offset) {
            return new Down(added + offset / divisor, divisor);
        }
    }

    /**
     * In two stages: what is rounded to whole fine steps is divided by a power of two and rounded again. Every tie is
     * kept.
     *
     * @param first to fine steps
     * @param bits one step has 2^bits fine ones, 0..30; 0 leaves the second stage out
     * @param second to steps
     */
    record Staged(WholeRounding first, int bits, WholeRounding second) implements StepRounding {
        /** Most bits between the two roundings. */
        public static final int MOST_BITS = 30;

        /** @throws IllegalArgumentException if there are too many bits */
        public Staged {
            if (bits < 0 || bits > MOST_BITS) {
                throw new IllegalArgumentException(bits + " bits between two roundings");
            }
        }

        @Override
        public double apply(double steps) {
            return second.apply(Math.scalb(first.apply(Math.scalb(steps, bits)), -bits));
        }

        @Override
        public StepRounding after(double offset) {
            throw new UnsupportedOperationException("an offset before two roundings is part of a bias");
        }
    }
}
