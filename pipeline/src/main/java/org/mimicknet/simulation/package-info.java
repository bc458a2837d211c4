/** Simulated speckle phantoms and the demonstration archives made of them. */
package org.mimicknet.simulation;
