/**
 * What {@code benchmark} measures and how: frames, interleaved rounds, the machine's peak, targets.
 */
package org.mimicknet.jobs.benchmark;
