/** The command line. */
module org.synfire.tools {
    requires transitive org.synfire.models;
    requires info.picocli;
    requires me.tongfei.progressbar;

    opens org.synfire.tools to info.picocli;
}
