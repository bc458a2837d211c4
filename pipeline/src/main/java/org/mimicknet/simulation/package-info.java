/**
 * Simulated ultrasound: phantoms ({@link org.mimicknet.simulation.Target}), complex IQ of a probe
 * ({@link org.mimicknet.simulation.IqSimulator}), the image that a scanner would make of it ({@link
 * org.mimicknet.simulation.ClinicalChain}), and the demonstration archives made of them ({@link
 * org.mimicknet.simulation.DemoArchives}).
 */
package org.mimicknet.simulation;
