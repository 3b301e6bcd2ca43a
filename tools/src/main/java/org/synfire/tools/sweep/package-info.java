/**
 * Sweeps: one command over many settings. A file says which runs there are; an executor carries them out as tasks, here
 * or on a cluster; their figures become one table.
 *
 * <pre>
 *   sweep file -&gt; planned runs -&gt; tasks -&gt; executor -&gt; results -&gt; table, page
 *                                    \        (threads, Spark)   /
 *                                     \------ journal ----------/
 * </pre>
 *
 * <p>What a task does is the command line's business; this package knows no command.
 */
package org.synfire.tools.sweep;
