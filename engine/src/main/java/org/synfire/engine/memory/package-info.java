/**
 * Off-heap memory through the foreign memory API: an arena with one owner, and the layout of the records that lie in
 * it.
 *
 * <pre>
 *  StateArena   |piece 0 ......|piece 1 ..|piece 2 ...........|free|
 *                \ RecordLayout: |field a ..  |pad|field b ......|pad|
 * </pre>
 *
 * Nothing here knows what the records mean.
 */
package org.synfire.engine.memory;
