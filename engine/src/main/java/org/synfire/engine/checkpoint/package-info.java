/**
 * The state of a long computation as a file, so that it goes on after its process was killed.
 *
 * <pre>
 *  Checkpointed -- names its fields --&gt; StateFields -+- saves them  --&gt; run-checkpoint-1.bin
 *                                                   \- restores them &lt;-- run-checkpoint-2.bin
 * </pre>
 *
 * A state is named once, for both directions. {@link org.synfire.engine.checkpoint.Checkpoints} has the file's format.
 */
package org.synfire.engine.checkpoint;
