/**
 * Sweeps on Apache Spark: a service of the command line that runs tasks on Spark, in this process or on a cluster.
 *
 * <p>Everything that runs on executors uses Java and Spark alone; Synfire itself lies there behind a class loader of
 * its own, so that Spark's libraries and Synfire's do not meet.
 */
package org.synfire.sweep;
