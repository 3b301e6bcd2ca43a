/**
 * The network that is built in, so that a first experiment needs no files: it reads the digits that {@code data} draws.
 */
package org.synfire.network.demo;
