package org.synfire.network.data;

/** The two parts of a data set: what a network may learn and be calibrated from, and what it is judged on. */
public enum Split {
    TRAIN,
    TEST;

    /** The word that options and reports use: {@code train} or {@code test}. */
    public String word() {
        return this == TRAIN ? "train" : "test";
    }
}
