package org.synfire.network.data;

import java.util.ArrayList;
import java.util.List;

/**
 * Spikes of another set with more remarks.
 *
 * @param all the other set
 * @param more behind its own remarks
 */
record RemarkedSpikes(SpikeSet all, List<String> more) implements OtherSpikes {
    RemarkedSpikes {
        more = List.copyOf(more);
    }

    @Override
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>(all.remarks());
        remarks.addAll(more);
        return remarks;
    }
}
