package org.synfire.network.graph;

/**
 * How a number becomes a whole one. Real numbers and fixed-point numbers are rounded by the same rules.
 *
 * <p>Source of the rules that ONNX does not have: QONNX, docs/qonnx-custom-ops/intquant_op.md.
 */
public enum WholeRounding {
    /** To the nearest, ties to the even one. */
    HALF_EVEN {
        @Override
        public double apply(double x) {
            return Math.rint(x);
        }

        @Override
        long rounded(long floor, int comparedWithHalf, boolean isWhole, boolean isNegative) {
            return floor + (comparedWithHalf > 0 || (comparedWithHalf == 0 && (floor & 1) == 1) ? 1 : 0);
        }
    },
    /** To the nearest, ties away from 0. */
    HALF_UP {
        @Override
        public double apply(double x) {
            double rounded = Math.rint(x);
            return Math.abs(x - Math.rint(x)) == HALF ? Math.rint(x + Math.copySign(HALF, x)) : rounded;
        }

        @Override
        long rounded(long floor, int comparedWithHalf, boolean isWhole, boolean isNegative) {
            return floor + (comparedWithHalf > 0 || (comparedWithHalf == 0 && !isNegative) ? 1 : 0);
        }
    },
    /** To the nearest, ties towards 0. */
    HALF_DOWN {
        @Override
        public double apply(double x) {
            double rounded = Math.rint(x);
            return Math.abs(x - Math.rint(x)) == HALF ? Math.rint(x - Math.copySign(HALF, x)) : rounded;
        }

        @Override
        long rounded(long floor, int comparedWithHalf, boolean isWhole, boolean isNegative) {
            return floor + (comparedWithHalf > 0 || (comparedWithHalf == 0 && isNegative) ? 1 : 0);
        }
    },
    /** Towards minus infinity. */
    FLOOR {
        @Override
        public double apply(double x) {
            return Math.floor(x);
        }

        @Override
        long rounded(long floor, int comparedWithHalf, boolean isWhole, boolean isNegative) {
            return floor;
        }
    },
    /** Towards plus infinity. */
    CEIL {
        @Override
        public double apply(double x) {
            return Math.ceil(x);
        }

        @Override
        long rounded(long floor, int comparedWithHalf, boolean isWhole, boolean isNegative) {
            return isWhole ? floor : floor + 1;
        }
    },
    /** Away from 0. */
    UP {
        @Override
        public double apply(double x) {
            return x < 0 ? Math.floor(x) : Math.ceil(x);
        }

        @Override
        long rounded(long floor, int comparedWithHalf, boolean isWhole, boolean isNegative) {
            return isWhole || isNegative ? floor : floor + 1;
        }
    },
    /** Towards 0. */
    DOWN {
        @Override
        public double apply(double x) {
            return x < 0 ? Math.ceil(x) : Math.floor(x);
        }

        @Override
        long rounded(long floor, int comparedWithHalf, boolean isWhole, boolean isNegative) {
            return isWhole || !isNegative ? floor : floor + 1;
        }
    };

    private static final double HALF = 0.5;

    /** A real number, rounded. */
    public abstract double apply(double x);

    /** @param comparedWithHalf below, at or above 0 as the part behind the point is below, at or above a half */
    abstract long rounded(long floor, int comparedWithHalf, boolean isWhole, boolean isNegative);

    /** Whether the rule is the same on both sides of every whole number, so that whole numbers may be added before. */
    public boolean isSameEverywhere() {
        return this == FLOOR || this == CEIL;
    }

    /**
     * {@code x / 2^shift}, rounded.
     *
     * @param x up to 2^62 in magnitude
     * @param shift 0..52
     */
    public long shifted(long x, int shift) {
        long unit = 1L << shift;
        long floor = x >> shift;
        long part = x & unit - 1;
        return rounded(floor, Long.compare(2 * part, unit), part == 0, x < 0);
    }
}
