package org.synfire.emulator.map;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.noc.Mesh;
import org.synfire.noc.chip.ChipDescription;

/**
 * Why a network whose layers fit single cores does not fit a chip, and how many chips would hold it.
 *
 * @param needed the network in as few cores as possible
 * @param existing the cores that there are
 */
record Shortage(IntegerNetwork network, ChipDescription chip, Division needed, CoreCount existing) {
    static Shortage of(IntegerNetwork network, ChipDescription chip) {
        Division needed = new NetworkCutter(network, chip, Set.of()).division();
        return new Shortage(network, chip, needed, CoreCount.of(chip));
    }

    /** What is missing, layer by layer, and what would help. */
    String message() {
        StringBuilder text = new StringBuilder();
        text.append(format(
                "network %s does not fit %d x %d chips of %s: it needs %,d cores, of them %,d big, and there are %,d,"
                        + " of them %,d big (%s)\n",
                network.name(),
                chip.mesh().chipsX(),
                chip.mesh().chipsY(),
                chip.name(),
                needed.cores(),
                needed.bigCores(),
                existing.all(),
                existing.big(),
                missing()));
        needed.neural()
                .forEach(p -> text.append(format(
                        "  %-24s %,5d cores, %,5d of them big; at most %,d axon-in words and %,d of %,d axon-out words"
                                + " a core\n",
                        p.cut().population().name(),
                        p.cut().cores(),
                        p.coresAbove(needed.littleWords()),
                        p.mostAxonInWords(),
                        p.mostAxonOutWords(),
                        chip.axonOutWords())));
        return text.append(sufficient()
                        .map(grid -> format(
                                "%d x %d chips side by side would hold it",
                                grid.mesh().chipsX(), grid.mesh().chipsY()))
                        .orElse("no number of chips that can be emulated would hold it"))
                .toString();
    }

    private String missing() {
        int cores = needed.cores() - existing.all();
        return cores > 0
                ? format("%,d cores missing", cores)
                : format("%,d big cores missing", needed.bigCores() - existing.big());
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }

    /**
     * The fewest chips, in a rectangle as square as their number allows, that hold the network; each candidate is
     * tried.
     */
    Optional<ChipDescription> sufficient() {
        int chipNodes = chip.mesh().chipWidth() * chip.mesh().chipHeight();
        int coresOfOne = chipNodes - 1;
        if (coresOfOne == 0) {
            return Optional.empty();
        }
        for (int count = Math.ceilDiv(needed.cores(), coresOfOne);
                (long) count * chipNodes <= Mesh.MAX_NODES;
                count++) {
            int down = (int) Math.sqrt(count);
            while (count % down > 0) {
                down--;
            }
            ChipDescription grid = chip.withChips(count / down, down);
            if (Division.of(network, grid).fits(CoreCount.of(grid))) {
                return Optional.of(grid);
            }
        }
        return Optional.empty();
    }
}
