package org.mimicknet.jobs;

/** A command that can be asked for stack traces. */
interface Verbose {
  boolean verbose();
}
