/**
 * Files of events: {@link org.synfire.network.event.format.EventFiles} recognises a file by its content and decodes it.
 * {@link org.synfire.network.event.format.EventFormat} lists the formats, and each is decoded by a class of its own.
 */
package org.synfire.network.event.format;
