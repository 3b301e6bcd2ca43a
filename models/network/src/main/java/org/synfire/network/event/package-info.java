/**
 * Recordings of event cameras and other sources of spikes, as values: {@link org.synfire.network.event.EventRecording}
 * has events with times, and {@link org.synfire.network.event.EventBinning} makes
 * {@link org.synfire.network.event.SpikeFrames} of time steps from them. Files are read by
 * {@code org.synfire.network.event.format}.
 */
package org.synfire.network.event;
