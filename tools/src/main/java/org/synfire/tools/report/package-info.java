/**
 * The report of a run: {@link org.synfire.tools.report.HtmlReport} turns what a run recorded into one HTML file that
 * needs no network.
 *
 * <pre>
 *   RecordedRun -> sections (a list in HtmlReport) -> Page
 *                    tables, numbers          {@link org.synfire.tools.report.Table},
 *                                             {@link org.synfire.tools.report.Shown}
 *                    charts by JFreeChart     {@link org.synfire.tools.report.Chart}, written as SVG by Batik
 *                    drawings of our own      mesh and pipeline, which no library draws
 * </pre>
 *
 * <p>Colours are variables of the page's style sheet, so that light and dark need one drawing.
 * {@link org.synfire.tools.report.SvgFiles} writes the same drawings as files with plain colours. A new part of the
 * report is a {@link org.synfire.tools.report.Section}.
 */
package org.synfire.tools.report;
