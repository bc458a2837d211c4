/** MimickNet for Spark: what all parts share. */
package org.mimicknet;
