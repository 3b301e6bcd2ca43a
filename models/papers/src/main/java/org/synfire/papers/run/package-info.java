/**
 * What the reproductions of all papers share: the network they are about, runs on the chip that can be stopped, and a
 * journal of what is finished.
 */
package org.synfire.papers.run;
