/**
 * Sets of recordings with labels: folders of classes, lists of files and labels, and files that hold many recordings.
 * {@link org.synfire.network.event.data.EventSets} opens them.
 */
package org.synfire.network.event.data;
