package org.synfire.bench.run;

import java.util.ArrayList;
import java.util.List;
import org.synfire.emulator.map.Slice;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Population;

/** Every population whole on a core of its own, on no chip. */
final class Wholes {
    private Wholes() {}

    static List<Slice> slices(IntegerNetwork network) {
        List<Slice> slices = new ArrayList<>();
        for (Population population : network.populations()) {
            Shape shape = population.shape();
            slices.add(new Slice(
                    population.id(),
                    population.id(),
                    population.id(),
                    0,
                    shape.channels(),
                    0,
                    shape.height(),
                    0,
                    shape.width()));
        }
        return slices;
    }
}
