package org.synfire.papers.recurrent;

import java.util.List;

/**
 * Single spikes of some neurons of each population, to be drawn.
 *
 * @param firstStep of the run that is shown
 * @param steps that are shown
 * @param populations in their order
 */
public record SpikeRaster(int firstStep, int steps, List<Rows> populations) {
    /** Spikes that are shown, at most, if neurons are as active as expected. */
    static final int MOST_SPIKES = 12_000;
    /** Neurons that are shown, at most. */
    static final int MOST_ROWS = 2_000;
    /** Steps that are shown: 0.4 s. */
    static final int MOST_STEPS = RecurrentModel.STEPS_PER_SECOND * 2 / 5;

    public SpikeRaster {
        populations = List.copyOf(populations);
    }

    /**
     * A population.
     *
     * @param name as in the paper
     * @param isInhibitory whether it inhibits
     * @param neurons of the population
     * @param spikes of each neuron that is shown the steps, counted from the first that is shown
     */
    public record Rows(String name, boolean isInhibitory, int neurons, int[][] spikes) {}

    /** All spikes that are shown. */
    public long spikes() {
        return populations.stream()
                .flatMap(rows -> List.of(rows.spikes()).stream())
                .mapToLong(steps -> steps.length)
                .sum();
    }

    /** The spikes as the text of a CSV file: population, number of the row in it, and milliseconds from the start. */
    public String csv() {
        StringBuilder csv = new StringBuilder("population,row,ms\n");
        double steps = RecurrentModel.STEPS_PER_SECOND / 1_000.0;
        for (Rows rows : populations) {
            for (int row = 0; row < rows.spikes().length; row++) {
                for (int step : rows.spikes()[row]) {
                    csv.append(rows.name())
                            .append(',')
                            .append(row)
                            .append(',')
                            .append((firstStep + step) / steps)
                            .append('\n');
                }
            }
        }
        return csv.toString();
    }
}
