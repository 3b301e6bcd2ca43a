/**
 * What a run leaves to be measured: records of steps, the pipeline that carries them to their consumers, and latency
 * histograms.
 *
 * <pre>
 *  worker 0 -\                                      /- counters -\
 *  worker 1 --- StepRecord -&gt; MeasurementPipeline -|              |- writer
 *  worker 2 -/     (one per worker and step)        \- timing ---/
 * </pre>
 *
 * Consumers work beside the next steps of the workers. Nothing is dropped: when they are slow, the workers wait.
 */
package org.synfire.engine.measure;
