/** What the reproductions of all papers share: the network they are about, and runs on the chip that can be stopped. */
package org.synfire.papers.run;
