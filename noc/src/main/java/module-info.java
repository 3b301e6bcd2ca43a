/** The network-on-chip and the chips it belongs to. */
module org.synfire.noc {
    requires transitive org.synfire.engine;
    requires jdk.incubator.vector;

    exports org.synfire.noc;
    exports org.synfire.noc.chip;
    exports org.synfire.noc.cycle;
    exports org.synfire.noc.cycle.form;
    exports org.synfire.noc.energy;
    exports org.synfire.noc.measure;
    exports org.synfire.noc.theory;
    exports org.synfire.noc.traffic;
}
