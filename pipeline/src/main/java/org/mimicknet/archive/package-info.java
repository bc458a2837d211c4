/**
 * Walking containers (folders, zip, tar, tar.gz, nested) as streams, with guards. Nothing is
 * extracted to disk.
 */
package org.mimicknet.archive;
