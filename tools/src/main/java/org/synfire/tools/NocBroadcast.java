package org.synfire.tools;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.OutputException;
import org.synfire.engine.file.WholeFile;
import org.synfire.noc.measure.BroadcastMeasurement;
import org.synfire.noc.theory.MulticastTree;
import org.synfire.tools.report.NocPage;
import org.synfire.tools.report.PageFiles;

/**
 * The JSON of {@code synfire noc --broadcast}; {@code docs/noc.md} has the keys' meaning.
 *
 * @param setup what was measured
 * @param source the node that sends
 * @param destinations the nodes that receive
 * @param tree one multicast packet
 * @param unicasts a packet for each
 * @param linkFlitRatio the unicasts' flits on links for each of the tree's
 * @param linkFlitRatioTheory the same by theory
 * @param highestTreeRate broadcasts per node and cycle that trees from everywhere can carry at most, by theory
 * @param highestUnicastRate the same by unicasts
 */
record NocBroadcast(
        @JsonUnwrapped NocSetup setup,
        int source,
        int destinations,
        Way tree,
        Way unicasts,
        double linkFlitRatio,
        double linkFlitRatioTheory,
        double highestTreeRate,
        double highestUnicastRate) {
    /**
     * @param linkFlits flits put on links
     * @param linkFlitsTheory the same by theory
     * @param cycles until the last has arrived
     * @param cyclesTheory the same by theory
     */
    record Way(long linkFlits, long linkFlitsTheory, long cycles, long cyclesTheory) {
        static Way of(BroadcastMeasurement.Cost measured, BroadcastMeasurement.Cost theory) {
            return new Way(measured.linkFlits(), theory.linkFlits(), measured.cycles(), theory.cycles());
        }
    }

    static NocBroadcast of(NocSetup setup, BroadcastMeasurement measured) {
        MulticastTree tree = new MulticastTree(measured.mesh());
        return new NocBroadcast(
                setup,
                measured.source(),
                measured.destinations(),
                Way.of(measured.tree(), measured.treeTheory()),
                Way.of(measured.unicasts(), measured.unicastsTheory()),
                measured.linkFlitRatio(),
                measured.linkFlitRatioTheory(),
                tree.highestBroadcastRate() / measured.packetFlits(),
                tree.highestUnicastBroadcastRate() / measured.packetFlits());
    }

    String json() {
        return JsonText.of(this);
    }

    /** Writes {@code noc.json} and the page. */
    void write(Path directory) {
        try {
            WholeFile.write(directory.resolve("noc.json"), json());
            PageFiles.write(directory, NocPage.FILE, NocPage.broadcast(json()));
        } catch (IOException unwritable) {
            throw new OutputException(
                    String.format(
                            Locale.ROOT,
                            "cannot write the report to %s: %s; choose another --out folder",
                            directory,
                            FileReason.of(unwritable)),
                    unwritable);
        }
    }
}
