/** Experiments and tables of the papers that Synfire implements. */
module org.synfire.papers {
    requires transitive org.synfire.emulator;
    requires com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.dataformat.csv;
    requires hipparchus.stat;

    exports org.synfire.papers.brunel;
    exports org.synfire.papers.encoding;
    exports org.synfire.papers.hessian;
    exports org.synfire.papers.microcircuit;
    exports org.synfire.papers.mint;
    exports org.synfire.papers.recurrent;
    exports org.synfire.papers.run;
    exports org.synfire.papers.sdann;
    exports org.synfire.papers.sparsity;
    exports org.synfire.papers.table;

    opens org.synfire.papers.encoding to
            com.fasterxml.jackson.databind;
    opens org.synfire.papers.run to
            com.fasterxml.jackson.databind;
    opens org.synfire.papers.sdann to
            com.fasterxml.jackson.databind;
    opens org.synfire.papers.sparsity to
            com.fasterxml.jackson.databind;
}
