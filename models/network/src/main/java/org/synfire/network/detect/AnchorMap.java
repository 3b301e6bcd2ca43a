package org.synfire.network.detect;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One output as a grid: each cell has {@code anchors} boxes of {@code entries} values, and the values of a box lie in
 * consecutive channels.
 *
 * @param output its values
 * @param entries values of a box
 */
record AnchorMap(Output output, int entries) implements BoxGrid {
    @Override
    public int height() {
        return output.form().shape().height();
    }

    @Override
    public int width() {
        return output.form().shape().width();
    }

    @Override
    public double value(int anchor, int entry, int row, int column) {
        return output.value(anchor * entries + entry, row, column);
    }

    /**
     * Why an output is no such grid.
     *
     * @param number of the output
     * @param what an entry is, in words
     */
    static Optional<String> misfit(List<Output.Form> forms, int number, int anchors, int entries, String what) {
        if (number >= forms.size()) {
            return Optional.of(missing(forms, number));
        }
        Output.Form form = forms.get(number);
        return form.shape().channels() == anchors * entries
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "output %d, %s, has %d channels; %d anchors of %d values (%s) need %d",
                        number,
                        form,
                        form.shape().channels(),
                        anchors,
                        entries,
                        what,
                        anchors * entries));
    }

    /** That a network lacks an output, in words. */
    static String missing(List<Output.Form> forms, int number) {
        return String.format(
                Locale.ROOT,
                "output %d is asked for, but the network has only outputs 0 to %d: %s",
                number,
                forms.size() - 1,
                forms);
    }
}
