/** Files that are there as a whole or not at all, and journals of the finished parts of a long computation. */
package org.synfire.engine.file;
