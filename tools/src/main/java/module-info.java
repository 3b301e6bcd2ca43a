/** The command line. */
module org.synfire.tools {
    requires transitive org.synfire.models;
    requires info.picocli;
    requires me.tongfei.progressbar;
    requires com.fasterxml.jackson.databind;
    requires java.desktop;
    requires xchart;

    opens org.synfire.tools to info.picocli, com.fasterxml.jackson.databind;
}
