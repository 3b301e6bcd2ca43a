/** What is computed: networks from their files to integers, the data they read, and the plain reference. */
package org.synfire.network;
