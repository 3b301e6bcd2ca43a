/**
 * What a run leaves: its figures as a value, the details behind them, and both as a folder of files.
 *
 * <pre>
 *   RunOutcome      RunResult (run.json), RunDetails (details.json), Histograms, the mapping
 *   ReportFolder    writes them, and reads them again as a RecordedRun
 *   ReportRenderer  the service that makes pages of a RecordedRun
 * </pre>
 */
package org.synfire.emulator.result;
