import org.synfire.emulator.result.ReportRenderer;
import org.synfire.tools.report.HtmlReport;
import org.synfire.tools.sweep.SweepCluster;

/** The command line. */
module org.synfire.tools {
    requires transitive org.synfire.papers;
    requires com.j2html;
    requires info.picocli;
    requires java.desktop;
    requires java.xml;
    requires jdk.unsupported;
    requires me.tongfei.progressbar;
    requires com.fasterxml.jackson.databind;
    requires org.apache.xmlgraphics.batik.svggen;
    requires org.jfree.jfreechart;

    opens org.synfire.tools to
            info.picocli,
            com.fasterxml.jackson.databind;

    exports org.synfire.tools.sweep;

    uses SweepCluster;

    provides ReportRenderer with
            HtmlReport;
}
