/**
 * The command line: {@link org.synfire.tools.Synfire} and its commands.
 *
 * <p>Results go to standard output and files, progress and talk to standard error. Exit status: 0 done, 1 the run
 * failed, 2 wrong arguments or input, 3 the emulated chip cannot do it; 130 stopped by Ctrl-C after writing what was
 * measured.
 */
package org.synfire.tools;
