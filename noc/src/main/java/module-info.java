/** The network-on-chip and the chips it belongs to. */
module org.synfire.noc {
    requires transitive org.synfire.engine;

    exports org.synfire.noc;
    exports org.synfire.noc.chip;
    exports org.synfire.noc.energy;
}
