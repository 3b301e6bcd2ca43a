package org.synfire.tools.sweep;

/**
 * A piece of work that an executor hands to {@code TaskProgram}: a whole run, or a shard of its samples.
 *
 * @param run number of the run, from 1 on
 * @param shard number of the shard, from 0 on
 * @param request what is to be done, see {@link TaskRequest}
 */
public record SweepTask(int run, int shard, TaskRequest request) {
    /** Its name in messages and files: numbers of the run and the shard. */
    public String name() {
        return run + "-" + shard;
    }
}
