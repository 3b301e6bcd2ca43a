/** The command line. */
module org.synfire.tools {
    requires transitive org.synfire.models;
    requires com.j2html;
    requires info.picocli;
    requires java.desktop;
    requires java.xml;
    requires me.tongfei.progressbar;
    requires org.apache.xmlgraphics.batik.svggen;
    requires org.jfree.jfreechart;

    opens org.synfire.tools to info.picocli;

    provides org.synfire.models.experiment.ReportRenderer with org.synfire.tools.report.HtmlReport;
}
