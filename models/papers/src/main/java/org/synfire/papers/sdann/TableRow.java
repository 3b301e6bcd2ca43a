package org.synfire.papers.sdann;

/**
 * One row of a table.
 *
 * @param table the paper's table or figure
 * @param network what was run
 * @param setting how
 * @param samples on so many test images
 * @param accuracy 0..1; {@code null} where a row has none
 * @param accuracyPoints change against the table's first row, in points
 * @param sopsPerSample synaptic operations; {@code null} where nothing spikes
 * @param sopPercent change against the table's first row
 * @param macsPerSample multiplications of the quantised network
 * @param packetsPerSample spikes on their way to one core each; {@code null} where no chip was emulated
 * @param hopsPerSample links that they crossed
 * @param overflows sums and potentials that did not fit their registers, in the whole run
 * @param mismatchedValues values that differ from the dense twin; {@code null} where it was not asked
 * @param quantizedMicrojoules per sample, multiplications alone at 0.23 pJ
 * @param spikingMicrojoules per sample, synaptic operations alone at 0.03 pJ
 * @param sopMicrojoules per sample, synaptic operations at the chip's own figure
 * @param chipMicrojoules per sample, operations, updates, hops and static power by the chip file
 * @param paper what the paper has for its nearest row, or empty
 */
public record TableRow(
        PaperTable table,
        String network,
        String setting,
        int samples,
        Double accuracy,
        Double accuracyPoints,
        Double sopsPerSample,
        Double sopPercent,
        Double macsPerSample,
        Double packetsPerSample,
        Double hopsPerSample,
        Long overflows,
        Long mismatchedValues,
        Double quantizedMicrojoules,
        Double spikingMicrojoules,
        Double sopMicrojoules,
        Double chipMicrojoules,
        String paper) {
    /** A row that states an accuracy and nothing else, or not even that. */
    static TableRow ofAccuracy(
            PaperTable table,
            String network,
            String setting,
            int samples,
            Double accuracy,
            Double accuracyPoints,
            String paper) {
        return new TableRow(
                table,
                network,
                setting,
                samples,
                accuracy,
                accuracyPoints,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                paper);
    }

    /** The same run in another table, set against another first row, without a figure of the paper's. */
    TableRow besides(PaperTable other, String named, double points, double sopChange) {
        return new TableRow(
                other,
                network,
                named,
                samples,
                accuracy,
                points,
                sopsPerSample,
                sopChange,
                macsPerSample,
                packetsPerSample,
                hopsPerSample,
                overflows,
                mismatchedValues,
                quantizedMicrojoules,
                spikingMicrojoules,
                sopMicrojoules,
                chipMicrojoules,
                "");
    }
}
