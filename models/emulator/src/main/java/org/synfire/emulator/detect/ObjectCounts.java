package org.synfire.emulator.detect;

import java.util.List;
import org.synfire.network.data.BoxedImages;
import org.synfire.network.data.DerivedImages;

/**
 * Images of which no single class is asked for. The number of objects stands for the label, so that an image without
 * objects has one too.
 *
 * @param all the images
 * @param counts number of objects of each
 */
record ObjectCounts(BoxedImages all, List<Integer> counts) implements DerivedImages {
    ObjectCounts {
        counts = List.copyOf(counts);
    }

    @Override
    public int classes() {
        return counts.stream().mapToInt(count -> count + 1).max().orElse(0);
    }

    @Override
    public List<String> classNames() {
        return List.of();
    }

    @Override
    public int label(int index) {
        return counts.get(index);
    }
}
