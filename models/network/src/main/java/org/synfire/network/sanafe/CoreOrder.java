package org.synfire.network.sanafe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The neurons of a group in the order of the cores that hold them: cores as they come, and the neurons of a core by
 * number.
 *
 * @param slices which core holds which of them, by their new numbers
 * @param placeOf for each neuron its new number
 */
record CoreOrder(List<SanaFeNetwork.Cores> slices, int[] placeOf) {
    /** Of a group whose neurons all have a core. */
    static CoreOrder of(SanaFeNetwork.Group group) {
        Map<Core, List<SanaFeNetwork.Cores>> runsOf = new LinkedHashMap<>();
        for (SanaFeNetwork.Cores run : group.cores()) {
            runsOf.computeIfAbsent(new Core(run.tile(), run.core()), _ -> new ArrayList<>())
                    .add(run);
        }
        List<SanaFeNetwork.Cores> slices = new ArrayList<>();
        int[] placeOf = new int[group.neurons()];
        int next = 0;
        for (Map.Entry<Core, List<SanaFeNetwork.Cores>> entry : runsOf.entrySet()) {
            int from = next;
            for (SanaFeNetwork.Cores run : entry.getValue()) {
                for (int neuron = run.from(); neuron < run.to(); neuron++) {
                    placeOf[neuron] = next++;
                }
            }
            slices.add(new SanaFeNetwork.Cores(
                    from, next, entry.getKey().tile(), entry.getKey().core()));
        }
        return new CoreOrder(slices, placeOf);
    }

    /** Of a group whose neurons stay as they are. */
    static CoreOrder unchanged(SanaFeNetwork.Group group) {
        int[] placeOf = new int[group.neurons()];
        for (int neuron = 0; neuron < placeOf.length; neuron++) {
            placeOf[neuron] = neuron;
        }
        return new CoreOrder(List.of(), placeOf);
    }

    /** Whether no neuron has another number. */
    boolean isUnchanged() {
        for (int neuron = 0; neuron < placeOf.length; neuron++) {
            if (placeOf[neuron] != neuron) {
                return false;
            }
        }
        return true;
    }

    /** Values of the neurons in their new order; one value for all stays one. */
    int[] ordered(int[] values) {
        if (values.length == 1) {
            return values;
        }
        int[] ordered = new int[values.length];
        for (int neuron = 0; neuron < values.length; neuron++) {
            ordered[placeOf[neuron]] = values[neuron];
        }
        return ordered;
    }
}
