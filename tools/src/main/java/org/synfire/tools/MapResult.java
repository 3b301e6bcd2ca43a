package org.synfire.tools;

import java.util.List;
import org.synfire.emulator.map.CoreUse;
import org.synfire.emulator.map.Mapping;
import org.synfire.noc.chip.CoreType;

/**
 * The JSON of {@code synfire map}.
 *
 * @param chips chips with at least one core in use
 * @param allChips chips side by side
 * @param neurons those of the input left out
 * @param reachViolations flows further than an axon entry reaches
 * @param delayBits memory in which spikes wait for a longer branch
 * @param notes what the map rests on
 */
record MapResult(
        String network,
        String chip,
        int cores,
        int bigCores,
        int littleCores,
        int chips,
        int allChips,
        long neurons,
        double hopsPerPacket,
        double hopsPerSpike,
        double hopsPerSample,
        int flows,
        int reachViolations,
        long delayBits,
        List<Layer> layers,
        List<String> notes) {
    /** How the file begins. */
    static final String BEGINS = "{\n  \"network\" : ";

    /** What a layer takes. */
    record Layer(String name, int cores, long neurons, long axonInWords, long axonOutWords) {}

    static MapResult of(Mapping mapping, List<String> notes) {
        List<Layer> layers = mapping.network().populations().stream()
                .skip(1)
                .map(population -> {
                    List<CoreUse> uses = mapping.uses(population.id());
                    return new Layer(
                            population.name(),
                            uses.size(),
                            population.shape().size(),
                            uses.stream().mapToLong(CoreUse::axonInWords).sum(),
                            uses.stream().mapToLong(CoreUse::axonOutWords).sum());
                })
                .toList();
        return new MapResult(
                mapping.network().name(),
                mapping.chip().name(),
                mapping.cores(),
                mapping.cores(CoreType.BIG),
                mapping.cores(CoreType.LITTLE),
                mapping.chips(),
                mapping.chip().chips(),
                mapping.uses().stream().skip(1).mapToLong(CoreUse::neurons).sum(),
                mapping.hopsPerPacket(),
                mapping.hopsPerSpike(),
                mapping.hopsPerSample(),
                mapping.flows().size(),
                mapping.reachViolations(),
                mapping.delayBits(),
                layers,
                notes);
    }
}
