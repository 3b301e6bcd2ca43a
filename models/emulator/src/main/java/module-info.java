import org.synfire.emulator.result.ReportRenderer;

/** How a chip computes a network: mapping, cores, packets, timing, and the results of a run. */
module org.synfire.emulator {
    requires transitive org.synfire.network;
    requires transitive org.synfire.noc;
    requires com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.dataformat.csv;
    requires jdk.incubator.vector;
    requires jdk.management;

    exports org.synfire.emulator.compare;
    exports org.synfire.emulator.core;
    exports org.synfire.emulator.detect;
    exports org.synfire.emulator.experiment;
    exports org.synfire.emulator.kernel;
    exports org.synfire.emulator.map;
    exports org.synfire.emulator.neuron;
    exports org.synfire.emulator.part;
    exports org.synfire.emulator.probe;
    exports org.synfire.emulator.readout;
    exports org.synfire.emulator.result;
    exports org.synfire.emulator.timing;
    exports org.synfire.emulator.witness;

    opens org.synfire.emulator.compare to
            com.fasterxml.jackson.databind;
    opens org.synfire.emulator.result to
            com.fasterxml.jackson.databind;

    uses ReportRenderer;
}
