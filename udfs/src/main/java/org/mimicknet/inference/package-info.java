/** Running a model on one frame: engines, device choice, one warm session per JVM. */
package org.mimicknet.inference;
