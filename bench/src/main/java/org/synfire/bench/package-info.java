/** Benchmarks and concurrency stress tests. */
package org.synfire.bench;
