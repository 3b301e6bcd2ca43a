package org.synfire.papers.sdann;

/** The tables and figures of the paper that are reproduced. */
public enum PaperTable {
    /** Float, quantised, exact spikes, spikes in the chip's registers. */
    PRECISION("precision", "Tables 2 and 3: precision", Drawn.ACCURACY),
    /** RoT. */
    ROT("rot", "Tables 4 and 5: RoT in every layer, darwin3 precision", Drawn.OPERATIONS),
    /** DRLO. */
    DRLO("drlo", "Tables 6 and 7: DRLO in every layer, darwin3 precision", Drawn.OPERATIONS),
    /** A setting for each layer. */
    HYBRID("hybrid", "Table 8: RoT, DRLO or nothing per layer, darwin3 precision", Drawn.OPERATIONS),
    /** Of arithmetic and of the chip. */
    ENERGY("energy", "Tables 9 and 10: energy", Drawn.ENERGY),
    /** Positional, rate and direct coding. */
    ENCODINGS("encodings", "Figure 12: encodings of the same network", Drawn.OPERATIONS),
    /** The stand-in for the network whose energy the paper measured. */
    TINY_VGG("tinyvgg", "Table 10: a random network of Tiny-VGG's size", Drawn.ENERGY);

    /** The column that a page draws. */
    enum Drawn {
        /** Share of right answers. */
        ACCURACY("accuracy, % of test images"),
        /** Synaptic operations. */
        OPERATIONS("synaptic operations per sample, millions"),
        /** By the chip file. */
        ENERGY("energy per sample by the chip file, uJ");

        private final String axis;

        Drawn(String axis) {
            this.axis = axis;
        }

        /** What it is, with the unit. */
        String axis() {
            return axis;
        }
    }

    private final String key;
    private final String title;
    private final Drawn drawn;

    PaperTable(String key, String title, Drawn drawn) {
        this.key = key;
        this.title = title;
        this.drawn = drawn;
    }

    /** Its name in files. */
    public String key() {
        return key;
    }

    /** Its name for people. */
    public String title() {
        return title;
    }

    Drawn drawn() {
        return drawn;
    }
}
