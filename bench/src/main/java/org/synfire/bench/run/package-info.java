/**
 * How fast whole runs are: a network emulated with one worker and with two, and a mesh of thousands of cores in one
 * process. Both are programs with a {@code main}, both compare what they computed.
 */
package org.synfire.bench.run;
